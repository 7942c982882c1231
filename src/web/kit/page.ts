/**
 * A page as data. Pages are made by pure functions from views, and one template draws them with the components of
 * the GOV.UK Design System, so that every page looks and behaves alike and can be tested without reading HTML.
 */
export interface Page {
  /** The question that the page answers; also the start of the browser's title. */
  readonly heading: string;
  /** Small text above the heading: what the page is about. */
  readonly caption?: string;
  /** From the start page down to the page above this one. */
  readonly trail: readonly Link[];
  readonly blocks: readonly Block[];
  /** Pictures and tables of many columns need more than the usual 960 pixels. */
  readonly wide?: boolean;
}

export interface Link {
  readonly text: string;
  readonly href: string;
  /** Set on a link to a file: browsers save it under this name. */
  readonly download?: string;
}

/** Green, red, yellow, grey and blue as the design system's tags use them; the words always say it too. */
export type Tone = 'good' | 'bad' | 'warning' | 'neutral' | 'info';

export type Inline =
  | string
  | { readonly link: Link }
  | { readonly tag: string; readonly tone: Tone }
  /** Fixed-width text that may break anywhere: digests, key ids, field names, file names. */
  | { readonly code: string }
  | { readonly strong: string }
  | { readonly lines: readonly Inline[] }
  | { readonly run: readonly Inline[] };

export interface Column {
  readonly text: string;
  readonly numeric?: boolean;
}

export type Block =
  | {
      readonly kind: 'heading';
      readonly text: string;
      readonly level: 2 | 3;
      /** What a link on the page leads to. */
      readonly id?: string;
    }
  | { readonly kind: 'paragraph'; readonly content: Inline; readonly lead?: boolean }
  | {
      readonly kind: 'list';
      readonly items: readonly Inline[];
      readonly style: 'bullet' | 'plain';
    }
  | { readonly kind: 'inset'; readonly content: Inline }
  /** A finding that must be seen first: a coloured edge, a word that says good or bad, and why. */
  | {
      readonly kind: 'verdict';
      readonly tone: Tone;
      readonly word: string;
      readonly title: string;
      readonly content?: Inline;
    }
  | { readonly kind: 'facts'; readonly rows: readonly { readonly key: string; readonly value: Inline }[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Inline[])[];
      /** Said in place of a table without rows. */
      readonly empty: string;
      /** Under a picture, with the same figures: the caption is small, and so is the text. */
      readonly figures?: true;
    }
  | { readonly kind: 'commands'; readonly label: string; readonly lines: readonly string[] }
  | { readonly kind: 'details'; readonly summary: string; readonly blocks: readonly Block[] }
  /** SVG text made by our own drawing code, never from a document as it stands. */
  | {
      readonly kind: 'picture';
      readonly svg: string;
      readonly label: string;
      /** A chart is drawn for a narrower page than other pictures. */
      readonly chart?: true;
    };

export const heading = (text: string, level: 2 | 3 = 2): Block => ({ kind: 'heading', text, level });
export const paragraph = (...content: readonly Inline[]): Block => ({
  kind: 'paragraph',
  content: content.length === 1 && content[0] !== undefined ? content[0] : { run: content },
});
export const facts = (...rows: readonly (readonly [key: string, value: Inline] | undefined)[]): Block => ({
  kind: 'facts',
  rows: rows.flatMap((row) => (row === undefined ? [] : [{ key: row[0], value: row[1] }])),
});
export const bullets = (items: readonly Inline[]): Block => ({ kind: 'list', items, style: 'bullet' });
export const code = (text: string): Inline => ({ code: text });
export const tag = (text: string, tone: Tone): Inline => ({ tag: text, tone });
export const link = (text: string, href: string): Inline => ({ link: { text, href } });
export const download = (text: string, href: string, name: string): Inline => ({
  link: { text, href, download: name },
});
