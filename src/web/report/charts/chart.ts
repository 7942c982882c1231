import type { Block } from '#web/kit';

/** A table with the figures of a chart. */
export interface Figures {
  readonly columns: readonly { readonly text: string; readonly numeric?: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

/** A chart as data: a picture, how to read it, and the same figures as a table. */
export interface Chart {
  /** Names its file in the documentation, and its parts on the page. */
  readonly id: string;
  readonly title: string;
  /** One or two sentences. */
  readonly how: string;
  readonly svg: string;
  readonly figures: Figures;
}

/** A chart on a page: heading, picture, how to read it, table. */
export const chartBlocks = ({ title, how, svg, figures }: Chart): Block[] => [
  { kind: 'heading', text: title, level: 3 },
  { kind: 'picture', svg, label: `Chart: ${title}`, chart: true },
  { kind: 'inset', content: { run: [{ strong: 'How to read this chart.' }, ` ${how}`] } },
  figuresBlock(title, figures),
];

export const figuresBlock = (title: string, { columns, rows }: Figures): Block => ({
  kind: 'table',
  caption: `Figures: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
  columns,
  rows,
  empty: 'There are none.',
  figures: true,
});

export const text = (name: string) => ({ text: name });
export const numeric = (name: string) => ({ text: name, numeric: true });
