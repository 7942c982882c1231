/* Ours and Splink, each as a process of its own, and what it cost. */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const run = promisify(execFile);

export interface Stage {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
}

/** What one run of one program took. CPU time is that of all its threads and children. */
export interface Cost extends Stage {
  readonly peakMebibytes: number;
  readonly candidates?: number;
  readonly stages: Readonly<Record<string, Stage>>;
}

/**
 * A program of ours, from starting Node to its end. It prints JSON. Certificates that a machine has every Node program read before it
 * begins are the machine's, not the program's, and are left out.
 */
export async function runNode(words: readonly string[], usage: string): Promise<Cost> {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const started = performance.now();
  const { stdout } = await run(process.execPath, ['--import', here('usage.mjs'), ...words], {
    env: { ...env, STILE_BENCH_USAGE: usage },
    maxBuffer: 1 << 26,
  });
  const wallSeconds = (performance.now() - started) / 1000;
  const { candidatePairs, stages = {} } = JSON.parse(stdout);
  return { wallSeconds, ...JSON.parse(fs.readFileSync(usage, 'utf8')), candidates: candidatePairs, stages };
}

interface SplinkFiles {
  readonly out: string;
  readonly files: readonly string[];
  readonly threads: string;
}

/** Splink by its own account: without writing the results, which is ours to write. */
export async function runSplink(
  python: string,
  job: string,
  { out, files, threads }: SplinkFiles,
): Promise<Cost> {
  const words = [job, out, ...files, '--threads', threads, '--lean'];
  const { stdout } = await run(python, [here('splink/train_and_predict.py'), ...words], {
    maxBuffer: 1 << 26,
  });
  const { wallSeconds, cpuSeconds, peakMebibytes, stages } = JSON.parse(
    stdout.trim().split('\n').at(-1) ?? '',
  );
  return { wallSeconds, cpuSeconds, peakMebibytes, stages };
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Of each figure the middle of several runs. */
export function medians(costs: readonly Cost[]): Cost {
  const [first] = costs as [Cost];
  const of = (figure: (cost: Cost) => number): number => middle(costs.map(figure));
  return {
    ...first,
    wallSeconds: of((cost) => cost.wallSeconds),
    cpuSeconds: of((cost) => cost.cpuSeconds),
    peakMebibytes: of((cost) => cost.peakMebibytes),
    stages: Object.fromEntries(
      Object.keys(first.stages).map((name) => [
        name,
        {
          wallSeconds: of((cost) => cost.stages[name]?.wallSeconds ?? 0),
          cpuSeconds: of((cost) => cost.stages[name]?.cpuSeconds ?? 0),
        },
      ]),
    ),
  };
}

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

export interface Ratios {
  readonly wall: number;
  readonly cpu: number;
  readonly memory: number;
}

/** How many times as much one took as the other. */
export const ratiosOf = (one: Cost, other: Cost): Ratios => ({
  wall: rounded(one.wallSeconds / other.wallSeconds, 1),
  cpu: rounded(one.cpuSeconds / other.cpuSeconds, 1),
  memory: rounded(one.peakMebibytes / other.peakMebibytes, 1),
});

export const ratioWords = ({ wall, cpu, memory }: Ratios): string =>
  `Splink over ours: wall ${wall}, CPU ${cpu}, memory ${memory}`;
