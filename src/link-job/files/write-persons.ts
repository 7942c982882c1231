import { type CarriedIds, countingUp, idChanges } from '#linkage';
import { type Ids, idText } from './ids.ts';
import type { FileColumn } from './parquet-file.ts';
import { idCells } from './write-results.ts';
import { writeTable } from './write-table.ts';

/**
 * Writes for every row of the table the lasting number of its cluster: columns `cluster_id, id`, `source` where there are
 * two files, and `ids_given`: how many numbers were ever given, the same in each row, so that none is given again.
 * Throws what `writeTable` throws.
 */
export function writePersons(
  path: string,
  { persons, next }: Pick<CarriedIds, 'persons' | 'next'>,
  ids: Ids,
  sources?: readonly [string, string],
): Promise<number> {
  const columns: FileColumn[] = [
    { name: 'cluster_id', type: 'count' },
    { name: 'id', type: ids.type },
    ...(sources === undefined ? [] : [{ name: 'source', type: 'text' } as const]),
    { name: 'ids_given', type: 'count' },
  ];
  const source = (row: number): string => sources?.[row < ids.split ? 0 : 1] ?? '';
  const cells = [
    persons,
    idCells(ids)(countingUp(persons.length)),
    ...(sources === undefined ? [] : [source]),
    () => next,
  ];
  return writeTable(path, columns, [{ count: persons.length, cells }]);
}

/**
 * Writes what became of clusters since the earlier run: columns `change` (merged, split, new or ended), `from_cluster_id`,
 * `to_cluster_id` and `records`: how many both runs have of them. For a cluster that is new or
 * ended both numbers are its own. A cluster that was kept has no row of its own. Gives
 * how many rows. Throws what `writeTable` throws.
 */
export function writeChanges(
  path: string,
  { kind, from, to, records, count }: CarriedIds['changes'],
): Promise<number> {
  const told = Uint32Array.from({ length: count }, (_, c) => c).filter(
    (c) => idChanges[kind[c] as number] !== 'kept',
  );
  const at = (c: number): number => told[c] as number;
  /** The number, or where there is none the other. */
  const number = (list: Int32Array, other: Int32Array) => (c: number) => {
    const one = list[at(c)] as number;
    return one < 0 ? (other[at(c)] as number) : one;
  };
  return writeTable(
    path,
    [
      { name: 'change', type: 'text' },
      { name: 'from_cluster_id', type: 'count' },
      { name: 'to_cluster_id', type: 'count' },
      { name: 'records', type: 'count' },
    ],
    [
      {
        count: told.length,
        cells: [
          (c) => idChanges[kind[at(c)] as number] ?? '',
          number(from, to),
          number(to, from),
          (c) => records[at(c)] as number,
        ],
      },
    ],
  );
}

/** What somebody should look at after records were added. */
export interface Finding {
  /** `merge`: two clusters may be of one person. `contested`: a new record may be of another cluster than its own. */
  readonly finding: 'merge' | 'contested';
  readonly cluster: number;
  readonly other: number;
  /** Row of the new record. */
  readonly row?: number;
  readonly weight: number;
}

/**
 * Writes findings: columns `finding, cluster_id, other_cluster_id, id, match_weight`; a merge has no id, and an empty text
 * in its place. Throws what `writeTable` throws.
 */
export function writeFindings(path: string, findings: readonly Finding[], ids: Ids): Promise<number> {
  const of = (f: number): Finding => findings[f] as Finding;
  return writeTable(
    path,
    [
      { name: 'finding', type: 'text' },
      { name: 'cluster_id', type: 'count' },
      { name: 'other_cluster_id', type: 'count' },
      { name: 'id', type: 'text' },
      { name: 'match_weight', type: 'number' },
    ],
    [
      {
        count: findings.length,
        cells: [
          (f) => of(f).finding,
          (f) => of(f).cluster,
          (f) => of(f).other,
          (f) => {
            const { row } = of(f);
            return row === undefined ? '' : idText(ids, row);
          },
          (f) => of(f).weight,
        ],
      },
    ],
  );
}
