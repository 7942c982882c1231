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
  const { why, size, rows, second, weights, linked, weakest } = view;
  const id = `cluster-${number}`;
  const shown = size > rows.length ? `, ${rows.length} of them shown` : '';
  const title = `Cluster ${number}, ${why === 'largest' ? 'among the largest' : 'among the least certain'}: ${counted(size, 'record')}${shown}`;
  /** Reaches the threshold, and was not compared: by no rule, or because both are of one file. */
  const isMissed = (a: number, b: number): boolean =>
    (weights[a]?.[b] ?? Number.NaN) >= threshold && linked[a]?.[b] !== true;
  const missed = rows.some((_, a) => rows.some((__, b) => isMissed(a, b)));
  const edges = rows.flatMap((_, a) =>
    rows.slice(a + 1).map((__, k) => {
      const b = a + 1 + k;
      const weight = weights[a]?.[b] ?? Number.NaN;
      return {
        a,
        b,
        weight,
        text: signed(weight, 1),
        linked: linked[a]?.[b] === true,
        weakest: a === weakest.a && b === weakest.b,
      };
    }),
  );
  const places = rows.map((_, n) => String(n + 1));
  return {
    id,
    title,
    how: `A blue line is a link: a pair that was compared and reaches the threshold. Other pairs have a thin dashed line${missed ? ', also those marked * in the table, which would reach it but were not compared' : ''}. Red and thick is the weakest link on the strongest ways between the records: raise the threshold above it, and the cluster falls apart.${second.includes(true) ? ' Circles are records of the first file, squares of the second.' : ''}`,
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
        ...rows.map((__, b) => {
          const [x, y] = [Math.min(a, b), Math.max(a, b)];
          return a === b ? '–' : `${signed(weights[x]?.[y] ?? Number.NaN, 1)}${isMissed(x, y) ? ' *' : ''}`;
        }),
      ]),
    },
  };
}
