import { fail, grouped } from '#kernel';
import type { EncodedTable } from '../encoded.ts';
import { ruleWords } from '../english.ts';
import type { LinkageModel } from '../model.ts';
import { type Merging, pairsAmong } from '../train/index.ts';
import { candidateRules } from './candidate-rules.ts';
import { chooseRules, type RuleChoice } from './choose-rules.ts';
import { personParts } from './person-parts.ts';
import { type ColumnsRead, readPersonColumns, sampleColumns } from './read-columns.ts';

/** A model made for one table, or two. Its figures are to be trained. */
export interface PersonModel {
  readonly model: LinkageModel;
  /** What training may merge: see `TrainingInput`. */
  readonly merge: Merging;
  readonly columns: ColumnsRead;
  readonly rules: RuleChoice;
  /** What was chosen and why, for a reader who is no statistician. */
  readonly sentences: readonly string[];
}

export interface PersonModelOptions {
  /** Pairs that may be compared. Default: 3 million, or 60 for each record if that is more. */
  readonly budget?: number;
}

const PAIRS = 3_000_000;
const PAIRS_A_ROW = 60;
/** Facts by which people can be told apart at all. */
const telling = ['forename', 'surname', 'full-name', 'birth-date', 'phone', 'email', 'person-number'];

/**
 * Makes a model for a table about people from nothing but its columns: what they hold, how they are compared, and which
 * records are compared with which. The same settings for all data. Throws `LINKAGE_PERSON_UNKNOWN` when
 * fewer than two columns tell people apart, or no rule finds a pair.
 */
export function personModel(table: EncodedTable, options: PersonModelOptions = {}): PersonModel {
  const columns = readPersonColumns(sampleColumns(table));
  const known = columns.columns.filter(({ role }) => telling.includes(role));
  if (known.length === 0 || columns.columns.length < 2)
    return fail('LINKAGE_PERSON_UNKNOWN', {
      known: columns.sentences.join(' ').replace(/\.$/, '') || 'there are none',
    });
  const parts = personParts(columns.columns);
  const base = {
    format: 'stile-linkage-model/1' as const,
    name: 'people',
    fields: [...parts.fields],
    comparisons: [...parts.comparisons],
    priorMatchProbability: '0.0001',
    termFrequencyPriorRows: 10,
  };
  const budget = options.budget ?? Math.max(PAIRS, PAIRS_A_ROW * table.rows);
  const rules = chooseRules(base, candidateRules(parts, table.rows), table, budget, parts.merge);
  if (rules.chosen.length === 0)
    return fail('LINKAGE_PERSON_UNKNOWN', { known: 'no two records have enough in common' });
  return {
    model: { ...base, blocking: rules.chosen.map(({ rule }) => rule) },
    merge: parts.merge,
    columns,
    rules,
    sentences: [...columns.sentences, ...ruleSentences(rules, table, budget)],
  };
}

function ruleSentences({ chosen, rows, recall }: RuleChoice, table: EncodedTable, budget: number): string[] {
  const pairs = chosen.reduce((sum, one) => sum + one.newPairs, 0);
  const all = pairsAmong(table.rows, table.split);
  const from = rows < table.rows ? `, estimated from ${grouped(rows)} records` : '';
  return [
    `Of ${grouped(all)} pairs of records about ${grouped(pairs)} are compared, at most ${grouped(budget)}${from}. A pair is compared if it has one of these:`,
    ...chosen.map(
      ({ rule, pairs: own, newPairs, newMatches }) =>
        `${ruleWords(rule)}: about ${grouped(own)} pairs, of which ${grouped(newPairs)} are not given by a rule above, and ${grouped(newMatches)} of these are expected to be one person.`,
    ),
    `These rules give about ${(Math.floor(recall * 1000) / 10).toFixed(1)}% of the matches that all rules tried would give.`,
  ];
}
