import type { ClusterView, SizeBand } from '#linkage';
import { counted } from '#web/kit';
import { graphPicture } from '../drawing/graph-picture.ts';
import { rowChart } from '../drawing/row-chart.ts';
import { count, signed } from '../words.ts';
import { type Chart, numeric, text } from './chart.ts';

const sizeText = ({ from, until }: SizeBand): string =>
  from === 1
    ? '1: not linked'
    : until === Number.POSITIVE_INFINITY
      ? `${from} or more`
      : from === until
        ? String(from)
        : `${from} to ${until}`;

/** How many records clusters have. */
export function sizesChart(sizes: readonly SizeBand[]): Chart {
  const id = 'cluster-sizes';
  const title = 'How large the clusters are';
  const all = sizes.reduce((sum, { records }) => sum + records, 0);
  return {
    id,
    title,
    how: 'A cluster is the records that are taken for one person. Each bar is the records in clusters of that size. Look at the largest: a size that no person can have, given how the data were gathered, means that people were taken for one.',
    svg: rowChart({
      id,
      title,
      description: `${count(all)} records by the size of their cluster. The table below has each size.`,
      axis: 'records in clusters of this size',
      words: count,
      domain: [0, Math.max(...sizes.map(({ records }) => records), 1)],
      rows: sizes.map((one) => ({
        name: sizeText(one),
        marks: [
          { from: 0, to: one.records, tone: one.from === 1 ? 'other' : 'for', text: count(one.records) },
        ],
      })),
    }),
    figures: {
      columns: [text('Records in the cluster'), numeric('Clusters'), numeric('Records')],
      rows: sizes.map((one) => [sizeText(one), count(one.clusters), count(one.records)]),
    },
  };
}

/** One cluster as records and the weights between them. `names`: what each record is called; without it, its number. */
export function clusterChart(
  view: ClusterView,
  number: number,
  threshold: number,
  names: readonly string[] = view.rows.map((_, n) => String(n + 1)),
): Chart {
  const { why, size, rows, second, weights, weakest } = view;
  const id = `cluster-${number}`;
  const shown = size > rows.length ? `, ${rows.length} of them shown` : '';
  const title = `Cluster ${number}, ${why === 'largest' ? 'among the largest' : 'among the least certain'}: ${counted(size, 'record')}${shown}`;
  const edges = rows.flatMap((_, a) =>
    rows.slice(a + 1).map((__, k) => {
      const b = a + 1 + k;
      const weight = weights[a]?.[b] ?? Number.NaN;
      return {
        a,
        b,
        weight,
        text: signed(weight, 1),
        linked: weight >= threshold,
        weakest: a === weakest.a && b === weakest.b,
      };
    }),
  );
  const places = rows.map((_, n) => String(n + 1));
  return {
    id,
    title,
    how: `A line is the match weight between two records: blue where it reaches the threshold, thin and dashed where it does not. Red and thick is the weakest link on the strongest ways between the records: it decides at which threshold the cluster would fall apart, and the weaker it is, the more the cluster deserves a look.${second.includes(true) ? ' Circles are records of the first file, squares of the second.' : ''}`,
    svg: graphPicture({
      id,
      title,
      description: `${counted(rows.length, 'record')} and the match weights between them; the link that holds the cluster together weighs ${signed(weakest.weight)}. The table below has each weight.`,
      nodes: places.map((name, n) => ({ name, second: second[n] ?? false })),
      edges,
    }),
    figures: {
      columns: [text('Record'), ...places.map((name) => numeric(name))],
      rows: rows.map((_, a) => [
        names[a] === places[a] ? (places[a] ?? '') : `${places[a]}: ${names[a]}`,
        ...rows.map((__, b) =>
          a === b ? '–' : signed(weights[Math.min(a, b)]?.[Math.max(a, b)] ?? Number.NaN, 1),
        ),
      ]),
    },
  };
}
