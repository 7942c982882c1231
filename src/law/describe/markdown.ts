import { resolveCitation } from '../provisions.ts';
import { type Block, type Inline, inlines, type Text } from './blocks.ts';

const escaped = (words: string): string => words.replaceAll(/[<*_[\]`]/g, '\\$&');

/**
 * Citations within a sentence: in the form of the data, as `SI 2018/912`, or as a bare `s.41(2)`, which is of the
 * Digital Economy Act 2017 unless another Act stands before it.
 */
const WITHIN =
  /\b[A-Z]{2,4}\d{4}(?:\/\d+)?(?: (?:s\.|reg |Sch (?:\d+ )?para )\d+[A-Z]*(?:\(\w+\))*)?|\bSI \d{4}\/\d+(?: (?:reg|Sch para) \d+(?:\(\w+\))*)?|(?<!Act |\d{4} |[A-Za-z])s\.\d+[A-Z]*(?:\(\w+\))*/g;

/** A sentence with the citations in it as links, where they name something. */
function sentence(words: string): string {
  let done = 0;
  let out = '';
  for (const { 0: cite, index } of words.matchAll(WITHIN)) {
    const found = resolveCitation(cite.startsWith('s.') ? `DEA2017 ${cite}` : cite.replace(/^SI /, 'SI'));
    if (!found.found) continue;
    out += `${escaped(words.slice(done, index))}[${cite}](${found.address})`;
    done = index + cite.length;
  }
  return out + escaped(words.slice(done));
}

function shown(part: Inline): string {
  if (typeof part === 'string') return sentence(part);
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
