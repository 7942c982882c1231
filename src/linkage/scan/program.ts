/** What is compared, with no word on how: every executor of a linkage runs this. Columns are numbered; code 0 is missing. */
export type Test =
  /** The value is missing on either side. */
  | { readonly op: 'missing'; readonly column: number }
  /** The same value on both sides. */
  | { readonly op: 'same'; readonly column: number }
  /** The same derived key: `keys` gives one for each code, 0 for none. */
  | { readonly op: 'same-key'; readonly column: number; readonly keys: Uint32Array }
  | { readonly op: 'at-least'; readonly measure: number; readonly limit: number }
  | { readonly op: 'at-most'; readonly measure: number; readonly limit: number }
  /** The left value of one column is the right value of another: `map` leads from the codes of the one to those of the other. */
  | {
      readonly op: 'across';
      readonly column: number;
      readonly to: number;
      readonly map: Uint32Array;
      /** The other way round: the right value of the one is the left value of the other. */
      readonly reverse: boolean;
    }
  /** The left value, mapped, is the right value; such as day and month exchanged. 0 maps to nothing. */
  | { readonly op: 'mapped'; readonly column: number; readonly map: Uint32Array }
  /** Numbers that stand for values lie within a distance. */
  | { readonly op: 'near'; readonly column: number; readonly numbers: Float64Array; readonly limit: number }
  /** One side is a single letter, with which the other side begins. */
  | {
      readonly op: 'initial';
      readonly column: number;
      readonly firsts: Uint32Array;
      readonly single: Uint8Array;
    }
  /** Values are lists: at least so many members agree. */
  | { readonly op: 'overlap'; readonly column: number; readonly lists: Lists; readonly limit: number };

/** For each code, or row, an ascending list: `values[starts[c]] .. values[starts[c + 1]]`. */
export interface Lists {
  readonly starts: Uint32Array;
  readonly values: Uint32Array;
}

export type Condition =
  | Test
  | { readonly op: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
  | { readonly op: 'always' };

/** A test, and where its answers lead: to another step, or, when below 0, to level `-(next) - 1`. */
export interface Step {
  readonly test: Test;
  readonly yes: number;
  readonly no: number;
}

/** Levels in order: the first whose condition holds is the level of a pair. The last must always hold. */
export function compileLevels(levels: readonly Condition[]): {
  readonly start: number;
  readonly steps: readonly Step[];
} {
  const steps: Step[] = [];
  // From the last level back, so that it is known where a “no” leads; then turned round, to begin with the first.
  const place = (condition: Condition, yes: number, no: number): number => {
    switch (condition.op) {
      case 'always':
        return yes;
      case 'not':
        return place(condition.of, no, yes);
      case 'and':
        return condition.of.reduceRight((next, one) => place(one, next, no), yes);
      case 'or':
        return condition.of.reduceRight((next, one) => place(one, yes, next), no);
      default:
        return steps.push({ test: condition, yes, no }) - 1;
    }
  };
  let next = -levels.length;
  for (let level = levels.length - 1; level >= 0; level--)
    next = place(levels[level] as Condition, -level - 1, next);
  const turned = (to: number): number => (to < 0 ? to : steps.length - 1 - to);
  return {
    start: turned(next),
    steps: steps.toReversed().map(({ test, yes, no }) => ({ test, yes: turned(yes), no: turned(no) })),
  };
}
