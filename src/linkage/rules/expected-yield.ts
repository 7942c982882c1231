import type { EncodedTable } from '../encoded.ts';
import { fieldsOf } from '../fields.ts';
import type { BlockingRule, LinkageModel } from '../model.ts';
import { chancePairs, inSample, matchesByMask, roomForRules } from '../person/choose-rules.ts';
import { sampleTable } from '../person/sample-table.ts';
import { compileModel } from '../scan/compile-model.ts';
import { openKernel } from '../scan/kernel.ts';
import { firstRule } from '../scan/weigh.ts';
import { type Merging, pairsAmong } from '../train/index.ts';

/** What the rules of a model are expected to find: estimates from a sample of the rows. */
export interface ExpectedYield {
  /** Rows that were looked at. */
  readonly rows: number;
  /** For each rule the pairs that no rule before it gives, and the matches expected among them. */
  readonly rules: readonly { readonly newPairs: number; readonly newMatches: number }[];
  /** Matches expected among all pairs that the rules give. */
  readonly matches: number;
  /** Matches expected in the heavy blocks that are passed over, and that no rule gives otherwise. */
  readonly lost: number;
}

const LEAST_ROWS = 20_000;
/** Pairs that may be compared for an estimate. */
const MOST_PAIRS = 30_000_000;
const MEMORY = 2 ** 31;

/**
 * Expected matches by rule. The model is trained, without labels, on a sample of the rows: a match is a pair that it
 * would know for one. Beside each rule that passes heavy blocks over stands the same rule that does not, which
 * shows what is lost. Throws `LINKAGE_FIELD_MISSING`, `LINKAGE_MEMORY_FULL`.
 */
export function expectedYield(model: LinkageModel, table: EncodedTable, merge?: Merging): ExpectedYield {
  const self = table.split === 0;
  const whole = pairsAmong(table.rows, table.split);
  for (let most = Math.max(LEAST_ROWS, Math.round(100 * Math.sqrt(table.rows))); ; most = most >> 1) {
    const sample = sampleTable(table, most);
    const rules = rulesTried(model, sample.rows / Math.max(table.rows, 1));
    const tried = { ...model, blocking: rules };
    const fields = fieldsOf(tried, sample);
    const plan = compileModel({ ...tried, comparisons: [], joint: [] }, fields, self);
    const pairs = openKernel(plan, MEMORY).rules.reduce((sum, one) => sum + one.pairs, 0);
    if (pairs > MOST_PAIRS && most > 1) continue;
    const scale = whole / Math.max(pairsAmong(sample.rows, sample.split), 1);
    const byMask = matchesByMask(tried, fields, self, chancePairs(tried, fields, self), merge);
    const found = model.blocking.map(() => ({ newPairs: 0, newMatches: 0 }));
    let matches = 0;
    let lost = 0;
    for (const [mask, one] of byMask) {
      const rule = found[firstRule(mask)];
      if (rule === undefined) lost += one.matches * scale;
      else {
        rule.newPairs += one.pairs * scale;
        rule.newMatches += one.matches * scale;
        matches += one.matches * scale;
      }
    }
    return { rows: sample.rows, rules: found, matches, lost };
  }
}

/** The rules as they are in a sample, then those that pass heavy blocks over again, without doing so. */
function rulesTried(model: LinkageModel, share: number): BlockingRule[] {
  const capped = model.blocking.filter(({ atMost }) => atMost !== undefined);
  const room = Math.max(0, roomForRules(model) - model.blocking.length);
  return [
    ...model.blocking.map((rule) => inSample(rule, share)),
    ...capped.slice(0, room).map(({ name, keys }) => inSample({ name: `${name}-whole`, keys }, share)),
  ];
}
