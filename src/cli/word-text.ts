import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { fail, isStileError } from '#kernel';

/** A paragraph of a Word file that has words in it. */
export interface WordParagraph {
  /** Offset of its first character in the text. */
  readonly start: number;
  readonly part: 'text' | 'footnotes' | 'endnotes' | 'comments' | 'headers and footers';
  /** Counted from 1 in its part; empty paragraphs don’t count. */
  readonly number: number;
}

export interface WordText {
  /** The paragraphs, with an empty line between them. */
  readonly text: string;
  readonly paragraphs: readonly WordParagraph[];
}

/** What all parts that are read may take unpacked, in bytes. */
const MOST_BYTES = 64 * 2 ** 20;
const MOST_ENTRIES = 10_000;
/** How deep elements may stand in each other. Word itself stays far below. */
const MOST_DEPTH = 500;

const PARTS: readonly (readonly [RegExp, WordParagraph['part']])[] = [
  [/^word\/document\.xml$/, 'text'],
  [/^word\/footnotes\.xml$/, 'footnotes'],
  [/^word\/endnotes\.xml$/, 'endnotes'],
  [/^word\/comments\.xml$/, 'comments'],
  [/^word\/(?:header|footer)\d{1,4}\.xml$/, 'headers and footers'],
];
const orderOf = (name: string): number => PARTS.findIndex(([pattern]) => pattern.test(name));

/**
 * The text of a Word file (.docx; ECMA-376), as it reads with every tracked change accepted. `file` is named in errors.
 * Throws `CLI_WORD_BROKEN`, `CLI_WORD_TOO_LARGE`.
 */
export function wordText(bytes: Uint8Array, file: string): WordText {
  const entries = partsIn(bytes, file);
  const parts = Object.entries(entries).sort(([a], [b]) => orderOf(a) - orderOf(b) || (a < b ? -1 : 1));
  if (parts[0] === undefined || orderOf(parts[0][0]) !== 0)
    return fail('CLI_WORD_BROKEN', { file, reason: 'it has no word/document.xml' });
  const texts: string[] = [];
  const paragraphs: WordParagraph[] = [];
  const counts = new Map<WordParagraph['part'], number>();
  let start = 0;
  for (const [name, content] of parts) {
    const part = PARTS[orderOf(name)]?.[1] ?? 'text';
    for (const paragraph of paragraphsOf(content, name, file)) {
      const number = (counts.get(part) ?? 0) + 1;
      counts.set(part, number);
      paragraphs.push({ start, part, number });
      texts.push(paragraph);
      start += paragraph.length + 2;
    }
  }
  return { text: texts.join('\n\n'), paragraphs };
}

function partsIn(bytes: Uint8Array, file: string): Record<string, Uint8Array> {
  let entries = 0;
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        // An archive can say that it has four thousand million entries.
        if (++entries > MOST_ENTRIES) fail('CLI_WORD_BROKEN', { file, reason: 'it has too many parts' });
        if (orderOf(name) < 0) return false;
        total += originalSize;
        if (total > MOST_BYTES) fail('CLI_WORD_TOO_LARGE', { file, limit: MOST_BYTES / 2 ** 20 });
        return true;
      },
    });
  } catch (error) {
    if (isStileError(error)) throw error;
    return fail('CLI_WORD_BROKEN', { file, reason: 'the archive can’t be unpacked' }, { cause: error });
  }
}

/** The names of word-processing elements, in the transitional and in the strict form of the standard. */
const isWordSpace = (uri: string): boolean =>
  uri === 'http://schemas.openxmlformats.org/wordprocessingml/2006/main' ||
  uri === 'http://purl.oclc.org/ooxml/wordprocessingml/main';
const COMPATIBILITY = 'http://schemas.openxmlformats.org/markup-compatibility/2006';

/** What an element inside a paragraph reads as. */
const READS_AS: Readonly<Record<string, string>> = { tab: '\t', br: '\n', cr: '\n', noBreakHyphen: '-' };

function paragraphsOf(content: Uint8Array, name: string, file: string): string[] {
  const done: string[] = [];
  // A text box stands in a paragraph and has paragraphs of its own.
  const open: string[] = [];
  let depth = 0;
  let inText = 0;
  let skipped = 0;
  const parser = new SaxesParser({ xmlns: true });
  const add = (text: string): void => {
    const last = open.length - 1;
    if (last >= 0 && skipped === 0) open[last] += text;
  };
  /** Taken away by a tracked change, the tab stops of a style, or a second version of the same words for old programs. */
  const isSkipped = (local: string, uri: string): boolean =>
    (isWordSpace(uri) && (local === 'del' || local === 'moveFrom' || local === 'tabs')) ||
    (uri === COMPATIBILITY && local === 'Fallback');
  parser.on('doctype', () => {
    throw new Error('doctype');
  });
  parser.on('opentag', ({ local, uri }) => {
    if (++depth > MOST_DEPTH) throw new Error('depth');
    if (isSkipped(local, uri)) skipped++;
    if (!isWordSpace(uri)) return;
    if (local === 'p') open.push('');
    else if (local === 't') inText++;
    else if (Object.hasOwn(READS_AS, local)) add(READS_AS[local] ?? '');
  });
  parser.on('closetag', ({ local, uri }) => {
    depth--;
    if (isSkipped(local, uri)) skipped--;
    if (!isWordSpace(uri)) return;
    if (local === 't') inText--;
    if (local !== 'p') return;
    const text = open.pop() ?? '';
    if (text.trim() !== '') done.push(text);
  });
  const read = (text: string): void => {
    if (inText > 0) add(text);
  };
  parser.on('text', read);
  parser.on('cdata', read);
  try {
    parser.write(new TextDecoder('utf-8', { fatal: true }).decode(content)).close();
    return done;
  } catch (error) {
    // The parser's own message could quote the document.
    return fail(
      'CLI_WORD_BROKEN',
      { file, reason: `${name} is not the XML of a Word file` },
      { cause: error },
    );
  }
}
