import {
  type BlockingRule,
  type Comparison,
  type ComparisonLevel,
  type Derivation,
  type KeyKind,
  type LevelTest,
  type LinkageField,
  type LinkageModel,
  termFrequencyOf,
} from '../model.ts';
import type { NotTranslated } from './import-model.ts';
import { Untranslated, untranslated } from './sql.ts';

export interface ExportOptions {
  readonly linkType: 'dedupe_only' | 'link_only' | 'link_and_dedupe';
  /** The column that names a record; without it `unique_id`. */
  readonly uniqueIdColumn?: string;
}

export interface ExportedSettings {
  /** Settings for Splink 5, dialect DuckDB: what `Linker(tables, settings)` takes. */
  readonly settings: SplinkDocument;
  /** What Splink can't say, and what has to be seen to before its weights are ours. */
  readonly notTranslated: readonly NotTranslated[];
}

export interface SplinkDocument {
  readonly link_type: string;
  readonly sql_dialect: 'duckdb';
  readonly unique_id_column_name: string;
  readonly probability_two_random_records_match: number;
  readonly blocking_rules_to_generate_predictions: readonly {
    blocking_rule: string;
    sql_dialect: 'duckdb';
  }[];
  readonly comparisons: readonly {
    output_column_name: string;
    comparison_levels: readonly Readonly<Record<string, string | number | boolean>>[];
  }[];
}

/**
 * Writes a model as settings of Splink 5. Over raw fields pairs and weights are the same. Fields that Stile cleans must
 * be cleaned before they are given to Splink; each is listed. A rule or level that SQL of DuckDB can't say is left out and listed.
 */
export function exportSplinkSettings(model: LinkageModel, options: ExportOptions): ExportedSettings {
  const lost: NotTranslated[] = [];
  const fields = new Map(model.fields.map((field) => [field.name, field]));
  for (const [f, { name, kind, from }] of model.fields.entries())
    if (kind !== 'raw' && kind !== 'list' && from === undefined)
      lost.push({
        where: `fields.${f}`,
        why: `“${name}” is a ${kind}: give Splink its cleaned values; likeness there counts bytes, not letters`,
      });
  if ((model.termFrequencyPriorRows ?? 0) > 0)
    lost.push({ where: 'termFrequencyPriorRows', why: 'Splink takes bare frequencies' });
  const writer = newWriter(fields);
  const rules = model.blocking.flatMap((rule, r) =>
    attempt(`blocking.${r}`, lost, () => ({
      blocking_rule: writer.rule(rule),
      sql_dialect: 'duckdb' as const,
    })),
  );
  const comparisons = model.comparisons.map((comparison, c) => ({
    output_column_name: comparison.name,
    comparison_levels: comparison.levels.flatMap((level, l) =>
      attempt(`comparisons.${c}.levels.${l}`, lost, () => writer.level(comparison, level)),
    ),
  }));
  return {
    settings: {
      link_type: options.linkType,
      sql_dialect: 'duckdb',
      unique_id_column_name: options.uniqueIdColumn ?? 'unique_id',
      probability_two_random_records_match: Number(model.priorMatchProbability),
      blocking_rules_to_generate_predictions: rules,
      comparisons,
    },
    notTranslated: lost,
  };
}

function attempt<T>(where: string, lost: NotTranslated[], work: () => T): T[] {
  try {
    return [work()];
  } catch (error) {
    if (!(error instanceof Untranslated)) throw error;
    lost.push({ where, why: error.message });
    return [];
  }
}

const quoted = (name: string): string => `"${name.replace(/"/g, '""')}"`;
const text = (value: string): string => `'${value.replace(/'/g, "''")}'`;

function stepSql(of: string, step: Derivation): string {
  switch (step.step) {
    case 'lower':
    case 'upper':
    case 'trim':
      return `${step.step}(${of})`;
    case 'part':
      return `substring(${of}, ${step.from}, ${step.length})`;
    case 'pattern':
      return `NULLIF(regexp_extract(${of}, ${text(step.pattern)}, ${step.group}), '')`;
    case 'unless':
      return `NULLIF(${of}, ${text(step.text)})`;
    case 'only':
      return `CASE WHEN ${of} = ${text(step.text)} THEN ${of} END`;
    case 'date':
      return `try_strptime(${of}, ${text(step.format)})`;
  }
}

const isoDate = "'[0-9]{4}-[0-9]{2}-[0-9]{2}'";
const ukPostcode = "'[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}'";
const when = (condition: string, then: string): string => `CASE WHEN ${condition} THEN ${then} END`;
const firstLetters = (of: string, count: number): string =>
  when(`length(${of}) >= ${count}`, `substring(${of}, 1, ${count})`);
const datePart = (of: string, from: number, length: number): string =>
  when(`regexp_full_match(${of}, ${isoDate})`, `substring(${of}, ${from}, ${length})`);
const postcodePart = (of: string, without: number): string =>
  when(`regexp_full_match(${of}, ${ukPostcode})`, `substring(${of}, 1, length(${of}) - ${without})`);

const keySql: Readonly<Record<KeyKind, (of: string) => string>> = {
  whole: (of) => of,
  'first-1': (of) => firstLetters(of, 1),
  'first-2': (of) => firstLetters(of, 2),
  'first-3': (of) => firstLetters(of, 3),
  'first-4': (of) => firstLetters(of, 4),
  'first-token': (of) => `split_part(${of}, ' ', 1)`,
  number: (of) => `NULLIF(regexp_extract(${of}, '[0-9]+[a-z]?\\b', 0), '')`,
  soundex: () => untranslated('DuckDB has no Soundex'),
  nickname: () => untranslated('DuckDB has no list of familiar forms'),
  year: (of) => datePart(of, 1, 4),
  'year-month': (of) => datePart(of, 1, 7),
  'month-day': (of) => datePart(of, 6, 5),
  outcode: (of) => postcodePart(of, 3),
  sector: (of) => postcodePart(of, 2),
};

const blockingKeySql = (key: BlockingRule['keys'][number]['key'], of: string): string =>
  key in keySql ? keySql[key as KeyKind](of) : untranslated('several keys of one value');

function newWriter(fields: ReadonlyMap<string, LinkageField>) {
  const fieldOf = (name: string): LinkageField =>
    fields.get(name) ?? untranslated(`there is no field “${name}”`);
  const columnOf = ({ name, column }: LinkageField): string => column ?? name;

  /** A field's value, its column written by `column`. */
  const value = (name: string, column: (name: string) => string): string => {
    const field = fieldOf(name);
    if (field.without !== undefined) untranslated('words that other fields do not have');
    if (field.join !== undefined)
      return `NULLIF(concat_ws(' ', ${field.join.map((one) => `NULLIF(${value(one, column)}, '')`).join(', ')}), '')`;
    if (field.from === undefined) return column(columnOf(field));
    return field.from.by.reduce(stepSql, value(field.from.field, column));
  };
  const left = (name: string): string => value(name, (column) => quoted(`${column}_l`));
  const right = (name: string): string => value(name, (column) => quoted(`${column}_r`));

  const dateOf = (name: string, side: typeof left): string =>
    fieldOf(name).from?.by.at(-1)?.step === 'date'
      ? side(name)
      : `try_strptime(CAST(${side(name)} AS TEXT), '%Y-%m-%d')`;

  const sql = (test: LevelTest, first: string): string => {
    if (test.when === 'all' || test.when === 'any')
      return test.of.map((one) => `(${sql(one, first)})`).join(test.when === 'all' ? ' AND ' : ' OR ');
    if (test.when === 'not')
      return test.of.when === 'missing'
        ? `NOT (${sql(test.of, first)})`
        : `NOT coalesce(${sql(test.of, first)}, FALSE)`;
    const field = test.field ?? first;
    const [a, b] = [left(field), right(field)];
    switch (test.when) {
      case 'missing':
        return `${a} IS NULL OR ${b} IS NULL`;
      case 'exact':
        return `${a} = ${b}`;
      case 'same-key':
        return `${keySql[test.key](a)} = ${keySql[test.key](b)}`;
      case 'initial':
        return `(length(${a}) = 1) <> (length(${b}) = 1) AND substring(${a}, 1, 1) = substring(${b}, 1, 1)`;
      case 'jaro-winkler':
        return `jaro_winkler_similarity(${a}, ${b}) >= ${test.atLeast}`;
      case 'jaro':
        return `jaro_similarity(${a}, ${b}) >= ${test.atLeast}`;
      case 'levenshtein':
        return `levenshtein(${a}, ${b}) <= ${test.atMost}`;
      case 'damerau-levenshtein':
        return `damerau_levenshtein(${a}, ${b}) <= ${test.atMost}`;
      case 'day-month-swapped':
        return `${a} <> ${b} AND substring(${a}, 1, 5) || substring(${a}, 9, 2) || '-' || substring(${a}, 6, 2) = ${b}`;
      case 'swapped':
        return `${a} = ${right(test.with)} AND ${b} = ${left(test.with)}`;
      case 'crosses':
        return `${a} = ${right(test.with)}`;
      case 'number-within':
        return `ABS(TRY_CAST(${a} AS DOUBLE) - TRY_CAST(${b} AS DOUBLE)) <= ${test.atMost}`;
      case 'days-within':
        return `ABS(EPOCH(${dateOf(field, left)}) - EPOCH(${dateOf(field, right)})) <= ${Number(test.atMost) * 86_400}`;
      case 'overlap':
        if (test.of !== undefined) return untranslated('words in common');
        return `array_length(list_intersect(${a}, ${b})) >= ${test.atLeast}`;
    }
  };

  const frequency = ({ fields: [first = ''], levels }: Comparison, level: ComparisonLevel) => {
    const counted = termFrequencyOf(level);
    if (counted === undefined || level.when !== 'exact') return {};
    const options = counted === true ? {} : counted;
    const name = options.field ?? level.field ?? first;
    const field = fieldOf(name);
    if (field.from !== undefined || field.join !== undefined)
      return untranslated('term frequency of a value that is made from others');
    const wanted = options.u ?? level.u;
    const found = levels.find((one) => one.when === 'exact' && (one.field ?? first) === name);
    const disabled = !(found?.when === 'exact' && found.u === wanted);
    if (disabled && wanted !== level.u) untranslated('term frequency with a u that no level has');
    return {
      tf_adjustment_column: columnOf(field),
      tf_adjustment_weight: Number(options.weight ?? 1),
      ...(options.minimumU === undefined ? {} : { tf_minimum_u_value: Number(options.minimumU) }),
      ...(disabled ? { disable_tf_exact_match_detection: true } : {}),
    };
  };

  return {
    rule: ({ keys, atMost }: BlockingRule): string =>
      (atMost === undefined ? keys : untranslated('heavy blocks are passed over'))
        .map(({ field, key, with: other = field }) => {
          const side = (name: string, table: 'l' | 'r') =>
            blockingKeySql(
              key,
              value(name, (column) => `${table}.${quoted(column)}`),
            );
          return `(${side(field, 'l')} = ${side(other, 'r')})`;
        })
        .join(' AND '),
    level: (comparison: Comparison, level: ComparisonLevel) => {
      const first = comparison.fields[0] ?? '';
      if (level.when === 'missing' || level.when === 'says-nothing')
        return {
          sql_condition: sql(level.when === 'missing' ? level : level.if, first),
          is_null_level: true,
        };
      const odds = { m_probability: Number(level.m), u_probability: Number(level.u) };
      if (level.when === 'else') return { sql_condition: 'ELSE', ...odds };
      return { sql_condition: sql(level, first), ...odds, ...frequency(comparison, level) };
    },
  };
}
