import type { Comparison, ComparisonLevel, LevelTest, LinkageModel } from '../model.ts';
import type { SharedField, SharedFields } from '../shared-fields.ts';
import { type Condition, compileLevels } from './program.ts';
import type { Dictionary, KeyPart, Measure, MeasureKind, ScanComparison, ScanPlan } from './scan-plan.ts';

/** A model over two tables, or over one with itself, as what every executor runs. */
export function compileModel(model: LinkageModel, fields: SharedFields, self: boolean): ScanPlan {
  const names = [...fields.keys()];
  const used = [...fields.values()];
  const compiler = conditionMaker(model, fields, names);
  const comparisons = model.comparisons.map((comparison) =>
    scanComparison(comparison.levels.map((level) => compiler.condition(level, comparison))),
  );
  const left = used[0]?.left.length ?? 0;
  const right = self ? 0 : (used[0]?.right.length ?? 0);
  return {
    rows: left + right,
    split: self ? 0 : left,
    columns: used.map((field) => (self ? field.left : joined(field.left, field.right))),
    rules: model.blocking.map(({ keys }) => ({
      parts: keys.map(({ field, key }): KeyPart => {
        const column = names.indexOf(field);
        const shared = fields.get(field) as SharedField;
        if (key === 'whole') return { column, keyCount: shared.values.length - 1 };
        const { ofCode, count } = shared.keys(key);
        return { column, keys: ofCode, keyCount: count };
      }),
    })),
    measures: compiler.measures,
    comparisons,
  };
}

function joined(left: Uint32Array, right: Uint32Array): Uint32Array {
  const both = new Uint32Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

function scanComparison(conditions: readonly Condition[]): ScanComparison {
  return { levels: conditions.length, ...compileLevels(conditions) };
}

function conditionMaker(model: LinkageModel, fields: SharedFields, names: readonly string[]) {
  const measures: Measure[] = [];
  const dictionaries = new Map<string, Dictionary>();
  const every = model.comparisons.flatMap((comparison) =>
    comparison.levels
      .flatMap((level) => (level.when === 'all' ? level.of : level.when === 'else' ? [] : [level]))
      .map((test) => ({ test, on: test.field ?? comparison.fields[0] })),
  );

  const measure = (kind: MeasureKind, field: SharedField): number => {
    const column = names.indexOf(field.name);
    const known = measures.findIndex((one) => one.kind === kind && one.column === column);
    if (known >= 0) return known;
    const same = every.filter(({ test, on }) => test.when === kind && on === field.name);
    const limits = same.map(({ test }) =>
      'atLeast' in test ? Number(test.atLeast) : 'atMost' in test ? test.atMost : 0,
    );
    const dictionary = dictionaries.get(field.name) ?? dictionaryOf(field);
    dictionaries.set(field.name, dictionary);
    const bound = kind === 'jaro-winkler' || kind === 'jaro' ? Math.min(...limits) : Math.max(...limits);
    return measures.push({ kind, column, dictionary, bound }) - 1;
  };

  const single = (test: LevelTest, comparison: Comparison): Condition => {
    const field = fields.get(test.field ?? (comparison.fields[0] as string)) as SharedField;
    const column = names.indexOf(field.name);
    switch (test.when) {
      case 'missing':
        return { op: 'missing', column };
      case 'exact':
        return { op: 'same', column };
      case 'same-key':
        return { op: 'same-key', column, keys: field.keys(test.key).ofCode };
      case 'initial':
        return {
          op: 'initial',
          column,
          firsts: field.keys('first-1').ofCode,
          single: Uint8Array.from(field.values, (value) => ([...value].length === 1 ? 1 : 0)),
        };
      case 'jaro-winkler':
        return { op: 'at-least', measure: measure('jaro-winkler', field), limit: Number(test.atLeast) };
      case 'levenshtein':
      case 'damerau-levenshtein':
        return { op: 'at-most', measure: measure(test.when, field), limit: test.atMost };
      case 'day-month-swapped':
        return { op: 'mapped', column, map: dayMonthSwaps(field) };
      case 'swapped': {
        const other = fields.get(test.with) as SharedField;
        const map = Uint32Array.from(field.values, (value) => other.codeOf(value));
        const to = names.indexOf(other.name);
        return {
          op: 'and',
          of: [
            { op: 'across', column, to, map, reverse: false },
            { op: 'across', column, to, map, reverse: true },
          ],
        };
      }
    }
  };

  const condition = (level: ComparisonLevel, comparison: Comparison): Condition => {
    if (level.when === 'else') return { op: 'always' };
    if (level.when === 'all') return { op: 'and', of: level.of.map((test) => single(test, comparison)) };
    return single(level, comparison);
  };
  return { condition, measures };
}

/** For each date's code the code of the date with day and month exchanged, 0 where neither table has it. */
function dayMonthSwaps(field: SharedField): Uint32Array {
  return Uint32Array.from(field.values, (value) => {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
    return match && match[2] !== match[3] ? field.codeOf(`${match[1]}-${match[3]}-${match[2]}`) : 0;
  });
}

/** Letters are numbered by first use: bytes are enough while a column has at most 255 of them. */
function dictionaryOf(field: SharedField): Dictionary {
  const { points, starts } = field.letters();
  let largest = 0;
  for (const point of points) if (point > largest) largest = point;
  const letters = largest < 256 ? Uint8Array.from(points) : Uint16Array.from(points);
  return { count: field.values.length, starts, letters };
}
