import { type ExampleFacts, matchProbability, type PairExplanation } from '#linkage';
import { rowChart } from '../drawing/row-chart.ts';
import { capital, plain, signed } from '../words.ts';
import { type Chart, numeric, text } from './chart.ts';

/** Never 0 or 1: a model is not sure of anything. */
const probabilityText = (weight: number): string => {
  const probability = matchProbability(weight);
  return probability > 0.9999
    ? 'above 0.9999'
    : probability < 0.0001
      ? 'below 0.0001'
      : probability.toFixed(4);
};

const HOW =
  'Start at the top: any two records begin far on the left, because most pairs are of two people. Each bar is what one comparison adds (blue, to the right) or takes away (red, to the left); the bar at the foot is the sum, the match weight. A step of 1 doubles the odds.';

/** How the weight of one pair is made up, step by step, without a value of either record. */
export function waterfallChart(
  pair: PairExplanation,
  id = 'waterfall',
  title = 'How one pair gets its weight',
): Chart {
  const steps = [
    { name: 'Any two records', adds: pair.priorWeight },
    ...pair.comparisons.map(({ comparison, holds, weight }) => ({
      name: `${capital(plain(comparison))}: ${holds}`,
      adds: weight,
    })),
    ...(pair.together === 0
      ? []
      : [{ name: 'Less, because some of these go together anyway', adds: pair.together }]),
  ];
  let sum = 0;
  const rows = steps.map(({ name, adds }) => {
    const from = sum;
    sum += adds;
    return { name, adds, from, to: sum };
  });
  const places = rows.map(({ to }) => to);
  return {
    id,
    title,
    how: HOW,
    svg: rowChart({
      id,
      title,
      description: `A match weight of ${signed(pair.weight)} from ${rows.length} steps, from ${signed(pair.priorWeight)} for any two records. The table below has each step.`,
      axis: 'match weight',
      words: (tick) => signed(tick, 0),
      domain: [Math.min(0, ...places), Math.max(0, ...places)],
      steps: true,
      rows: [
        ...rows.map(({ name, adds, from, to }) => ({
          name,
          marks: [{ from, to, tone: adds < 0 ? ('against' as const) : ('for' as const), text: signed(adds) }],
        })),
        {
          name: 'Match weight',
          marks: [{ from: 0, to: pair.weight, tone: 'total', text: signed(pair.weight) }],
        },
      ],
    }),
    figures: {
      columns: [text('Step'), numeric('Counts'), numeric('So far'), numeric('Probability so far')],
      rows: rows.map(({ name, adds, to }) => [name, signed(adds), signed(to), probabilityText(to)]),
    },
  };
}

const WHICH: Readonly<Record<ExampleFacts['which'], string>> = {
  usual: 'A usual link: half of the links weigh more',
  above: 'The weakest link: just above the threshold',
  below: 'The strongest pair that is not linked: just below the threshold',
};

export const exampleCharts = (examples: readonly ExampleFacts[]): Chart[] =>
  examples.map(({ which, pair }) => waterfallChart(pair, `waterfall-${which}`, WHICH[which]));
