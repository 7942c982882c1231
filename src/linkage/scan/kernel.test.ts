import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnBuilder } from '../columns.ts';
import { linkageModelSchema } from '../model.ts';
import { linkByDefinition } from '../reference.ts';
import { shareFields } from '../shared-fields.ts';
import {
  randomModelWithJoint,
  randomModelWithLists,
  randomTables,
  toTable,
} from '../testing/random-plans.ts';
import { weigherOf } from '../weigher.ts';
import { compileModel } from './compile-model.ts';
import { openKernel } from './kernel.ts';

const MIB = 1_048_576;

/** Every candidate pair with its first rule and weight, by right row, then left. */
function scored(
  model: Parameters<typeof shareFields>[0],
  left: ReturnType<typeof toTable>,
  right: typeof left,
) {
  const fields = shareFields(model, left, right);
  const kernel = openKernel(compileModel(model, fields, false), 64 * MIB);
  const found = kernel.scan();
  const weigher = weigherOf(model, fields, kernel, found.counts, false);
  const pairs: { left: number; right: number; rule: number; weight: number }[] = [];
  for (const run of found.batches()) {
    const weights = new Float64Array(run.count);
    weigher.weigh(run, weights);
    for (const [p, weight] of weights.entries()) {
      const pattern = run.pattern[p] as number;
      const row = run.left[p] as number;
      const mask = found.counts.rules[pattern] as number;
      const rule = 31 - Math.clz32(mask & -mask);
      pairs.push({ left: row, right: (run.right[p] as number) - left.rows, rule, weight });
    }
  }
  return { found, pairs: pairs.sort((a, b) => a.right - b.right || a.left - b.left) };
}

describe('the kernel', () => {
  it('gives the pairs, first rules and weights of the definition, for random plans on random tables', () => {
    let seen = 0;
    fc.assert(
      fc.property(
        fc.oneof(randomModelWithJoint, randomModelWithLists),
        randomTables,
        (random, [lefts, rights]) => {
          fc.pre(lefts.length > 0 && rights.length > 0);
          const model = linkageModelSchema.parse(random);
          const expected = linkByDefinition({ model }, lefts, rights);
          const { pairs, found } = scored(model, toTable(lefts), toTable(rights));
          seen += pairs.length;
          expect(pairs.map(({ left, right, rule }) => [left, right, rule])).toEqual(
            expected.map(({ left, right, rule }) => [left, right, rule]),
          );
          for (const [at, pair] of pairs.entries())
            expect(pair.weight).toBeCloseTo(expected[at]?.weight ?? Number.NaN, 9);
          expect(found.counts.counts.reduce((sum, one) => sum + one, 0)).toBe(expected.length);
        },
      ),
      { numRuns: 400 },
    );
    expect(seen).toBeGreaterThan(400);
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
