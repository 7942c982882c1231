/**
 * Record linkage beside Splink: the same made-up files, rules and comparisons, each from files to pairs and clusters in a process of its
 * own, one after the other. Prints tables and one JSON line for each task; see README.md beside it.
 *
 * Usage: node --import tsx bench/link.ts [--sizes 100k,1m] [--rules light,heavy] [--kinds dedupe,link] [--format parquet]
 *        [--runs 1] [--threads 2] [--memory MIB] [--only ours|splink] [--by-stage] [--data DIR]
 * STILE_SPLINK_PYTHON names a Python that has Splink (bench/splink/requirements.txt); without it only ours runs.
 */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { writeLinkagePeople } from '../src/cli/generate-command.ts';
import { type Judged, judge } from './link-accuracy.ts';
import { benchModel } from './link-models.ts';
import { type Cost, medians, ratiosOf, ratioWords, rounded, runNode, runSplink } from './side-by-side.ts';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const run = promisify(execFile);
const log2 = (p: number): string => String(Math.log2(p / (1 - p)));

type Rules = 'light' | 'heavy';
type Format = 'csv' | 'parquet';

interface Task {
  readonly records: number;
  readonly two: boolean;
  readonly rules: Rules;
}

interface Data {
  readonly files: readonly string[];
  readonly truth: string;
}

/** The people of a task, made once. The truth comes last, so that it marks a whole set. */
async function dataOf(root: string, { records, two }: Task, format: Format): Promise<Data> {
  const folder = path.join(root, `${records}-${two ? 'link' : 'dedupe'}`);
  if (!fs.existsSync(folder)) {
    const draft = `${folder}.partial`;
    fs.rmSync(draft, { recursive: true, force: true });
    const made = await writeLinkagePeople({
      out: path.join(draft, 'people.csv'),
      seed: 'bench',
      records,
      two,
    });
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    for (const { path: csv } of made.slice(0, -1))
      await connection.run(
        `copy (select unique_id::int as unique_id, * exclude (unique_id) from read_csv('${csv}', all_varchar = true))
         to '${csv.replace(/csv$/, 'parquet')}'`,
      );
    connection.closeSync();
    fs.renameSync(draft, folder);
  }
  const names = two ? ['people-a', 'people-b'] : ['people'];
  return {
    files: names.map((name) => path.join(folder, `${name}.${format}`)),
    truth: path.join(folder, 'people-truth.csv'),
  };
}

interface Limits {
  readonly threads: string;
  /** In MiB. */
  readonly memory: string;
}

/** Our own: `stile link match`, from starting Node to the results as Parquet. By stage: the same from `link-ours.ts`, which times them. */
async function runOurs(
  task: Task,
  { files }: Data,
  out: string,
  limits: Limits,
  byStage: boolean,
): Promise<Cost> {
  const model = path.join(out, 'model.json');
  fs.writeFileSync(model, JSON.stringify(benchModel(task.rules)));
  const common = ['--threads', limits.threads, '--memory', limits.memory, '--threshold', log2(0.9)];
  const results = [
    '--out',
    path.join(out, 'pairs.parquet'),
    '--clusters',
    path.join(out, 'clusters.parquet'),
  ];
  const words = byStage
    ? ['--import', 'tsx', here('link-ours.ts'), model, out, ...files, ...common]
    : [here('../bin/stile'), 'link', 'match', ...files, '--model', model, ...results, ...common, '--json'];
  return runNode(words, path.join(out, 'usage.json'));
}

const splinkJob = ({ rules, two }: Task): string => (two ? `${rules}_link` : rules);

/** Splink's own count of the pairs that its rules give; `undefined` where the version has no such count. */
async function splinkCandidates(python: string, task: Task, { files }: Data): Promise<number | undefined> {
  try {
    const { stdout } = await run(python, [here('splink/count_candidates.py'), splinkJob(task), ...files]);
    return JSON.parse(stdout).byRule.at(-1).cumulative_comparison_count;
  } catch {
    return undefined;
  }
}

function rowOf(cost: Cost, judged: Judged): Record<string, number | undefined> {
  const { best, clusters, at } = judged;
  return {
    'wall s': rounded(cost.wallSeconds),
    'CPU s': rounded(cost.cpuSeconds),
    'peak MiB': Math.round(cost.peakMebibytes),
    candidates: cost.candidates,
    'pairs p>=.9': at['0.9']?.pairs,
    'P at .9': rounded(at['0.9']?.precision ?? 0, 4),
    'R at .9': rounded(at['0.9']?.recall ?? 0, 4),
    'P at .99': rounded(at['0.99']?.precision ?? 0, 4),
    'R at .99': rounded(at['0.99']?.recall ?? 0, 4),
    'best F1': rounded(best.f1, 4),
    'at weight': rounded(best.weight),
    'clusters F1': rounded(clusters.f1, 4),
  };
}

const recordsOf = (size: string): number => {
  const [, number = '', unit = ''] = /^(\d+)([km]?)$/.exec(size) ?? [];
  return Number(number) * (unit === 'm' ? 1e6 : unit === 'k' ? 1e3 : 1);
};

const { values: given } = parseArgs({
  options: {
    sizes: { type: 'string', default: '100k,1m' },
    rules: { type: 'string', default: 'light' },
    kinds: { type: 'string', default: 'dedupe' },
    format: { type: 'string', default: 'parquet' },
    runs: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
    memory: { type: 'string', default: '8192' },
    only: { type: 'string' },
    'by-stage': { type: 'boolean' },
    data: { type: 'string', default: path.join(os.tmpdir(), 'stile-bench-link') },
  },
});
const python = given.only === 'ours' ? undefined : process.env['STILE_SPLINK_PYTHON'];
const programs = [...(given.only === 'splink' ? [] : ['ours']), ...(python === undefined ? [] : ['splink'])];
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-bench-'));
try {
  for (const size of given.sizes.split(','))
    for (const kind of given.kinds.split(','))
      for (const rules of given.rules.split(',') as Rules[]) {
        const task = { records: recordsOf(size), two: kind === 'link', rules };
        const data = await dataOf(given.data, task, given.format as Format);
        const costs: Record<string, Cost[]> = {};
        const judged: Record<string, Judged> = {};
        const loadBefore = os.loadavg()[0];
        for (let n = 0; n < Number(given.runs); n++)
          for (const program of programs) {
            const out = path.join(work, program);
            fs.rmSync(out, { recursive: true, force: true });
            fs.mkdirSync(out);
            const cost =
              program === 'ours'
                ? await runOurs(task, data, out, given, given['by-stage'] === true)
                : await runSplink(python as string, splinkJob(task), {
                    out,
                    files: data.files,
                    threads: given.threads,
                  });
            costs[program] = [...(costs[program] ?? []), cost];
            judged[program] = await judge({
              truth: data.truth,
              data: data.files,
              pairs: path.join(out, 'pairs.parquet'),
              clusters: path.join(out, 'clusters.parquet'),
            });
          }
        const found = Object.fromEntries(programs.map((name) => [name, medians(costs[name] ?? [])]));
        const { ours, splink } = found;
        if (splink) {
          const candidates = await splinkCandidates(python as string, task, data);
          if (candidates !== undefined) found['splink'] = { ...splink, candidates };
        }
        const ratios = ours && splink && ratiosOf(splink, ours);
        console.log(`\n${size} ${kind} ${rules} ${given.format}`);
        console.table(
          Object.fromEntries(
            programs.map((name) => [name, rowOf(found[name] as Cost, judged[name] as Judged)]),
          ),
        );
        if (ratios) console.log(ratioWords(ratios));
        const load = [loadBefore, os.loadavg()[0]].map((one) => rounded(one ?? 0, 1));
        console.log(
          JSON.stringify({
            ...task,
            format: given.format,
            runs: Number(given.runs),
            load,
            ratios,
            found,
            judged,
          }),
        );
      }
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
