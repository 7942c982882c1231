import type { ReportFacts, ThresholdFacts } from '#linkage';
import { columnChart } from '../drawing/column-chart.ts';
import { type Line, lineChart } from '../drawing/line-chart.ts';
import { about, band, count, percent, weight } from '../words.ts';
import { type Chart, numeric, text } from './chart.ts';

type Weights = Pick<ReportFacts, 'bands' | 'threshold'>;

/** How many compared pairs weigh how much, and how many of them are matches. */
export function distributionChart({ bands, threshold }: Weights): Chart {
  const id = 'weights';
  const title = 'How much the compared pairs weigh';
  const known = bands.some(({ observed }) => observed !== undefined);
  return {
    id,
    title,
    how: `The wide columns are compared pairs by match weight, the narrow ones in front the matches that the model expects among them${known ? ', and the thinnest those that there are' : ''}. Each line up is ten times as many. Two hills with a valley between them are good, and the threshold belongs in the valley; pairs in the valley are the doubtful ones.`,
    svg: columnChart({
      id,
      title,
      description: `Compared pairs by match weight in bands of 2, and expected matches among them. The threshold is ${weight(threshold)}. The table below has each band.`,
      axis: 'match weight',
      counted: 'pairs (each line is ten times as many)',
      words: count,
      columns: bands.map(({ from, until, pairs, expected, observed }) => ({
        from,
        until,
        values: [pairs, expected, ...(observed === undefined ? [] : [observed])],
      })),
      series: [
        { tone: 'other', text: 'compared pairs' },
        { tone: 'for', text: 'expected matches' },
        ...(known ? [{ tone: 'right' as const, text: 'matches by the truth' }] : []),
      ],
      line: { at: threshold, text: `threshold ${weight(threshold)}` },
    }),
    figures: {
      columns: [
        text('Match weight'),
        numeric('Compared pairs'),
        numeric('Expected matches'),
        ...(known ? [numeric('Matches by the truth')] : []),
      ],
      rows: bands.map(({ from, until, pairs, expected, observed }) => [
        band(from, until),
        count(pairs),
        about(expected),
        ...(known ? [count(observed ?? 0)] : []),
      ]),
    },
  };
}

/** What share of the pairs of each band the model expects to be right; with truth, what share is. */
export function calibrationChart({ bands, threshold }: Weights): Chart {
  const id = 'calibration';
  const filled = bands.filter(({ pairs }) => pairs > 0);
  const known = filled.some(({ observed }) => observed !== undefined);
  const title = known ? 'Expected against observed matches, by weight' : 'How sure the model is, by weight';
  const middle = ({ from, until }: { from: number; until: number }): number =>
    from === Number.NEGATIVE_INFINITY
      ? until - 1
      : until === Number.POSITIVE_INFINITY
        ? from + 1
        : (from + until) / 2;
  const lines: Line[] = [
    {
      text: 'share that the model expects',
      tone: 'for',
      points: filled.map((one) => ({ x: middle(one), y: one.expected / one.pairs })),
    },
    ...(known
      ? [
          {
            text: 'share by the truth',
            tone: 'right' as const,
            dash: '7 4',
            points: filled.map((one) => ({ x: middle(one), y: (one.observed ?? 0) / one.pairs })),
          },
        ]
      : []),
  ];
  return {
    id,
    title,
    how: known
      ? 'Where the two lines lie on each other, probabilities mean what they say. Where the dashed line is lower, the model is too sure of itself there; where it is higher, it misses matches.'
      : 'For each band of weight the share of its pairs that the model expects to be of one person. This is what the model believes: only a sample checked by eye, or a file of the truth, can show that it is right.',
    svg: lineChart({
      id,
      title,
      description: `The share of pairs that are matches, for bands of match weight${known ? ', as expected and by the truth' : ', as the model expects'}. The table below has each band.`,
      axis: 'match weight (middle of the band)',
      measured: 'share of the pairs that are matches',
      words: (tick) => `${Math.round(tick * 100)}%`,
      domain: [0, 1],
      lines,
      line: { at: threshold, text: `threshold ${weight(threshold)}` },
    }),
    figures: {
      columns: [
        text('Match weight'),
        numeric('Compared pairs'),
        numeric('Expected matches'),
        numeric('Expected share'),
        ...(known ? [numeric('Matches by the truth'), numeric('Share by the truth')] : []),
      ],
      rows: filled.map(({ from, until, pairs, expected, observed = 0 }) => [
        band(from, until),
        count(pairs),
        about(expected),
        percent(expected / pairs),
        ...(known ? [count(observed), percent(observed / pairs)] : []),
      ]),
    },
  };
}

/** What other thresholds would give. */
export function thresholdsChart({
  thresholds,
  resolved,
  threshold,
}: Pick<ReportFacts, 'thresholds' | 'resolved' | 'threshold'>): Chart {
  const id = 'thresholds';
  const title = 'What other thresholds would give';
  const known = thresholds.some(({ observed }) => observed !== undefined);
  const line = (
    name: string,
    tone: Line['tone'],
    dash: string,
    of: (at: ThresholdFacts) => number | undefined,
  ): Line => ({
    text: name,
    tone,
    dash,
    points: thresholds.flatMap((one) => {
      const y = of(one);
      return y === undefined ? [] : [{ x: one.threshold, y }];
    }),
  });
  const lines = [
    line('precision that the model expects', 'for', '', ({ precision }) => precision),
    line('recall that the model expects', 'against', '7 4', ({ recall }) => recall),
    ...(known
      ? [
          line('precision by the truth', 'right', '2 4', ({ observed }) => observed?.precision),
          line('recall by the truth', 'total', '10 3 2 3', ({ observed }) => observed?.recall),
        ]
      : []),
  ];
  const least = Math.min(...lines.flatMap(({ points }) => points.map(({ y }) => y)), 1);
  return {
    id,
    title,
    how: 'Precision is the share of the linked pairs that are right, recall the share of all matches that are linked. Going right, precision rises and recall falls: choose the threshold by which mistake costs more. Where the lines are flat, the choice hardly matters.',
    svg: lineChart({
      id,
      title,
      description: `Precision and recall at thresholds from ${weight(thresholds[0]?.threshold ?? 0)} to ${weight(thresholds.at(-1)?.threshold ?? 0)}. The one in use is ${weight(threshold)}. The table below has each.`,
      axis: 'threshold (match weight)',
      measured: 'share',
      words: (tick) => `${Math.round(tick * 100)}%`,
      domain: [least > 0.75 ? 0.7 : 0, 1],
      lines,
      line: { at: threshold, text: `in use: ${weight(threshold)}` },
    }),
    figures: {
      columns: [
        text('Threshold'),
        numeric('Pairs'),
        numeric('Clusters'),
        numeric('Largest cluster'),
        numeric('Linked records'),
        numeric('Expected precision'),
        numeric('Expected recall'),
        ...(known ? [numeric('Precision by the truth'), numeric('Recall by the truth')] : []),
      ],
      rows: thresholds.map((one, t) => [
        `${weight(one.threshold)}${one.threshold === threshold ? ' (in use)' : ''}`,
        count(one.pairs),
        count(resolved[t]?.clusters ?? 0),
        count(resolved[t]?.largest ?? 0),
        count(resolved[t]?.linkedRecords ?? 0),
        percent(one.precision),
        percent(one.recall),
        ...(known ? [percent(one.observed?.precision), percent(one.observed?.recall)] : []),
      ]),
    },
  };
}

/** Records that say too little. */
export function unlinkableChart({
  unlinkable,
  threshold,
}: Pick<ReportFacts, 'unlinkable' | 'threshold'>): Chart {
  const id = 'unlinkable';
  const title = 'Records that cannot be linked';
  const most = Math.max(...unlinkable.map(({ share }) => share), 0.001);
  return {
    id,
    title,
    how: 'For each threshold the share of records that would not reach it even against a record that is the same in every field: what they hold is missing or too common. No rule and no threshold at or above that point can find their matches; better data can.',
    svg: lineChart({
      id,
      title,
      description: `The share of records that cannot reach a threshold, at thresholds from ${weight(unlinkable[0]?.threshold ?? 0)} to ${weight(unlinkable.at(-1)?.threshold ?? 0)}. The table below has each.`,
      axis: 'threshold (match weight)',
      measured: 'share of all records',
      words: (tick) => percent(tick),
      domain: [0, most],
      lines: [
        {
          text: 'cannot be linked at this threshold',
          tone: 'for',
          points: unlinkable.map(({ threshold: x, share: y }) => ({ x, y })),
        },
      ],
      line: { at: threshold, text: `in use: ${weight(threshold)}` },
    }),
    figures: {
      columns: [text('Threshold'), numeric('Records that cannot reach it'), numeric('Share of all records')],
      rows: unlinkable.map(({ threshold: at, records, share }) => [
        `${weight(at)}${at === threshold ? ' (in use)' : ''}`,
        count(records),
        percent(share),
      ]),
    },
  };
}
