import { type Problem, problem } from '#kernel';
import { outputColumns } from '../operations/flag.ts';
import type { Output } from '../schema.ts';
import { prohibitedUseCodes } from '../sections/protection.ts';
import { type Context, clauses } from './context.ts';

/** Nothing crosses but the shapes of `flag`, each for the stated purpose; and people are told what it means for them. */
export function checkOutputs(context: Context): Problem[] {
  const { agreement } = context;
  return [
    ...clauses(agreement.outputs, 'outputs').flatMap(([output, at]) => [
      ...shape(context, output, at),
      ...traced(context, output, at),
      ...letters(output, at),
    ]),
    ...missingOutputs(context),
    ...returnsTraced(context),
    ...forPeople(context),
  ];
}

function shape(context: Context, output: Output, at: string): Problem[] {
  const expected = outputColumns(context, output).map(({ name }) => name);
  const same =
    expected.length === output.fields.length && expected.every((name, i) => output.fields[i] === name);
  if (same) return [];
  const shape = { output: output.name, kind: output.kind, expected: expected.join(', ') };
  return [problem('AGREEMENT_OUTPUT_SHAPE', shape, `${at}.fields`)];
}

function traced({ agreement, input, operator }: Context, output: Output, at: string): Problem[] {
  const refuse = (reason: string) => [
    problem('AGREEMENT_OUTPUT_UNTRACED', { output: output.name, reason }, at),
  ];
  if (output.purpose !== agreement.purpose.code) return refuse('it is for another purpose');
  if (output.kind === 'counts') {
    if (output.input !== undefined) return refuse('counts answer no input');
    const sends = agreement.inputs.some(({ party }) => party === output.to);
    return sends ? [] : refuse('its party sends no input, so no run has a key to seal it to');
  }
  if (output.kind === 'review')
    return output.to === operator?.id && output.input === undefined
      ? []
      : refuse('review goes to the operator, and answers no single input');
  const answers = input(output.input ?? '');
  if (answers === undefined) return refuse('it names no input');
  const side = output.kind === 'flags' ? 'customers' : 'people';
  if (answers.side !== side) return refuse(`${output.kind} answer an input of ${side}`);
  return answers.party === output.to ? [] : refuse('the input is another party’s');
}

/** Letters are templates for everyone alike: a brace would let a fact about one person in. */
function letters(output: Output, at: string): Problem[] {
  if (output.kind !== 'results') return [];
  const texts = Object.values(output.letters ?? {});
  if (texts.length === 2 && texts.every((text) => !/[{}]/.test(text))) return [];
  return [problem('AGREEMENT_LETTERS_MISSING', { output: output.name }, `${at}.letters`)];
}

/** Safeguard 3: who gave data gets its own answer. */
const missingOutputs = ({ agreement }: Context): Problem[] =>
  clauses(agreement.inputs, 'inputs').flatMap(([input, at]) => {
    const kind = input.side === 'people' ? 'results' : 'flags';
    const named = agreement.operation[input.side].includes(input.name);
    const answered = agreement.outputs.some((output) => output.kind === kind && output.input === input.name);
    if (!named)
      return [
        problem(
          'AGREEMENT_NAME_UNKNOWN',
          { kind: `place in operation.${input.side} for`, name: input.name },
          at,
        ),
      ];
    return answered
      ? []
      : [problem('AGREEMENT_OUTPUT_MISSING', { party: input.party, input: input.name, kind }, at)];
  });

/** Safeguard 19: a return speaks of references that its sender got flags for. */
const returnsTraced = ({ agreement, input }: Context): Problem[] =>
  clauses(agreement.returns, 'returns').flatMap(([one, at]) => {
    const fits = input(one.input)?.party === one.from && input(one.input)?.side === 'customers';
    const toDiscloser = agreement.operation.people.some((name) => input(name)?.party === one.to);
    if (fits && toDiscloser) return [];
    const reason = 'a return goes from the party that supplied the customers to a discloser of the people';
    return [problem('AGREEMENT_OUTPUT_UNTRACED', { output: `return of ${one.input}`, reason }, at)];
  });

/** Safeguards 18, 21, 24 and 14. */
function forPeople({ agreement }: Context): Problem[] {
  const found: Problem[] = [];
  const missing = prohibitedUseCodes.filter((code) => !agreement.purpose.prohibitedUses.includes(code));
  if (missing.length > 0)
    found.push(
      problem('AGREEMENT_PROHIBITED_USES', { missing: missing.join(', ') }, 'purpose.prohibitedUses'),
    );
  if (agreement.purpose.notEligible === undefined)
    found.push(problem('AGREEMENT_NOT_ELIGIBLE_MISSING', {}, 'purpose.notEligible'));
  if (agreement.rights.optOut === undefined)
    found.push(problem('AGREEMENT_OPT_OUT_MISSING', {}, 'rights.optOut'));
  for (const [risk, at] of clauses(agreement.risks, 'risks'))
    if (risk.owner === undefined) found.push(problem('AGREEMENT_RISK_WITHOUT_OWNER', {}, at));
  return found;
}
