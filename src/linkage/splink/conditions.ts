import type { LevelTest } from '../model.ts';
import { type FieldBook, type Operand, operandOf } from './columns.ts';
import { type Comparator, type Sql, untranslated } from './sql.ts';

/*
 * From a condition in SQL to a test. SQL knows three answers: with a missing value a comparison is neither true nor false,
 * and NOT of it is neither. Our tests know two, and fail when a value is missing. So NOT is first moved inward to the
 * single comparisons, and there it becomes “not missing, and not so”.
 */

/** The test that holds where the condition is true. Throws `Untranslated`. */
export function testOf(sql: Sql, fields: FieldBook): LevelTest {
  return flat(truth(sql, true, fields));
}

function truth(sql: Sql, wanted: boolean, fields: FieldBook): LevelTest {
  if (sql.kind === 'not') return truth(sql.of, !wanted, fields);
  if (sql.kind === 'and' || sql.kind === 'or') {
    const every = (sql.kind === 'and') === wanted;
    const { paired, rest } = pairedSides(members(sql, sql.kind), every, wanted, fields);
    const of = [...paired, ...rest.map((one) => truth(one, wanted, fields))];
    return of.length === 1 ? (of[0] as LevelTest) : { when: every ? 'all' : 'any', of };
  }
  if (isCoalescedToFalse(sql)) {
    const test = truth(sql.of[0] as Sql, true, fields);
    return wanted ? test : { when: 'not', of: test };
  }
  if (sql.kind === 'is-null') return untranslated('whether one side alone is missing');
  if (sql.kind !== 'compare') return untranslated(`“${sql.kind}” in place of a condition`);
  const test = comparisonTest(sql, fields);
  if (wanted) return test;
  const missing = missingOf(test);
  return {
    when: 'all',
    of: [...missing.map((one): LevelTest => ({ when: 'not', of: one })), { when: 'not', of: test }],
  };
}

/** `coalesce(condition, FALSE)`: where a value is missing it is false. */
const isCoalescedToFalse = (sql: Sql): sql is Extract<Sql, { kind: 'call' }> => {
  if (sql.kind !== 'call' || sql.name !== 'coalesce' || sql.of.length !== 2) return false;
  const otherwise = sql.of[1] as Sql;
  return otherwise.kind === 'column' && otherwise.name.toLowerCase() === 'false';
};

const members = (sql: Sql, kind: 'and' | 'or'): readonly Sql[] =>
  sql.kind === kind ? sql.of.flatMap((one) => members(one, kind)) : [sql];

const sameOperand = (a: Operand, b: Operand): boolean =>
  a.column === b.column && JSON.stringify(a.steps) === JSON.stringify(b.steps);

/** Tests that take two members: `a_l IS NULL OR a_r IS NULL`, `a_l = 'x' AND a_r = 'x'`. */
function pairedSides(parts: readonly Sql[], every: boolean, wanted: boolean, fields: FieldBook) {
  const rest = [...parts];
  const paired: LevelTest[] = [];
  const pull = <T>(
    read: (sql: Sql) => { operand: Operand; value: T } | undefined,
    make: (field: Operand, value: T) => LevelTest,
  ) => {
    for (let a = 0; a < rest.length; a++) {
      const one = read(rest[a] as Sql);
      if (one === undefined) continue;
      const b = rest.findIndex((sql, at) => {
        const other = at > a ? read(sql) : undefined;
        return (
          other !== undefined &&
          other.operand.side !== one.operand.side &&
          sameOperand(other.operand, one.operand) &&
          other.value === one.value
        );
      });
      if (b < 0) continue;
      rest.splice(b, 1);
      rest.splice(a, 1);
      paired.push(make(one.operand, one.value));
      a -= 1;
    }
  };
  // One side missing or the other; or, turned round, neither missing.
  pull(
    (sql) => {
      const [of, negated] =
        sql.kind === 'not' && sql.of.kind === 'is-null'
          ? [sql.of.of, true]
          : sql.kind === 'is-null'
            ? [sql.of, false]
            : [undefined, false];
      if (of === undefined) return undefined;
      const isNull = negated !== wanted;
      return isNull === !every ? { operand: operandOf(of), value: isNull } : undefined;
    },
    (operand, isNull) => {
      const missing: LevelTest = { when: 'missing', field: fields.fieldOf(operand.column, operand.steps) };
      return isNull ? missing : { when: 'not', of: missing };
    },
  );
  if (every && wanted)
    pull(
      (sql) => {
        if (sql.kind !== 'compare' || sql.operator !== '=') return undefined;
        const [of, text] = sql.right.kind === 'text' ? [sql.left, sql.right] : [sql.right, sql.left];
        return text.kind === 'text' ? { operand: operandOf(of), value: text.value } : undefined;
      },
      ({ column, steps }, text) => ({
        when: 'exact',
        field: fields.fieldOf(column, [...steps, { step: 'only', text }]),
      }),
    );
  return { paired, rest };
}

/** What must not be missing for a test to have an answer. */
function missingOf(test: LevelTest): LevelTest[] {
  if (test.when === 'all' || test.when === 'any' || test.when === 'not' || test.when === 'crosses')
    return untranslated('NOT of a comparison of two columns');
  return [{ when: 'missing', field: test.field as string }];
}

const turned: Readonly<Record<Comparator, Comparator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function comparisonTest(sql: Extract<Sql, { kind: 'compare' }>, fields: FieldBook): LevelTest {
  const { operator, left, right } = sql;
  if (operator === '<>') return truth({ kind: 'not', of: { ...sql, operator: '=' } }, true, fields);
  if (right.kind === 'number') return measured(left, operator, right.value, fields);
  if (left.kind === 'number') return measured(right, turned[operator], left.value, fields);
  if (operator !== '=') return untranslated(`${operator} between columns`);
  return equality(left, right, fields);
}

function equality(left: Sql, right: Sql, fields: FieldBook): LevelTest {
  const [a, b] = [operandOf(left), operandOf(right)];
  if (a.side === b.side) return untranslated('a comparison of two columns of one side');
  const [l, r] = a.side === 'left' ? [a, b] : [b, a];
  const field = fields.fieldOf(l.column, l.steps);
  if (sameOperand(l, r)) return { when: 'exact', field };
  return { when: 'crosses', field, with: fields.fieldOf(r.column, r.steps) };
}

/** Both sides of a measure, which must be the same column. */
function bothSides(left: Sql | undefined, right: Sql | undefined, ordered: boolean): Operand {
  if (left === undefined || right === undefined) return untranslated('a measure of one value');
  const [a, b] = [operandOf(left), operandOf(right)];
  if (!sameOperand(a, b)) return untranslated('likeness of two different columns');
  if (a.side === b.side) return untranslated('likeness within one side');
  if (ordered && a.side === 'right') return untranslated('likeness from right to left');
  return a;
}

/** The least number above; for “more than”. */
function nextAbove(value: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + 1n);
  return bits.getFloat64(0);
}

function measured(sql: Sql, operator: Comparator, limit: number, fields: FieldBook): LevelTest {
  if (sql.kind !== 'call') return untranslated('a calculation that is compared with a number');
  const [first, second] = sql.of;
  switch (sql.name) {
    case 'jaro_winkler_similarity':
    case 'jaro_similarity': {
      if (operator !== '>=' && operator !== '>') return untranslated('a likeness of at most so much');
      const atLeast = operator === '>' ? nextAbove(limit) : limit;
      if (!(atLeast > 0 && atLeast <= 1)) return untranslated(`a likeness of ${limit}`);
      const { column, steps } = bothSides(first, second, true);
      const when = sql.name === 'jaro_similarity' ? 'jaro' : 'jaro-winkler';
      return { when, field: fields.fieldOf(column, steps), atLeast: String(atLeast) };
    }
    case 'levenshtein':
    case 'editdist3':
    case 'damerau_levenshtein': {
      if (operator !== '<=' && operator !== '<') return untranslated('a distance of at least so much');
      const atMost = operator === '<' ? Math.ceil(limit) - 1 : Math.floor(limit);
      const { column, steps } = bothSides(first, second, false);
      const field = fields.fieldOf(column, steps);
      if (atMost === 0) return { when: 'exact', field };
      if (atMost < 0 || atMost > 99) return untranslated(`a distance of ${limit}`);
      return {
        when:
          sql.name === 'damerau_levenshtein'
            ? (sql.name.replace('_', '-') as 'damerau-levenshtein')
            : 'levenshtein',
        field,
        atMost,
      };
    }
    case 'abs':
      return difference(first, operator, limit, fields);
    case 'array_length':
    case 'len':
    case 'length':
    case 'list_count': {
      if (first?.kind !== 'call' || !['list_intersect', 'array_intersect'].includes(first.name))
        return untranslated(`there is no equal of ${sql.name}`);
      if (operator !== '>=' && operator !== '>') return untranslated('at most so many in common');
      const atLeast = operator === '>' ? Math.floor(limit) + 1 : Math.ceil(limit);
      if (atLeast < 1 || atLeast > 1000) return untranslated(`${limit} in common`);
      const { column, steps } = bothSides(first.of[0], first.of[1], false);
      return { when: 'overlap', field: fields.fieldOf(column, steps, 'list'), atLeast };
    }
    default:
      return untranslated(`there is no equal of ${sql.name}`);
  }
}

/** `abs(a_l - a_r) <= n`, of numbers, or of dates in seconds. */
function difference(sql: Sql | undefined, operator: Comparator, limit: number, fields: FieldBook): LevelTest {
  if (sql?.kind !== 'arithmetic' || sql.operator !== '-')
    return untranslated('abs of anything but a difference');
  if (operator !== '<=' || limit < 0) return untranslated('a difference that is not “at most”');
  const { left, right } = sql;
  if (left.kind === 'call' && right.kind === 'call' && left.name === 'epoch' && right.name === 'epoch') {
    const { column, steps } = bothSides(left.of[0], right.of[0], false);
    return { when: 'days-within', field: fields.fieldOf(column, steps), atMost: decimalText(limit / 86_400) };
  }
  const { column, steps } = bothSides(numberIn(left), numberIn(right), false);
  return { when: 'number-within', field: fields.fieldOf(column, steps), atMost: decimalText(limit) };
}

/** What a cast to a number is made of. */
const numberIn = (sql: Sql): Sql =>
  sql.kind === 'cast' &&
  ['double', 'float', 'float8', 'decimal', 'integer', 'int', 'bigint'].includes(sql.type)
    ? sql.of
    : sql;

/** A number as a decimal without exponent. */
function decimalText(value: number): string {
  const text = String(value);
  return /e/.test(text) ? untranslated(`the limit ${text}`) : text;
}

/** Without `all` in `all` and `any` in `any`; two crossings that are each other's turn are one swap. */
function flat(test: LevelTest): LevelTest {
  if (test.when === 'not') {
    const of = flat(test.of);
    return of.when === 'not' ? of.of : { when: 'not', of };
  }
  if (test.when !== 'all' && test.when !== 'any') return test;
  const { when } = test;
  const of = test.of.map(flat).flatMap((one) => (one.when === when ? one.of : [one]));
  if (when === 'all') mergeSwaps(of);
  return of.length === 1 ? (of[0] as LevelTest) : { when, of };
}

function mergeSwaps(tests: LevelTest[]): void {
  for (let a = 0; a < tests.length; a++) {
    const one = tests[a] as LevelTest;
    if (one.when !== 'crosses') continue;
    const b = tests.findIndex(
      (other, at) =>
        at > a && other.when === 'crosses' && other.field === one.with && other.with === one.field,
    );
    if (b < 0) continue;
    tests.splice(b, 1);
    tests[a] = { when: 'swapped', field: one.field as string, with: one.with };
  }
}
