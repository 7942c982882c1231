/** The plan's plain English, `plan.txt`, as sections of paragraphs and lists. */
export interface EnglishSection {
  /** Empty for what stands before the first heading. */
  readonly heading: string;
  readonly parts: readonly EnglishPart[];
}

export type EnglishPart =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] };

/** The compiler breaks lines at this many characters. */
const WIDTH = 88;
const ITEM = /^ *- /;
const HEADING = /^\d+\. (.+)$/;

/**
 * Reads the text as it was signed and leaves out nothing but line breaks, bullets and the numbers of headings. A heading
 * is a numbered line with an empty line on either side; an item begins with `- `; an indented line goes on with what
 * stands above it, and so does a line whose first word did not fit there.
 */
export function englishSections(text: string): readonly EnglishSection[] {
  const sections: { heading: string; parts: EnglishPart[] }[] = [{ heading: '', parts: [] }];
  for (const block of text.split(/\n\s*\n/)) {
    const lines = block.split('\n').filter((line) => line.trim() !== '');
    const [only = ''] = lines;
    const heading = lines.length === 1 ? HEADING.exec(only)?.[1] : undefined;
    if (heading !== undefined) sections.push({ heading, parts: [] });
    else sections.at(-1)?.parts.push(...partsOf(lines));
  }
  return sections.filter(({ heading, parts }) => heading !== '' || parts.length > 0);
}

function partsOf(lines: readonly string[]): readonly EnglishPart[] {
  const parts: ({ kind: 'paragraph'; text: string } | { kind: 'list'; items: string[] })[] = [];
  let before = '';
  for (const line of lines) {
    const last = parts.at(-1);
    const text = line.replace(ITEM, '').trim();
    const [first = ''] = text.split(' ');
    const goesOn = before.length + 1 + first.length > WIDTH;
    if (ITEM.test(line)) {
      if (last?.kind === 'list') last.items.push(text);
      else parts.push({ kind: 'list', items: [text] });
    } else if (last?.kind === 'list' && line.startsWith(' ')) last.items.push(`${last.items.pop()} ${text}`);
    else if (last?.kind === 'paragraph' && goesOn) last.text += ` ${text}`;
    else parts.push({ kind: 'paragraph', text });
    before = line;
  }
  return parts;
}
