import { grouped } from '#kernel';
import type { ReportFacts } from '#linkage';
import { type Block, bullets, paragraph } from '#web/kit';
import type { About } from '../about.ts';
import { numeric, text } from '../charts/chart.ts';
import { count, percent, plain } from '../words.ts';
import type { Section } from './section.ts';

/** The data as they came, and what was done to them before linking. */
export function dataSection({ data }: ReportFacts, { files, notes }: About): Section {
  const several = data.records.length > 1;
  const share = (missing: number, file: number): string =>
    percent(data.records[file] ? missing / (data.records[file] as number) : 0);
  return {
    id: 'data',
    title: 'Population and data',
    blocks: [
      {
        kind: 'table',
        caption: 'Files',
        columns: [text('File'), numeric('Records'), text('Column of ids'), text('Columns that it lacks')],
        rows: files.map(({ name, idColumn, without }, f) => [
          name,
          count(data.records[f] ?? 0),
          idColumn,
          without.length === 0 ? 'none' : without.join(', '),
        ]),
        empty: 'There are none.',
        figures: true,
      },
      paragraph(
        'Who is in these files, where they come from and how they were gathered only those who supplied them can say: add it to this report.',
      ),
      {
        kind: 'table',
        caption: 'Columns, and how often a value is missing',
        columns: [
          text('Column'),
          text('Used in linking'),
          ...(several
            ? [
                numeric('Missing, first file'),
                numeric('Share'),
                numeric('Missing, second file'),
                numeric('Share'),
              ]
            : [numeric('Missing'), numeric('Share')]),
          numeric('Different values'),
        ],
        rows: data.columns.map(({ column, used, missing, distinct }) => [
          column,
          used ? 'yes' : 'no',
          ...missing.flatMap((one, f) => [count(one), share(one, f)]),
          count(distinct),
        ]),
        empty: 'There are none.',
        figures: true,
      },
      ...notesBlocks(notes),
    ],
  };
}

const notesBlocks = (notes: readonly string[]): Block[] =>
  notes.length === 0
    ? []
    : [paragraph('What the columns were taken for, and what was chosen:'), bullets(notes)];

export function cleaningSection({ data }: ReportFacts): Section {
  const records = data.records.reduce((sum, one) => sum + one, 0);
  return {
    id: 'cleaning',
    title: 'Cleaning before linking',
    blocks: [
      paragraph(
        'Values are written in one form before they are compared; the files stay as they are. A value that cannot be what its column holds counts as missing, not as different.',
      ),
      {
        kind: 'table',
        caption: 'Fields after cleaning',
        columns: [
          text('Field'),
          text('What is done'),
          numeric('Records that have it'),
          numeric('Share'),
          numeric('Made missing'),
          numeric('Different values'),
        ],
        rows: data.fields.map(({ field, words, present, lost, distinct }) => [
          plain(field),
          words,
          grouped(present),
          percent(records === 0 ? 0 : present / records),
          lost === undefined ? '–' : count(lost),
          count(distinct),
        ]),
        empty: 'There are none.',
        figures: true,
      },
    ],
  };
}
