import { resolveCitation } from '../provisions.ts';
import { type Block, type Inline, inlines, type Text } from './blocks.ts';

const escaped = (words: string): string => words.replaceAll(/[<*_[\]`]/g, '\\$&');

function shown(part: Inline): string {
  if (typeof part === 'string') return escaped(part);
  if ('to' in part) return `[${escaped(part.label)}](${part.to})`;
  const found = resolveCitation(part.cite);
  const label = part.label ?? part.cite;
  return found.found ? `[${label}](${found.address})` : label;
}

const written = (text: Text): string => inlines(text).map(shown).join('');
const cell = (text: Text): string => written(text).replaceAll('|', '\\|');

function write(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${block.text}`;
    case 'text':
      return written(block.text);
    case 'list':
      return block.items
        .map((item, i) => `${block.ordered === true ? `${i + 1}.` : '-'} ${written(item)}`)
        .join('\n');
    case 'terms':
      return block.rows.map(([label, value]) => `- **${label}**: ${written(value)}`).join('\n');
    case 'table':
      return [
        `| ${block.head.join(' | ')} |`,
        `|${block.head.map(() => '---').join('|')}|`,
        ...block.rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
      ].join('\n');
  }
}

/** Writes blocks as a Markdown page; every citation is a link to the text of the law. */
export const toMarkdown = (blocks: readonly Block[]): string => `${blocks.map(write).join('\n\n')}\n`;

/** The address of a heading within its page, as Markdown viewers make it. */
export const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
