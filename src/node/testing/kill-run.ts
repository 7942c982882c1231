import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { addDays, dateOf, instantOf } from '#kernel';
import { runIn } from '../journal/state.ts';
import { run } from '../run/run.ts';
import { systemServices } from '../services.ts';
import { verify } from '../verify/verify.ts';
import { withNode } from '../with-node.ts';
import { canariesOf, filesWith } from './canaries.ts';
import { makeIntakeFor, makeShare, prepareFor, sampleExtracts } from './share.ts';

/* For tests only: the real command line at a run, killed, and what must hold afterwards. */

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const { bin } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const CLI = path.join(ROOT, bin.stile);

/** What can be seen of a run from outside, at any step of it. */
export interface Seen {
  readonly journal: string;
  readonly inNode: readonly string[];
  readonly inOut: readonly string[];
}

const list = (folder: string): string[] => {
  try {
    return fs.readdirSync(folder, { recursive: true }).map(String);
  } catch {
    return [];
  }
};

/** Steps of a run that can be seen from outside, with how a run killed there may have ended once the node has recovered. */
export const steps = {
  'the lock is taken': {
    reached: (seen: Seen) => seen.inNode.includes('journal.lock') || seen.journal.includes('"run-started"'),
    ends: ['intake-open', 'failed', 'finished'],
  },
  'the run number is spent': {
    reached: (seen: Seen) => seen.journal.includes('"run-started"'),
    ends: ['failed', 'finished'],
  },
  'the first output is being sealed': {
    reached: (seen: Seen) => seen.inNode.some((name) => /out\/.*\.(partial|stile)$/.test(name)),
    ends: ['failed', 'finished'],
  },
  'the receipt is signed': {
    reached: (seen: Seen) => seen.inNode.some((name) => name.endsWith('/receipt.dsse.json')),
    ends: ['failed', 'finished'],
  },
  'the end of the run is in the journal': {
    reached: (seen: Seen) => seen.journal.includes('"run-finished"'),
    ends: ['finished'],
  },
  'the first output is delivered': {
    reached: (seen: Seen) => seen.inOut.some((name) => name.endsWith('.stile')),
    ends: ['finished'],
  },
} as const;
export type Step = keyof typeof steps;

/** A share of which run 1 is ready to start, to be copied for each kill. */
export async function killableRun() {
  const extracts = sampleExtracts();
  const canaries = canariesOf(extracts.department, ['surname', 'postcode', 'person_ref']);
  // The command line has a real clock, so the agreement is drafted 18 days before today.
  const share = await makeShare((yaml) => yaml, addDays(dateOf(instantOf(Date.now())), -18));
  share.setTime(instantOf(Date.now()));
  await makeIntakeFor(share, 1);
  for (const party of ['department', 'supplier-1', 'supplier-2'] as const)
    await prepareFor(share, party, 1, extracts[party]);

  const look = (root: string): Seen => ({
    journal: fs.readFileSync(path.join(root, 'department', 'journal.jsonl'), 'utf8'),
    inNode: list(path.join(root, 'department')),
    inOut: list(path.join(root, 'out-1')),
  });

  const start = (root: string) => {
    const inputs = ['department', 'supplier-1', 'supplier-2'].map((party) =>
      path.join(root, `${party}-1.stile`),
    );
    const of = ['--node', path.join(root, 'department'), '--agreement', path.join(root, 'bundle.json')];
    const args = ['run', ...of, '--run', '1', '--input', ...inputs, '--out', path.join(root, 'out-1')];
    const env = { ...process.env, TMPDIR: path.join(root, 'tmp') };
    const errors = fs.openSync(path.join(root, 'errors.txt'), 'w');
    return spawn(process.execPath, [CLI, ...args], { env, stdio: ['ignore', 'ignore', errors] });
  };

  /**
   * Runs a copy and kills it once `reached` says so, or lets it end. It must have been at work until then: a child
   * that ends by itself in any other way than by finishing fails the test.
   */
  const runAndKill = async (
    reached: (seen: Seen) => boolean,
    check: (root: string, seen: boolean) => Promise<void>,
  ): Promise<void> => {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-killed-'));
    try {
      fs.cpSync(share.root, root, { recursive: true });
      fs.mkdirSync(path.join(root, 'tmp'));
      const child = start(root);
      const exited = once(child, 'exit');
      let seen = false;
      while (child.exitCode === null && !seen) {
        await new Promise((next) => setImmediate(next));
        seen = reached(look(root));
      }
      child.kill('SIGKILL');
      const [code, signal] = await exited;
      if (signal !== 'SIGKILL')
        expect([code, fs.readFileSync(path.join(root, 'errors.txt'), 'utf8')]).toEqual([
          0,
          expect.anything(),
        ]);
      await check(root, seen || reached(look(root)));
    } finally {
      fs.rmSync(root, { recursive: true, force: true });
    }
  };

  /** Nothing came out without a receipt, no value is anywhere but in the extracts, and the node is whole. */
  const expectConsistent = async (root: string, ends: readonly string[]): Promise<void> => {
    const out = list(path.join(root, 'out-1'));
    if (out.some((name) => name.endsWith('.stile'))) expect(out).toContain('receipt.dsse.json');
    const noValue = () =>
      expect(filesWith(root, canaries).filter((file) => !file.endsWith('.csv'))).toEqual([]);
    noValue();
    const node = path.join(root, 'department');
    const services = systemServices();
    const state = await withNode(node, services, async (held) => {
      const agreement = [...held.state().agreements.keys()][0];
      return agreement === undefined ? undefined : runIn(held.state(), agreement, 1);
    });
    expect(ends).toContain(state?.operating);
    const left = list(path.join(node, 'runs'));
    expect(left.filter((name) => /\.part(ial)?$/.test(name))).toEqual([]);
    if (state?.operating === 'failed') {
      expect(left.filter((name) => /\/out\/./.test(name))).toEqual([]);
      const keys = fs.readdirSync(path.join(node, 'identities'));
      expect(keys.filter((name) => name.endsWith('.intake'))).toEqual([]);
    }
    if (state?.operating !== 'intake-open') {
      expect(left.some((name) => name.endsWith('/receipt.dsse.json'))).toBe(true);
      const again = {
        bundle: path.join(root, 'bundle.json'),
        run: 1,
        inputs: [],
        out: path.join(root, 'again'),
      };
      await expect(withNode(node, services, (held) => run(held, again))).rejects.toMatchObject({
        code: 'NODE_RUN_NUMBER_SPENT',
      });
    }
    const verified = await verify(node, {}, services);
    expect(verified.checks.filter(({ ok }) => !ok)).toEqual([]);
    noValue();
  };

  return {
    /** Lets the command end by itself, and gives the milliseconds that it took. */
    unkilled: async (): Promise<number> => {
      const began = performance.now();
      let took = 0;
      await runAndKill(
        () => false,
        async (root) => {
          took = performance.now() - began;
          expect(list(path.join(root, 'out-1'))).toContain('supplier-1-flags.stile');
          await expectConsistent(root, ['finished']);
        },
      );
      return took;
    },
    killAt: (step: Step): Promise<void> =>
      runAndKill(steps[step].reached, async (root, seen) => {
        expect(seen).toBe(true);
        await expectConsistent(root, steps[step].ends);
      }),
    killAfter: (milliseconds: number): Promise<void> => {
      const at = performance.now() + milliseconds;
      return runAndKill(
        () => performance.now() >= at,
        (root) => expectConsistent(root, ['intake-open', 'failed', 'finished']),
      );
    },
    remove: () => fs.rmSync(share.root, { recursive: true, force: true }),
  };
}
