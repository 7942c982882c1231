import { fitText, round } from '#web/kit';
import { AXIS, INK, SIZE, TONES, type Tone, WIDTH } from './look.ts';
import { linear, ticksBetween } from './scale.ts';
import { bottomAxis, box, type Frame, LINE, label, picture, rule, wrapped } from './svg.ts';

/** One bar, or a dot with its interval, in a row of its own. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly tone: Tone;
  /** Written beside it. */
  readonly text: string;
}

export type Row =
  | { readonly heading: string }
  | { readonly name: string; readonly marks: readonly Mark[] }
  | {
      readonly name: string;
      readonly dot: number;
      readonly low: number;
      readonly high: number;
      readonly text: string;
    };

export interface RowChart extends Omit<Frame, 'width' | 'height'> {
  readonly rows: readonly Row[];
  /** What the numbers along the bottom are. */
  readonly axis: string;
  readonly words: (tick: number) => string;
  /** The least and the most that the axis must show. */
  readonly domain: readonly [number, number];
  /** A line across all rows, such as the threshold, and what is written at it. */
  readonly lines?: readonly { readonly at: number; readonly text: string }[];
  /** Marks that come next to each other join, as the steps of a sum do. */
  readonly steps?: true;
  readonly legend?: readonly { readonly tone: Tone; readonly text: string }[];
}

const NAMES = 236;
const LEFT = NAMES + 12;
const RIGHT = WIDTH - 84;
const BAR = 16;
const HEADING = 30;

/** Bars from left to right, a row each, with names that may be as long as sentences. */
export function rowChart({
  rows,
  axis,
  words,
  domain,
  lines = [],
  steps,
  legend = [],
  ...frame
}: RowChart): string {
  const ticks = ticksBetween(domain[0], domain[1]);
  const x = linear([ticks[0] ?? 0, ticks.at(-1) ?? 1], [LEFT, RIGHT]);
  const top = (legend.length > 0 ? 30 : 6) + (lines.length > 0 ? 20 : 0);
  const places: { readonly y: number; readonly height: number }[] = [];
  let y = top;
  for (const row of rows) {
    const height = heightOf(row);
    places.push({ y, height });
    y += height;
  }
  const bottom = y + 4;
  const body = [
    ...legend.flatMap(({ tone, text }, k) => [
      box(LEFT + k * 210, 6, 14, 14, TONES[tone]),
      label(text, LEFT + k * 210 + 20, 18, { size: SIZE.small }),
    ]),
    ...bottomAxis(ticks, x, words, { top, bottom, title: axis, left: LEFT, right: RIGHT }),
    ...(domain[0] < 0 ? [rule(x(0), top, x(0), bottom, AXIS, 1.5)] : []),
    ...rows.map((row, r) => drawRow(row, places[r] as { y: number; height: number }, x)),
    ...(steps ? joins(rows, places, x) : []),
    ...lines.flatMap(({ at, text }) => [
      rule(x(at), top - 4, x(at), bottom, INK, 1.5, '5 3'),
      label(text, Math.min(x(at), RIGHT - 60), top - 9, { size: SIZE.small, anchor: 'middle', bold: true }),
    ]),
  ];
  return picture({ ...frame, width: WIDTH, height: bottom + 50 }, body);
}

function heightOf(row: Row): number {
  if ('heading' in row) return HEADING;
  const lines = fitText(row.name, NAMES, SIZE.text, { maximumLines: 5 }).length;
  const marks = 'marks' in row ? row.marks.length : 1;
  return Math.max(lines * SIZE.text * LINE + 8, marks * (BAR + 2) + 8);
}

function drawRow(
  row: Row,
  { y, height }: { readonly y: number; readonly height: number },
  x: (value: number) => number,
): string {
  if ('heading' in row) return label(row.heading, 4, y + HEADING - 8, { bold: true });
  const middle = y + height / 2;
  const name = wrapped(row.name, 4, middle, NAMES, { maximumLines: 5 }).svg;
  if ('dot' in row)
    return [
      name,
      rule(x(row.low), middle, x(row.high), middle, TONES.for, 3),
      rule(x(row.low), middle - 5, x(row.low), middle + 5, TONES.for, 2),
      rule(x(row.high), middle - 5, x(row.high), middle + 5, TONES.for, 2),
      `<circle cx="${round(x(row.dot))}" cy="${round(middle)}" r="5.5" fill="${INK}"/>`,
      label(row.text, RIGHT + 8, middle + 5, { size: SIZE.small }),
    ].join('');
  const first = middle - (row.marks.length * (BAR + 2)) / 2;
  return [name, ...row.marks.map((mark, m) => drawMark(mark, first + m * (BAR + 2) + 1, x))].join('');
}

/** The text stands at the end of the bar that it grows to, on the other side where there is no room. */
function drawMark({ from, to, tone, text }: Mark, y: number, x: (value: number) => number): string {
  const [low, high] = [Math.min(x(from), x(to)), Math.max(x(from), x(to))];
  const width = Math.max(high - low, 1.5);
  const right = to >= from;
  const fits = right || low - LEFT > 52;
  return [
    box(low, y, width, BAR, TONES[tone]),
    right || !fits
      ? label(text, high + 5, y + BAR - 3, { size: SIZE.small })
      : label(text, low - 5, y + BAR - 3, { size: SIZE.small, anchor: 'end' }),
  ].join('');
}

/** Thin lines from where one step ends to where the next begins. */
function joins(
  rows: readonly Row[],
  places: readonly { readonly y: number; readonly height: number }[],
  x: (value: number) => number,
): string[] {
  return rows.slice(0, -1).flatMap((row, r) => {
    const end = 'marks' in row ? row.marks[0]?.to : undefined;
    const [here, next] = [places[r], places[r + 1]];
    if (end === undefined || here === undefined || next === undefined) return [];
    return [
      rule(x(end), here.y + here.height / 2 + BAR / 2, x(end), next.y + next.height / 2 - BAR / 2, AXIS),
    ];
  });
}
