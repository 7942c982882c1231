/** A provision, shown by its citation or by a shorter label; on a page it is a link to the text of the law. */
export type Cite = { readonly cite: string; readonly label?: string };
/** Another page; on a terminal only its label is shown. */
export type Link = { readonly to: string; readonly label: string };
export type Inline = string | Cite | Link;
export type Text = Inline | readonly Inline[];

/** What a description is drawn from, on a terminal and as a page alike. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'list'; readonly ordered?: boolean; readonly items: readonly Text[] }
  | { readonly kind: 'terms'; readonly rows: readonly (readonly [label: string, text: Text])[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Text[])[] };

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text });
export const text = (...parts: readonly Inline[]): Block => ({ kind: 'text', text: parts });
export const list = (items: readonly Text[]): Block => ({ kind: 'list', items });
export const steps = (items: readonly Text[]): Block => ({ kind: 'list', ordered: true, items });
export const table = (head: readonly string[], rows: readonly (readonly Text[])[]): Block => ({
  kind: 'table',
  head,
  rows,
});

/** Labelled facts; a row without a text is left out. */
export const terms = (rows: readonly (readonly [label: string, text: Text | undefined])[]): Block => ({
  kind: 'terms',
  rows: rows.flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [[label, value] as const],
  ),
});

/** A heading with what is under it, or with a sentence that says there is nothing. */
export const under = (
  level: 2 | 3,
  title: string,
  blocks: readonly Block[],
  empty?: string,
): readonly Block[] => {
  if (blocks.length > 0) return [heading(level, title), ...blocks];
  return empty === undefined ? [] : [heading(level, title), text(empty)];
};

export const inlines = (value: Text): readonly Inline[] =>
  typeof value === 'string' || !Array.isArray(value) ? [value as Inline] : (value as readonly Inline[]);

/** Citations with commas between, each once. */
export const cites = (citations: readonly string[]): readonly Inline[] =>
  [...new Set(citations)].flatMap((cite, i) => (i === 0 ? [{ cite }] : [', ', { cite }]));

/** A sentence with the provisions behind it in brackets. */
export const cited = (words: string, ...citations: readonly (string | undefined)[]): Text => {
  const known = citations.filter((one) => one !== undefined);
  return known.length === 0 ? words : [`${words} (`, ...cites(known), ')'];
};

/** Several texts with a separator between. */
export const joined = (texts: readonly Text[], separator: string): readonly Inline[] =>
  texts.flatMap((one, i) => (i === 0 ? inlines(one) : [separator, ...inlines(one)]));
