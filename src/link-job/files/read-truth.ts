import { fail } from '#kernel';
import { connectedComponents, type EncodedColumn, gatherPairs, textOf } from '#linkage';
import { columnBuilder } from './column-builder.ts';
import { type Ids, idText } from './ids.ts';
import { csvHeader, readCsv } from './read-csv.ts';
import { parquetHeader, readParquet } from './read-parquet.ts';
import { formatOf } from './read-tables.ts';

/** The columns of a file of pairs: the first is of the first file where there are two. */
const PAIRS = ['id_l', 'id_r'] as const;
const IDS = ['id', 'unique_id'];
const CLUSTERS = ['cluster', 'cluster_id'];

/**
 * Who is who, from a file that says it: a column of ids with `cluster` or `cluster_id` beside it (the ids as the records
 * have them), or pairs of ids of one person as `id_l` and `id_r`. Gives a number for each row, the same for one
 * person. Ids of no record are passed over. A record that no pair names is a person alone.
 * Throws `LINK_JOB_TRUTH_COLUMNS`, `LINK_JOB_TRUTH_INCOMPLETE`, `LINK_JOB_TRUTH_AMBIGUOUS`, and what reading throws.
 */
export async function readTruth(path: string, ids: Ids, rows: number, id?: string): Promise<Int32Array> {
  const names = await headerOf(path);
  if (PAIRS.every((name) => names.includes(name))) {
    const [left, right] = await readColumns(path, names, PAIRS);
    return fromPairs(left as EncodedColumn, right as EncodedColumn, ids, rows);
  }
  const idColumn = (id === undefined ? IDS : [id, ...IDS]).find((name) => names.includes(name));
  const cluster = CLUSTERS.find((name) => names.includes(name));
  if (idColumn === undefined || cluster === undefined) return fail('LINK_JOB_TRUTH_COLUMNS', { path });
  const [own, person] = await readColumns(path, names, [idColumn, cluster]);
  return fromClusters(path, own as EncodedColumn, person as EncodedColumn, ids, rows);
}

const headerOf = async (path: string): Promise<readonly string[]> =>
  formatOf(path) === 'csv' ? csvHeader(path) : (await parquetHeader(path)).columns.map(({ name }) => name);

async function readColumns(path: string, names: readonly string[], wanted: readonly string[]) {
  const builders = wanted.map(columnBuilder);
  const sinks = names.map((name) => builders[wanted.indexOf(name)]);
  await (formatOf(path) === 'csv' ? readCsv(path, () => sinks) : readParquet(path, sinks));
  return builders.map((builder) => builder.finish());
}

function fromClusters(
  path: string,
  own: EncodedColumn,
  { codes }: EncodedColumn,
  ids: Ids,
  rows: number,
): Int32Array {
  const persons = new Map<string, number>();
  own.codes.forEach((code, row) => {
    if (code !== 0 && codes[row] !== 0) persons.set(textOf(own.dictionary, code), codes[row] as number);
  });
  const first = ids.split === 0 ? undefined : rowsById(ids, 0, ids.split);
  const truth = new Int32Array(rows);
  let unnamed = 0;
  for (let row = 0; row < rows; row++) {
    const text = idText(ids, row);
    if (row >= ids.split && first?.has(text)) fail('LINK_JOB_TRUTH_AMBIGUOUS', { path });
    const person = persons.get(text);
    if (person === undefined) unnamed++;
    else truth[row] = person;
  }
  if (unnamed > 0) fail('LINK_JOB_TRUTH_INCOMPLETE', { path, unnamed });
  return truth;
}

function fromPairs(left: EncodedColumn, right: EncodedColumn, ids: Ids, rows: number): Int32Array {
  const { split } = ids;
  const lefts = rowsById(ids, 0, split === 0 ? rows : split);
  const rights = split === 0 ? lefts : rowsById(ids, split, rows);
  const pairs = { left: new Uint32Array(left.codes.length), right: new Uint32Array(left.codes.length) };
  let count = 0;
  left.codes.forEach((code, row) => {
    const a = lefts.get(textOf(left.dictionary, code));
    const b = rights.get(textOf(right.dictionary, right.codes[row] as number));
    if (a === undefined || b === undefined || a === b) return;
    pairs.left[count] = a;
    pairs.right[count] = b;
    count++;
  });
  const weight = new Float64Array(count);
  return connectedComponents(gatherPairs([{ ...pairs, weight, count }], { rows, split }));
}

function rowsById(ids: Ids, from: number, until: number): Map<string, number> {
  const rows = new Map<string, number>();
  for (let row = from; row < until; row++) rows.set(idText(ids, row), row);
  return rows;
}
