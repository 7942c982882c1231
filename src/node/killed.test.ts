import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateOf, instantOf } from '#kernel';
import { runIn } from './journal/state.ts';
import { run } from './run/run.ts';
import { systemServices } from './services.ts';
import { canariesOf, filesWith } from './testing/canaries.ts';
import {
  makeIntakeFor,
  makeShare,
  packageFile,
  prepareFor,
  type Share,
  sampleExtracts,
} from './testing/share.ts';
import { verify } from './verify/verify.ts';
import { withNode } from './with-node.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { bin } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const CLI = path.join(ROOT, bin.stile);
const extracts = sampleExtracts();
const canaries = canariesOf(extracts.department, ['surname', 'postcode', 'person_ref']);

/* What can be seen from outside at each step of a run. */
interface Seen {
  readonly journal: string;
  readonly inRunFolder: readonly string[];
  readonly inOut: readonly string[];
}

const list = (folder: string): string[] => {
  try {
    return fs.readdirSync(folder, { recursive: true }).map(String);
  } catch {
    return [];
  }
};

const steps: readonly (readonly [string, (seen: Seen) => boolean, readonly string[]])[] = [
  ['the lock is taken', (seen) => seen.inRunFolder.includes('journal.lock'), ['intake-open', 'failed']],
  ['the run number is spent', (seen) => seen.journal.includes('"run-started"'), ['failed']],
  [
    'the first output is being sealed',
    (seen) =>
      seen.inRunFolder.some((name) => /out\/\..*\.partial$/.test(name) || /out\/[^.].*\.stile$/.test(name)),
    ['failed', 'finished'],
  ],
  [
    'the receipt is signed',
    (seen) => seen.inRunFolder.some((name) => name.endsWith('/receipt.dsse.json')),
    ['failed', 'finished'],
  ],
  ['the end of the run is in the journal', (seen) => seen.journal.includes('"run-finished"'), ['finished']],
  [
    'the first output is delivered',
    (seen) => seen.inOut.some((name) => name.endsWith('.stile')),
    ['finished'],
  ],
];

describe('a run that is killed', () => {
  let share: Share;
  const copies: string[] = [];
  beforeAll(async () => {
    // The command line has a real clock, so the agreement is drafted 18 days before today.
    const today = dateOf(instantOf(Date.now()));
    share = await makeShare((yaml) => yaml, addDays(today, -18));
    share.setTime(instantOf(Date.now()));
    await makeIntakeFor(share, 1);
    for (const party of ['department', 'supplier-1', 'supplier-2'] as const)
      await prepareFor(share, party, 1, extracts[party]);
  });
  afterAll(() => {
    for (const root of [share.root, ...copies]) fs.rmSync(root, { recursive: true, force: true });
  });

  const start = (root: string): ChildProcess => {
    const inputs = ['department', 'supplier-1', 'supplier-2'].map((party) =>
      path.join(root, `${party}-1.stile`),
    );
    const args = [
      'run',
      '--node',
      path.join(root, 'department'),
      '--agreement',
      path.join(root, 'bundle.json'),
    ];
    const rest = ['--run', '1', '--input', ...inputs, '--out', path.join(root, 'out-1')];
    const env = { ...process.env, TMPDIR: path.join(root, 'tmp') };
    return spawn(process.execPath, [CLI, ...args, ...rest], { env, stdio: 'ignore' });
  };

  const look = (root: string): Seen => ({
    journal: fs.readFileSync(path.join(root, 'department', 'journal.jsonl'), 'utf8'),
    inRunFolder: [
      ...list(path.join(root, 'department', 'runs')),
      ...fs.readdirSync(path.join(root, 'department')),
    ],
    inOut: list(path.join(root, 'out-1')),
  });

  const killWhen = async (reached: (seen: Seen) => boolean, ends: readonly string[]): Promise<void> => {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-killed-'));
    copies.push(root);
    fs.cpSync(share.root, root, { recursive: true });
    fs.mkdirSync(path.join(root, 'tmp'));
    const child = start(root);
    const exited = once(child, 'exit');
    while (child.exitCode === null && !reached(look(root))) await new Promise((next) => setImmediate(next));
    child.kill('SIGKILL');
    await exited;

    const out = list(path.join(root, 'out-1'));
    if (out.some((name) => name.endsWith('.stile'))) expect(out).toContain('receipt.dsse.json');
    expect(filesWith(root, canaries).filter((file) => !file.endsWith('.csv'))).toEqual([]);

    const node = path.join(root, 'department');
    const services = systemServices();
    const state = await withNode(node, services, async (held) => {
      const agreement = [...held.state().agreements.keys()][0];
      return agreement === undefined ? undefined : runIn(held.state(), agreement, 1);
    });
    expect(ends).toContain(state?.operating);
    const left = list(path.join(node, 'runs'));
    if (state?.operating === 'failed') {
      expect(left.filter((name) => /\/out\/./.test(name))).toEqual([]);
      expect(
        fs.readdirSync(path.join(node, 'identities')).filter((name) => name.endsWith('.intake')),
      ).toEqual([]);
    }
    if (state?.operating !== 'intake-open') {
      expect(left.some((name) => name.endsWith('/receipt.dsse.json'))).toBe(true);
      const bundle = path.join(root, 'bundle.json');
      await expect(
        withNode(node, services, (held) =>
          run(held, { bundle, run: 1, inputs: [], out: path.join(root, 'again') }),
        ),
      ).rejects.toMatchObject({ code: 'NODE_RUN_NUMBER_SPENT' });
    }
    const verified = await verify(node, {}, services);
    expect(verified.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(filesWith(root, canaries).filter((file) => !file.endsWith('.csv'))).toEqual([]);
    fs.rmSync(root, { recursive: true, force: true });
  };

  it.each(steps)(
    'when %s leaves the node consistent and no output without a receipt',
    async (_, reached, ends) => {
      await killWhen(reached, ends);
    },
  );

  const times = Array.from({ length: Number(process.env['STILE_KILLS'] ?? 0) }, () => Math.random() * 6000);
  it.each(times)('after %f ms (STILE_KILLS says how many times) does the same', async (after) => {
    const at = performance.now() + after;
    await killWhen(() => performance.now() >= at, ['intake-open', 'failed', 'finished']);
  });

  it('packages stay where they were', () => {
    for (const party of ['department', 'supplier-1', 'supplier-2'] as const)
      expect(fs.existsSync(packageFile(share, party, 1))).toBe(true);
  });
});
