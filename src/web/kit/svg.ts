/** Text for an SVG or HTML document. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);

/** A place in a picture, to a tenth of a pixel. */
export const round = (n: number): number => Math.round(n * 10) / 10 + 0;
