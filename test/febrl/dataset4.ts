import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const shared = process.env['STILE_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));
const fileOf = (name: Dataset): string => `${shared}/data/linkage/febrl/${name}.csv`;

export type Dataset = 'dataset4a' | 'dataset4b';

/** Whether the data, which is other people's and not in the project, is here. */
export const febrlIsHere = existsSync(fileOf('dataset4a')) && existsSync(fileOf('dataset4b'));

export interface FebrlRow {
  /** The number in rec_id: rec-1070-org and rec-1070-dup-0 are one person. */
  readonly person: number;
  /** The value of a column, as it stands in the file without the spaces around it. */
  value(column: string): string;
}

/** FEBRL files have no quoted fields; headers and values carry a leading space; blank is missing. */
export function readFebrl(name: Dataset): readonly FebrlRow[] {
  const [header = [], ...rows] = readFileSync(fileOf(name), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map((value) => value.trim()));
  return rows.map((row) => ({
    person: Number((row[0] ?? '').split('-')[1]),
    value: (column) => row[header.indexOf(column)] ?? '',
  }));
}
