import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damerauLevenshtein, jaro, jaroWinkler, levenshtein } from '../testing/strings.ts';
import { openKernel } from './kernel.ts';
import type { MeasureKind } from './scan-plan.ts';

const definitions = {
  'jaro-winkler': jaroWinkler,
  jaro,
  levenshtein,
  'damerau-levenshtein': damerauLevenshtein,
};
const similarity = (kind: MeasureKind): boolean => kind === 'jaro' || kind === 'jaro-winkler';

/** The kernel's measure of the values of one column, two by two. */
function measured(kind: MeasureKind, values: readonly (readonly number[])[], bound: number, wide: boolean) {
  const starts = new Uint32Array(values.length + 2);
  values.forEach((value, v) => {
    starts[v + 2] = (starts[v + 1] as number) + value.length;
  });
  const letters = (wide ? Uint16Array : Uint8Array).from(values.flat());
  const plan = {
    rows: values.length,
    split: 0,
    columns: [Uint32Array.from(values, (_, v) => v + 1)],
    rules: [],
    measures: [{ kind, column: 0, dictionary: { count: values.length + 1, starts, letters }, bound }],
    comparisons: [],
    weights: 0,
  };
  const kernel = openKernel(plan, 2 ** 24);
  return (a: number, b: number): number => kernel.measure(0, a + 1, b + 1);
}

/** Few letters, so that matches, exchanges and repeats are many; around 16 and 32, where the kernel changes its way. */
const value = fc
  .oneof(
    fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 9 }),
    fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 12, maxLength: 36 }),
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 60, maxLength: 70 }),
  )
  .map((letters) => [...letters]);

describe.each(Object.keys(definitions) as MeasureKind[])('%s in the kernel', (kind) => {
  it('is what its definition says, for any two runs of letters, within its bound', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 2, maxLength: 6 }),
        fc.integer({ min: 0, max: 4 }),
        fc.boolean(),
        (values, at, wide) => {
          const bound = similarity(kind)
            ? ([0, 0.5, 0.7, 0.88, 0.92][at] as number)
            : ([0, 1, 2, 3, 100][at] as number);
          const measure = measured(kind, values, bound, wide);
          for (const [a, left] of values.entries())
            for (const [b, right] of values.entries()) {
              if (String(left) === String(right)) continue;
              const [x, y] = [Uint32Array.from(left), Uint32Array.from(right)];
              const exact = definitions[kind](x, 0, x.length, y, 0, y.length);
              const within = similarity(kind) ? exact >= bound : exact <= bound;
              const found = measure(a, b);
              if (within) expect(found).toBeCloseTo(exact, 12);
              else expect(similarity(kind) ? found < bound : found > bound).toBe(true);
            }
        },
      ),
      { numRuns: 300 },
    );
  });
});
