import { type GroupFacts, LEAST_RECORDS } from '#linkage';
import { counted } from '#web/kit';
import { type Row, rowChart } from '../drawing/row-chart.ts';
import { count, percent, plain, points } from '../words.ts';
import { type Chart, numeric, text } from './chart.ts';

/** Labels come from the data, so they may be of any length. */
const LONGEST = 60;
const shortened = (value: string): string => {
  const letters = [...value];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : value;
};

/** The share of records that were linked, by group. */
export function groupChart({ column, file, all, groups, small }: GroupFacts, files: number): Chart {
  const id = `group-${column.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${file + 1}`;
  const title = `Linked records by ${plain(column)}${files > 1 ? `, ${file === 0 ? 'first' : 'second'} file` : ''}`;
  const rows = [
    ...groups.map((one) => ({ ...one, name: one.value === undefined ? '(no value)' : shortened(one.value) })),
    ...(small?.together
      ? [{ ...small.together, name: `${counted(small.values, 'smaller group')} together` }]
      : []),
  ];
  const low = Math.min(all.share, ...rows.map((one) => one.low));
  const high = Math.max(all.share, ...rows.map((one) => one.high));
  const hidden =
    small && !small.together
      ? [
          [
            `${counted(small.values, 'smaller group')} together`,
            `fewer than ${LEAST_RECORDS}`,
            '–',
            '–',
            '–',
            '–',
          ],
        ]
      : [];
  return {
    id,
    title,
    how: 'The dot is the share of the group’s records that were linked, the bar the range in which it would lie by chance (95%), and the dashed line all records together. A bar that does not touch the line is a group that is linked more or less often than others: find out why before you use the links.',
    svg: rowChart({
      id,
      title,
      description: `The share of records linked in ${rows.length} groups, beside ${percent(all.share)} of all records. The table below has each group.`,
      axis: 'share of records that are linked',
      words: (tick) => percent(tick),
      domain: [Math.max(0, low - 0.02), Math.min(1, high + 0.02)],
      lines: [{ at: all.share, text: `all: ${percent(all.share)}` }],
      rows: rows.map(
        (one): Row => ({
          name: one.name,
          dot: one.share,
          low: one.low,
          high: one.high,
          text: percent(one.share),
        }),
      ),
    }),
    figures: {
      columns: [
        text(plain(column)),
        numeric('Records'),
        numeric('Linked'),
        numeric('Share linked'),
        numeric('95% interval'),
        numeric('Points from all'),
      ],
      rows: [
        ...rows.map((one) => [
          one.name,
          count(one.records),
          count(one.linked),
          percent(one.share),
          `${percent(one.low)} to ${percent(one.high)}`,
          points(one.difference),
        ]),
        ...hidden,
        [
          'All records',
          count(all.records),
          count(all.linked),
          percent(all.share),
          `${percent(all.low)} to ${percent(all.high)}`,
          '–',
        ],
      ],
    },
  };
}
