/**
 * How many are flagged wrongly and how many are missed at each threshold, over the demonstration's made-up people.
 * The same tables are linked again for each threshold; nothing is sealed, which changes no flag.
 *
 * Usage: node --import tsx bench/thresholds.ts [rows on each side, without it 100000] [seeds, without them one two three]
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { compile, newAgreement, readAgreement } from '#agreement';
import { addDays, type PlainDate, utf8 } from '#kernel';
import { lawData } from '#law';
import type { CodedTable } from '#linkage';
import { accuracy, type TrueCustomer } from '../src/app/demo/truth.ts';
import { writeFuelPovertyExtracts } from '../src/cli/index.ts';
import { prepareExtract } from '../src/node/extracts/prepare-extract.ts';
import { applyFlag } from '../src/node/operations/flag.ts';
import { referencesOf } from '../src/node/operations/outcome.ts';

const THRESHOLDS = ['-2', '0', '2', '3', '4', '5', '6', '8', '10'];
const PUBLISHED = '2026-11-02' as PlainDate;
const QUALIFYING = addDays(PUBLISHED, -60);

const agreement = newAgreement({
  today: PUBLISHED,
  series: 'benchaaaaaaaaaaaaaaaaaaaaa',
  qualifyingDate: QUALIFYING,
});
const { plan } = compile(readAgreement(utf8(agreement), 'yaml'), lawData);

async function tablesOf(folder: string): Promise<ReadonlyMap<string, CodedTable>> {
  const tables = new Map<string, CodedTable>();
  for (const step of plan.prepare) {
    const model = plan.link[0]?.model;
    if (model === undefined) throw new Error('the plan links nothing');
    const file = path.join(folder, `${step.input}.csv`);
    const { table } = await prepareExtract({ path: file, step, model, on: addDays(PUBLISHED, 20) });
    tables.set(step.input, table);
  }
  return tables;
}

const truthOf = (folder: string): readonly TrueCustomer[] =>
  fs
    .readFileSync(path.join(folder, 'truth.csv'), 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
    .map(([supplier, customer, , household = '', qualifies, excluded]) => ({
      customer: `${supplier}/${customer}`,
      household,
      due: qualifies === 'yes' && excluded === 'no',
    }));

function flaggedAt(threshold: string, tables: ReadonlyMap<string, CodedTable>): ReadonlySet<string> {
  const at = { ...plan, link: plan.link.map((step) => ({ ...step, threshold })) };
  const flagged = new Set<string>();
  for (const [input, { table, flags }] of applyFlag(at, tables).customers)
    referencesOf(table).forEach((reference, row) => {
      if (flags[0]?.[row] === 1) flagged.add(`${input}/${reference}`);
    });
  return flagged;
}

const [rows = '100000', ...seeds] = process.argv.slice(2);
const sums = new Map(
  THRESHOLDS.map((threshold) => [threshold, { flagged: 0, wrong: 0, recalls: 0, seeds: 0 }]),
);
for (const seed of seeds.length > 0 ? seeds : ['one', 'two', 'three']) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-thresholds-'));
  try {
    await writeFuelPovertyExtracts({
      out: folder,
      seed,
      recipients: Number(rows),
      customers: Number(rows),
      suppliers: 3,
      qualifyingDate: QUALIFYING,
    });
    const tables = await tablesOf(folder);
    const truth = truthOf(folder);
    for (const [threshold, sum] of sums) {
      const { flagged, precision, recall } = accuracy(truth, flaggedAt(threshold, tables));
      sum.flagged += flagged;
      sum.wrong += Math.round(flagged * (1 - precision));
      sum.recalls += recall;
      sum.seeds += 1;
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
const found = [...sums].map(([threshold, { flagged, wrong, recalls, seeds }]) => ({
  threshold,
  flagged,
  wrong,
  precision: 1 - wrong / flagged,
  recall: recalls / seeds,
  wrongPer10000: (10_000 * wrong) / flagged,
  missedPer10000: 10_000 * (1 - recalls / seeds),
}));
const round = (value: number, digits: number): number => Number(value.toFixed(digits));
console.table(
  found.map(({ precision, recall, wrongPer10000, missedPer10000, ...rest }) => ({
    ...rest,
    precision: round(precision, 5),
    recall: round(recall, 4),
    wrongPer10000: round(wrongPer10000, 1),
    missedPer10000: round(missedPer10000, 0),
  })),
);
console.log(JSON.stringify({ recipients: Number(rows), customers: Number(rows), suppliers: 3, found }));
