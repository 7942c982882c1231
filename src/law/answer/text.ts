import { resolveCitation } from '../provisions.ts';
import { type Answer, written } from './line.ts';

/** The page for a terminal, in lines of at most 80 columns. */
export const answerText = ({ sections }: Answer): string =>
  sections
    .map(({ heading, lines }) => [heading, ...lines.flatMap((one) => wrap(written(one)))].join('\n'))
    .join('\n\n');

const WIDTH = 80;

function wrap(text: string): readonly string[] {
  const rows: string[] = [];
  let row = '  *';
  for (const word of text.split(/\s+/)) {
    if (row.length + 1 + word.length > WIDTH && row.length > 4) {
      rows.push(row);
      row = `    ${word}`;
    } else row = `${row} ${word}`;
  }
  return [...rows, row];
}

/** The page as Markdown; citations link to the legislation. `level` is that of its headings. */
export const answerMarkdown = ({ sections }: Answer, level = 2): string =>
  sections
    .map(({ heading, lines }) =>
      [
        `${'#'.repeat(level)} ${heading}`,
        '',
        ...(lines.length === 1 ? lines : []).map((one) => written(one, linked)),
        ...(lines.length === 1 ? [] : lines).map((one) => `- ${written(one, linked)}`),
      ].join('\n'),
    )
    .join('\n\n');

function linked(citation: string): string {
  const found = resolveCitation(citation);
  return found.found ? `[${citation}](${found.address})` : citation;
}
