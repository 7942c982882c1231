import type { ErrorGroup } from './define.ts';

export const linkageErrors = {
  LINKAGE_MODEL_INVALID: {
    exit: 4,
    what: 'The linkage model has {count} fault(s). The first: {first}',
    cure: 'Correct each of them. docs/reference/linkage-model.schema.json gives the form.',
  },
  LINKAGE_MODEL_FAULT: {
    exit: 4,
    what: 'In the linkage model, at {where}: {reason}.',
    cure: 'Correct the model at that place.',
  },
  LINKAGE_PLAN_INVALID: {
    exit: 4,
    what: 'The plan’s “{what}” is not usable.',
    cure: 'Write match weights as decimal numbers such as 5 or -1.5, with reviewFrom no higher than threshold, a margin of 0 or more, and maxPairs a whole number.',
  },
  LINKAGE_FIELD_MISSING: {
    exit: 4,
    what: 'The {side} table has no column “{field}”, which the linkage model compares.',
    cure: 'Supply the column, or mark the field as optional in the model.',
  },
  LINKAGE_COLUMN_INVALID: {
    exit: 1,
    what: 'The column “{field}” of the {side} table has {got} rows where the table has {rows}, or a code outside its dictionary.',
    cure: 'Report this fault: columns of one table must have the same length and valid codes.',
  },
  LINKAGE_TOO_MANY_PAIRS: {
    exit: 4,
    what: 'The blocking rules give {pairs} candidate pairs, more than the {limit} allowed. Rule “{rule}” alone gives {rulePairs}, of which {blockPairs} share one key.',
    cure: 'Add a key to that rule, look for a filler value in its fields, or raise maxPairs in the plan.',
  },
  LINKAGE_MEMORY_FULL: {
    exit: 4,
    what: 'The linkage needs more than the {limit} MiB of memory that it may use.',
    cure: 'Allow more memory, or make the blocking rules narrower.',
  },
  LINKAGE_TOO_MANY_LEVELS: {
    exit: 4,
    what: 'The {comparisons} comparisons have more combinations of levels, with {rules} blocking rules, than can be counted.',
    cure: 'Use fewer comparisons, levels or blocking rules: the product of the levels, times 2 for each rule, must stay below 2 to the power of 64.',
  },
  LINKAGE_TOO_MANY_MEASURES: {
    exit: 4,
    what: 'The model asks for {measures} measures of text; 32 is the most.',
    cure: 'Compare fewer fields by likeness, or use one measure for each field.',
  },
  LINKAGE_SCORED_PAIR_INVALID: {
    exit: 4,
    what: 'Scored pair {pair} is not usable: {reason}.',
    cure: 'Give each pair two different rows of the {rows} in the tables, and a weight that is a finite number.',
  },
  LINKAGE_RESCORE_INVALID: {
    exit: 1,
    what: 'Scoring a pair again gave no number.',
    cure: 'Report this fault: a weight must be a number for every pair of rows.',
  },
  LINKAGE_RESOLVE_OPTION_INVALID: {
    exit: 4,
    what: 'The option “{option}” for making clusters or links is not usable.',
    cure: 'Use {allowed}.',
  },
  LINKAGE_ROWS_UNEQUAL: {
    exit: 1,
    what: 'The {what} has {got} rows where {rows} are needed, or a number outside its range.',
    cure: 'Report this fault: lists about the same rows must have the same length and valid numbers.',
  },
  LINKAGE_RECORD_ID_REPEATED: {
    exit: 4,
    what: 'In the {side} clusters one record identifier stands more than once, first again at place {place} in the order of the identifiers.',
    cure: 'Give each record an identifier that no other record of the same list has.',
  },
  LINKAGE_TRAIN_LEVEL_NEVER_SEEN: {
    exit: 4,
    what: 'No pair, drawn at random or given by a rule, reaches level {level} of the comparison “{comparison}”.',
    cure: 'Remove the level, or take its figures for an assumption.',
  },
  LINKAGE_TRAIN_FEW_MATCHES: {
    exit: 4,
    what: 'About {matches} matches are expected in all, too few to learn from.',
    cure: 'Take the figures with care and look at links by eye, or train on more records and keep the figures.',
  },
  LINKAGE_TRAIN_TOP_LEVEL_WEAK: {
    exit: 4,
    what: 'The first level of “{comparison}” is no commoner among matches than among other pairs.',
    cure: 'Leave the comparison out, or look at what its fields hold.',
  },
  LINKAGE_TRAIN_LEVELS_OUT_OF_ORDER: {
    exit: 4,
    what: 'In “{comparison}” level {level} speaks more for a match than level {above} above it.',
    cure: 'Change the order of the levels, or join the two.',
  },
  LINKAGE_TRAIN_RULE_FIXES_ALL: {
    exit: 4,
    what: 'Rule “{rule}” looks at fields of every comparison, so nothing can be learned from its pairs.',
    cure: 'Add a rule on other fields.',
  },
  LINKAGE_TRAIN_COMPARISON_UNTRAINED: {
    exit: 4,
    what: 'Every rule looks at the fields of “{comparison}”, so its m is an assumption.',
    cure: 'Add a blocking rule that does not use those fields.',
  },
  LINKAGE_TRAIN_VALUE_DOMINATES: {
    exit: 4,
    what: 'One value is {percent}% of the field “{field}”.',
    cure: 'Look for a filler value, and take it for missing.',
  },
  LINKAGE_TRAIN_NO_RANDOM_PAIRS: {
    exit: 4,
    what: 'No random pairs were given, so chance at levels of likeness is an assumption.',
    cure: 'Draw random pairs, some millions for large tables.',
  },
  LINKAGE_TRAIN_NO_CANDIDATES: {
    exit: 4,
    what: 'The blocking rules give no pairs, so nothing could be learned.',
    cure: 'Add wider blocking rules, or look at whether the fields are filled.',
  },
  LINKAGE_TRAIN_NOT_CONVERGED: {
    exit: 4,
    what: 'Training stopped after {iterations} iterations at {where} while figures still moved by {change}.',
    cure: 'Take the figures with care; fewer levels or more rows help.',
  },
  LINKAGE_TRAIN_PRIOR_DOUBTFUL: {
    exit: 4,
    what: 'The pairs’ own weights say that {fixpoint} of random pairs match; agreement on two unrelated facts says {deterministic}.',
    cure: 'Look for dependent fields or groups of people who are taken for one, and check a sample of links by eye.',
  },
  LINKAGE_TRAIN_MANY_MATCHES: {
    exit: 4,
    what: 'About {matches} matches are expected among {rows} records: {each} for each record.',
    cure: 'Check that records really come so often; if not, the model has learned a shared name or home.',
  },
  LINKAGE_TRAIN_DEPENDENT: {
    exit: 4,
    what: '“{a}” and “{b}” agree together {lift} times as often as if they were independent, and are not merged.',
    cure: 'Drop one of them, or use fewer levels so that they can be merged.',
  },
  LINKAGE_TRAIN_MISFIT: {
    exit: 1,
    what: 'The {what} has {got} entries where {want} are needed.',
    cure: 'Report this fault: counts, codes and model must be of one plan.',
  },
  LINKAGE_PERSON_UNKNOWN: {
    exit: 4,
    what: 'The columns do not say enough about people to compare them: {known}.',
    cure: 'Name the columns for what they hold, such as “first_name”, “surname”, “date_of_birth” and “postcode”, or give a model.',
  },
  LINKAGE_REPORT_GROUP_UNKNOWN: {
    exit: 4,
    what: 'There is no column “{column}” to group records by.',
    cure: 'Name a column of the records, other than the ids.',
  },
  LINKAGE_REPORT_GROUPS_TOO_MANY: {
    exit: 4,
    what: 'The column “{column}” has more than {most} different values, so it is not a column of groups, and its values may tell of single people.',
    cure: 'Group by a column of few values, such as an age band, a sex or a region.',
  },
  LINKAGE_RULE_NEEDS_TWO_TABLES: {
    exit: 4,
    what: 'The blocking rule “{rule}” compares one field of the first table with another of the second, but there is one table.',
    cure: 'Link two tables, or give the rule one field for both sides.',
  },
  LINKAGE_SPLINK_INVALID: {
    exit: 4,
    what: 'This is not a settings file of Splink that can be read: {reason}.',
    cure: 'Save the trained model with Splink’s save_model_to_json, for the DuckDB dialect.',
  },
  LINKAGE_SPLINK_NOT_TRANSLATED: {
    exit: 4,
    what: '{count} parts of the Splink model have no equal here; first {where}: {why}.',
    cure: 'Change those parts, or allow them to be left out: then pairs and weights differ from Splink’s.',
  },
} as const satisfies ErrorGroup;
