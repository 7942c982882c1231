/**
 * Finding one record in a spine: opens a file of a million made-up records, asks for 1,000 of them one after another, and
 * checks that what is found is what linking the file with itself gives, with the same weights.
 * Prints a table and one JSON line; see README.md beside it.
 *
 * Usage: node --import tsx bench/find.ts [--records 1000000] [--rules light|heavy] [--finds 1000] [--threads 2] [--data DIR]
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { match, openSpine, readTables } from '#link-job';
import { textOf } from '#linkage';
import { writeLinkagePeople } from '../src/cli/generate-command.ts';
import { benchModel } from './link-models.ts';

const { values: given } = parseArgs({
  options: {
    records: { type: 'string', default: '1000000' },
    rules: { type: 'string', default: 'light' },
    finds: { type: 'string', default: '1000' },
    threads: { type: 'string', default: '2' },
    data: { type: 'string', default: path.join(os.tmpdir(), 'stile-bench-link') },
  },
});
const records = Number(given.records);
const finds = Math.min(Number(given.finds), records);

/** The same people as those of `link.ts`, which makes them as Parquet too. */
async function people(): Promise<string> {
  const file = path.join(given.data, `${records}-dedupe`, 'people.csv');
  if (!fs.existsSync(file)) await writeLinkagePeople({ out: file, seed: 'bench', records, two: false });
  return file;
}

const seconds = (from: number): number => Number(((performance.now() - from) / 1000).toFixed(2));
const model = benchModel(given.rules as 'light' | 'heavy');
const read = await readTables([await people()], { columns: model.fields.map(({ name }) => name) });
const matched = await match(model, read, { threads: Number(given.threads), memory: 2 ** 32 });

const opening = performance.now();
const spine = openSpine(matched.model, read);
const openSeconds = seconds(opening);

/** Rows spread over the file, as records with their values. */
const { columns } = read.table;
const asked = Array.from({ length: finds }, (_, f) => Math.floor((f * records) / finds));
const recordOf = (row: number): Record<string, string> =>
  Object.fromEntries(
    columns.map(({ name, codes, dictionary }) => [name, textOf(dictionary, codes[row] as number)]),
  );
const everything = { least: 0, most: 100_000 };
spine.find(recordOf(1), everything);

const times: number[] = [];
const cpu: number[] = [];
const cpuNow = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const found = asked.map((row) => {
  const record = recordOf(row);
  const [started, cpuStarted] = [performance.now(), cpuNow()];
  const result = spine.find(record, everything);
  times.push(performance.now() - started);
  cpu.push(cpuNow() - cpuStarted);
  return result;
});
const at = (share: number, of = times): number => {
  const sorted = [...of].sort((a, b) => a - b);
  return Number((sorted[Math.min(finds - 1, Math.floor(share * finds))] as number).toFixed(2));
};

/** What linking the file with itself found for the rows that were asked for: by id, the weight. */
const { ids } = read;
const idOf = (row: number): string => textOf(ids.parts[0] as never, row + 1);
const expected = new Map(asked.map((row) => [row, new Map<string, number>()]));
const { left, right, weight, count } = matched.edges;
for (let p = 0; p < count; p++) {
  const [l, r] = [left[p] as number, right[p] as number];
  expected.get(l)?.set(idOf(r), weight[p] as number);
  expected.get(r)?.set(idOf(l), weight[p] as number);
}
let pairs = 0;
let furthest = 0;
found.forEach(({ matches }, f) => {
  const row = asked[f] as number;
  const wanted = expected.get(row) ?? new Map<string, number>();
  const others = matches.filter(({ id }) => id !== idOf(row));
  if (others.length !== wanted.size)
    throw new Error(`row ${row}: ${others.length} found, ${wanted.size} linked`);
  for (const { id, weight: own } of others) {
    const other = wanted.get(id);
    if (other === undefined) throw new Error(`row ${row}: found what linking does not link`);
    furthest = Math.max(furthest, Math.abs(other - own));
    pairs++;
  }
});
if (furthest > 1e-9) throw new Error(`weights differ by up to ${furthest}`);

const compared = found.reduce((sum, one) => sum + one.compared, 0) / finds;
const figures = {
  records,
  rules: given.rules,
  finds,
  openSeconds,
  medianMs: at(0.5),
  p95Ms: at(0.95),
  p99Ms: at(0.99),
  maxMs: at(1),
  // Of all threads; what other programs on the machine take is not in it.
  cpuMs: { median: at(0.5, cpu), p95: at(0.95, cpu), p99: at(0.99, cpu), max: at(1, cpu) },
  compared: Number(compared.toFixed(1)),
  mostCompared: found.reduce((most, one) => Math.max(most, one.compared), 0),
  matchesEqual: pairs,
  furthest,
  peakMebibytes: Math.round(process.resourceUsage().maxRSS / 1024),
};
console.table([figures]);
console.log(JSON.stringify(figures));
