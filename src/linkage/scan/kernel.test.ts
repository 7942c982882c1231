import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnBuilder } from '../columns.ts';
import { linkageModelSchema } from '../model.ts';
import { shareFields } from '../shared-fields.ts';
import { difference, planRuns, runBothWays } from '../testing/against-definition.ts';
import { randomPlan } from '../testing/random-plans.ts';
import { compileModel } from './compile-model.ts';
import { openKernel } from './kernel.ts';

const MIB = 1_048_576;

describe('the kernel', () => {
  it('gives the pairs, first rules and weights of the definition, for random plans on one random table and between two', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(randomPlan, async (plan) => {
        const run = await runBothWays(plan, (kernel) => kernel.scan());
        const { found, expected, furthest } = difference(run);
        expect(found).toEqual(expected);
        expect(furthest).toBeLessThan(1e-9);
        expect(run.counted).toBe(expected.length);
        seen += found.length;
      }),
      { numRuns: planRuns(500) },
    );
    expect(seen).toBeGreaterThan(500);
  });

  it('draws the same random pairs for the same seed, and as many as asked for', () => {
    const builder = columnBuilder();
    for (let i = 0; i < 1000; i++) builder.append(`name ${i % 37}`);
    const table = { rows: 1000, columns: { name: builder.finish() } };
    const model = linkageModelSchema.parse({
      format: 'stile-linkage-model/1',
      name: 'one field',
      fields: [{ name: 'name', kind: 'text' }],
      blocking: [{ name: 'same', keys: [{ field: 'name', key: 'whole' }] }],
      comparisons: [
        {
          name: 'name',
          fields: ['name'],
          levels: [
            { when: 'exact', m: '0.9', u: '0.1' },
            { when: 'else', m: '0.1', u: '0.9' },
          ],
        },
      ],
      priorMatchProbability: '0.01',
    });
    const kernel = openKernel(compileModel(model, shareFields(model, table, table), true), 64 * MIB);
    const once = kernel.sample(20_000, 7n);
    expect(kernel.sample(20_000, 7n)).toEqual(once);
    expect(once.counts.reduce((sum, one) => sum + one, 0)).toBe(20_000);
    // 37 equally common names: 27 or 28 rows each, so that two random rows agree in 1 of 38 draws (27/999).
    const agreeing = once.counts[[...once.levels].indexOf(0)] as number;
    expect(agreeing / 20_000).toBeCloseTo(0.027, 2);
    // And within one table every pair of a block once: 37 blocks, of which one has 28 rows and 36 have 27.
    expect(kernel.scan().pairs).toBe(kernel.rules[0]?.pairs);
  });
});
