// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { membersOf, numberOf, secondNumber, secondsOfDays } from './derive.ts';
import { listKeysOf } from './list-keys.ts';
import type { Comparison, ComparisonLevel, LevelTest, LinkageModel } from './model.ts';
import { singleTestsOf, termFrequencyOf, testsOf } from './model.ts';
import type { SharedField, SharedFields } from './shared-fields.ts';
import { bitCount, damerauLevenshtein, jaro, jaroWinkler, levenshtein } from './strings.ts';
import { togetherOf } from './together.ts';

type PairTest = (i: number, j: number) => boolean;
/** A measure of two codes of one field's dictionary. */
type Measure = (a: number, b: number) => number;

interface CompiledLevel {
  readonly tests: readonly PairTest[];
  readonly weight: number;
  readonly byValue?: WeightByValue;
}

export interface Scorer {
  /** Match weight of left row `i` and right row `j`: log2 of the prior odds plus one weight per comparison. */
  score(i: number, j: number): number;
  /** For each comparison the number of the level that holds, and its weight. */
  levels(i: number, j: number): { readonly level: number; readonly weight: number }[];
  /** What dependent comparisons say together, beyond the weights of each. */
  together(i: number, j: number): number;
  readonly priorWeight: number;
}

export const priorWeightOf = (model: LinkageModel): number => {
  const p = Number(model.priorMatchProbability);
  return Math.log2(p / (1 - p));
};

/** Weight of a level whose evidence does not depend on the value; `missing` says nothing. */
export const levelWeight = (level: ComparisonLevel): number =>
  'm' in level ? Math.log2(Number(level.m) / Number(level.u)) : 0;

/** Remembers the last pair: several levels of one comparison ask for the same similarity. */
function rememberLast(measure: Measure): Measure {
  let lastA = -1;
  let lastB = -1;
  let last = 0;
  return (a, b) => {
    if (a !== lastA || b !== lastB) {
      last = measure(a, b);
      lastA = a;
      lastB = b;
    }
    return last;
  };
}

/** Similarity, or 0 where even the best case by length and letters stays below the lowest level in use. */
function jaroWinklerOf(field: SharedField, lowest: number, exact: typeof jaroWinkler): Measure {
  const { points, starts, masks } = field.letters();
  return (a, b) => {
    if (a === b) return 1;
    const startA = starts[a]!;
    const endA = starts[a + 1]!;
    const startB = starts[b]!;
    const endB = starts[b + 1]!;
    const n = endA - startA;
    const m = endB - startB;
    const maskA = masks[a]!;
    const maskB = masks[b]!;
    const inA = n - bitCount(maskA & ~maskB);
    const inB = m - bitCount(maskB & ~maskA);
    const matches = inA < inB ? inA : inB;
    if (matches <= 0) return 0;
    const jaro = (matches / n + matches / m + 1) / 3;
    const best = jaro > 0.7 ? jaro + 0.4 * (1 - jaro) : jaro;
    // A hair of slack: the bound is summed in another order than the similarity itself.
    return best < lowest - 1e-9 ? 0 : exact(points, startA, endA, points, startB, endB);
  };
}

/** Distance, or `most + 1` where length and letters show that it is above the highest level in use. */
function distanceOf(field: SharedField, most: number, exact: typeof levenshtein): Measure {
  const { points, starts, masks } = field.letters();
  return (a, b) => {
    if (a === b) return 0;
    const startA = starts[a]!;
    const endA = starts[a + 1]!;
    const startB = starts[b]!;
    const endB = starts[b + 1]!;
    const longer = endA - startA - (endB - startB);
    if (longer > most || -longer > most) return most + 1;
    const maskA = masks[a]!;
    const maskB = masks[b]!;
    if (bitCount(maskA & ~maskB) > most || bitCount(maskB & ~maskA) > most) return most + 1;
    return exact(points, startA, endA, points, startB, endB);
  };
}

/** For each date's code the code of the date with day and month exchanged, 0 where neither table has it. */
function dayMonthSwaps(field: SharedField): Uint32Array {
  const swaps = new Uint32Array(field.count);
  for (let code = 1; code < swaps.length; code++) {
    const value = field.values[code] as string;
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
    if (match && match[2] !== match[3]) swaps[code] = field.codeOf(`${match[1]}-${match[3]}-${match[2]}`);
  }
  return swaps;
}

function isOneLetter(value: string): boolean {
  const point = value.codePointAt(0);
  return point !== undefined && value.length === (point > 0xffff ? 2 : 1);
}

/** Makes the tests of a model over two tables; measures are shared between levels. */
function testMaker(model: LinkageModel, fields: SharedFields) {
  const every = model.comparisons.flatMap((comparison) =>
    comparison.levels
      .flatMap(testsOf)
      .flatMap(singleTestsOf)
      .map((test) => ({ test, on: test.field ?? comparison.fields[0] })),
  );
  const measures = new Map<string, Measure>();
  const measureOf = (
    field: SharedField,
    when: 'jaro-winkler' | 'jaro' | 'levenshtein' | 'damerau-levenshtein',
  ) => {
    const key = `${when} ${field.name}`;
    let measure = measures.get(key);
    if (measure === undefined) {
      const same = every
        .filter(({ test, on }) => test.when === when && on === field.name)
        .map(({ test }) => test);
      if (when === 'jaro-winkler' || when === 'jaro') {
        const lowest = Math.min(...same.map((test) => ('atLeast' in test ? Number(test.atLeast) : 1)));
        measure = rememberLast(jaroWinklerOf(field, lowest, when === 'jaro' ? jaro : jaroWinkler));
      } else {
        const most = Math.max(...same.map((test) => ('atMost' in test ? Number(test.atMost) : 0)));
        const exact = when === 'levenshtein' ? levenshtein : damerauLevenshtein;
        measure = rememberLast(distanceOf(field, most, exact));
      }
      measures.set(key, measure);
    }
    return measure;
  };

  const numbersWithin = (field: SharedField, read: typeof numberOf, atMost: number): PairTest => {
    const { left, right } = field;
    const numbers = Float64Array.from(field.values, (value) => read(value) ?? Number.NaN);
    return (i, j) => Math.abs(numbers[left[i]!]! - numbers[right[j]!]!) <= atMost;
  };

  const testOf = (test: LevelTest, comparison: Comparison): PairTest => {
    if (test.when === 'not') {
      const inner = testOf(test.of, comparison);
      return (i, j) => !inner(i, j);
    }
    if (test.when === 'all' || test.when === 'any') {
      const inner = test.of.map((one) => testOf(one, comparison));
      return test.when === 'all'
        ? (i, j) => inner.every((one) => one(i, j))
        : (i, j) => inner.some((one) => one(i, j));
    }
    const field = fields.get(test.field ?? (comparison.fields[0] as string)) as SharedField;
    const { left, right } = field;
    switch (test.when) {
      case 'missing':
        return (i, j) => left[i] === 0 || right[j] === 0;
      case 'exact':
        return (i, j) => left[i] !== 0 && left[i] === right[j];
      case 'same-key': {
        const keys = field.keys(test.key).ofCode;
        return (i, j) => {
          const key = keys[left[i]!]!;
          return key !== 0 && key === keys[right[j]!];
        };
      }
      case 'initial': {
        const firsts = field.keys('first-1').ofCode;
        const single = Uint8Array.from(field.values, (value) => (isOneLetter(value) ? 1 : 0));
        return (i, j) => {
          const a = left[i]!;
          const b = right[j]!;
          return a !== 0 && b !== 0 && single[a] !== single[b] && firsts[a] === firsts[b];
        };
      }
      case 'jaro-winkler':
      case 'jaro': {
        const measure = measureOf(field, test.when);
        const atLeast = Number(test.atLeast);
        return (i, j) => {
          const a = left[i]!;
          const b = right[j]!;
          return a !== 0 && b !== 0 && measure(a, b) >= atLeast;
        };
      }
      case 'levenshtein':
      case 'damerau-levenshtein': {
        const measure = measureOf(field, test.when);
        const atMost = test.atMost;
        return (i, j) => {
          const a = left[i]!;
          const b = right[j]!;
          return a !== 0 && b !== 0 && measure(a, b) <= atMost;
        };
      }
      case 'day-month-swapped': {
        const swaps = dayMonthSwaps(field);
        return (i, j) => {
          const swap = swaps[left[i]!]!;
          return swap !== 0 && swap === right[j];
        };
      }
      case 'swapped': {
        const other = fields.get(test.with) as SharedField;
        // Code in this field's dictionary -> code of the same value in the other field's.
        const across = Uint32Array.from(field.values, (value) => other.codeOf(value));
        const otherLeft = other.left;
        const otherRight = other.right;
        return (i, j) => {
          const a = across[left[i]!]!;
          return a !== 0 && a === otherRight[j] && across[right[j]!] === otherLeft[i] && otherLeft[i] !== 0;
        };
      }
      case 'crosses': {
        const other = fields.get(test.with) as SharedField;
        const across = Uint32Array.from(field.values, (value) => other.codeOf(value));
        const otherRight = other.right;
        return (i, j) => {
          const a = across[left[i]!]!;
          return a !== 0 && a === otherRight[j];
        };
      }
      case 'number-within':
        return numbersWithin(field, numberOf, Number(test.atMost));
      case 'days-within':
        return numbersWithin(field, secondNumber, secondsOfDays(test.atMost));
      case 'overlap': {
        const { of } = test;
        const members = field.values.map(
          (value) => new Set(of === undefined ? membersOf(value) : listKeysOf(of, value)),
        );
        return (i, j) => {
          let common = 0;
          for (const one of members[left[i]!]!) if (members[right[j]!]!.has(one)) common++;
          return common >= test.atLeast;
        };
      }
    }
  };
  return testOf;
}

/** What a level counts by the value that two rows agree on. */
export interface WeightByValue {
  readonly field: SharedField;
  /** The weight of the level by code; infinite for a missing value. Of two rows the lower counts: that of the commoner value. */
  readonly weights: Float64Array;
  /** When neither row has a value. */
  readonly otherwise: number;
}

/**
 * For a level with term frequency its weights by value; `undefined` for any other. The frequency of a value is its share
 * of the present values of both tables together (as Splink counts it when two tables are linked), mixed with
 * `termFrequencyPriorRows` rows of u.
 */
export function weightByValue(
  { termFrequencyPriorRows: priorRows = 0 }: LinkageModel,
  fields: SharedFields,
  comparison: Comparison,
  level: ComparisonLevel,
  self: boolean,
): WeightByValue | undefined {
  const counted = termFrequencyOf(level);
  if (counted === undefined || level.when !== 'exact') return undefined;
  const options = counted === true ? {} : counted;
  const name = options.field ?? level.field ?? (comparison.fields[0] as string);
  const field = fields.get(name) as SharedField;
  const otherwise = levelWeight(level);
  const u = Number(options.u ?? level.u);
  const share = Number(options.weight ?? 1);
  const least = Number(options.minimumU ?? 0);
  const counts = new Float64Array(field.count);
  let present = 0;
  // One table linked with itself is on both sides, and its rows count once.
  for (const side of self ? [field.left] : [field.left, field.right]) {
    for (const code of side) {
      counts[code]! += 1;
      if (code !== 0) present++;
    }
  }
  const weights = counts.map((count) => {
    const frequency = Math.max((count + priorRows * u) / (present + priorRows), least);
    return otherwise + share * Math.log2(u / frequency);
  });
  weights[0] = Number.POSITIVE_INFINITY;
  return { field, weights, otherwise };
}

/** Turns a model and two tables over shared dictionaries into a function from pairs of rows to weights. `self`: one table is both. */
export function makeScorer(model: LinkageModel, fields: SharedFields, self = false): Scorer {
  const makeTest = testMaker(model, fields);
  const compileLevel = (comparison: Comparison, level: ComparisonLevel): CompiledLevel => {
    const tests = testsOf(level).map((test) => makeTest(test, comparison));
    const weight = levelWeight(level);
    const byValue = weightByValue(model, fields, comparison, level, self);
    return byValue === undefined ? { tests, weight } : { tests, weight, byValue };
  };
  const comparisons = model.comparisons.map((comparison) =>
    comparison.levels.map((level) => compileLevel(comparison, level)),
  );
  const priorWeight = priorWeightOf(model);

  const levelOf = (levels: readonly CompiledLevel[], i: number, j: number): number => {
    next: for (let at = 0; ; at++) {
      const tests = levels[at]!.tests;
      for (let t = 0; t < tests.length; t++) if (!tests[t]!(i, j)) continue next;
      return at;
    }
  };
  const weightOf = ({ weight, byValue }: CompiledLevel, i: number, j: number): number => {
    if (byValue === undefined) return weight;
    const { field, weights, otherwise } = byValue;
    const lower = Math.min(weights[field.left[i]!]!, weights[field.right[j]!]!);
    return lower === Number.POSITIVE_INFINITY ? otherwise : lower;
  };
  const together = togetherOf(model);
  const found = new Uint8Array(comparisons.length);
  /** The weight of each comparison, and the correction for what they say together. */
  const weigh = (
    i: number,
    j: number,
  ): { readonly weights: readonly number[]; readonly correction: number } => {
    for (let c = 0; c < comparisons.length; c++) found[c] = levelOf(comparisons[c]!, i, j);
    const { correction, plain } = together(found);
    const weights = comparisons.map((levels, c) => {
      const level = levels[found[c]!]!;
      return plain.includes(c) ? level.weight : weightOf(level, i, j);
    });
    return { weights, correction };
  };
  const dependent = model.joint !== undefined && model.joint.length > 0;

  return {
    priorWeight,
    score(i, j) {
      let sum = priorWeight;
      if (dependent) {
        const { weights, correction } = weigh(i, j);
        return weights.reduce((total, weight) => total + weight, sum + correction);
      }
      for (let c = 0; c < comparisons.length; c++) {
        const levels = comparisons[c]!;
        sum += weightOf(levels[levelOf(levels, i, j)]!, i, j);
      }
      return sum;
    },
    levels(i, j) {
      const { weights } = weigh(i, j);
      return weights.map((weight, c) => ({ level: found[c]!, weight }));
    },
    together: (i, j) => weigh(i, j).correction,
  };
}
