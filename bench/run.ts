/**
 * The main job from sealed to sealed over made-up people: each stage is the `stile` command in a process of its own.
 * Prints a table and one JSON line for each size; see README.md beside it.
 *
 * Usage: node --import tsx bench/run.ts [--rows 100000 --rows 1000000] [--suppliers 3] [--threshold T] [--repeat 1] [--data DIR]
 */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { newAgreement } from '#agreement';
import { addDays, dateOf, instantOf, type PlainDate } from '#kernel';
import { makeIntake, systemServices } from '#node';
import { accuracy, type TrueCustomer } from '../src/app/demo/truth.ts';
import { writeFuelPovertyExtracts } from '../src/cli/index.ts';
import { signShare } from '../test/febrl/signed-share.ts';

const SEED = 'bench';
const QUALIFYING: PlainDate = '2026-09-27' as PlainDate;
const RUN = 1;

interface Usage {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMebibytes: number;
}

interface Stage extends Usage {
  readonly stage: string;
  readonly rows: number;
}

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Runs a command of `stile` and gives its JSON answer and what its process used. */
async function measured(words: readonly string[]): Promise<{ answer: Record<string, unknown>; used: Usage }> {
  const usage = path.join(os.tmpdir(), `stile-usage-${process.pid}.json`);
  const started = performance.now();
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', here('usage.mjs'), here('../bin/stile'), ...words, '--json'],
    { env: { ...process.env, STILE_BENCH_USAGE: usage }, maxBuffer: 1 << 26 },
  );
  const wallSeconds = (performance.now() - started) / 1000;
  const used = { wallSeconds, ...JSON.parse(fs.readFileSync(usage, 'utf8')) };
  fs.rmSync(usage);
  return { answer: JSON.parse(stdout.trim()), used };
}

/** The extracts with their truth, made once for each size. The truth comes last, so that it marks a whole set. */
async function extractsOf(data: string, rows: number, suppliers: number): Promise<string> {
  const out = path.join(data, `${rows}-rows-${suppliers}-suppliers`);
  if (!fs.existsSync(out)) {
    const draft = `${out}.partial`;
    fs.rmSync(draft, { recursive: true, force: true });
    await writeFuelPovertyExtracts({
      out: draft,
      seed: SEED,
      recipients: rows,
      customers: rows,
      suppliers,
      qualifyingDate: QUALIFYING,
    });
    fs.renameSync(draft, out);
  }
  // The agreement takes no extract that is older than a month.
  const now = new Date();
  for (const file of fs.readdirSync(out)) fs.utimesSync(path.join(out, file), now, now);
  return out;
}

interface Share {
  readonly root: string;
  readonly extracts: string;
  readonly suppliers: readonly string[];
}

/** From extracts to opened outputs. The nodes and the signed agreement are made first and not measured. */
async function mainJob({ root, extracts, suppliers }: Share, threshold?: string): Promise<readonly Stage[]> {
  const at = (name: string): string => path.join(root, name);
  const services = systemServices();
  const published = addDays(dateOf(instantOf(services.clock())), -20);
  const draft = newAgreement({
    today: published,
    series: 'benchaaaaaaaaaaaaaaaaaaaaa',
    suppliers: suppliers.length,
    qualifyingDate: QUALIFYING,
  });
  const agreement = at('agreement.yaml');
  fs.writeFileSync(
    agreement,
    threshold === undefined ? draft : draft.replace(/threshold: "[^"]*"/, `threshold: "${threshold}"`),
  );
  const { bundle, as } = await signShare(root, agreement, services);
  const intake = at('intake.json');
  await as('department', (node) => makeIntake(node, { bundle, run: RUN, out: intake }));
  const node = (party: string): string[] => ['--node', at(party), '--agreement', bundle];

  const stages: Stage[] = [];
  const sealed: string[] = [];
  let sealedRows = 0;
  for (const party of ['department', ...suppliers]) {
    const out = at(`${party}.stile`);
    const extract = path.join(extracts, `${party}.csv`);
    const { answer, used } = await measured([
      'prepare',
      extract,
      ...node(party),
      '--intake',
      intake,
      '--input',
      party,
      '--out',
      out,
    ]);
    const stage = party === 'department' ? 'prepare department' : 'prepare suppliers';
    stages.push({ stage, rows: (answer['report'] as { rowsRead: number }).rowsRead, ...used });
    sealed.push(out);
    sealedRows += answer['rows'] as number;
  }
  const out = at('run');
  const ran = await measured([
    'run',
    ...node('department'),
    '--run',
    String(RUN),
    '--input',
    ...sealed,
    '--out',
    out,
  ]);
  stages.push({ stage: 'run', rows: sealedRows, ...ran.used });
  for (const party of ['department', ...suppliers]) {
    const output = party === 'department' ? `${party}-results` : `${party}-flags`;
    const { answer, used } = await measured([
      'open',
      path.join(out, `${output}.stile`),
      ...node(party),
      '--out',
      at(`${output}.csv`),
    ]);
    const stage = party === 'department' ? 'open department' : 'open suppliers';
    stages.push({ stage, rows: answer['rows'] as number, ...used });
  }
  return stages;
}

/** Stages of one name as one: times and rows add up, the peak is that of the largest process. */
function together(stages: readonly Stage[]): readonly Stage[] {
  const byName = new Map<string, Stage>();
  for (const one of stages) {
    const { stage, rows, wallSeconds, cpuSeconds, peakMebibytes } = byName.get(one.stage) ?? {
      ...one,
      rows: 0,
      wallSeconds: 0,
      cpuSeconds: 0,
    };
    byName.set(one.stage, {
      stage,
      rows: rows + one.rows,
      wallSeconds: wallSeconds + one.wallSeconds,
      cpuSeconds: cpuSeconds + one.cpuSeconds,
      peakMebibytes: Math.max(peakMebibytes, one.peakMebibytes),
    });
  }
  return [...byName.values()];
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Stage by stage the middle of several repetitions. */
const medians = (repetitions: readonly (readonly Stage[])[]): readonly Stage[] =>
  (repetitions[0] ?? []).map(({ stage, rows }, i) => {
    const of = (name: keyof Usage): number => middle(repetitions.map((stages) => stages[i]?.[name] ?? 0));
    return {
      stage,
      rows,
      wallSeconds: of('wallSeconds'),
      cpuSeconds: of('cpuSeconds'),
      peakMebibytes: of('peakMebibytes'),
    };
  });

const csvRows = (file: string): string[][] =>
  fs
    .readFileSync(file, 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));

function accuracyOf({ root, extracts, suppliers }: Share): ReturnType<typeof accuracy> {
  const flagged = new Set<string>();
  for (const supplier of suppliers)
    for (const [reference, flag] of csvRows(path.join(root, `${supplier}-flags.csv`)))
      if (flag === 'true') flagged.add(`${supplier}/${reference}`);
  const truth = csvRows(path.join(extracts, 'truth.csv')).map(
    ([supplier, customer, , household = '', qualifies, excluded]): TrueCustomer => ({
      customer: `${supplier}/${customer}`,
      household,
      due: qualifies === 'yes' && excluded === 'no',
    }),
  );
  return accuracy(truth, flagged);
}

const { values: given } = parseArgs({
  options: {
    rows: { type: 'string', multiple: true, default: ['100000', '1000000'] },
    suppliers: { type: 'string', default: '3' },
    threshold: { type: 'string' },
    repeat: { type: 'string', default: '1' },
    data: { type: 'string' },
  },
});
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-bench-'));
try {
  const suppliers = Array.from({ length: Number(given.suppliers) }, (_, i) => `supplier-${i + 1}`);
  for (const rows of given.rows.map(Number)) {
    const extracts = await extractsOf(given.data ?? work, rows, suppliers.length);
    const repetitions: (readonly Stage[])[] = [];
    let figures: ReturnType<typeof accuracy> | undefined;
    for (let n = 0; n < Number(given.repeat); n += 1) {
      const share = { root: path.join(work, `${rows}-${n}`), extracts, suppliers };
      fs.mkdirSync(share.root);
      repetitions.push(together(await mainJob(share, given.threshold)));
      figures = accuracyOf(share);
      fs.rmSync(share.root, { recursive: true });
    }
    const stages = medians(repetitions).map((stage) => ({
      ...stage,
      rowsPerSecond: Math.round(stage.rows / stage.wallSeconds),
    }));
    const round = (value: number): number => Math.round(value * 100) / 100;
    console.table(
      stages.map(({ wallSeconds, cpuSeconds, peakMebibytes, ...rest }) => ({
        ...rest,
        wallSeconds: round(wallSeconds),
        cpuSeconds: round(cpuSeconds),
        peakMebibytes: Math.round(peakMebibytes),
      })),
    );
    console.log(
      JSON.stringify({ recipients: rows, customers: rows, suppliers: suppliers.length, ...figures, stages }),
    );
  }
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
