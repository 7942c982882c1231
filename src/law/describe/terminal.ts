import { type Block, type Inline, inlines, type Text } from './blocks.ts';

const WIDTH = 80;
/** Stands for a space inside a citation, so that no line breaks there. */
const TIED = '\u00a0';

const shown = (part: Inline): string => {
  if (typeof part === 'string') return part;
  return ('cite' in part ? (part.label ?? part.cite) : part.label).replaceAll(' ', TIED);
};
const plain = (text: Text): string => inlines(text).map(shown).join('');

/** Breaks a text at spaces into lines of at most `width` characters; a longer word is cut. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => pieces(one, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

const pieces = (word: string, width: number): string[] =>
  word.length <= width
    ? [word]
    : word.includes(TIED)
      ? word.split(TIED).flatMap((part) => pieces(part, width))
      : [word.slice(0, width), ...pieces(word.slice(width), width)];

const GAP = 2;

/** Widths of columns that together fit: the widest is narrowed until they do, none below its longest short word. */
function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const columns = rows[0]?.map((_, c) => rows.map((row) => row[c] ?? '')) ?? [];
  const widths = columns.map((cells) => Math.max(...cells.map((cell) => cell.length)));
  const least = columns.map((cells) =>
    Math.min(24, Math.max(...cells.flatMap((cell) => cell.split(' ').map((word) => word.length)))),
  );
  const over = (): number => widths.reduce((sum, one) => sum + one + GAP, -GAP) - WIDTH;
  while (over() > 0) {
    const room = widths.map((one, c) => one - (least[c] ?? 0));
    const c = room.indexOf(Math.max(...room));
    if ((room[c] ?? 0) <= 0) break;
    widths[c] = (widths[c] ?? 0) - 1;
  }
  return widths;
}

function table(head: readonly string[], rows: readonly (readonly Text[])[]): string[] {
  const cells = [head, ...rows.map((row) => row.map(plain))];
  const widths = widthsOf(cells);
  return cells.flatMap((row) => {
    const wrapped = row.map((cell, c) => wrap(cell, widths[c] ?? WIDTH));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, i) =>
      wrapped
        .map((lines, c) => (lines[i] ?? '').padEnd(widths[c] ?? 0))
        .join(' '.repeat(GAP))
        .trimEnd(),
    );
  });
}

/** Lines under a mark such as `- `: the first after it, the others below its text. */
const hanging = (mark: string, text: string): string[] =>
  wrap(text, WIDTH - mark.length).map((line, i) => `${i === 0 ? mark : ' '.repeat(mark.length)}${line}`);

function terms(rows: readonly (readonly [string, Text])[]): string[] {
  const wide = Math.min(24, Math.max(0, ...rows.map(([label]) => label.length))) + GAP;
  return rows.flatMap(([label, value]) =>
    label.length + GAP > wide
      ? [label, ...hanging(' '.repeat(wide), plain(value))]
      : hanging(label.padEnd(wide), plain(value)),
  );
}

function draw(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return wrap(block.text, WIDTH);
    case 'text':
      return wrap(plain(block.text), WIDTH);
    case 'list':
      return block.items.flatMap((item, i) =>
        hanging(block.ordered === true ? `${String(i + 1).padStart(2)}. ` : '- ', plain(item)),
      );
    case 'terms':
      return terms(block.rows);
    case 'table':
      return table(block.head, block.rows);
  }
}

/** Draws blocks as lines of at most 80 characters. */
export function toTerminal(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block, i) => {
    const lines = draw(block).map((line) => line.replaceAll(TIED, ' '));
    const before = blocks[i - 1];
    const tight =
      before === undefined || (before.kind === 'heading' && before.level > 1 && block.kind !== 'heading');
    return tight ? lines : ['', ...lines];
  });
}
