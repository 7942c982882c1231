import type { Outcome } from '../assessment.ts';

/** One sentence or two, and the provisions behind them. */
export interface Line {
  readonly text: string;
  readonly citations: readonly string[];
}

/** A line while the page is being fitted: the higher `spare`, the sooner it is shortened or left out. */
export interface Draft extends Line {
  readonly spare?: number;
  readonly short?: string;
}

export interface Section<L extends Line = Line> {
  readonly heading: string;
  readonly lines: readonly L[];
}

/** A page of plain English, under 400 words. */
export interface Answer {
  readonly outcome: Outcome;
  /** The first sentence of the answer itself. */
  readonly verdict: string;
  readonly sections: readonly Section[];
}

export const line = (text: string, ...citations: readonly string[]): Draft => ({ text, citations });

/** A line that may go when the page is too long. */
export const spare = (rank: number, text: string, ...citations: readonly string[]): Draft => ({
  text,
  citations,
  spare: rank,
});

/** Words of a section, as a reader counts them. */
export const wordsOf = ({ heading, lines }: Section): number =>
  countWords(heading) + lines.reduce((sum, one) => sum + countWords(written(one)), 0);

export const countWords = (text: string): number =>
  text.split(/\s+/).filter((word) => /[A-Za-z0-9]/.test(word)).length;

/** A line with its citations in brackets, before the full stop. */
export function written({ text, citations }: Line, show = (citation: string): string => citation): string {
  if (citations.length === 0) return text;
  const cited = ` (${citations.map(show).join('; ')})`;
  return text.endsWith('.') ? `${text.slice(0, -1)}${cited}.` : `${text}${cited}`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** “a, b and c”; of more than `most`, the first ones and how many more. */
export function listed(all: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const shown = all.length > most ? [...all.slice(0, most), `${all.length - most} more`] : all;
  return shown.length < 2
    ? (shown[0] ?? '')
    : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
}
