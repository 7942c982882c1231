import { type Problem, problem } from '#kernel';
import { type LinkageModel, singleTestsOf, testsOf } from './model.ts';

const MOST_MEASURES = 32;
const PATTERN_BITS = 64n;
const measured = ['jaro-winkler', 'jaro', 'levenshtein', 'damerau-levenshtein'];

/**
 * Why no tables can be linked by a model, however small they are: what the kernel throws when it is asked to. To be known
 * before anyone signs the model.
 */
export function whyTooWide({ comparisons, blocking }: LinkageModel): readonly Problem[] {
  const patterns = comparisons.reduce((product, { levels }) => product * BigInt(levels.length), 1n);
  const measures = new Set(
    comparisons.flatMap(({ fields, levels }) =>
      levels
        .flatMap(testsOf)
        .flatMap(singleTestsOf)
        .filter(({ when }) => measured.includes(when))
        .map(({ when, field }) => `${when} ${field ?? fields[0]}`),
    ),
  ).size;
  return [
    ...(patterns << BigInt(blocking.length) >= 1n << PATTERN_BITS
      ? [problem('LINKAGE_TOO_MANY_LEVELS', { comparisons: comparisons.length, rules: blocking.length })]
      : []),
    ...(measures > MOST_MEASURES ? [problem('LINKAGE_TOO_MANY_MEASURES', { measures })] : []),
  ];
}
