import * as z from 'zod';
import { fail } from '#kernel';

/* What Splink writes with `save_model_to_json`, in versions 4 and 5, as far as it matters here; the rest is left aside. */

const probability = z.union([z.number(), z.string()]).nullish();

const levelSchema = z.looseObject({
  sql_condition: z.string().max(10_000),
  label_for_charts: z.string().optional(),
  is_null_level: z.boolean().optional(),
  /** A number; a text when the level was never seen in training. */
  m_probability: probability,
  u_probability: probability,
  tf_adjustment_column: z.string().nullish(),
  tf_adjustment_weight: z.number().nullish(),
  tf_minimum_u_value: z.number().nullish(),
  disable_tf_exact_match_detection: z.boolean().optional(),
});

const comparisonSchema = z.looseObject({
  output_column_name: z.string().nullish(),
  comparison_levels: z.array(levelSchema).min(2),
});

const ruleSchema = z.preprocess(
  (rule) => (typeof rule === 'string' ? { blocking_rule: rule } : rule),
  z.looseObject({ blocking_rule: z.string().max(10_000), arrays_to_explode: z.array(z.string()).nullish() }),
);

const settingsSchema = z.looseObject({
  link_type: z.enum(['dedupe_only', 'link_only', 'link_and_dedupe']),
  sql_dialect: z.string().optional(),
  probability_two_random_records_match: z.number().gt(0).lt(1).nullish(),
  unique_id_column_name: z.string().default('unique_id'),
  source_dataset_column_name: z.string().default('source_dataset'),
  blocking_rules_to_generate_predictions: z.array(ruleSchema).default([]),
  comparisons: z.array(comparisonSchema).default([]),
});

export type SplinkSettings = z.infer<typeof settingsSchema>;
export type SplinkComparison = SplinkSettings['comparisons'][number];
export type SplinkLevel = SplinkComparison['comparison_levels'][number];

/** Reads parsed JSON. Throws `LINKAGE_SPLINK_INVALID`. */
export function readSettings(value: unknown): SplinkSettings {
  const parsed = settingsSchema.safeParse(value);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0] ?? { path: [], message: '' };
    return fail('LINKAGE_SPLINK_INVALID', { reason: `${path.join('.') || 'the file'}: ${message}` });
  }
  const { sql_dialect: dialect } = parsed.data;
  if (dialect !== undefined && dialect !== 'duckdb')
    fail('LINKAGE_SPLINK_INVALID', { reason: `its dialect is ${dialect}, not duckdb` });
  return parsed.data;
}
