import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codedColumn } from '../columns.ts';
import { linkageModelSchema } from '../model.ts';
import { shareFields } from '../shared-fields.ts';
import { damerauLevenshtein, jaro, levenshtein } from '../testing/strings.ts';
import { compileModel } from './compile-model.ts';
import { openKernel } from './kernel.ts';

/* Values longer than a name ever is: what the kernel measures of them is what the plain code measures. */

const MOST = 9;
const tests = [
  { when: 'damerau-levenshtein', atMost: MOST },
  { when: 'levenshtein', atMost: MOST },
  { when: 'jaro', atLeast: '0.0001' },
] as const;

function kernelOver(values: readonly string[]) {
  const model = linkageModelSchema.parse({
    format: 'stile-linkage-model/1',
    name: 'long values',
    fields: [{ name: 'text', kind: 'raw' }],
    blocking: [{ name: 'same', keys: [{ field: 'text', key: 'whole' }] }],
    comparisons: tests.map((test, t) => ({
      name: `measure-${t}`,
      fields: ['text'],
      levels: [
        { ...test, m: '0.9', u: '0.1' },
        { when: 'else', m: '0.1', u: '0.9' },
      ],
    })),
    priorMatchProbability: '0.01',
  });
  const table = { rows: values.length, columns: { text: codedColumn(values) } };
  return openKernel(compileModel(model, shareFields(model, table, table), true), 64 * 1_048_576);
}

const plain = (measure: typeof levenshtein, left: string, right: string): number => {
  const letters = Uint32Array.from([...left, ...right], (letter) => letter.charCodeAt(0));
  return measure(letters, 0, left.length, letters, left.length, letters.length);
};
/** What is above the limit counts as one more than it. */
const limited = (distance: number): number => Math.min(distance, MOST + 1);

const edit = fc.record({
  at: fc.nat(1 << 16),
  kind: fc.constantFrom('change', 'drop', 'add', 'swap'),
  letter: fc.constantFrom('a', 'b', 'c'),
});

/** The text after these edits. */
const edited = (text: string, edits: readonly (typeof edit extends fc.Arbitrary<infer E> ? E : never)[]) =>
  edits.reduce((now, { at: anywhere, kind, letter }) => {
    const at = anywhere % (now.length - 1);
    const [before, one, two, after] = [now.slice(0, at), now[at], now[at + 1], now.slice(at + 2)];
    if (kind === 'change') return before + letter + two + after;
    if (kind === 'drop') return before + two + after;
    return before + (kind === 'add' ? `${one}${letter}${two}` : `${two}${one}`) + after;
  }, text);

describe('the kernel on long values', () => {
  it('measures texts of more than a thousand letters that differ by a few edits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1030, maxLength: 1040 }),
        fc.array(edit, { maxLength: 8 }),
        (text, edits) => {
          // Different at both ends, so that nothing is cut away.
          const [left, right] = [`x${text}x`, `y${edited(text, edits)}y`];
          const kernel = kernelOver([left, right]);
          expect(kernel.measure(0, 1, 2)).toBe(limited(plain(damerauLevenshtein, left, right)));
          expect(limited(kernel.measure(1, 1, 2))).toBe(limited(plain(levenshtein, left, right)));
          expect(kernel.measure(2, 1, 2)).toBeCloseTo(plain(jaro, left, right), 12);
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
  });

  it('tells texts of ten thousand letters apart', () => {
    const text = 'ab'.repeat(5000);
    const kernel = kernelOver([
      `x${text}x`,
      `y${text}y`,
      `x${'ba'.repeat(5000)}x`,
      `z${'c'.repeat(10_000)}z`,
    ]);
    // Both ends changed.
    expect(kernel.measure(0, 1, 2)).toBe(2);
    // x ab ab … ab x against x ba ba … ba x: one letter moved from the beginning to the end.
    expect(kernel.measure(0, 1, 3)).toBe(2);
    expect(kernel.measure(0, 1, 4)).toBe(MOST + 1);
  });
});
