import type { Comparison, ComparisonLevel, KeyKind, LevelTest, LinkageModel } from './model.ts';
import { testsOf } from './model.ts';
import { levelWeight } from './scorer.ts';

const keyWords: Readonly<Record<KeyKind, string>> = {
  whole: 'the same',
  'first-1': 'the same first letter of the',
  'first-2': 'the same first two letters of the',
  'first-3': 'the same first three letters of the',
  'first-4': 'the same first four letters of the',
  'first-token': 'the same first word of the',
  number: 'the same number in the',
  soundex: 'a like-sounding',
  nickname: 'the same or a familiar form of the same',
  year: 'the same year in the',
  'year-month': 'the same year and month in the',
  'month-day': 'the same day and month in the',
  outcode: 'the same postal district in the',
  sector: 'the same postal sector in the',
};

const plain = (name: string): string => name.replace(/[-_]/g, ' ');

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const letters = (count: number): string => (count === 1 ? 'one letter' : `${count} letters`);

function testWords(test: LevelTest, first: string): string {
  const field = plain(test.field ?? first);
  switch (test.when) {
    case 'missing':
      return `no ${field} on one side or both`;
    case 'exact':
      return `the same ${field}`;
    case 'same-key':
      return `${keyWords[test.key]} ${field}`;
    case 'initial':
      return `only an initial of the ${field} on one side, and the same`;
    case 'jaro-winkler':
      return `a similar ${field} (Jaro-Winkler ${test.atLeast} or more)`;
    case 'levenshtein':
      return `a ${field} that differs by at most ${letters(test.atMost)}`;
    case 'damerau-levenshtein':
      return `a ${field} that differs by at most ${letters(test.atMost)}, exchanged neighbours counting as one`;
    case 'day-month-swapped':
      return `a ${field} with day and month exchanged`;
    case 'swapped':
      return `${field} and ${plain(test.with)} exchanged`;
  }
}

function weightWords(weight: number): string {
  const size = Math.abs(weight);
  if (size < 0.5) return 'counts for almost nothing';
  const strength = size >= 10 ? 'very strongly' : size >= 5 ? 'strongly' : size >= 2 ? 'clearly' : 'a little';
  return `counts ${strength} ${weight > 0 ? 'for' : 'against'} a match`;
}

/** What has to hold for a level, in words: `the same surname and the same postcode`. */
export function levelWords(comparison: Comparison, level: ComparisonLevel): string {
  if (level.when === 'else') return 'anything else';
  return list(testsOf(level).map((test) => testWords(test, comparison.fields[0] ?? '')));
}

function levelSentence(comparison: Comparison, level: ComparisonLevel): string {
  const start = `In the comparison “${plain(comparison.name)}”, ${levelWords(comparison, level)}`;
  if (level.when === 'missing') return `${start} counts neither for nor against a match.`;
  const rare = level.when === 'exact' && level.termFrequency;
  return `${start} ${weightWords(levelWeight(level))}${rare ? ', more for a rare value than for a common one' : ''}.`;
}

/** The model in sentences for a reader who is no statistician: what is looked at, and what counts how much. */
export function englishOfModel(model: LinkageModel): string[] {
  const fields = list(model.fields.map((field) => plain(field.name)));
  return [
    `Two records are compared by ${fields}, and by nothing else.`,
    `Before anything is known of a pair of records, the chance that they are of one person is taken to be ${model.priorMatchProbability}.`,
    ...model.blocking.map((rule) => {
      const keys = list(rule.keys.map(({ field, key }) => `${keyWords[key]} ${plain(field)}`));
      return `Two records are compared if they have ${keys}.`;
    }),
    ...model.comparisons.flatMap((comparison) =>
      comparison.levels.map((level) => levelSentence(comparison, level)),
    ),
    'For each comparison the first of these that holds is the one that counts.',
  ];
}
