import type { ComparisonFacts, GroupedFacts, RuleFacts } from '#linkage';
import { type Row, rowChart } from '../drawing/row-chart.ts';
import { about, capital, chance, count, percent, plain, signed } from '../words.ts';
import { type Chart, numeric, text } from './chart.ts';

/** What each level of each comparison counts. */
export function weightsChart(comparisons: readonly ComparisonFacts[]): Chart {
  const id = 'match-weights';
  const title = 'What each comparison can say';
  const speaking = comparisons.map((one) => ({
    ...one,
    levels: one.levels.filter(({ m }) => m !== undefined),
  }));
  const weights = speaking.flatMap(({ levels }) => levels.map(({ weight }) => weight));
  return {
    id,
    title,
    how: 'A bar to the right speaks for one person, a bar to the left for two; each step of 1 doubles or halves the odds. A comparison tells most where its bars are long both ways; one with only short bars could be left out.',
    svg: rowChart({
      id,
      title,
      description: `Match weights of ${weights.length} levels of ${speaking.length} comparisons, from ${signed(Math.min(...weights))} to ${signed(Math.max(...weights))}. The table below has each.`,
      axis: 'match weight: log2 of m / u',
      words: (tick) => signed(tick, 0),
      domain: [Math.min(0, ...weights), Math.max(0, ...weights)],
      rows: speaking.flatMap(({ comparison, levels }): Row[] => [
        { heading: capital(plain(comparison)) },
        ...levels.map(({ words, weight, byValue }) => ({
          name: `${capital(words)}${byValue ? ' *' : ''}`,
          marks: [
            {
              from: 0,
              to: weight,
              tone: weight < 0 ? ('against' as const) : ('for' as const),
              text: signed(weight),
            },
          ],
        })),
      ]),
    }),
    figures: {
      columns: [
        text('Comparison and level'),
        numeric('m: of pairs of one person'),
        numeric('u: of pairs of two people'),
        numeric('Weight'),
        numeric('Compared pairs'),
      ],
      rows: comparisons.flatMap(({ comparison, levels }) =>
        levels.map(({ words, m, u, weight, byValue, pairs }) => [
          `${capital(plain(comparison))}: ${words}${byValue ? ' *' : ''}`,
          m === undefined ? 'says nothing' : chance(m),
          u === undefined ? 'says nothing' : chance(u),
          signed(weight),
          count(pairs),
        ]),
      ),
    },
  };
}

/** What a group of dependent comparisons says as one, beside what its comparisons would say apart. */
export function groupedChart({ comparisons, combinations }: GroupedFacts, number: number): Chart {
  const id = `together-${number}`;
  const title = `Weighed as one: ${comparisons.map(plain).join(', ')}`;
  const weights = combinations.flatMap(({ weight, apart }) => [weight, apart]);
  const named = combinations.map((one) => ({
    ...one,
    name: capital(one.words.map((words, c) => `${plain(comparisons[c] ?? '')}: ${words}`).join('; ')),
  }));
  return {
    id,
    title,
    how: 'The upper bar of each row is what the combination counts; the lower, grey bar is what it would count if the comparisons had nothing to do with each other. Where the grey bar is longer, weighing them apart would claim too much.',
    svg: rowChart({
      id,
      title,
      description: `The ${combinations.length} commonest combinations of levels: what each counts as one, and what it would count apart. The table below has each.`,
      axis: 'match weight',
      words: (tick) => signed(tick, 0),
      domain: [Math.min(0, ...weights), Math.max(0, ...weights)],
      legend: [
        { tone: 'for', text: 'as one: what counts' },
        { tone: 'other', text: 'apart: what would count' },
      ],
      rows: named.map(({ name, weight, apart }) => ({
        name,
        marks: [
          { from: 0, to: weight, tone: weight < 0 ? 'against' : 'for', text: signed(weight) },
          { from: 0, to: apart, tone: 'other', text: signed(apart) },
        ],
      })),
    }),
    figures: {
      columns: [
        text('What holds'),
        numeric('m together'),
        numeric('u together'),
        numeric('Weight as one'),
        numeric('Weight apart'),
        numeric('Compared pairs'),
      ],
      rows: named.map(({ name, m, u, weight, apart, pairs }) => [
        name,
        chance(m),
        chance(u),
        signed(weight),
        signed(apart),
        count(pairs),
      ]),
    },
  };
}

/** What the blocking rules give, rule by rule. */
export function rulesChart(rules: readonly RuleFacts[]): Chart {
  const id = 'blocking';
  const title = 'What each blocking rule adds';
  const allPairs = rules.at(-1)?.cumulativePairs ?? 0;
  const allMatches = rules.at(-1)?.cumulativeMatches ?? 0;
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  return {
    id,
    title,
    how: 'Rules are applied from the top down. The upper bar is the share of the expected matches that is found by then, the lower bar the share of the pairs that are compared by then. A good rule moves the upper bar far and the lower bar little.',
    svg: rowChart({
      id,
      title,
      description: `Of ${count(allPairs)} compared pairs and about ${about(allMatches)} expected matches, the share found by ${rules.length} rules, added one after another. The table below has each.`,
      axis: 'share found by this rule and those above it',
      words: (tick) => `${Math.round(tick * 100)}%`,
      domain: [0, 1],
      legend: [
        { tone: 'for', text: 'of the expected matches' },
        { tone: 'other', text: 'of the compared pairs' },
      ],
      rows: rules.map(({ words, cumulativePairs, cumulativeMatches }) => ({
        name: capital(words),
        marks: [
          {
            from: 0,
            to: share(cumulativeMatches, allMatches),
            tone: 'for',
            text: percent(share(cumulativeMatches, allMatches)),
          },
          {
            from: 0,
            to: share(cumulativePairs, allPairs),
            tone: 'other',
            text: percent(share(cumulativePairs, allPairs)),
          },
        ],
      })),
    }),
    figures: {
      columns: [
        text('A pair is compared if it has'),
        numeric('Pairs'),
        numeric('New pairs'),
        numeric('Pairs so far'),
        numeric('Expected matches'),
        numeric('New ones'),
        numeric('Matches so far'),
        numeric('Only by this rule'),
        numeric('Pairs of the largest block'),
      ],
      rows: rules.map((one) => [
        capital(one.words),
        count(one.pairs),
        count(one.newPairs),
        count(one.cumulativePairs),
        about(one.matches),
        about(one.newMatches),
        about(one.cumulativeMatches),
        about(one.onlyMatches),
        count(one.largest),
      ]),
    },
  };
}
