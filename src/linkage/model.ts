import * as z from 'zod';
import { fail, problem } from '#kernel';
import { isDateFormat } from './dates.ts';
import { isSafePattern } from './derive.ts';

/**
 * What a field holds. It decides how `clean` writes its values and which keys can be derived from it. A `list` is a JSON
 * array of texts. A `raw` field is compared as it stands, byte by byte, as databases do: its measures of likeness
 * count bytes of UTF-8, not letters.
 */
export const fieldKinds = [
  'forename',
  'surname',
  'full-name',
  'date',
  'postcode-uk',
  'postcode',
  'address-line',
  'place',
  'sex',
  'phone',
  'email',
  'code',
  'text',
  'list',
  'raw',
] as const;
export type FieldKind = (typeof fieldKinds)[number];

/**
 * What can be derived from one cleaned value, for blocking and for comparison. A value from which a key can't
 * be derived counts as missing there.
 */
export const keyKinds = [
  'whole',
  'first-1',
  'first-2',
  'first-3',
  'first-4',
  'first-token',
  'number',
  'soundex',
  'nickname',
  'year',
  'year-month',
  'month-day',
  'outcode',
  'sector',
] as const;
export type KeyKind = (typeof keyKinds)[number];

/** Keys of which a row may have several, for blocking only; `list-keys.ts` says which. Rows meet if they share one. */
export const listKeyKinds = ['tokens', 'soundex-tokens', 'rare-tokens'] as const;
export type ListKeyKind = (typeof listKeyKinds)[number];

export const isListKey = (key: KeyKind | ListKeyKind): key is ListKeyKind =>
  (listKeyKinds as readonly string[]).includes(key);

const name = z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, 'lower-case letters, digits, "-" and "_"');
const decimal = z.string().regex(/^(0|[1-9]\d{0,8})(\.\d{1,25})?$/, 'a decimal number such as 0.92');
/** Probabilities below a millionth may have an exponent; the written forms are those that ECMAScript gives numbers. */
const fraction = z
  .string()
  .regex(/^(0|[1-9]\d{0,8})(\.\d{1,25})?$|^[1-9](\.\d{1,20})?e-\d{1,3}$/, 'a number such as 0.92 or 1.5e-7');
const probability = fraction.refine(
  (text) => Number(text) > 0 && Number(text) < 1,
  'a probability above 0 and below 1',
);
const similarity = decimal.refine((text) => Number(text) > 0 && Number(text) <= 1, 'above 0, at most 1');
const edits = z.int().min(1).max(99);
const distance = decimal;
/** Which field a test looks at; without it, the first field of the comparison. */
const field = name.optional();

const missing = { when: z.literal('missing'), field };
const exact = { when: z.literal('exact'), field };
const sameKey = { when: z.literal('same-key'), field, key: z.enum(keyKinds) };
const initial = { when: z.literal('initial'), field };
const jaroWinkler = { when: z.literal('jaro-winkler'), field, atLeast: similarity };
const jaro = { when: z.literal('jaro'), field, atLeast: similarity };
const levenshtein = { when: z.literal('levenshtein'), field, atMost: edits };
const damerau = { when: z.literal('damerau-levenshtein'), field, atMost: edits };
const dayMonthSwapped = { when: z.literal('day-month-swapped'), field };
/** The values of two fields have changed places: each is on the left what the other is on the right. */
const swapped = { when: z.literal('swapped'), field, with: name };
/** The left value of the field is the right value of another; the left row is the one that comes first. */
const crosses = { when: z.literal('crosses'), field, with: name };
/** Both values are numbers, and so far apart at most. */
const numberWithin = { when: z.literal('number-within'), field, atMost: distance };
/** Both values are ISO dates (with or without a time of day), and so many days apart at most. */
const daysWithin = { when: z.literal('days-within'), field, atMost: distance };
/** Both values are lists, and have at least so many members in common. */
const overlap = {
  when: z.literal('overlap'),
  field,
  atLeast: z.int().min(1).max(1000),
  /** The values are texts, and what they may have in common is words, or how words sound: see `list-keys.ts`. */
  of: z.enum(['tokens', 'soundex-tokens']).optional(),
};

const singleTest = z
  .discriminatedUnion('when', [
    z.strictObject(missing),
    z.strictObject(exact),
    z.strictObject(sameKey),
    z.strictObject(initial),
    z.strictObject(jaroWinkler),
    z.strictObject(jaro),
    z.strictObject(levenshtein),
    z.strictObject(damerau),
    z.strictObject(dayMonthSwapped),
    z.strictObject(swapped),
    z.strictObject(crosses),
    z.strictObject(numberWithin),
    z.strictObject(daysWithin),
    z.strictObject(overlap),
  ])
  .meta({ id: 'linkage-single-test' });

/** One condition on a pair. Any but `missing` fails when a value that it needs is missing on either side. */
export type SingleTest = z.infer<typeof singleTest>;
/** A condition, or several put together; in the document at most three deep. `not` holds also when values are missing. */
export type LevelTest =
  | SingleTest
  | { when: 'all'; of: LevelTest[]; field?: undefined }
  | { when: 'any'; of: LevelTest[]; field?: undefined }
  | { when: 'not'; of: LevelTest; field?: undefined };

const puttingTogether = (inner: z.ZodType<LevelTest>) =>
  z.discriminatedUnion('when', [
    singleTest,
    z.strictObject({ when: z.literal('all'), of: z.array(inner).min(2).max(12) }),
    z.strictObject({ when: z.literal('any'), of: z.array(inner).min(2).max(12) }),
    z.strictObject({ when: z.literal('not'), of: inner }),
  ]);
const testSchema: z.ZodType<LevelTest> = puttingTogether(
  puttingTogether(singleTest).meta({ id: 'linkage-inner-test' }),
).meta({ id: 'linkage-test' });

/**
 * Term frequency: agreement on a rare value counts more. `true` weighs fully by the frequency of the agreeing value.
 * Otherwise the level's weight is log2(m/u) + weight * log2(u of the value / frequency of the value).
 */
const termFrequency = z.union([
  z.literal(true),
  z.strictObject({
    /** The field whose values are counted; without it, the field of the level. Where left and right differ, the commoner counts. */
    field,
    /** Share of the adjustment that is made, 0 to 1; without it, all. */
    weight: decimal.refine((text) => Number(text) > 0 && Number(text) <= 1, 'above 0, at most 1').optional(),
    /** A value rarer than this counts as if it were this frequent. */
    minimumU: probability.optional(),
    /** Chance that two people agree on the field; without it, the level's own u. */
    u: probability.optional(),
    /**
     * In a joint table: comparisons beside which the value counts even where they agree too. Beside any other that agrees
     * it does not: a rare surname is no news between two people of one home, and is beside the same forename.
     */
    beside: z.array(name).min(1).max(12).optional(),
  }),
]);
export type TermFrequency = z.infer<typeof termFrequency>;

const odds = { m: probability, u: probability };
const levelSchema = z.discriminatedUnion('when', [
  z.strictObject(missing),
  /** The pair says nothing here: a weight of 0, as for a missing value. */
  z.strictObject({ when: z.literal('says-nothing'), if: testSchema }),
  z.strictObject({ ...exact, ...odds, termFrequency: termFrequency.optional() }),
  z.strictObject({ ...sameKey, ...odds }),
  z.strictObject({ ...initial, ...odds }),
  z.strictObject({ ...jaroWinkler, ...odds }),
  z.strictObject({ ...jaro, ...odds }),
  z.strictObject({ ...levenshtein, ...odds }),
  z.strictObject({ ...damerau, ...odds }),
  z.strictObject({ ...dayMonthSwapped, ...odds }),
  z.strictObject({ ...swapped, ...odds }),
  z.strictObject({ ...crosses, ...odds }),
  z.strictObject({ ...numberWithin, ...odds }),
  z.strictObject({ ...daysWithin, ...odds }),
  z.strictObject({ ...overlap, ...odds }),
  z.strictObject({ when: z.literal('all'), of: z.array(testSchema).min(2).max(12), ...odds }),
  z.strictObject({ when: z.literal('any'), of: z.array(testSchema).min(2).max(12), ...odds }),
  z.strictObject({ when: z.literal('not'), of: testSchema, ...odds }),
  z.strictObject({ when: z.literal('else'), ...odds }),
]);

/** A step that makes a value from a value; `derive.ts` says what each gives. */
const derivationSchema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.enum(['lower', 'upper', 'trim']) }),
  /** So many letters from the `from`th on; the first is 1. */
  z.strictObject({
    step: z.literal('part'),
    from: z.int().min(1).max(1000),
    length: z.int().min(1).max(1000),
  }),
  /** What a pattern finds, or one of its groups. */
  z.strictObject({
    step: z.literal('pattern'),
    pattern: z.string().min(1).max(200).refine(isSafePattern, 'a simple pattern, without nested repetition'),
    group: z.int().min(0).max(9),
  }),
  /** The value, unless it is this text. */
  z.strictObject({ step: z.literal('unless'), text: z.string().min(1).max(200) }),
  /** The value, if it is this text. */
  z.strictObject({ step: z.literal('only'), text: z.string().min(1).max(200) }),
  /** An ISO date from a text in a format of `strptime`, such as `%d/%m/%Y`. */
  z.strictObject({
    step: z.literal('date'),
    format: z.string().refine(isDateFormat, 'a format such as %Y-%m-%d'),
  }),
]);
export type Derivation = z.infer<typeof derivationSchema>;

const fieldSchema = z.strictObject({
  name,
  kind: z.enum(fieldKinds),
  /** An optional field may be absent from a table; it then counts as missing in every row. */
  optional: z.literal(true).optional(),
  /** The table's column, where it is not called as the field is. */
  column: z.string().min(1).max(200).optional(),
  /** The field is no column: its values are made from those of another field, step by step. A step that fails gives a missing value. */
  from: z.strictObject({ field: name, by: z.array(derivationSchema).min(1).max(6) }).optional(),
  /** The field is no column: its values are those of these fields that are there, with a space between. */
  join: z.array(name).min(1).max(6).optional(),
  /** Of a joined field: less the words that these fields have in the same row, wherever and however often they stand. */
  without: z.array(name).min(1).max(6).optional(),
});
const blockingRuleSchema = z.strictObject({
  name,
  keys: z
    .array(
      z.strictObject({
        field: name,
        key: z.enum([...keyKinds, ...listKeyKinds]),
        /** For `rare-tokens`: only words that stand in at most so many rows of the field, both tables together. */
        atMost: z.int().min(2).max(1_000_000).optional(),
        /** The right row's key is taken from this field. Only where two tables are linked. */
        with: field,
      }),
    )
    .min(1)
    .max(10),
  /**
   * Heavy blocks are passed over: records that share a key are compared only if at most so many have it, those of both
   * tables together. The matches among the others are lost to this rule.
   */
  atMost: z.int().min(2).max(1_000_000_000).optional(),
});
const comparisonSchema = z.strictObject({
  name,
  fields: z.array(name).min(1).max(12),
  levels: z.array(levelSchema).min(2).max(24),
});

const modelShape = z.strictObject({
  format: z.literal('stile-linkage-model/1'),
  name: z.string().min(1).max(80),
  fields: z.array(fieldSchema).min(1).max(100),
  blocking: z.array(blockingRuleSchema).min(1).max(32),
  comparisons: z.array(comparisonSchema).min(1).max(40),
  priorMatchProbability: probability,
  /**
   * Comparisons that are not independent, such as those of a home: for each combination of their levels m and u
   * together, in place of the product of their own. `at` has the numbers of the levels. A combination without an entry
   * keeps the product.
   */
  joint: z
    .array(
      z.strictObject({
        comparisons: z.array(name).min(2).max(6),
        levels: z
          .array(z.strictObject({ at: z.array(z.int().min(0).max(23)).min(2).max(6), ...odds }))
          .max(12_000),
        /**
         * Where the group's levels are `at`, a level of another comparison has this m and u in place of its own, however
         * frequent the value: people of one home may be twins, or share an e-mail address.
         */
        besides: z
          .array(
            z.strictObject({
              at: z.array(z.int().min(0).max(23)).min(2).max(6),
              comparison: name,
              level: z.int().min(0).max(23),
              ...odds,
            }),
          )
          .max(12_000)
          .optional(),
      }),
    )
    .max(10)
    .optional(),
  /**
   * How many rows' worth of a level's own `u` are mixed into a value's frequency (term frequency). 0 or absent:
   * the bare frequency, as Splink. Small tables need some: in a table of one row every value has frequency 1.
   */
  termFrequencyPriorRows: z.int().min(0).max(1_000_000).optional(),
});

export type LinkageModel = z.infer<typeof modelShape>;
export type LinkageField = LinkageModel['fields'][number];
export type BlockingRule = LinkageModel['blocking'][number];
export type Comparison = LinkageModel['comparisons'][number];
export type ComparisonLevel = Comparison['levels'][number];
/** The tests that must all hold for a level; none for `else`. */
export function testsOf(level: ComparisonLevel): readonly LevelTest[] {
  if (level.when === 'else') return [];
  if (level.when === 'says-nothing') return [level.if];
  return level.when === 'all' ? level.of : [level];
}

/** The single conditions within a test, whatever stands between them. */
export function singleTestsOf(test: LevelTest): readonly SingleTest[] {
  if (test.when === 'not') return singleTestsOf(test.of);
  return test.when === 'all' || test.when === 'any' ? test.of.flatMap(singleTestsOf) : [test];
}

/** What a level counts by how frequent a value is; `undefined` when it doesn't. */
export const termFrequencyOf = (level: ComparisonLevel): TermFrequency | undefined =>
  level.when === 'exact' ? level.termFrequency : undefined;

function* fieldsOf(comparison: Comparison, level: ComparisonLevel): Generator<string> {
  for (const test of testsOf(level).flatMap(singleTestsOf)) {
    yield test.field ?? (comparison.fields[0] as string);
    if ('with' in test) yield test.with;
  }
  const counted = termFrequencyOf(level);
  if (typeof counted === 'object' && counted.field !== undefined) yield counted.field;
}

function* duplicates(names: readonly string[]): Generator<string> {
  const seen = new Set<string>();
  for (const one of names) {
    if (seen.has(one)) yield one;
    seen.add(one);
  }
}

/** What the shape alone can't say: names resolve, are used once, and each comparison ends in one `else`. */
function* contradictions(model: LinkageModel): Generator<{ path: (string | number)[]; message: string }> {
  const fields = new Set(model.fields.map((one) => one.name));
  for (const part of ['fields', 'blocking', 'comparisons'] as const) {
    for (const twice of duplicates(model[part].map((one) => one.name)))
      yield { path: [part], message: `the name “${twice}” is used twice` };
  }
  const earlier = new Set<string>();
  for (const [f, { name: own, from, join, without, column }] of model.fields.entries()) {
    const path = ['fields', f, from === undefined ? 'join' : 'from'];
    for (const source of from === undefined ? [...(join ?? []), ...(without ?? [])] : [from.field])
      if (!earlier.has(source))
        yield { path, message: `the field “${source}” must stand before “${own}”, which is made from it` };
    if ((from !== undefined || join !== undefined) && column !== undefined)
      yield { path, message: 'a field that is made from another has no column' };
    if (without !== undefined && join === undefined)
      yield { path, message: 'only a joined field can be without the words of others' };
    if (from !== undefined && join !== undefined)
      yield { path, message: 'a field is made by steps or by joining, not both' };
    earlier.add(own);
  }
  for (const [r, rule] of model.blocking.entries()) {
    if (rule.keys.filter(({ key }) => isListKey(key)).length > 1)
      yield { path: ['blocking', r, 'keys'], message: 'one key at most may give a row several' };
    for (const [k, key] of rule.keys.entries()) {
      if ((key.key === 'rare-tokens') !== (key.atMost !== undefined))
        yield {
          path: ['blocking', r, 'keys', k, 'atMost'],
          message: '“rare-tokens” says in how many rows a word may stand, and no other key does',
        };
      if (isListKey(key.key) && key.with !== undefined)
        yield {
          path: ['blocking', r, 'keys', k, 'with'],
          message: `the key “${key.key}” is of one field on both sides`,
        };
      for (const used of key.with === undefined ? [key.field] : [key.field, key.with])
        if (!fields.has(used))
          yield { path: ['blocking', r, 'keys', k, 'field'], message: `there is no field “${used}”` };
    }
  }
  const grouped = (model.joint ?? []).flatMap(({ comparisons }) => comparisons);
  for (const twice of duplicates(grouped))
    yield { path: ['joint'], message: `the comparison “${twice}” is in two groups, or twice in one` };
  for (const [g, group] of (model.joint ?? []).entries()) {
    const path = ['joint', g];
    const members = group.comparisons.map((one) => model.comparisons.find(({ name: own }) => own === one));
    if (members.includes(undefined)) yield { path, message: 'it names a comparison that there is not' };
    for (const [l, { at }] of group.levels.entries())
      if (at.length !== members.length || at.some((level, m) => level >= (members[m]?.levels.length ?? 0)))
        yield { path: [...path, 'levels', l], message: 'it does not give one level of each comparison' };
    for (const [b, { at, comparison, level }] of (group.besides ?? []).entries()) {
      const other = model.comparisons.find(({ name: own }) => own === comparison)?.levels[level];
      if (group.comparisons.includes(comparison) || other === undefined || !('u' in other))
        yield {
          path: [...path, 'besides', b],
          message: 'it does not give a level of a comparison outside the group',
        };
      if (at.length !== members.length || at.some((one, m) => one >= (members[m]?.levels.length ?? 0)))
        yield { path: [...path, 'besides', b], message: 'it does not give one level of each comparison' };
    }
  }
  for (const [c, comparison] of model.comparisons.entries()) {
    const path = ['comparisons', c];
    for (const one of comparison.fields)
      if (!fields.has(one)) yield { path: [...path, 'fields'], message: `there is no field “${one}”` };
    const last = comparison.levels.length - 1;
    for (const [l, level] of comparison.levels.entries()) {
      if ((level.when === 'else') !== (l === last))
        yield { path: [...path, 'levels', l], message: 'the last level, and only the last, must be “else”' };
      for (const used of fieldsOf(comparison, level))
        if (!comparison.fields.includes(used))
          yield {
            path: [...path, 'levels', l],
            message: `the field “${used}” is not one of the comparison's`,
          };
    }
  }
}

/**
 * The linkage model as a closed document: enumerated comparisons and keys, no expressions. Numbers are decimal
 * strings because signed documents carry no floating-point numbers.
 */
export const linkageModelSchema = modelShape.superRefine((model, context) => {
  for (const { path, message } of contradictions(model)) context.addIssue({ code: 'custom', path, message });
});

/** The form of a model as JSON Schema (draft 2020-12). What refers from one part to another is not in it, and is checked all the same. */
export const linkageModelJsonSchema = (): Readonly<Record<string, unknown>> => ({
  $id: 'urn:stile:linkage-model:1',
  title: 'Stile linkage model, format 1',
  ...z.toJSONSchema(modelShape, { target: 'draft-2020-12', unrepresentable: 'any', io: 'input' }),
});

/** Reads a model from parsed JSON. Throws `LINKAGE_MODEL_INVALID` with one smaller problem for each fault. */
export function parseLinkageModel(value: unknown): LinkageModel {
  const parsed = linkageModelSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const where = issue.path.join('.') || 'the model';
    return problem('LINKAGE_MODEL_FAULT', { where, reason: issue.message });
  });
  const first = problems[0]?.message ?? '';
  return fail('LINKAGE_MODEL_INVALID', { count: problems.length, first }, { problems });
}

/** A model with the decisions of one use of it. */
export interface LinkPlan {
  readonly model: LinkageModel;
  /** Match weight (log2 of the odds, the prior included) from which a link is a match. Decimal string, may be negative. */
  readonly threshold: string;
  /** Lower end of the band that goes to clerical review. Without it there is no band. */
  readonly reviewFrom?: string;
  /** How far, in weight, the best candidate must be ahead of the second. Without it 3 (odds of 8 to 1). */
  readonly margin?: string;
  /** Most candidate pairs that the blocking rules may produce, counted before any is compared. Without it 200 million. */
  readonly maxPairs?: number;
}

/** The plan's decisions as numbers. Throws `LINKAGE_PLAN_INVALID`. */
export function limitsOf(plan: LinkPlan): {
  threshold: number;
  floor: number;
  margin: number;
  maxPairs: number;
} {
  const number = (text: string, what: string): number =>
    /^-?\d{1,9}(\.\d{1,15})?$/.test(text) ? Number(text) : fail('LINKAGE_PLAN_INVALID', { what });
  const threshold = number(plan.threshold, 'threshold');
  const floor = plan.reviewFrom === undefined ? threshold : number(plan.reviewFrom, 'reviewFrom');
  if (floor > threshold) fail('LINKAGE_PLAN_INVALID', { what: 'reviewFrom' });
  const margin = number(plan.margin ?? '3', 'margin');
  const maxPairs = plan.maxPairs ?? 200_000_000;
  if (margin < 0) fail('LINKAGE_PLAN_INVALID', { what: 'margin' });
  if (!Number.isSafeInteger(maxPairs) || maxPairs < 0) fail('LINKAGE_PLAN_INVALID', { what: 'maxPairs' });
  return { threshold, floor, margin, maxPairs };
}
