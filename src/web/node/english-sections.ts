/** The plan's plain English, `plan.txt`, as sections of paragraphs and lists. */
export interface EnglishSection {
  readonly heading: string;
  readonly parts: readonly EnglishPart[];
}

export type EnglishPart =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] };

/**
 * Reads the text as it was signed and leaves out nothing but line breaks and marks of layout: a heading is a line
 * underlined with `=` or `-`, or begun with `#`, or all in capitals; a list item begins with `- `, `* ` or `• `, and
 * an indented line goes on with what stands above it.
 */
export function englishSections(text: string): readonly EnglishSection[] {
  const sections: { heading: string; parts: EnglishPart[] }[] = [];
  const current = () => {
    if (sections.length === 0) sections.push({ heading: '', parts: [] });
    return sections[sections.length - 1] as (typeof sections)[number];
  };
  for (const block of text.replaceAll('\r\n', '\n').split(/\n[ \t]*\n/)) {
    const lines = block.split('\n').filter((line) => line.trim() !== '');
    const heading = headingOf(lines);
    if (heading !== undefined) sections.push({ heading: heading.text, parts: [] });
    current().parts.push(...partsOf(lines.slice(heading?.lines ?? 0)));
  }
  return sections.filter(({ heading, parts }) => heading !== '' || parts.length > 0);
}

function headingOf([first, second]: readonly string[]):
  | { readonly text: string; readonly lines: number }
  | undefined {
  if (first === undefined) return undefined;
  const marked = /^#{1,3} +(.+)$/.exec(first)?.[1];
  if (marked !== undefined) return { text: marked, lines: 1 };
  if (second !== undefined && /^(=+|-+)$/.test(second.trim())) return { text: first.trim(), lines: 2 };
  if (/^[A-Z][A-Z0-9 ,’'–-]*$/.test(first) && first.length > 3)
    return { text: first.slice(0, 1) + first.slice(1).toLowerCase(), lines: 1 };
  return undefined;
}

const ITEM = /^\s*(?:[-*•]|\d+\.)\s+/;

function partsOf(lines: readonly string[]): readonly EnglishPart[] {
  const parts: EnglishPart[] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    const text = line.replace(ITEM, '').trim();
    if (ITEM.test(line))
      parts.splice(last?.kind === 'list' ? -1 : parts.length, last?.kind === 'list' ? 1 : 0, {
        kind: 'list',
        items: last?.kind === 'list' ? [...last.items, text] : [text],
      });
    else if (last?.kind === 'list' && /^\s/.test(line))
      parts[parts.length - 1] = {
        kind: 'list',
        items: [...last.items.slice(0, -1), `${last.items.at(-1) ?? ''} ${text}`],
      };
    else if (last?.kind === 'paragraph')
      parts[parts.length - 1] = { kind: 'paragraph', text: `${last.text} ${text}` };
    else parts.push({ kind: 'paragraph', text });
  }
  return parts;
}
