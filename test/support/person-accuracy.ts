import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { idText, readTables } from '#link-job';
import { type PersonModel, personModel, textOf } from '#linkage';
import { type LinkageAccuracy, linkageAccuracy } from './linkage-accuracy.ts';

const shared = process.env['STILE_SHARED'] ?? resolve(import.meta.dirname, '../../../shared');
const folder = `${shared}/data/linkage`;

/** Sets whose records of one person are known. Who is who is only ever used to score. */
export interface KnownSet {
  readonly name: string;
  readonly paths: readonly [string] | readonly [string, string];
  readonly id?: string;
  /** The column that says who is who; else it is the number in the id: rec-1070-org and rec-1070-dup-0 are one person. */
  readonly truth?: string;
}

export const knownSets: readonly KnownSet[] = [
  {
    name: 'historical_50k',
    paths: [`${folder}/splink_historical_50k/historical_figures_with_errors_50k.parquet`],
    truth: 'cluster',
  },
  { name: 'fake_1000', paths: [`${folder}/splink_fake_1000/fake_1000.csv`], truth: 'cluster' },
  { name: 'febrl3', paths: [`${folder}/febrl/dataset3.csv`], id: 'rec_id' },
  {
    name: 'febrl4',
    paths: [`${folder}/febrl/dataset4a.csv`, `${folder}/febrl/dataset4b.csv`],
    id: 'rec_id',
  },
];

export const isHere = ({ paths }: KnownSet): boolean => paths.every((path) => existsSync(path));

export interface Accuracy extends LinkageAccuracy {
  readonly set: string;
  readonly rows: number;
  readonly rules: number;
  readonly seconds: { readonly choose: number; readonly rest: number };
  readonly person: PersonModel;
}

/** Links a set with the person model, at its fixed settings, and scores what comes out. */
export async function personAccuracy(set: KnownSet): Promise<Accuracy> {
  const { table, ids } = await readTables(set.paths, set.id === undefined ? {} : { id: set.id });
  const truth = truthOf(set, table, (row) => idText(ids, row));
  const began = performance.now();
  const person = personModel(table);
  const chosen = performance.now();
  const found = linkageAccuracy({ table, truth }, person);
  return {
    set: set.name,
    rows: table.rows,
    rules: person.model.blocking.length,
    ...found,
    seconds: { choose: (chosen - began) / 1000, rest: (performance.now() - chosen) / 1000 },
    person,
  };
}

function truthOf(
  { truth }: KnownSet,
  { rows, columns }: Parameters<typeof personModel>[0],
  idOf: (row: number) => string,
): Int32Array {
  const column = columns.find(({ name }) => name === truth);
  const numbers = new Map<string, number>();
  return Int32Array.from({ length: rows }, (_, row) => {
    const who =
      column === undefined
        ? (idOf(row).split('-')[1] as string)
        : textOf(column.dictionary, column.codes[row] as number);
    const number = numbers.get(who) ?? numbers.size;
    numbers.set(who, number);
    return number;
  });
}
