import { type Draft, type Section, wordsOf } from './line.ts';

/** Shortens, then leaves out, what can best be spared until the page has at most so many words. */
export function fitted(sections: readonly Section<Draft>[], most: number): readonly Section<Draft>[] {
  let page = sections.filter(({ lines }) => lines.length > 0);
  while (page.reduce((sum, one) => sum + wordsOf(one), 0) > most) {
    const next = page
      .flatMap(({ lines }) => lines)
      .reduce<Draft | undefined>(
        (a, b) => (b.spare !== undefined && b.spare >= (a?.spare ?? 0) ? b : a),
        undefined,
      );
    if (next === undefined) return page;
    page = page
      .map(({ heading, lines }) => ({
        heading,
        lines: lines.flatMap((one) => (one === next ? shortened(one) : [one])),
      }))
      .filter(({ lines }) => lines.length > 0);
  }
  return page;
}

/** The shorter words are kept longer than any line that has none. */
const shortened = ({ short, citations, spare }: Draft): readonly Draft[] =>
  short === undefined ? [] : [{ text: short, citations, spare: (spare ?? 0) / 10 }];
