/**
 * Widths of text in Arial, near enough to keep it inside a box without asking a browser. In thousandths of the type
 * size, from the typeface's published advance widths, rounded up; anything not listed counts as a wide letter.
 */
const WIDTHS: readonly (readonly [letters: string, width: number])[] = [
  ["ijl'|", 230],
  ['ftI.,:;!/\\ -()[]r“”‘’`"·', 360],
  ['ckszvxyJ', 510],
  ['abdeghnopquLFTZ0123456789_?–$£#*+=<>', 600],
  ['EABKPSVXYREU&', 690],
  ['CDHNRwGOQ', 790],
  ['mMW—%@', 950],
];

const widthOf = new Map(WIDTHS.flatMap(([letters, width]) => [...letters].map((one) => [one, width])));

/** Width of one line of text, in the unit of `size`. Bold is wider, and much wider in the typefaces that stand in where Arial is not there. */
export function textWidth(text: string, size: number, bold = false): number {
  let total = 0;
  for (const letter of text) total += widthOf.get(letter) ?? 950;
  return (total / 1000) * size * (bold ? 1.25 : 1);
}

/**
 * Breaks text at spaces, after underscores and after hyphens into lines no wider than `width`. A part that is wider
 * than a line is cut; text over `maximumLines` ends in an ellipsis.
 */
export function fitText(
  text: string,
  width: number,
  size: number,
  { bold = false, maximumLines = 3 }: { readonly bold?: boolean; readonly maximumLines?: number } = {},
): readonly string[] {
  const fits = (line: string) => textWidth(line, size, bold) <= width;
  const parts = text
    .trim()
    .split(/(?<=[\s_-])/)
    .flatMap((part) => pieces(part, fits));
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && fits((last + part).trimEnd())) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  const kept = lines.slice(0, maximumLines).map((line) => line.trim());
  if (lines.length <= maximumLines) return kept;
  return kept.map((line, index) => (index === kept.length - 1 ? cut(line, fits) : line));
}

/** Cuts a part that is too wide for a line into pieces that are not. */
function pieces(part: string, fits: (line: string) => boolean): readonly string[] {
  if (fits(part.trimEnd())) return [part];
  const found: string[] = [];
  let piece = '';
  for (const letter of part) {
    if (piece !== '' && !fits(piece + letter)) {
      found.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...found, piece];
}

/** The line with an ellipsis, shortened until it fits. */
function cut(line: string, fits: (line: string) => boolean): string {
  const letters = [...line];
  while (letters.length > 0 && !fits(`${letters.join('').trimEnd()}…`)) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
