import type { ErrorGroup } from './define.ts';

export const linkageErrors = {
  LINKAGE_MODEL_INVALID: {
    exit: 4,
    what: 'The linkage model has {count} fault(s). The first: {first}',
    cure: 'Correct each of them; the form is described in the linkage model reference.',
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
} as const satisfies ErrorGroup;
