import type { FlagStep, LinkStep, RunPlan } from '#agreement';
import { fail, isStileError } from '#kernel';
import { bestLinks, type CodedTable, type Links, type PairBatch, prepareLinkage } from '#linkage';
import { canQualify, evaluateFacts, type Fact, type Facts } from './fact-rules.ts';
import { oneHelpPerHousehold } from './households.ts';
import {
  type DoubtfulPair,
  type FlagOutcome,
  type Linked,
  type LinkOutcome,
  matchOf,
  personResults,
} from './outcome.ts';

type FlagPlan = Pick<RunPlan, 'link' | 'operation' | 'outputs' | 'prepare'>;

/** Links one people table with one customers table. Tests pass tables of links of their own. */
export type Linker = (step: LinkStep, people: CodedTable, customers: CodedTable) => Linked;

/**
 * The operation `flag`: a pure function of the sealed tables.
 *
 * A reference gets a yes only if its one-to-one best link is a confident match and the flag's rule is known to hold
 * over the facts of both sides. Unmatched, tied, doubtful and not qualifying are all the same no: the recipient
 * can't tell them apart. With one help per household, of all the references of all recipients that reach a household
 * only the first keeps its yes.
 *
 * A discloser's person is `matched` if a reference linked to them, or to their household where help is given once for
 * each, got a yes; `to-review` if the plan has a review output and a link waits for it; `unmatched` otherwise, and
 * `not-qualifying` if their own facts could never lead to a yes. Nothing says which recipient.
 *
 * `tables` are the inputs by name, with columns named as the plan's `sealed` says.
 * Throws `NODE_INPUT_MISSING`, `NODE_RULE_NOT_OVER_FACTS`, `NODE_RULE_TOO_WIDE`, and what linking throws.
 */
export function applyFlag(
  plan: FlagPlan,
  tables: ReadonlyMap<string, CodedTable>,
  linker: Linker = linkTables(),
): FlagOutcome {
  const table = (input: string): CodedTable => tables.get(input) ?? fail('NODE_INPUT_MISSING', { input });
  const links = plan.link.map((step) => ({
    step,
    ...linker(step, modelColumns(table(step.people)), modelColumns(table(step.customers))),
  }));
  const inputs = (side: 'people' | 'customers'): readonly string[] =>
    plan.prepare.filter((step) => step.side === side).map(({ input }) => input);
  const customers = new Map(
    inputs('customers').map((input) => [
      input,
      { table: table(input), flags: flagRows(plan.operation, input, table(input), links, table) },
    ]),
  );
  // Who got a yes before the household rule took all but one away: their people are matched all the same.
  const yes = new Map([...customers].map(([input, { flags }]) => [input, anyOf(flags)]));
  if (plan.operation.oneHelpPerHousehold !== undefined)
    for (let flag = 0; flag < plan.operation.flags.length; flag += 1)
      oneHelpPerHousehold(plan.operation.oneHelpPerHousehold.order, flag, customers, links, table);
  const people = new Map(
    inputs('people').map((input) => [
      input,
      {
        table: table(input),
        results: resultRows(plan.operation, input, table(input), { links, yes }),
      },
    ]),
  );
  return { customers, people, links };
}

/** Links as the step says. `memory`: bytes that linking may take, of 4 GiB at most. Throws `NODE_LINK_MEMORY_FULL`. */
export const linkTables =
  (memory?: number): Linker =>
  (step, people, customers) => {
    const plan = {
      model: step.model,
      threshold: step.threshold,
      maxPairs: step.maximumPairs,
      ...(step.reviewFrom !== undefined && { reviewFrom: step.reviewFrom }),
    };
    try {
      const linkage = prepareLinkage(plan, people, customers, memory);
      const links = bestLinks(plan, people.rows, customers.rows, linkage.pairs());
      const doubtful = step.reviewFrom === undefined ? [] : doubtfulPairs(links, linkage.pairs());
      return { links, doubtful };
    } catch (error) {
      if (!isStileError(error, 'LINKAGE_MEMORY_FULL')) throw error;
      const { people, customers, clause } = step;
      return fail('NODE_LINK_MEMORY_FULL', { people, customers }, { clause, cause: error });
    }
  };

/** Of each customers row in review its one clear candidate, or, where none is clear, every candidate. */
function doubtfulPairs(links: Links, pairs: Iterable<PairBatch>): readonly DoubtfulPair[] {
  const found: DoubtfulPair[] = [];
  for (const batch of pairs)
    for (let p = 0; p < batch.count; p += 1) {
      const [person = -1, customer = -1, weight = 0] = [batch.left[p], batch.right[p], batch.weight[p]];
      const clear = links.leftOf[customer] ?? -1;
      if (links.rightState(customer) === 'review' && (clear === -1 || clear === person))
        found.push({ person, customer, weight });
    }
  return found;
}

const MATCHING_PREFIX = 'match_';

/** The table as the linkage model sees it: its own fields only, under the model's names. */
function modelColumns(table: CodedTable): CodedTable {
  const columns = Object.entries(table.columns)
    .filter(([name]) => name.startsWith(MATCHING_PREFIX))
    .map(([name, column]) => [name.slice(MATCHING_PREFIX.length), column] as const);
  return { rows: table.rows, columns: Object.fromEntries(columns) };
}

/** A table's facts, packed: bit `i` of a row's mask is the fact `names[i]`. */
interface FactMasks {
  readonly names: readonly string[];
  readonly masks: Uint32Array;
}

function factMasks(input: string, table: CodedTable): FactMasks {
  const columns = Object.entries(table.columns).filter(([name]) => name.startsWith('fact_'));
  const masks = new Uint32Array(table.rows);
  columns.forEach(([, column], bit) => {
    const trueCode = column.values.indexOf('true');
    for (let row = 0; row < table.rows; row += 1)
      if (trueCode > 0 && column.codes[row] === trueCode) masks[row] = (masks[row] ?? 0) | (1 << bit);
  });
  return { names: columns.map(([name]) => `${input}.${name}`), masks };
}

const factOf = ({ names }: FactMasks, mask: number, field: string): Fact => {
  const bit = names.indexOf(field);
  return bit === -1 ? undefined : (mask & (1 << bit)) !== 0;
};

function flagRows(
  operation: FlagStep,
  input: string,
  table: CodedTable,
  links: readonly LinkOutcome[],
  tableOf: (input: string) => CodedTable,
): readonly Uint8Array[] {
  const own = factMasks(input, table);
  const sides = links
    .filter(({ step }) => step.customers === input)
    .map(({ step, links }) => ({ links, facts: factMasks(step.people, tableOf(step.people)) }));
  const flags = operation.flags.map(() => new Uint8Array(table.rows));
  // Few combinations of facts occur, so each is worked out once.
  const known = new Map<string, readonly boolean[]>();
  for (let row = 0; row < table.rows; row += 1) {
    const matches = sides.map(({ links }) => matchOf(links, row));
    if (matches.every((match) => match === -1)) continue;
    const masks = sides.map(({ facts }, i) => facts.masks[matches[i] ?? -1]);
    const key = `${own.masks[row]} ${masks.join(' ')}`;
    let holds = known.get(key);
    if (holds === undefined) {
      const facts: Facts = (field) =>
        sides.reduce<Fact>(
          (found, side, i) => {
            const mask = masks[i];
            return found ?? (mask === undefined ? undefined : factOf(side.facts, mask, field));
          },
          factOf(own, own.masks[row] ?? 0, field),
        );
      holds = operation.flags.map(({ rule }) => evaluateFacts(rule, facts) === true);
      known.set(key, holds);
    }
    holds.forEach((yes, flag) => {
      if (yes) flags[flag]?.fill(1, row, row + 1);
    });
  }
  return flags;
}

function anyOf(flags: readonly Uint8Array[]): Uint8Array {
  const any = new Uint8Array(flags[0]?.length ?? 0);
  for (const flag of flags) for (let row = 0; row < any.length; row += 1) if (flag[row] === 1) any[row] = 1;
  return any;
}

interface Reached {
  readonly links: readonly LinkOutcome[];
  readonly yes: ReadonlyMap<string, Uint8Array>;
}

function resultRows(operation: FlagStep, input: string, table: CodedTable, reached: Reached): Uint8Array {
  const facts = factMasks(input, table);
  const results = new Uint8Array(table.rows);
  const qualifies = new Map<number, boolean>();
  const isOwn = (field: string): boolean => field.startsWith(`${input}.`);
  for (let row = 0; row < table.rows; row += 1) {
    const mask = facts.masks[row] ?? 0;
    let can = qualifies.get(mask);
    if (can === undefined) {
      can = operation.flags.some(({ rule }) =>
        canQualify(rule, (field) => factOf(facts, mask, field), isOwn),
      );
      qualifies.set(mask, can);
    }
    if (can) results[row] = UNMATCHED;
  }
  const household = operation.oneHelpPerHousehold === undefined ? undefined : table.columns['household'];
  const helped = new Set<number>();
  for (const { step, links, doubtful } of reached.links) {
    if (step.people !== input) continue;
    const yes = reached.yes.get(step.customers);
    for (const { person } of doubtful) if (results[person] === UNMATCHED) results[person] = TO_REVIEW;
    for (let customer = 0; customer < links.rightRows; customer += 1) {
      if (yes?.[customer] !== 1) continue;
      const person = matchOf(links, customer);
      if (person === -1) continue;
      if (results[person] !== NOT_QUALIFYING) results[person] = MATCHED;
      const code = household?.codes[person] ?? 0;
      if (code !== 0) helped.add(code);
    }
  }
  for (let row = 0; row < table.rows; row += 1)
    if (results[row] !== NOT_QUALIFYING && helped.has(household?.codes[row] ?? 0)) results[row] = MATCHED;
  return results;
}

const NOT_QUALIFYING = personResults.indexOf('not-qualifying');
const UNMATCHED = personResults.indexOf('unmatched');
const TO_REVIEW = personResults.indexOf('to-review');
const MATCHED = personResults.indexOf('matched');
