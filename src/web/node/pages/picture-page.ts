import { type Block, drawFlow, heading, link, type Page, paragraph } from '#web/kit';
import { paths, trailTo } from '../paths.ts';
import type { PictureRow } from '../plan-picture.ts';
import type { AgreementView, NodeView } from '../share-view.ts';
import { listed } from '../words.ts';

/** The run plan as a picture, and the same facts in a table. */
export function picturePage(node: NodeView, agreement: AgreementView): Page {
  const { diagram, rows } = agreement.picture;
  return {
    heading: 'What happens to each field?',
    caption: agreement.title,
    trail: trailTo(node, agreement),
    wide: true,
    blocks: [
      paragraph(
        'Read from left to right. A line that ends at a fence stays where it is; only what crosses a fence leaves. The picture is drawn from the signed run plan, the only thing that can run. ',
        link('Read the same in words', paths.english(node, agreement)),
        '.',
      ),
      { kind: 'picture', svg: drawFlow(diagram), label: 'Picture of the run plan' },
      heading('The same facts, field by field'),
      ...tables(rows),
    ],
  };
}

/** One table for each holder, or group of holders alike. */
function tables(rows: readonly PictureRow[]): readonly Block[] {
  const holders = [...new Set(rows.map((row) => listed(row.holders)))];
  return holders.map((holder) => ({
    kind: 'table',
    caption: `In the extract of ${holder}`,
    columns: [
      { text: 'Field' },
      { text: 'What its holder makes of it' },
      { text: 'What leaves, sealed' },
      { text: 'Helps to make the output of' },
    ],
    rows: rows
      .filter((row) => listed(row.holders) === holder)
      .map(({ field, prepared, leaves, reaches }) => [
        { code: field },
        { lines: prepared },
        leaves.length === 0
          ? 'Nothing: it stays there'
          : { lines: leaves.map((column) => ({ code: column })) },
        leaves.length === 0 ? 'Nobody' : listed(reaches),
      ]),
    empty: 'The plan has no fields.',
  }));
}
