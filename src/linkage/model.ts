import { z } from 'zod';
import { fail, problem } from '#kernel';

/** What a field holds. It decides how `clean` writes its values and which keys can be derived from it. */
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

const name = z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, 'lower-case letters, digits, "-" and "_"');
const decimal = z.string().regex(/^(0|[1-9]\d{0,8})(\.\d{1,15})?$/, 'a decimal number such as 0.92');
const probability = decimal.refine(
  (text) => Number(text) > 0 && Number(text) < 1,
  'a probability above 0 and below 1',
);
const similarity = decimal.refine((text) => Number(text) > 0 && Number(text) <= 1, 'above 0, at most 1');
const edits = z.int().min(1).max(9);
/** Which field a test looks at; without it, the first field of the comparison. */
const field = name.optional();

const missing = { when: z.literal('missing'), field };
const exact = { when: z.literal('exact'), field };
const sameKey = { when: z.literal('same-key'), field, key: z.enum(keyKinds) };
const initial = { when: z.literal('initial'), field };
const jaroWinkler = { when: z.literal('jaro-winkler'), field, atLeast: similarity };
const levenshtein = { when: z.literal('levenshtein'), field, atMost: edits };
const damerau = { when: z.literal('damerau-levenshtein'), field, atMost: edits };
const dayMonthSwapped = { when: z.literal('day-month-swapped'), field };
const swapped = { when: z.literal('swapped'), field, with: name };

const testSchema = z.discriminatedUnion('when', [
  z.strictObject(missing),
  z.strictObject(exact),
  z.strictObject(sameKey),
  z.strictObject(initial),
  z.strictObject(jaroWinkler),
  z.strictObject(levenshtein),
  z.strictObject(damerau),
  z.strictObject(dayMonthSwapped),
  z.strictObject(swapped),
]);

const odds = { m: probability, u: probability };
const levelSchema = z.discriminatedUnion('when', [
  z.strictObject(missing),
  z.strictObject({ ...exact, ...odds, termFrequency: z.literal(true).optional() }),
  z.strictObject({ ...sameKey, ...odds }),
  z.strictObject({ ...initial, ...odds }),
  z.strictObject({ ...jaroWinkler, ...odds }),
  z.strictObject({ ...levenshtein, ...odds }),
  z.strictObject({ ...damerau, ...odds }),
  z.strictObject({ ...dayMonthSwapped, ...odds }),
  z.strictObject({ ...swapped, ...odds }),
  z.strictObject({ when: z.literal('all'), of: z.array(testSchema).min(2).max(6), ...odds }),
  z.strictObject({ when: z.literal('else'), ...odds }),
]);

const fieldSchema = z.strictObject({
  name,
  kind: z.enum(fieldKinds),
  /** An optional field may be absent from a table; it then counts as missing in every row. */
  optional: z.literal(true).optional(),
});
const blockingRuleSchema = z.strictObject({
  name,
  keys: z
    .array(z.strictObject({ field: name, key: z.enum(keyKinds) }))
    .min(1)
    .max(5),
});
const comparisonSchema = z.strictObject({
  name,
  fields: z.array(name).min(1).max(5),
  levels: z.array(levelSchema).min(2).max(24),
});

const modelShape = z.strictObject({
  format: z.literal('stile-linkage-model/1'),
  name: z.string().min(1).max(80),
  fields: z.array(fieldSchema).min(1).max(40),
  blocking: z.array(blockingRuleSchema).min(1).max(32),
  comparisons: z.array(comparisonSchema).min(1).max(40),
  priorMatchProbability: probability,
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
/** One condition on a pair. Any test but `missing` fails when a value that it needs is missing on either side. */
export type LevelTest = z.infer<typeof testSchema>;

/** The single tests that must all hold for a level; none for `else`. */
export function testsOf(level: ComparisonLevel): readonly LevelTest[] {
  if (level.when === 'else') return [];
  return level.when === 'all' ? level.of : [level];
}

function* fieldsOf(comparison: Comparison, test: LevelTest): Generator<string> {
  yield test.field ?? (comparison.fields[0] as string);
  if (test.when === 'swapped') yield test.with;
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
  for (const [r, rule] of model.blocking.entries()) {
    for (const [k, key] of rule.keys.entries()) {
      if (!fields.has(key.field))
        yield { path: ['blocking', r, 'keys', k, 'field'], message: `there is no field “${key.field}”` };
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
      for (const test of testsOf(level))
        for (const used of fieldsOf(comparison, test))
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
