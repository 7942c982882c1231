import { type Problem, problem } from '#kernel';
import type { Agreement } from '../schema.ts';
import { clauses } from './context.ts';

/** Every name is given once, and every name used is given. The other checks rely on it. */
export function checkNames(agreement: Agreement): Problem[] {
  const { parties, inputs, outputs, operation, matching } = agreement;
  const partyIds = new Set(parties.map(({ id }) => id));
  const inputNames = new Set(inputs.map(({ name }) => name));
  const partyAt = (name: string, clause: string) => unknownName(partyIds, 'party', name, clause);
  const inputAt = (name: string, clause: string) => unknownName(inputNames, 'input', name, clause);
  return [
    ...twice(
      parties.map(({ id }) => id),
      'parties',
      'parties',
    ),
    ...twice(
      parties.map(({ organisation }) => organisation),
      'parties',
      'parties',
    ),
    ...twice(
      inputs.map(({ name }) => name),
      'inputs',
      'inputs',
    ),
    ...twice(
      outputs.map(({ name }) => name),
      'outputs',
      'outputs',
    ),
    ...twice(
      operation.flags.map(({ name }) => name),
      'flags',
      'operation.flags',
    ),
    ...clauses(inputs, 'inputs').flatMap(([input, at]) => [
      ...partyAt(input.party, `${at}.party`),
      ...twice(
        input.fields.map(({ name }) => name),
        'fields',
        `${at}.fields`,
      ),
    ]),
    ...clauses(parties, 'parties').flatMap(([party, at]) =>
      party.contract === undefined ? [] : partyAt(party.contract.with, `${at}.contract.with`),
    ),
    ...clauses(agreement.powers, 'powers').flatMap(([power, at]) => [
      ...clauses(power.from, `${at}.from`).flatMap(([name, here]) => partyAt(name, here)),
      ...clauses(power.to, `${at}.to`).flatMap(([name, here]) => partyAt(name, here)),
    ]),
    ...partyAt(matching.operator, 'matching.operator'),
    ...(['people', 'customers'] as const).flatMap((side) => [
      ...twice(operation[side], 'inputs', `operation.${side}`),
      ...clauses(operation[side], `operation.${side}`).flatMap(([name, at]) =>
        unknownName(
          new Set(inputs.filter((one) => one.side === side).map((one) => one.name)),
          `input of ${side}`,
          name,
          at,
        ),
      ),
    ]),
    ...twice(
      outputs.map(({ kind, to, input }) => `${kind} to ${to} ${input ?? ''}`.trim()),
      'outputs',
      'outputs',
    ),
    ...columnsTwice(agreement),
    ...clauses(outputs, 'outputs').flatMap(([output, at]) => [
      ...partyAt(output.to, `${at}.to`),
      ...(output.input === undefined ? [] : inputAt(output.input, `${at}.input`)),
    ]),
    ...clauses(agreement.returns, 'returns').flatMap(([one, at]) => [
      ...partyAt(one.from, `${at}.from`),
      ...partyAt(one.to, `${at}.to`),
      ...inputAt(one.input, `${at}.input`),
    ]),
    ...clauses(agreement.onward, 'onward').flatMap(([one, at]) => partyAt(one.from, `${at}.from`)),
    ...clauses(agreement.retention, 'retention').flatMap(([one, at]) => partyAt(one.holder, `${at}.holder`)),
    ...clauses(agreement.ending.maySuspendAll, 'ending.maySuspendAll').flatMap(([name, at]) =>
      partyAt(name, at),
    ),
    ...clauses(agreement.costs, 'costs').flatMap(([one, at]) => partyAt(one.party, `${at}.party`)),
    ...clauses(agreement.dataProtection.lawfulBasis, 'dataProtection.lawfulBasis').flatMap(([one, at]) =>
      partyAt(one.party, `${at}.party`),
    ),
    ...clauses(agreement.dataProtection.privacyNotices, 'dataProtection.privacyNotices').flatMap(
      ([one, at]) => partyAt(one.party, `${at}.party`),
    ),
  ];
}

/** A flag may not be called like the reference that it stands beside. */
const columnsTwice = ({ inputs, operation }: Agreement): Problem[] =>
  clauses(operation.flags, 'operation.flags').flatMap(([{ name }, at]) =>
    inputs.some(({ fields }) => fields.some((field) => field.type === 'reference' && field.name === name))
      ? [problem('AGREEMENT_NAME_TWICE', { name, kind: 'columns' }, at)]
      : [],
  );

const unknownName = (known: ReadonlySet<string>, kind: string, name: string, clause: string): Problem[] =>
  known.has(name) ? [] : [problem('AGREEMENT_NAME_UNKNOWN', { kind, name }, clause)];

const twice = (names: readonly string[], kind: string, path: string): Problem[] =>
  clauses(names, path).flatMap(([name, at], i) =>
    names.indexOf(name) === i ? [] : [problem('AGREEMENT_NAME_TWICE', { name, kind }, at)],
  );
