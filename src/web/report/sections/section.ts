import { type Block, heading } from '#web/kit';

/** A part of the report, with a name that the contents lead to. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export const sectionBlocks = ({ id, title, blocks }: Section): Block[] => [
  { kind: 'heading', text: title, level: 2, id },
  ...blocks,
];

export const subheading = (text: string): Block => heading(text, 3);
