import { fail } from '#kernel';
import { secondNumber, secondsOfDays } from '../dates.ts';
import { membersOf, numberOf } from '../derive.ts';
import { listKeysOf } from '../list-keys.ts';
import type {
  BlockingRule,
  Comparison,
  ComparisonLevel,
  LevelTest,
  LinkageModel,
  SingleTest,
} from '../model.ts';
import { isListKey, singleTestsOf, testsOf } from '../model.ts';
import { crossedKeys, type SharedField, type SharedFields } from '../shared-fields.ts';
import { countedField } from '../weights.ts';
import { givesLists, ruleLists } from './list-rules.ts';
import { type Condition, compileLevels, type Lists } from './program.ts';
import type { KeyPart, Measure, MeasureKind, ScanComparison, ScanPlan } from './scan-plan.ts';

/** A model over two tables, or over one with itself, as what every executor runs. Throws `LINKAGE_RULE_NEEDS_TWO_TABLES`. */
export function compileModel(model: LinkageModel, fields: SharedFields, self: boolean): ScanPlan {
  const names = [...fields.keys()];
  const used = [...fields.values()];
  const compiler = conditionMaker(model, fields, names);
  const comparisons = model.comparisons.map((comparison) =>
    scanComparison(comparison.levels.map((level) => compiler.condition(level, comparison))),
  );
  const left = used[0]?.left.length ?? 0;
  const right = self ? 0 : (used[0]?.right.length ?? 0);
  const columns = used.map((field) => joinedColumn(field, self));
  const keyPart = (rule: string, { field, key, with: other }: BlockingRule['keys'][number]): KeyPart => {
    if (isListKey(key)) throw new TypeError(`“${key}” gives a row several keys`);
    const column = names.indexOf(field);
    const shared = fields.get(field) as SharedField;
    if (other !== undefined) {
      if (self) fail('LINKAGE_RULE_NEEDS_TWO_TABLES', { rule });
      const { left, right, count } = crossedKeys(shared, fields.get(other) as SharedField, key);
      return { column: columns.push(joined(left, right)) - 1, keyCount: count };
    }
    if (key === 'whole') return { column, keyCount: shared.count - 1 };
    const { ofCode, count } = shared.keys(key);
    return { column, keys: ofCode, keyCount: count };
  };
  return {
    rows: left + right,
    split: self ? 0 : left,
    rules: model.blocking.map((rule) =>
      givesLists(rule)
        ? { lists: ruleLists(rule, fields, self) }
        : {
            parts: rule.keys.map((key) => keyPart(rule.name, key)),
            ...(rule.atMost !== undefined && { atMost: rule.atMost }),
          },
    ),
    columns,
    measures: compiler.measures,
    comparisons,
    weights: model.comparisons.reduce(
      (sum, comparison) =>
        comparison.levels.reduce(
          (own, level) => own + (countedField(fields, comparison, level)?.count ?? 0),
          sum,
        ),
      0,
    ),
  };
}

/** A field's codes by row: of both tables one after the other, or of the one table that is linked with itself. */
export const joinedColumn = ({ left, right }: SharedField, self: boolean): Uint32Array =>
  self ? left : joined(left, right);

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
  const every = model.comparisons.flatMap((comparison) =>
    comparison.levels
      .flatMap(testsOf)
      .flatMap(singleTestsOf)
      .map((test) => ({ test, on: test.field ?? comparison.fields[0] })),
  );

  const measure = (kind: MeasureKind, field: SharedField): number => {
    const column = names.indexOf(field.name);
    const known = measures.findIndex((one) => one.kind === kind && one.column === column);
    if (known >= 0) return known;
    const same = every.filter(({ test, on }) => test.when === kind && on === field.name);
    const limits = same.map(({ test }) =>
      'atLeast' in test ? Number(test.atLeast) : 'atMost' in test ? Number(test.atMost) : 0,
    );
    const dictionary = field.dictionary();
    const bound = kind === 'jaro-winkler' || kind === 'jaro' ? Math.min(...limits) : Math.max(...limits);
    return measures.push({ kind, column, dictionary, bound }) - 1;
  };

  const across = (field: SharedField, other: SharedField, reverse: boolean): Condition => ({
    op: 'across',
    column: names.indexOf(field.name),
    to: names.indexOf(other.name),
    map: Uint32Array.from(field.values, (value) => other.codeOf(value)),
    reverse,
  });
  /** The numbers that the values of a field are, read once for all levels. */
  const numbers = new Map<string, Float64Array>();
  const near = (field: SharedField, read: typeof numberOf, limit: number): Condition => {
    const name = `${read === numberOf ? 'number' : 'date'} ${field.name}`;
    const known = numbers.get(name) ?? Float64Array.from(field.values, (value) => read(value) ?? Number.NaN);
    numbers.set(name, known);
    return { op: 'near', column: names.indexOf(field.name), numbers: known, limit };
  };

  const put = (test: LevelTest, comparison: Comparison): Condition => {
    if (test.when === 'not') return { op: 'not', of: put(test.of, comparison) };
    if (test.when === 'all') return { op: 'and', of: test.of.map((one) => put(one, comparison)) };
    if (test.when === 'any') return { op: 'or', of: test.of.map((one) => put(one, comparison)) };
    return single(test, comparison);
  };

  const single = (test: SingleTest, comparison: Comparison): Condition => {
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
      case 'jaro':
        return { op: 'at-least', measure: measure(test.when, field), limit: Number(test.atLeast) };
      case 'levenshtein':
      case 'damerau-levenshtein':
        return { op: 'at-most', measure: measure(test.when, field), limit: test.atMost };
      case 'day-month-swapped':
        return { op: 'mapped', column, map: dayMonthSwaps(field) };
      case 'swapped': {
        const other = fields.get(test.with) as SharedField;
        return { op: 'and', of: [across(field, other, false), across(field, other, true)] };
      }
      case 'crosses':
        return across(field, fields.get(test.with) as SharedField, false);
      case 'number-within':
        return near(field, numberOf, Number(test.atMost));
      case 'days-within':
        return near(field, secondNumber, secondsOfDays(test.atMost));
      case 'overlap':
        return { op: 'overlap', column, lists: memberLists(field, test.of), limit: test.atLeast };
    }
  };

  const condition = (level: ComparisonLevel, comparison: Comparison): Condition =>
    level.when === 'else'
      ? { op: 'always' }
      : { op: 'and', of: testsOf(level).map((test) => put(test, comparison)) };
  return { condition, measures };
}

/** For each value the numbers of its members, in order. */
function memberLists({ values }: SharedField, of: 'tokens' | 'soundex-tokens' | undefined): Lists {
  const numbers = new Map<string, number>();
  const starts = new Uint32Array(values.length + 1);
  const all: number[] = [];
  values.forEach((value, code) => {
    const members = (of === undefined ? membersOf(value) : listKeysOf(of, value)).map((member) => {
      const known = numbers.get(member) ?? numbers.size;
      numbers.set(member, known);
      return known;
    });
    for (const member of members.sort((a, b) => a - b)) all.push(member);
    starts[code + 1] = all.length;
  });
  return { starts, values: Uint32Array.from(all) };
}

/** For each date's code the code of the date with day and month exchanged, 0 where neither table has it. */
function dayMonthSwaps(field: SharedField): Uint32Array {
  return Uint32Array.from(field.values, (value) => {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
    return match && match[2] !== match[3] ? field.codeOf(`${match[1]}-${match[3]}-${match[2]}`) : 0;
  });
}
