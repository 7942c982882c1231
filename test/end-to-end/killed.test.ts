import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killableRun, type Step, steps } from '../../src/node/testing/kill-run.ts';

const KILLS = Number(process.env['STILE_KILLS'] ?? 25);

describe('a run of the command line', () => {
  let killable: Awaited<ReturnType<typeof killableRun>>;
  let milliseconds = 0;
  beforeAll(async () => {
    killable = await killableRun();
  });
  afterAll(() => killable.remove());

  it('finishes when nobody kills it', async () => {
    milliseconds = await killable.unkilled();
    expect(milliseconds).toBeGreaterThan(0);
  });

  it.each(Object.keys(steps) as Step[])(
    'that is killed when %s leaves the node consistent and no output without a receipt',
    async (step) => {
      expect.hasAssertions();
      await killable.killAt(step);
    },
  );

  it.each(Array.from({ length: KILLS }, (_, i) => i + 1))(
    'that is killed at any time does the same (%i; STILE_KILLS says how many times)',
    async () => {
      expect.hasAssertions();
      await killable.killAfter(Math.random() * milliseconds);
    },
  );
});
