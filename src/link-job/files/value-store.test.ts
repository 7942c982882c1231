import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '#linkage';
import type { Cells } from './cells.ts';
import { valueStore } from './value-store.ts';

function cellsOf(texts: readonly string[], before = ''): Cells {
  const starts = new Int32Array(texts.length);
  const ends = new Int32Array(texts.length);
  let at = Buffer.byteLength(before);
  texts.forEach((text, i) => {
    starts[i] = at;
    at += Buffer.byteLength(text);
    ends[i] = at;
    at += 1;
  });
  return { bytes: Buffer.from(`${before}${texts.join(',')}`), starts, ends, count: texts.length };
}

const valuesOf = (store: ReturnType<typeof valueStore>): string[] => {
  const dictionary = store.finish();
  return Array.from({ length: dictionary.count }, (_, code) => textOf(dictionary, code));
};

describe('a store of values', () => {
  it('numbers values as they first come, whatever their lengths, over any batches', () => {
    const texts = fc.array(
      fc.oneof(
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 4 }),
        fc.string({ unit: 'grapheme', maxLength: 30 }),
        fc.constantFrom('12345678', '123456789', '1234567812345678', '12345678\0', ''),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 4 }), (batches) => {
        const store = valueStore();
        const numbers = new Map([['', 0]]);
        for (const [b, batch] of batches.entries()) {
          const codes = new Uint32Array(batch.length + 3).fill(7);
          store.intern(cellsOf(batch, 'x'.repeat(b)), codes, 2);
          const expected = batch.map((text) => {
            const number = numbers.get(text) ?? numbers.size;
            numbers.set(text, number);
            return number;
          });
          expect([...codes]).toEqual([7, 7, ...expected, 7]);
        }
        expect(store.count).toBe(numbers.size);
        expect(valuesOf(store)).toEqual([...numbers.keys()]);
      }),
    );
  });

  it('keeps 200,000 values apart, and long ones', () => {
    const texts = Array.from({ length: 200_000 }, (_, i) => `value ${i}`);
    texts.push('x'.repeat(1_000_000), `${'x'.repeat(999_999)}y`);
    const store = valueStore();
    const codes = new Uint32Array(texts.length);
    for (const _ of [1, 2]) {
      store.intern(cellsOf(texts), codes, 0);
      expect(codes.every((code, i) => code === i + 1)).toBe(true);
    }
    expect(valuesOf(store)).toEqual(['', ...texts]);
  });

  it('takes rising values without looking them up, up to the first that does not rise', () => {
    const store = valueStore();
    expect(store.rise(cellsOf(['7', '9', '10', '11']))).toBe(4);
    expect(store.rise(cellsOf(['12', '3', '13']))).toBe(1);
    const codes = new Uint32Array(4);
    store.intern(cellsOf(['3', '9', '13', '12']), codes, 0);
    expect([...codes]).toEqual([6, 2, 7, 5]);
    expect(valuesOf(store)).toEqual(['', '7', '9', '10', '11', '12', '3', '13']);
    expect(valueStore().rise(cellsOf(['a', 'a']))).toBe(1);
    expect(valueStore().rise(cellsOf(['b', 'a']))).toBe(1);
    expect(valueStore().rise(cellsOf(['a', 'b', 'aa', 'é', 'aaa']))).toBe(5);
  });
});
