/** Colours of the charts, each with at least 4.5 to 1 against white where it carries text, 3 to 1 elsewhere. */
export const INK = '#0b0c0c';
export const GRID = '#d5d8da';
export const AXIS = '#505a5f';
export const SOFT = '#8a9296';

/** What a mark stands for. No chart tells marks apart by colour alone: place, pattern or a word says it too. */
export const TONES = {
  for: '#1d70b8',
  against: '#b03030',
  total: '#383f43',
  other: '#8a9296',
  right: '#0f7a52',
} as const;
export type Tone = keyof typeof TONES;

/** Width of every chart, in its own pixels; a page draws it as wide as there is room. */
export const WIDTH = 720;
export const SIZE = { text: 14, small: 13 } as const;
