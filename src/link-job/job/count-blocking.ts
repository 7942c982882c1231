import {
  type BlockingRule,
  compileModel,
  type ExpectedYield,
  expectedYield,
  fieldsOf,
  firstRule,
  type LinkageModel,
  type Merging,
  openKernel,
  pairsAmong,
  type ScanPlan,
} from '#linkage';
import type { TablesRead } from '../files/read-tables.ts';
import { withTeam } from './compare.ts';

export interface CountOptions {
  /** Threads that count, this one among them. */
  readonly threads: number;
  /** Bytes that rows and blocks may take together. */
  readonly memory: number;
  /** Pairs up to which those are counted that several rules give. Default 200 million. */
  readonly most?: number;
  /** What training may merge, for the expected matches. Without it, whatever it finds dependent. */
  readonly merge?: Merging;
  /** Told what is being done. */
  readonly onStage?: (stage: string) => void;
}

/** What one blocking rule gives. */
export interface RuleCount {
  readonly rule: BlockingRule;
  /** Pairs that the rule alone gives. */
  readonly pairs: number;
  /** Pairs that it gives and no rule before it, and all pairs so far; absent where there were too many to count. */
  readonly newPairs?: number;
  readonly soFar?: number;
  /** Pairs of its largest block. */
  readonly largestBlock: number;
  /** Records that this rule compares with none: they have no key, or one of a heavy block. */
  readonly withoutKey: number;
}

export interface BlockingCounts {
  readonly records: number;
  /** Pairs that there are, compared or not. */
  readonly possiblePairs: number;
  readonly rules: readonly RuleCount[];
  /** Pairs of all rules, each once; absent where there were too many to count. */
  readonly pairs?: number;
  /** What the rules are expected to find, from a sample of the records. */
  readonly expected: ExpectedYield;
}

const MOST_COUNTED = 200_000_000;

/**
 * What the blocking rules of a model give, before anything is compared: pairs by rule, each pair once, the largest block,
 * and the matches that are expected. Throws `LINKAGE_FIELD_MISSING`, `LINKAGE_MEMORY_FULL`,
 * `LINKAGE_RULE_NEEDS_TWO_TABLES`.
 *
 * @example
 * import { readFileSync } from 'node:fs';
 * import { countBlocking, readTables } from 'stile/link-job';
 * import { parseLinkageModel } from 'stile/linkage';
 *
 * const model = parseLinkageModel(JSON.parse(readFileSync('trained.json', 'utf8')));
 * const counts = await countBlocking(model, await readTables(['people.csv']), { threads: 1, memory: 2 ** 26 });
 * for (const { rule, pairs, newPairs } of counts.rules) console.log(rule.name, pairs, newPairs);
 * // prints: surname 3 3
 * // prints: town-born 2 1
 */
export async function countBlocking(
  model: LinkageModel,
  { table }: Pick<TablesRead, 'table'>,
  { threads, memory, most = MOST_COUNTED, merge, onStage = () => {} }: CountOptions,
): Promise<BlockingCounts> {
  onStage('block');
  const { joint: _, ...rest } = model;
  const plan = compileModel({ ...rest, comparisons: [] }, fieldsOf(model, table), table.split === 0);
  const kernel = openKernel(plan, memory);
  const total = kernel.rules.reduce((sum, { pairs }) => sum + pairs, 0);
  onStage('count');
  const counted =
    total <= most
      ? newPairsOf(await withTeam([kernel], threads, (team) => kernel.tallyBy(team)), kernel.rules.length)
      : undefined;
  let soFar = 0;
  const rules = kernel.rules.map(({ pairs, largest, keyed }, r) => {
    const newPairs = counted?.[r];
    soFar += newPairs ?? 0;
    return {
      rule: model.blocking[r] as BlockingRule,
      pairs,
      ...(newPairs !== undefined && { newPairs, soFar }),
      largestBlock: largest,
      withoutKey: table.rows - rowsWithKey(plan, r, keyed),
    };
  });
  onStage('estimate');
  return {
    records: table.rows,
    possiblePairs: pairsAmong(table.rows, table.split),
    rules,
    ...(counted && { pairs: soFar }),
    expected: expectedYield(model, table, merge),
  };
}

/** Pairs by the first rule that gives them. */
function newPairsOf(
  { rules, counts }: { readonly rules: Uint32Array; readonly counts: Float64Array },
  ruleCount: number,
): Float64Array {
  const found = new Float64Array(ruleCount);
  rules.forEach((mask, p) => {
    const first = firstRule(mask);
    found[first] = (found[first] as number) + (counts[p] as number);
  });
  return found;
}

function rowsWithKey({ rules, rows }: ScanPlan, r: number, keyed: number): number {
  const rule = rules[r];
  if (rule === undefined || !('lists' in rule)) return keyed;
  const { starts } = rule.lists;
  let count = 0;
  for (let row = 0; row < rows; row++) if (starts[row] !== starts[row + 1]) count++;
  return count;
}
