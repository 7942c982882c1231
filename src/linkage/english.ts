import {
  type BlockingRule,
  type Comparison,
  type ComparisonLevel,
  type Derivation,
  type KeyKind,
  type LevelTest,
  type LinkageField,
  type LinkageModel,
  type ListKeyKind,
  termFrequencyOf,
  testsOf,
} from './model.ts';
import { levelWeight } from './weights.ts';

/** `date of birth` for `date_of_birth`. */
const plain = (name: string): string => name.replace(/[-_]/g, ' ');

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const letters = (count: number): string => `${count} ${count === 1 ? 'letter' : 'letters'}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `an address line`. */
const a = (field: string): string => `${/^[aeiou]/.test(field) ? 'an' : 'a'} ${field}`;

const keyWords: Readonly<Record<KeyKind | ListKeyKind, (field: string) => string>> = {
  whole: (field) => `the same ${field}`,
  'first-1': (field) => `the same first letter of the ${field}`,
  'first-2': (field) => `the same first 2 letters of the ${field}`,
  'first-3': (field) => `the same first 3 letters of the ${field}`,
  'first-4': (field) => `the same first 4 letters of the ${field}`,
  'first-token': (field) => `the same first word of the ${field}`,
  number: (field) => `the same number in the ${field}`,
  soundex: (field) => `${a(field)} that sounds alike`,
  nickname: (field) => `the same ${field} or a familiar form of it`,
  year: (field) => `the same year in the ${field}`,
  'year-month': (field) => `the same year and month in the ${field}`,
  'month-day': (field) => `the same day and month in the ${field}`,
  outcode: (field) => `the same postal district in the ${field}`,
  tokens: (field) => `a word in common in the ${field}`,
  'soundex-tokens': (field) => `a word that sounds alike in the ${field}`,
  'rare-tokens': (field) => `a rare word in common in the ${field}`,
  sector: (field) => `the same postal sector in the ${field}`,
};

function testWords(test: LevelTest, first: string): string {
  if (test.when === 'all') return list(test.of.map((one) => testWords(one, first)));
  if (test.when === 'any') return `either ${test.of.map((one) => testWords(one, first)).join(', or ')}`;
  if (test.when === 'not') return `not ${testWords(test.of, first)}`;
  const field = plain(test.field ?? first);
  switch (test.when) {
    case 'missing':
      return `no ${field} on one side or both`;
    case 'exact':
      return `the same ${field}`;
    case 'same-key':
      return keyWords[test.key](field);
    case 'initial':
      return `an initial that fits the other ${field}`;
    case 'jaro-winkler':
      return `${a(field)} alike to ${test.atLeast}`;
    case 'jaro':
      return `${a(field)} alike to ${test.atLeast} (without counting how it begins)`;
    case 'levenshtein':
      return `${a(field)} with at most ${letters(test.atMost)} different`;
    case 'damerau-levenshtein':
      return `${a(field)} with at most ${letters(test.atMost)} different or swapped`;
    case 'day-month-swapped':
      return `${a(field)} with day and month swapped`;
    case 'swapped':
      return `${field} and ${plain(test.with)} swapped`;
    case 'crosses':
      return `the ${field} of the first record is the ${plain(test.with)} of the second`;
    case 'number-within':
      return `a difference in the ${field} of at most ${test.atMost}`;
    case 'days-within':
      return `a difference in the ${field} of at most ${test.atMost} days`;
    case 'overlap':
      return test.of === undefined
        ? `at least ${test.atLeast} in common in the ${field}`
        : `at least ${test.atLeast} ${test.atLeast === 1 ? 'word' : 'words'}${test.of === 'tokens' ? '' : ' that sound alike'} in common in the ${field}`;
  }
}

/** What has to hold for a level, in words: `the same surname and the same postcode`. */
export function levelWords(comparison: Comparison, level: ComparisonLevel): string {
  const words = conditionWords(comparison, level);
  return termFrequencyOf(level) !== undefined ? `${words} (more if it is rare)` : words;
}

/** The same without a word on how rare the value is. */
export const conditionWords = ({ fields }: Comparison, level: ComparisonLevel): string =>
  level.when === 'else'
    ? 'anything else'
    : list(testsOf(level).map((test) => testWords(test, fields[0] ?? '')));

function strength(level: ComparisonLevel): string {
  if (!('m' in level)) return 'Nothing';
  const weight = levelWeight(level);
  const size = Math.abs(weight);
  if (size < 0.5) return 'Hardly anything';
  const much = size >= 10 ? 'Very strongly' : size >= 5 ? 'Strongly' : size >= 2 ? 'Clearly' : 'Slightly';
  return `${much} ${weight > 0 ? 'for' : 'against'}`;
}

/** Levels that follow each other and count alike share a line: the first that fits would count the same. */
function comparisonLines(comparison: Comparison): readonly string[] {
  const lines: { readonly counts: string; readonly fits: string[] }[] = [];
  for (const level of comparison.levels) {
    const counts = strength(level);
    const last = lines.at(-1);
    if (last?.counts === counts) last.fits.push(levelWords(comparison, level));
    else lines.push({ counts, fits: [levelWords(comparison, level)] });
  }
  return [
    `${capital(plain(comparison.name))}:`,
    ...lines.map(({ counts, fits }) => `- ${counts}: ${fits.join('; ')}.`),
  ];
}

const blockingWords = ({ field, key, atMost, with: other }: BlockingRule['keys'][number]): string =>
  other === undefined
    ? `${keyWords[key](plain(field))}${atMost === undefined ? '' : ` (one that stands in at most ${atMost} records)`}`
    : `${keyWords[key](plain(field))} in the first record as there is for ${plain(other)} in the second`;

function stepWords(step: Derivation): string {
  switch (step.step) {
    case 'lower':
      return 'in small letters';
    case 'upper':
      return 'in capital letters';
    case 'trim':
      return 'without spaces around it';
    case 'part':
      return `${letters(step.length)} from letter ${step.from} on`;
    case 'pattern':
      return step.group === 0
        ? `what fits the pattern ${step.pattern}`
        : `group ${step.group} of the pattern ${step.pattern}`;
    case 'unless':
      return `unless it is “${step.text}”`;
    case 'only':
      return `only if it is “${step.text}”`;
    case 'date':
      return `the date that is written as ${step.format}`;
  }
}

/** What two records must have in common under a rule: `the same postcode and a word in common in the full name`. */
export const ruleWords = ({ keys, atMost }: BlockingRule): string =>
  `${list(keys.map(blockingWords))}${atMost === undefined ? '' : `, if at most ${atMost} records have it`}`;

/** What a field that is no column is made from: `made from dob: the date that is written as %d/%m/%Y`. */
export function sourceWords({ from, join, without }: LinkageField): string | undefined {
  if (from !== undefined) return `made from ${plain(from.field)}: ${from.by.map(stepWords).join(', then ')}`;
  if (join === undefined) return undefined;
  const left = without === undefined ? '' : `, without the words of ${list(without.map(plain))}`;
  return `${list(join.map(plain))}${join.length > 1 ? ', put together' : ''}${left}`;
}

/** The model in lines for a reader who is no statistician: which pairs are looked at, and what counts how much. */
export function englishOfModel(model: LinkageModel): readonly string[] {
  const { fields, priorMatchProbability, blocking, comparisons } = model;
  return [
    `Records are compared by ${list(fields.map(({ name }) => plain(name)))}, and by nothing else. A pair is compared if it has one of these:`,
    ...blocking.map((rule) => `- ${ruleWords(rule)}.`),
    ...fields.flatMap((field) => {
      const source = sourceWords(field);
      return source === undefined ? [] : `${capital(plain(field.name))} is ${source}.`;
    }),
    `Before it is compared, the chance that a pair is one person is taken to be ${priorMatchProbability}. Then each comparison below moves its match weight by the first line that fits: slightly is less than 2, clearly 2 or more, strongly 5 or more, very strongly 10 or more. “Alike to 0.9” is a measure (Jaro-Winkler) that runs from 0 to 1.`,
    ...comparisons.flatMap(comparisonLines),
  ];
}
