/**
 * One linkage from files to files, as `stile link match` does it. Says on one line of JSON what each stage took.
 *
 * Usage: node --import tsx bench/link-ours.ts MODEL.json OUT FILE [FILE] [--threads 2] [--memory MIB] [--threshold WEIGHT]
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { match, readTables, writeClusters, writePairs } from '#link-job';
import { parseLinkageModel } from '#linkage';

interface Stage {
  wallSeconds: number;
  cpuSeconds: number;
}

const stages: Record<string, Stage> = {};
let running: { name: string; wall: number; cpu: number } | undefined;
const cpuNow = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
/** Ends the stage that runs, and begins another. CPU time is of all threads. */
function stage(name?: string): void {
  const now = { wall: performance.now() / 1000, cpu: cpuNow() };
  if (running !== undefined) {
    const seen = stages[running.name] ?? { wallSeconds: 0, cpuSeconds: 0 };
    seen.wallSeconds += now.wall - running.wall;
    seen.cpuSeconds += now.cpu - running.cpu;
    stages[running.name] = seen;
  }
  running = name === undefined ? undefined : { name, ...now };
}

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: 'string', default: '2' },
    memory: { type: 'string', default: '8192' },
    threshold: { type: 'string', default: '0' },
  },
});
const [modelFile = '', out = '', first = '', second] = positionals;
const model = parseLinkageModel(JSON.parse(fs.readFileSync(modelFile, 'utf8')));
stages['start'] = { wallSeconds: performance.now() / 1000, cpuSeconds: cpuNow() };

stage('load');
const columns = model.fields.map(({ name, column }) => column ?? name);
const read = await readTables(second === undefined ? [first] : [first, second], { columns });
const matched = await match(model, read, {
  threads: Number(given.threads),
  memory: Number(given.memory) * 2 ** 20,
  threshold: Number(given.threshold),
  onStage: stage,
});
stage('write');
const written = await writePairs(path.join(out, 'pairs.parquet'), matched.pairs(), read.ids);
await writeClusters(path.join(out, 'clusters.parquet'), matched.labels, read.ids);
stage();
console.log(
  JSON.stringify({
    rows: read.table.rows,
    candidatePairs: matched.candidates.pairs,
    linkedPairs: written,
    clusters: matched.clusters,
    stages,
  }),
);
