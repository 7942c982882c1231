import { escaped, fitText, round } from '#web/kit';
import { AXIS, GRID, INK, SIZE } from './look.ts';

export interface Frame {
  /** Starts the names of its parts: no two charts of a page have the same. */
  readonly id: string;
  readonly title: string;
  /** What the chart shows, for those who cannot see it. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
}

/** A whole picture, named and described; with a white ground, so that it reads anywhere. */
export const picture = ({ id, title, description, width, height }: Frame, body: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${round(height)}" role="img" aria-labelledby="${id}-title ${id}-description" font-family="Arial, Helvetica, sans-serif">`,
    `<title id="${id}-title">${escaped(title)}</title>`,
    `<desc id="${id}-description">${escaped(description)}</desc>`,
    `<rect width="${width}" height="${round(height)}" fill="#fff"/>`,
    ...body,
    '</svg>',
  ].join('\n');

export interface TextLook {
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  readonly fill?: string;
}

export const label = (
  text: string,
  x: number,
  y: number,
  { size = SIZE.text, anchor = 'start', bold = false, fill = INK }: TextLook = {},
): string =>
  `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}${bold ? ' font-weight="700"' : ''}>${escaped(text)}</text>`;

/** Lines of a text that is broken to fit a width, the middle of them at `y`. */
export function wrapped(
  text: string,
  x: number,
  y: number,
  width: number,
  { size = SIZE.text, ...look }: TextLook & { readonly maximumLines?: number } = {},
): { readonly svg: string; readonly lines: number } {
  const lines = fitText(text, width, size, {
    bold: look.bold ?? false,
    maximumLines: look.maximumLines ?? 3,
  });
  const top = y - ((lines.length - 1) * size * LINE) / 2 + size * 0.35;
  return {
    svg: lines.map((line, l) => label(line, x, top + l * size * LINE, { size, ...look })).join(''),
    lines: lines.length,
  };
}

export const LINE = 1.2;

export const rule = (
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  stroke = GRID,
  width = 1,
  dash = '',
): string =>
  `<path d="M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}" stroke="${stroke}" stroke-width="${width}"${dash === '' ? '' : ` stroke-dasharray="${dash}"`} fill="none"/>`;

export const box = (x: number, y: number, width: number, height: number, fill: string, more = ''): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(width, 0))}" height="${round(height)}" fill="${fill}"${more}/>`;

/** An axis along the bottom: lines up through the chart, numbers and what they count. */
export function bottomAxis(
  ticks: readonly number[],
  place: (tick: number) => number,
  words: (tick: number) => string,
  {
    top,
    bottom,
    title,
    left,
    right,
  }: { top: number; bottom: number; title: string; left: number; right: number },
): string[] {
  return [
    ...ticks.map((tick) => rule(place(tick), top, place(tick), bottom)),
    rule(left, bottom, right, bottom, AXIS),
    ...ticks.map((tick) =>
      label(words(tick), place(tick), bottom + 18, { size: SIZE.small, anchor: 'middle' }),
    ),
    label(title, (left + right) / 2, bottom + 40, { size: SIZE.text, anchor: 'middle' }),
  ];
}

/** An axis along the left side, its title above it. */
export function leftAxis(
  ticks: readonly number[],
  place: (tick: number) => number,
  words: (tick: number) => string,
  { left, right, title, top }: { left: number; right: number; title: string; top: number },
): string[] {
  return [
    ...ticks.map((tick) => rule(left, place(tick), right, place(tick))),
    ...ticks.map((tick) =>
      label(words(tick), left - 8, place(tick) + 5, { size: SIZE.small, anchor: 'end' }),
    ),
    label(title, 4, top - 14, { size: SIZE.text }),
  ];
}
