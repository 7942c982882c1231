import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killableRun, type Step } from './testing/kill-run.ts';

/* Three kills at steps that matter most; `test/end-to-end/killed.test.ts` has them all, and many at any time. */

describe('a run of the command line that is killed', () => {
  let killable: Awaited<ReturnType<typeof killableRun>>;
  beforeAll(async () => {
    killable = await killableRun();
  });
  afterAll(() => killable.remove());

  it.each<Step>([
    'the run number is spent',
    'the first output is being sealed',
    'the end of the run is in the journal',
  ])('when %s leaves the node consistent and no output without a receipt', async (step) => {
    expect.hasAssertions();
    await killable.killAt(step);
  });
});
