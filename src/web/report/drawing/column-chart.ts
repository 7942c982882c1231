import { INK, SIZE, TONES, type Tone, WIDTH } from './look.ts';
import { linear, logarithmic, powersUpTo } from './scale.ts';
import { box, type Frame, label, leftAxis, picture, rule } from './svg.ts';

/** One column over a band of numbers; several series stand in front of each other, the first widest. */
export interface Column {
  /** The band's ends; an open one goes no further than the chart. */
  readonly from: number;
  readonly until: number;
  readonly values: readonly number[];
}

export interface ColumnChart extends Omit<Frame, 'width' | 'height'> {
  readonly columns: readonly Column[];
  readonly series: readonly { readonly tone: Tone; readonly text: string }[];
  /** What the bands are of, and what is counted. */
  readonly axis: string;
  readonly counted: string;
  readonly words: (count: number) => string;
  readonly line?: { readonly at: number; readonly text: string };
}

const LEFT = 78;
const RIGHT = WIDTH - 20;
const TOP = 76;
const BOTTOM = 330;
/** How much of its band the column of each series takes. */
const WIDTHS = [0.86, 0.5, 0.2];

/** Counts by band, on a scale of powers of ten: each line up is ten times as many. */
export function columnChart({ columns, series, axis, counted, words, line, ...frame }: ColumnChart): string {
  const inner = columns.flatMap(({ from, until }) => [from, until]).filter(Number.isFinite);
  const width = Math.min(...columns.map(({ from, until }) => until - from).filter(Number.isFinite), 2);
  const low = Math.min(...inner) - (columns[0]?.from === Number.NEGATIVE_INFINITY ? width : 0);
  const high = Math.max(...inner) + (columns.at(-1)?.until === Number.POSITIVE_INFINITY ? width : 0);
  const x = linear([low, high], [LEFT, RIGHT]);
  const powers = powersUpTo(Math.max(...columns.flatMap(({ values }) => values)));
  const y = logarithmic([1, powers.at(-1) ?? 10], [BOTTOM, TOP]);
  const edges = [...new Set(inner)].sort((a, b) => a - b);
  const each = Math.ceil(edges.length / 16);
  const body = [
    ...series.flatMap(({ tone, text }, s) => [
      box(LEFT + s * 210, 8, 14, 14, TONES[tone]),
      label(text, LEFT + s * 210 + 20, 20, { size: SIZE.small }),
    ]),
    ...leftAxis(powers, y, words, { left: LEFT, right: RIGHT, title: counted, top: TOP - 10 }),
    ...columns.flatMap(({ from, until, values }) => {
      const [a, b] = [x(Math.max(from, low)), x(Math.min(until, high))];
      return values.map((value, s) => {
        const wide = (b - a) * (WIDTHS[s] ?? 0.2);
        return value <= 0
          ? ''
          : box((a + b - wide) / 2, y(value), wide, BOTTOM - y(value), TONES[series[s]?.tone ?? 'other']);
      });
    }),
    rule(LEFT, BOTTOM, RIGHT, BOTTOM, INK),
    ...edges
      .filter((_, k) => k % each === 0)
      .map((edge) =>
        label(String(edge).replace('-', '−'), x(edge), BOTTOM + 18, { size: SIZE.small, anchor: 'middle' }),
      ),
    label(axis, (LEFT + RIGHT) / 2, BOTTOM + 42, { anchor: 'middle' }),
    ...(line && line.at >= low && line.at <= high
      ? [
          rule(x(line.at), TOP - 14, x(line.at), BOTTOM, INK, 2, '6 4'),
          label(line.text, x(line.at) + 6, TOP - 6, { size: SIZE.small, bold: true }),
        ]
      : []),
  ];
  return picture(
    { ...frame, width: WIDTH, height: BOTTOM + 54 },
    body.filter((part) => part !== ''),
  );
}
