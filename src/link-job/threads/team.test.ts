import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { codedColumn, compileModel, linkageModelSchema, openKernel, shareFields } from '#linkage';
import { difference, planRuns, runBothWays } from '../../linkage/testing/against-definition.ts';
import { randomPlan } from '../../linkage/testing/random-plans.ts';
import { startTeam } from './team.ts';

const model = linkageModelSchema.parse({
  format: 'stile-linkage-model/1',
  name: 'names and towns',
  fields: [
    { name: 'name', kind: 'text' },
    { name: 'town', kind: 'text' },
  ],
  blocking: [
    { name: 'name', keys: [{ field: 'name', key: 'whole' }] },
    { name: 'town', keys: [{ field: 'town', key: 'whole' }] },
  ],
  comparisons: ['name', 'town'].map((name) => ({
    name,
    fields: [name],
    levels: [
      { when: 'missing' },
      { when: 'exact', m: '0.9', u: '0.1' },
      { when: 'jaro-winkler', atLeast: '0.8', m: '0.05', u: '0.1' },
      { when: 'else', m: '0.05', u: '0.8' },
    ],
  })),
  priorMatchProbability: '0.01',
});
const words = (count: number, step: number): string[] =>
  Array.from({ length: 3000 }, (_, row) => (row % 11 === 0 ? '' : `value ${(row * step) % count}`));
const table = { rows: 3000, columns: { name: codedColumn(words(211, 7)), town: codedColumn(words(97, 13)) } };

const team = await startTeam(3);
afterAll(() => team.end());

/** Each pair with its pattern as one number, in order. */
function pairsOf(found: ReturnType<ReturnType<typeof openKernel>['scan']>): Float64Array {
  const pairs: number[] = [];
  for (const { left, right, pattern, count } of found.batches())
    for (let p = 0; p < count; p++)
      pairs.push(((left[p] as number) * 3000 + (right[p] as number)) * 2 ** 12 + (pattern[p] as number));
  return Float64Array.from(pairs).sort();
}

it('finds the same pairs, each time they are asked for, where there is no room to keep them', async () => {
  const few = { rows: 3000, columns: { name: codedColumn(words(10, 7)), town: codedColumn(words(97, 13)) } };
  const plan = compileModel(model, shareFields(model, few, few), true);
  const kept = openKernel(plan, 2 ** 26).scan();
  // 400,000 pairs of 12 bytes do not fit into 5 MiB.
  const again = await openKernel(plan, 5 * 2 ** 20).scanBy(team);
  expect(again.pairs).toBeGreaterThan(400_000);
  expect(again.counts).toEqual(kept.counts);
  const wanted = pairsOf(kept);
  expect(pairsOf(again)).toEqual(wanted);
  expect(pairsOf(again)).toEqual(wanted);
});

it('finds with several threads the pairs and patterns that one thread finds', async () => {
  const open = () => openKernel(compileModel(model, shareFields(model, table, table), true), 2 ** 26);
  const alone = open().scan();
  const together = await open().scanBy(team);
  expect(together.pairs).toBeGreaterThan(50_000);
  expect(together.counts).toEqual(alone.counts);
  expect(pairsOf(together)).toEqual(pairsOf(alone));
  expect(await open().sampleBy(team, 10_000, 3n)).toEqual(open().sample(10_000, 3n));
});

it('says that memory is full, whichever thread finds it so, and leaves no task behind', async () => {
  const memory = new WebAssembly.Memory({ initial: 16, maximum: 16, shared: true });
  const task = {
    memory,
    maximum: 16,
    plan: 0,
    longest: 10_000,
    work: { kind: 'sample', pairs: 1, seed: 1n },
  } as const;
  const strays: unknown[] = [];
  const stray = (reason: unknown): number => strays.push(reason);
  process.on('unhandledRejection', stray);
  try {
    for (let turn = 0; turn < 3; turn++)
      await expect(team.all([task, task, task])).rejects.toMatchObject({ name: 'MemoryFull' });
    await new Promise(setImmediate);
  } finally {
    process.off('unhandledRejection', stray);
  }
  expect(strays).toEqual([]);
});

it('gives with several threads the pairs and weights of the definition, for random plans on random tables', async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(randomPlan, async (plan) => {
      const { found, expected, furthest } = difference(
        await runBothWays(plan, (kernel) => kernel.scanBy(team)),
      );
      expect(found).toEqual(expected);
      expect(furthest).toBeLessThan(1e-9);
      seen += found.length;
    }),
    { numRuns: planRuns(100) },
  );
  expect(seen).toBeGreaterThan(100);
});

it('starts threads wherever the command is given', () => {
  const script = `import { startTeam } from ${JSON.stringify(new URL('./team.ts', import.meta.url).href)};
    const memory = new WebAssembly.Memory({ initial: 16, maximum: 32, shared: true });
    new Uint32Array(memory.buffer)[0] = 1;
    const task = { memory, maximum: 32, plan: 0, longest: 1, work: { kind: 'sample', pairs: 0, seed: 1n } };
    const team = await startTeam(2);
    console.log((await team.all([task, task])).length);
    await team.end();`;
  const folder = mkdtempSync(join(tmpdir(), 'stile-team-'));
  writeFileSync(join(folder, 'elsewhere.mjs'), script);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), 'elsewhere.mjs'],
    { cwd: folder, encoding: 'utf8' },
  );
  expect({ stdout, stderr }).toEqual({ stdout: '2\n', stderr: '' });
});
