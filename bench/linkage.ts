/**
 * Links a generated department's extract to one supplier's and says what it cost and how right it was.
 *
 * Usage: npx tsx bench/linkage.ts [rows on each side, without it 1000000] [threshold] [reviewFrom]
 */
import {
  bestLinks,
  type CodedTable,
  clean,
  columnBuilder,
  defaultPersonModel,
  prepareLinkage,
} from '#linkage';
import { type Extract, generateFuelPoverty } from '#synthetic';

const rows = Number(process.argv[2] ?? 1_000_000);
const plan = {
  model: defaultPersonModel,
  threshold: process.argv[3] ?? '4',
  ...(process.argv[4] === undefined ? {} : { reviewFrom: process.argv[4] }),
};
const fields = defaultPersonModel.fields.filter((field) => !field.optional);

/** Cleans over distinct values, as a node does. */
function encode(extract: Extract): { table: CodedTable; references: string[] } {
  const builders = fields.map(() => columnBuilder());
  const cleaned = fields.map(() => new Map<string, string | undefined>());
  const places = fields.map((field) => extract.header.indexOf(field.name));
  const references: string[] = [];
  for (const row of extract.rows()) {
    references.push(row[0] as string);
    fields.forEach((field, f) => {
      const raw = row[places[f] as number] as string;
      const seen = cleaned[f] as Map<string, string | undefined>;
      if (!seen.has(raw)) seen.set(raw, clean(field.kind, raw));
      builders[f]?.append(seen.get(raw));
    });
  }
  const columns = Object.fromEntries(
    fields.map((field, f) => [field.name, (builders[f] as ReturnType<typeof columnBuilder>).finish()]),
  );
  return { table: { rows: references.length, columns }, references };
}

const stages: { stage: string; cpu: number; wall: number; peakMiB: number }[] = [];
let cpu = process.cpuUsage();
let wall = performance.now();
function stageDone(stage: string): void {
  const used = process.cpuUsage(cpu);
  stages.push({
    stage,
    cpu: Math.round((used.user + used.system) / 1e4) / 100,
    wall: Math.round((performance.now() - wall) / 10) / 100,
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  });
  cpu = process.cpuUsage();
  wall = performance.now();
}

const share = generateFuelPoverty({ seed: 'bench', recipients: rows, customers: rows, suppliers: 1 });
const left = encode(share.department);
const right = encode(share.suppliers[0] as Extract);
stageDone('generate, clean, encode');
const linkage = prepareLinkage(plan, left.table, right.table);
stageDone('share, block, frequencies');
let emitted = 0;
const counted = function* () {
  for (const batch of linkage.pairs()) {
    emitted += batch.count;
    yield batch;
  }
};
const links = bestLinks(plan, left.table.rows, right.table.rows, counted());
stageDone('pairs, weights, best links');

const truth = new Map<string, string>();
for (const [, customer, person] of share.truth.rows()) truth.set(customer as string, person as string);
let known = 0;
let correct = 0;
let wrong = 0;
right.references.forEach((customer, row) => {
  const person = truth.get(customer);
  if (person) known += 1;
  if (links.rightState(row) !== 'match') return;
  if (person === left.references[links.leftOf[row] as number]) correct += 1;
  else wrong += 1;
});
console.table(linkage.blocking);
console.table(stages);
console.log(
  JSON.stringify({
    left: left.table.rows,
    right: right.table.rows,
    candidatesByRule: linkage.blocking.reduce((sum, rule) => sum + rule.pairs, 0),
    pairsAboveFloor: emitted,
    matches: links.matches,
    expectedWrong: Math.round(links.expectedWrong),
    wrong,
    reviews: links.reviews,
    truePairs: known,
    precision: correct / (correct + wrong),
    recall: correct / known,
    stages,
  }),
);
