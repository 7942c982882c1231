import { secondNumber, secondsOfDays } from './dates.ts';
import { membersOf, numberOf } from './derive.ts';
import { deriveKey } from './keys.ts';
import { listKeysOf } from './list-keys.ts';
import type { BlockingRule, Comparison, ComparisonLevel, FieldKind, LevelTest, LinkPlan } from './model.ts';
import { isListKey, termFrequencyOf, testsOf } from './model.ts';

/**
 * The meaning of a plan, written to be read and not to be fast: rows are records of cleaned text, every pair of
 * rows is looked at. The engine must give the same pairs and weights; tests compare the two. Its memory and time
 * grow with the product of the tables.
 */
export type PlainRow = Readonly<Record<string, string | undefined>>;

export interface ReferencePair {
  readonly left: number;
  readonly right: number;
  readonly rule: number;
  readonly weight: number;
}

/** Jaro by its definition. Transpositions are half the letters out of order, rounded down, as in Winkler’s own code and in DuckDB. */
export function plainJaro(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  if (a.length === 0 || b.length === 0) return 0;
  const window = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  const fromA: string[] = [];
  for (const [i, letter] of a.entries()) {
    const j = b.findIndex((other, at) => other === letter && !taken.has(at) && Math.abs(at - i) <= window);
    if (j < 0) continue;
    taken.add(j);
    fromA.push(letter);
  }
  const fromB = b.filter((_, at) => taken.has(at));
  const matches = fromA.length;
  if (matches === 0) return 0;
  const transpositions = Math.floor(fromA.filter((letter, at) => letter !== fromB[at]).length / 2);
  return (matches / a.length + matches / b.length + (matches - transpositions) / matches) / 3;
}

/** Jaro-Winkler by its definition. */
export function plainJaroWinkler(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  const jaro = plainJaro(left, right);
  const differs = a.findIndex((letter, at) => letter !== b[at]);
  const prefix = Math.min(4, differs < 0 ? a.length : differs);
  return jaro > 0.7 ? jaro + prefix * 0.1 * (1 - jaro) : jaro;
}

/**
 * Levenshtein, or unrestricted Damerau-Levenshtein: the exchange of two letters costs 1 and the letters between
 * them as many edits as there are, whichever two letters are chosen (Lowrance and Wagner, 1975).
 */
export function plainDistance(left: string, right: string, exchanges: boolean): number {
  const a = [...left];
  const b = [...right];
  const known = new Map<string, number>();
  const distance = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j;
    const key = `${i},${j}`;
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    const ways = [
      distance(i - 1, j) + 1,
      distance(i, j - 1) + 1,
      distance(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
    ];
    for (let k = 1; exchanges && k < i; k++)
      for (let l = 1; l < j; l++)
        if (a[k - 1] === b[j - 1] && b[l - 1] === a[i - 1])
          ways.push(distance(k - 1, l - 1) + (i - k - 1) + 1 + (j - l - 1));
    const best = Math.min(...ways);
    known.set(key, best);
    return best;
  };
  return distance(a.length, b.length);
}

/** The letters that measures of likeness see: bytes of UTF-8 for a raw field. */
const spelled = (kind: FieldKind | undefined, value: string): string =>
  kind === 'raw' ? String.fromCharCode(...new TextEncoder().encode(value)) : value;

const apart = (a: number | undefined, b: number | undefined): number =>
  a === undefined || b === undefined ? Number.POSITIVE_INFINITY : Math.abs(a - b);

function holds(
  test: LevelTest,
  comparison: Comparison,
  left: PlainRow,
  right: PlainRow,
  kindOf: (field: string) => FieldKind | undefined,
): boolean {
  const inner = (one: LevelTest): boolean => holds(one, comparison, left, right, kindOf);
  if (test.when === 'all') return test.of.every(inner);
  if (test.when === 'any') return test.of.some(inner);
  if (test.when === 'not') return !inner(test.of);
  const field = test.field ?? (comparison.fields[0] as string);
  const a = left[field];
  const b = right[field];
  if (test.when === 'missing') return a === undefined || b === undefined;
  if (test.when === 'crosses') return a !== undefined && a === right[test.with];
  if (a === undefined || b === undefined) return false;
  const [x, y] = [spelled(kindOf(field), a), spelled(kindOf(field), b)];
  switch (test.when) {
    case 'exact':
      return a === b;
    case 'same-key':
      return deriveKey(test.key, a) !== undefined && deriveKey(test.key, a) === deriveKey(test.key, b);
    case 'initial':
      return ([...a].length === 1) !== ([...b].length === 1) && [...a][0] === [...b][0];
    case 'jaro-winkler':
      return plainJaroWinkler(x, y) >= Number(test.atLeast);
    case 'jaro':
      return plainJaro(x, y) >= Number(test.atLeast);
    case 'levenshtein':
      return plainDistance(x, y, false) <= test.atMost;
    case 'damerau-levenshtein':
      return plainDistance(x, y, true) <= test.atMost;
    case 'day-month-swapped':
      return a !== b && a.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$1-$3-$2') === b;
    case 'swapped':
      return a === right[test.with] && left[test.with] === b;
    case 'number-within':
      return apart(numberOf(a), numberOf(b)) <= Number(test.atMost);
    case 'days-within':
      return apart(secondNumber(a), secondNumber(b)) <= secondsOfDays(test.atMost);
    case 'overlap': {
      const members = (value: string) =>
        test.of === undefined ? membersOf(value) : listKeysOf(test.of, value);
      const others = members(b);
      return members(a).filter((one) => others.includes(one)).length >= test.atLeast;
    }
  }
}

/** How often a value stands in a field, out of all present values of the field in both tables. */
function frequency(field: string, value: string, tables: readonly (readonly PlainRow[])[]) {
  const present = tables.flat().flatMap((row) => row[field] ?? []);
  return { count: present.filter((one) => one === value).length, of: present.length };
}

/**
 * All candidate pairs of a plan with their first rule and weight, whatever the floor, by right then left row. Without a
 * second table the pairs are those within the first, the earlier row on the left.
 */
export function linkByDefinition(
  plan: Pick<LinkPlan, 'model'>,
  lefts: readonly PlainRow[],
  second?: readonly PlainRow[],
): ReferencePair[] {
  const rights = second ?? lefts;
  const tables = second === undefined ? [lefts] : [lefts, second];
  const {
    fields,
    blocking,
    comparisons,
    priorMatchProbability,
    joint = [],
    termFrequencyPriorRows: priorRows = 0,
  } = plan.model;
  const prior = Number(priorMatchProbability);

  const kindOf = (field: string): FieldKind | undefined => fields.find(({ name }) => name === field)?.kind;
  const weightOf = (
    comparison: Comparison,
    level: ComparisonLevel,
    left: PlainRow,
    right: PlainRow,
  ): number => {
    if (!('m' in level)) return 0;
    const weight = Math.log2(Number(level.m) / Number(level.u));
    const counted = termFrequencyOf(level);
    if (counted === undefined) return weight;
    const options = counted === true ? {} : counted;
    const u = Number(options.u ?? level.u);
    const field =
      options.field ?? ('field' in level ? level.field : undefined) ?? (comparison.fields[0] as string);
    const frequencies = [left[field], right[field]].flatMap((value) => {
      if (value === undefined) return [];
      const { count, of } = frequency(field, value, tables);
      return (count + priorRows * u) / (of + priorRows);
    });
    if (frequencies.length === 0) return weight;
    const commoner = Math.max(...frequencies, Number(options.minimumU ?? 0));
    return weight + Number(options.weight ?? 1) * Math.log2(u / commoner);
  };

  const rowsWith = (field: string, word: string): number =>
    tables.flat().filter((row) => listKeysOf('tokens', row[field] ?? '').includes(word)).length;

  /** The keys of a row under a rule, each of one value for every part; none where a part has none. */
  const keysOf = ({ keys }: BlockingRule, row: PlainRow, side: 'left' | 'right'): readonly string[] =>
    keys
      .map(({ field, key, atMost = Number.POSITIVE_INFINITY, with: other = field }): readonly string[] => {
        const value = row[side === 'left' ? field : other] ?? '';
        if (isListKey(key)) return listKeysOf(key, value).filter((word) => rowsWith(field, word) <= atMost);
        const own = deriveKey(key, value);
        return own === undefined ? [] : [own];
      })
      .reduce<readonly (readonly string[])[]>(
        (begun, parts) => begun.flatMap((before) => parts.map((part) => [...before, part])),
        [[]],
      )
      .map((parts) => JSON.stringify(parts));
  const lightKeys = blocking.map((rule) => {
    const left = lefts.map((row) => keysOf(rule, row, 'left'));
    const right = second === undefined ? left : rights.map((row) => keysOf(rule, row, 'right'));
    const all = second === undefined ? left : [...left, ...right];
    const blockOf = (key: string): number => all.filter((keys) => keys.includes(key)).length;
    const light = (keys: readonly string[]): readonly string[] =>
      keys.filter((key) => blockOf(key) <= (rule.atMost ?? Number.POSITIVE_INFINITY));
    return { left: left.map(light), right: right.map(light) };
  });

  const pairs: ReferencePair[] = [];
  for (const [j, right] of rights.entries()) {
    for (const [i, left] of lefts.entries()) {
      if (second === undefined && i >= j) continue;
      const rule = lightKeys.findIndex((keys) => keys.left[i]?.some((key) => keys.right[j]?.includes(key)));
      if (rule < 0) continue;
      const levels = comparisons.map((comparison) =>
        comparison.levels.findIndex((one) =>
          testsOf(one).every((test) => holds(test, comparison, left, right, kindOf)),
        ),
      );
      let weight = Math.log2(prior / (1 - prior));
      const done = new Set<string>();
      const levelAt = (name: string): number =>
        levels[comparisons.findIndex((one) => one.name === name)] as number;
      const beside = joint.flatMap(({ comparisons: members, besides = [] }) =>
        besides.filter(
          ({ at, comparison, level }) =>
            at.join() === members.map(levelAt).join() && levelAt(comparison) === level,
        ),
      );
      /** Its value does not count by how frequent it is. */
      const isPlain = (name: string): boolean => beside.some(({ comparison }) => comparison === name);
      for (const { comparison, level, m, u } of beside) {
        const own = comparisons.find(({ name }) => name === comparison)?.levels[level];
        const ownOdds = own !== undefined && 'm' in own ? Number(own.m) / Number(own.u) : 1;
        weight += Math.log2(Number(m) / Number(u)) - Math.log2(ownOdds);
      }
      for (const { comparisons: members, levels: entries } of joint) {
        const at = members.map((name) => levels[comparisons.findIndex((one) => one.name === name)]);
        const entry = entries.find((one) => one.at.join() === at.join());
        if (entry === undefined) continue;
        weight += Math.log2(Number(entry.m) / Number(entry.u));
        const speaking = members.filter((name, m) => {
          const of = comparisons.find((one) => one.name === name)?.levels ?? [];
          return at[m] !== of.length - 1 && 'm' in (of[at[m] as number] as ComparisonLevel);
        });
        for (const name of members) {
          done.add(name);
          // One that speaks alone, or beside those it may, still counts by how frequent its value is.
          const c = comparisons.findIndex((one) => one.name === name);
          const comparison = comparisons[c] as Comparison;
          const level = comparison.levels[levels[c] as number] as ComparisonLevel;
          const counted = termFrequencyOf(level);
          const quiet = typeof counted === 'object' ? (counted.beside ?? []) : [];
          if ('m' in level && !isPlain(name) && speaking.every((one) => one === name || quiet.includes(one)))
            weight += weightOf(comparison, level, left, right) - Math.log2(Number(level.m) / Number(level.u));
        }
      }
      comparisons.forEach((comparison, c) => {
        if (done.has(comparison.name)) return;
        const level = comparison.levels[levels[c] as number] as ComparisonLevel;
        if (!isPlain(comparison.name)) weight += weightOf(comparison, level, left, right);
        else if ('m' in level) weight += Math.log2(Number(level.m) / Number(level.u));
      });
      pairs.push({ left: i, right: j, rule, weight });
    }
  }
  return pairs;
}
