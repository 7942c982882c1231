import { round } from '#web/kit';
import { INK, SIZE, TONES, type Tone, WIDTH } from './look.ts';
import { linear, ticksBetween } from './scale.ts';
import { bottomAxis, type Frame, label, leftAxis, picture, rule } from './svg.ts';

export interface Line {
  readonly text: string;
  readonly tone: Tone;
  /** Dashes tell lines apart without colour. */
  readonly dash?: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface LineChart extends Omit<Frame, 'width' | 'height'> {
  readonly lines: readonly Line[];
  readonly axis: string;
  /** What the numbers on the left are. */
  readonly measured: string;
  readonly words: (tick: number) => string;
  readonly domain: readonly [number, number];
  readonly line?: { readonly at: number; readonly text: string };
}

const LEFT = 70;
const RIGHT = WIDTH - 20;
const TOP = 96;
const BOTTOM = 340;

/** Lines over a number, with a mark at each point that the table has. */
export function lineChart({ lines, axis, measured, words, domain, line, ...frame }: LineChart): string {
  const all = lines.flatMap(({ points }) => points.map(({ x }) => x));
  const across = ticksBetween(Math.min(...all), Math.max(...all), 10);
  const up = ticksBetween(domain[0], domain[1], 5);
  const x = linear([across[0] ?? 0, across.at(-1) ?? 1], [LEFT, RIGHT]);
  const y = linear([up[0] ?? 0, up.at(-1) ?? 1], [BOTTOM, TOP]);
  const body = [
    ...lines.flatMap(({ text, tone, dash }, l) => {
      const at = { x: LEFT + (l % 2) * 320, y: 14 + Math.floor(l / 2) * 20 };
      return [
        rule(at.x, at.y, at.x + 40, at.y, TONES[tone], 3, dash),
        label(text, at.x + 48, at.y + 5, { size: SIZE.small }),
      ];
    }),
    ...leftAxis(up, y, words, { left: LEFT, right: RIGHT, title: measured, top: TOP - 12 }),
    ...bottomAxis(across, x, (tick) => String(tick).replace('-', '−'), {
      top: TOP,
      bottom: BOTTOM,
      title: axis,
      left: LEFT,
      right: RIGHT,
    }),
    ...lines.map(({ points, tone, dash }) => {
      const path = points
        .map((one, p) => `${p === 0 ? 'M' : 'L'}${round(x(one.x))} ${round(y(one.y))}`)
        .join('');
      const dots = points.map(
        (one) => `<circle cx="${round(x(one.x))}" cy="${round(y(one.y))}" r="3.5" fill="${TONES[tone]}"/>`,
      );
      return `<path d="${path}" stroke="${TONES[tone]}" stroke-width="2.5"${dash ? ` stroke-dasharray="${dash}"` : ''} fill="none"/>${dots.join('')}`;
    }),
    ...(line
      ? [
          rule(x(line.at), TOP - 14, x(line.at), BOTTOM, INK, 2, '6 4'),
          label(line.text, x(line.at) + 6, TOP - 4, { size: SIZE.small, bold: true }),
        ]
      : []),
  ];
  return picture({ ...frame, width: WIDTH, height: BOTTOM + 52 }, body);
}
