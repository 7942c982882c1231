import { fail, problem } from '#kernel';
import {
  type BlockingRule,
  type Comparison,
  type ComparisonLevel,
  type LevelTest,
  type LinkageModel,
  parseLinkageModel,
  singleTestsOf,
  type TermFrequency,
  testsOf,
} from '../model.ts';
import { type FieldBook, freshName, newFieldBook, operandOf } from './columns.ts';
import { testOf } from './conditions.ts';
import { readSettings, type SplinkComparison, type SplinkLevel, type SplinkSettings } from './settings.ts';
import { parseSql, type Sql, Untranslated, untranslated } from './sql.ts';

/** A part of a model that the other side can't say. */
export interface NotTranslated {
  /** Where it stands in the document, as `comparisons.2.comparison_levels.1`. */
  readonly where: string;
  readonly why: string;
}

/** A Splink model as one of ours. */
export interface ImportedModel {
  readonly model: LinkageModel;
  /** What is left out (only when that is allowed), or means less than in Splink. */
  readonly notTranslated: readonly NotTranslated[];
  readonly linkType: string;
  /** The column that names a record, and the one that names its table. */
  readonly uniqueIdColumn: string;
}

export interface ImportOptions {
  readonly name?: string;
  /** Leave out levels and rules that have no equal: pairs and weights then differ from Splink's. */
  readonly leaveOut?: boolean;
}

/**
 * Reads the settings, or the trained model, that Splink 4 or 5 has saved as JSON (dialect DuckDB). The model's fields are
 * raw: compared as they stand, as DuckDB does. Numbers that were never trained get Splink's own defaults, and are listed.
 *
 * Throws `LINKAGE_SPLINK_INVALID`, and `LINKAGE_SPLINK_NOT_TRANSLATED` for a level or rule without equal unless `leaveOut`.
 */
export function importSplinkModel(settings: unknown, options: ImportOptions = {}): ImportedModel {
  const read = readSettings(settings);
  const lost: NotTranslated[] = [];
  const noted: NotTranslated[] = [];
  const fields = newFieldBook();
  const blocking = blockingRules(read, fields, lost);
  const names = new Set<string>();
  const comparisons = read.comparisons.flatMap((comparison, c): Comparison[] => {
    const levels = comparisonLevels(comparison, `comparisons.${c}`, fields, lost, noted);
    if (levels.length < 2) {
      lost.push({ where: `comparisons.${c}`, why: 'fewer than two of its levels are left' });
      return [];
    }
    const wanted = comparison.output_column_name ?? fieldsOf(levels)[0] ?? `comparison_${c + 1}`;
    return [{ name: freshName(wanted, names), fields: fieldsOf(levels), levels }];
  });
  if (lost.length > 0 && options.leaveOut !== true) refuse(lost);
  if (blocking.length === 0) fail('LINKAGE_SPLINK_INVALID', { reason: 'no blocking rule is left' });
  if (comparisons.length === 0) fail('LINKAGE_SPLINK_INVALID', { reason: 'no comparison is left' });
  const model = parseLinkageModel({
    format: 'stile-linkage-model/1',
    name: options.name ?? 'from Splink',
    fields: usedFields(fields, blocking, comparisons),
    blocking,
    comparisons,
    priorMatchProbability: probabilityText(read.probability_two_random_records_match ?? 0.0001),
  });
  return {
    model,
    notTranslated: [...lost, ...noted, ...emptyParts(model)],
    linkType: read.link_type,
    uniqueIdColumn: read.unique_id_column_name,
  };
}

/** To SQL a part beyond a value's end is an empty text, equal to any other; here it is missing. */
const emptyParts = ({ fields }: LinkageModel): NotTranslated[] =>
  fields.flatMap(({ name, from }, f) =>
    from?.by.some((step) => step.step === 'part' && step.from > 1)
      ? [
          {
            where: `fields.${f}`,
            why: `where “${name}” begins beyond the end of a value, Splink takes two empty texts for equal; here they are missing`,
          },
        ]
      : [],
  );

/** Without the fields of parts that were left out. */
function usedFields(
  fields: FieldBook,
  blocking: readonly BlockingRule[],
  comparisons: readonly Comparison[],
) {
  const used = new Set([
    ...blocking.flatMap(({ keys }) => keys.flatMap((key) => [key.field, key.with ?? key.field])),
    ...comparisons.flatMap((comparison) => comparison.fields),
  ]);
  const all = fields.all();
  for (const { name, from } of all) if (from !== undefined && used.has(name)) used.add(from.field);
  return all.filter(({ name }) => used.has(name));
}

function refuse(lost: readonly NotTranslated[]): never {
  const problems = lost.map(({ where, why }) => problem('LINKAGE_MODEL_FAULT', { where, reason: why }));
  const { where = '', why = '' } = lost[0] ?? {};
  return fail('LINKAGE_SPLINK_NOT_TRANSLATED', { count: lost.length, where, why }, { problems });
}

/** A number as the model writes it; kept inside what a probability can be, by less than changes a weight. */
function probabilityText(value: number): string {
  return String(Math.min(Math.max(value, 1e-300), 1 - Number.EPSILON / 2));
}

/** Runs a translation; what can't be translated is written down, and `undefined` comes back. */
function attempt<T>(where: string, lost: NotTranslated[], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Untranslated)) throw error;
    lost.push({ where, why: error.message });
    return undefined;
  }
}

/** Rules of equalities joined by AND; a rule of several such joined by OR becomes several rules, which give the same pairs. */
function blockingRules(settings: SplinkSettings, fields: FieldBook, lost: NotTranslated[]): BlockingRule[] {
  const names = new Set<string>();
  return settings.blocking_rules_to_generate_predictions.flatMap((rule, r) => {
    const where = `blocking_rules_to_generate_predictions.${r}`;
    const translated = attempt(where, lost, () => {
      if (rule.arrays_to_explode?.length) untranslated('lists that are taken apart for blocking');
      return alternatives(parseSql(rule.blocking_rule)).map((one) => keysOf(one, settings.link_type, fields));
    });
    return (translated ?? []).map((keys) => ({
      name: freshName(keys.map((key) => key.field).join('_and_'), names),
      keys,
    }));
  });
}

const alternatives = (sql: Sql): readonly Sql[] => (sql.kind === 'or' ? sql.of.flatMap(alternatives) : [sql]);
const conjuncts = (sql: Sql): readonly Sql[] => (sql.kind === 'and' ? sql.of.flatMap(conjuncts) : [sql]);

function keysOf(rule: Sql, linkType: string, fields: FieldBook): BlockingRule['keys'] {
  return conjuncts(rule).map((one) => {
    if (one.kind !== 'compare' || one.operator !== '=')
      return untranslated('a rule that asks for more than equality');
    const [a, b] = [operandOf(one.left), operandOf(one.right)];
    if (a.side === b.side) return untranslated('a rule about one side');
    const [left, right] = a.side === 'left' ? [a, b] : [b, a];
    const field = fields.fieldOf(left.column, left.steps);
    const other = fields.fieldOf(right.column, right.steps);
    if (field === other) return { field, key: 'whole' };
    if (linkType !== 'link_only')
      untranslated('a rule across two columns, where one table is linked with itself');
    return { field, key: 'whole', with: other };
  });
}

const isElse = (level: SplinkLevel): boolean => level.sql_condition.trim().toUpperCase() === 'ELSE';

/** Splink's own values for levels that were never trained, by level from the last (“else”) up. */
function defaultsOf(levels: number): { m: number; u: number }[] {
  return Array.from({ length: levels }, (_, value) => {
    const top = value === levels - 1;
    const m = top ? 0.95 : 0.05 / (levels - 1);
    const weight = top ? 10 : levels === 2 ? -5 : -5 + (value * 8) / (levels - 2);
    return { m, u: m / 2 ** weight };
  });
}

function comparisonLevels(
  { comparison_levels: levels }: SplinkComparison,
  at: string,
  fields: FieldBook,
  lost: NotTranslated[],
  noted: NotTranslated[],
): ComparisonLevel[] {
  const counted = levels.filter((level) => level.is_null_level !== true);
  const defaults = defaultsOf(counted.length);
  const oddsOf = (level: SplinkLevel, where: string): { m: number; u: number } => {
    const usual = defaults[counted.length - 1 - counted.indexOf(level)] as { m: number; u: number };
    for (const one of ['m', 'u'] as const)
      if (typeof level[`${one}_probability`] !== 'number')
        noted.push({ where, why: `${one} was never trained: Splink's default is used` });
    const { m_probability: m, u_probability: u } = level;
    return { m: typeof m === 'number' ? m : usual.m, u: typeof u === 'number' ? u : usual.u };
  };
  return levels.flatMap((level, l): ComparisonLevel[] => {
    const where = `${at}.comparison_levels.${l}`;
    const translated = attempt(where, lost, () => {
      if (isElse(level)) {
        if (l !== levels.length - 1) untranslated('ELSE is not the last level');
        return { when: 'else' as const, ...written(oddsOf(level, where)) };
      }
      const test = testOf(parseSql(level.sql_condition), fields);
      if (level.is_null_level === true)
        return test.when === 'missing' ? test : { when: 'says-nothing' as const, if: shallow(test, 3) };
      const odds = oddsOf(level, where);
      const made = levelOf(test, odds);
      const adjusted = frequencyOf(level, levels, odds.u, fields, oddsOf, where);
      if (adjusted === undefined) return made;
      if (made.when !== 'exact')
        return untranslated('term frequency on a level that is not agreement on one column');
      return { ...made, termFrequency: shortened(adjusted, made.field as string) };
    });
    return translated === undefined ? [] : [translated];
  });
}

const written = ({ m, u }: { m: number; u: number }) => ({ m: probabilityText(m), u: probabilityText(u) });

/** A test as a level. */
function levelOf(test: LevelTest, odds: { m: number; u: number }): ComparisonLevel {
  const { m, u } = written(odds);
  if (test.when === 'missing') return { when: 'not', of: { when: 'not', of: test }, m, u };
  shallow(test, 3);
  return { ...test, m, u } as ComparisonLevel;
}

/** How deep the model lets tests be put together. */
function shallow(test: LevelTest, deepest: number): LevelTest {
  const inner = test.when === 'not' ? [test.of] : test.when === 'all' || test.when === 'any' ? test.of : [];
  if (inner.length > 0 && deepest === 0) untranslated('conditions are put together too deep');
  for (const one of inner) shallow(one, deepest - 1);
  return test;
}

type FullFrequency = Exclude<TermFrequency, true>;

/** What a level's term frequency says; `undefined` when it has none. */
function frequencyOf(
  level: SplinkLevel,
  levels: readonly SplinkLevel[],
  ownU: number,
  fields: FieldBook,
  oddsOf: (level: SplinkLevel, where: string) => { u: number },
  where: string,
): FullFrequency | undefined {
  const {
    tf_adjustment_column: column,
    tf_adjustment_weight: weight = 1,
    tf_minimum_u_value: minimum = 0,
  } = level;
  if (column === undefined || column === null || weight === 0) return undefined;
  if (weight !== null && (weight < 0 || weight > 1)) untranslated(`a term frequency weight of ${weight}`);
  const base = level.disable_tf_exact_match_detection === true ? level : exactLevelOn(column, levels);
  if (base === undefined) return untranslated(`no level is an exact match on “${column}”`);
  const u = base === level ? ownU : oddsOf(base, where).u;
  return {
    field: fields.fieldOf(unquoted(column), []),
    ...(weight === null || weight === 1 ? {} : { weight: String(weight) }),
    ...(minimum ? { minimumU: probabilityText(minimum) } : {}),
    ...(u === ownU ? {} : { u: probabilityText(u) }),
  };
}

const unquoted = (column: string): string => column.replace(/^"(.*)"$/, '$1');

/** The first level that is agreement on just that column: Splink takes its u for what the value's frequency replaces. */
function exactLevelOn(column: string, levels: readonly SplinkLevel[]): SplinkLevel | undefined {
  return levels.find((level) => {
    if (isElse(level)) return false;
    try {
      const sql = parseSql(level.sql_condition.toLowerCase());
      if (
        sql.kind !== 'compare' ||
        sql.operator !== '=' ||
        sql.left.kind !== 'column' ||
        sql.right.kind !== 'column'
      )
        return false;
      const [a, b] = [operandOf(sql.left), operandOf(sql.right)];
      return a.side !== b.side && a.column === b.column && a.column === unquoted(column).toLowerCase();
    } catch (error) {
      if (error instanceof Untranslated) return false;
      throw error;
    }
  });
}

function shortened(frequency: FullFrequency, field: string): TermFrequency {
  const { field: counted, ...rest } = frequency;
  const options = counted === field ? rest : frequency;
  return Object.keys(options).length === 0 ? true : options;
}

function fieldsOf(levels: readonly ComparisonLevel[]): string[] {
  const used = levels.flatMap((level) => [
    ...testsOf(level)
      .flatMap(singleTestsOf)
      .flatMap((test) => ('with' in test ? [test.field as string, test.with] : [test.field as string])),
    ...(level.when === 'exact' && typeof level.termFrequency === 'object'
      ? [level.termFrequency.field ?? level.field]
      : []),
  ]);
  return [...new Set(used.filter((name) => name !== undefined))];
}
