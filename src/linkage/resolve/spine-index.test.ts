import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyRuns, spineIndex } from './spine-index.ts';

describe('finding matches in a spine', () => {
  const key = fc.integer({ min: 0, max: 5 });
  const spine = fc.integer({ min: 1, max: 20 }).chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      single: fc.array(key, { minLength: rows, maxLength: rows }),
      several: fc.array(fc.tuple(key, fc.integer({ min: 0, max: rows - 1 })), { maxLength: 30 }),
      weights: fc.array(fc.integer({ min: -5, max: 5 }), { minLength: rows, maxLength: rows }),
    }),
  );

  it('scores each row that shares a key once, best first', () => {
    fc.assert(
      fc.property(
        spine,
        key,
        fc.array(key, { maxLength: 3 }),
        fc.integer({ min: 0, max: 6 }),
        (table, one, keys, most) => {
          const { findMatches } = spineIndex(
            [
              keyRuns(Uint32Array.from(table.single)),
              keyRuns(
                Uint32Array.from(table.several, ([k]) => k),
                Uint32Array.from(table.several, ([, row]) => row),
              ),
            ],
            table.rows,
          );
          const expected = table.weights
            .map((weight, row) => ({ weight, row }))
            .filter(
              ({ row }) =>
                (one !== 0 && table.single[row] === one) ||
                table.several.some(([k, at]) => at === row && k !== 0 && keys.includes(k)),
            );
          const asked: number[] = [];
          const query = {
            keys: [[one], keys],
            least: -2,
            most,
            weightsOf(rows: Uint32Array) {
              asked.push(...rows);
              return [...rows].map((row) => table.weights[row] as number);
            },
          };
          const found = findMatches(query);
          expect(asked.sort((a, b) => a - b)).toEqual(expected.map(({ row }) => row));
          expect(found.candidates).toBe(expected.length);
          const best = expected
            .filter(({ weight }) => weight >= -2)
            .sort((a, b) => b.weight - a.weight || a.row - b.row)
            .slice(0, most);
          expect(Array.from(found.rows)).toEqual(best.map(({ row }) => row));
          expect(Array.from(found.weights)).toEqual(best.map(({ weight }) => weight));
          expect(findMatches(query)).toEqual(found);
        },
      ),
    );
  });

  it('has the rows of each key together, keys and rows rising', () => {
    expect(keyRuns(Uint32Array.of(9, 4, 0, 9, 4), Uint32Array.of(7, 6, 5, 4, 3))).toEqual({
      keys: Uint32Array.of(4, 9),
      starts: Uint32Array.of(0, 2, 4),
      rows: Uint32Array.of(3, 6, 4, 7),
    });
  });

  it('passes over a key with too many rows, and says so', () => {
    const { findMatches } = spineIndex([keyRuns(Uint32Array.from([7, 7, 7, 0xffffffff]))], 4);
    const weightsOf = (rows: Uint32Array) => [...rows].fill(1);
    expect(findMatches({ keys: [[7, 0xffffffff]], weightsOf, largestBlock: 2 })).toEqual({
      rows: Uint32Array.of(3),
      weights: Float64Array.of(1),
      candidates: 1,
      passedOver: 1,
    });
  });

  it('leaves a row that has only the number of the key', () => {
    const { findMatches } = spineIndex([keyRuns(Uint32Array.of(7, 7, 7))], 3);
    const asked: number[][] = [];
    const { rows } = findMatches({
      keys: [[5, 7]],
      weightsOf: (of) => [...of].fill(1),
      shares(...of) {
        asked.push(of);
        return of[2] !== 1;
      },
    });
    expect([...rows]).toEqual([0, 2]);
    expect(asked).toEqual([
      [0, 1, 0],
      [0, 1, 1],
      [0, 1, 2],
    ]);
  });

  it('finds nothing in an empty spine, nor without keys', () => {
    expect(
      spineIndex([keyRuns(new Uint32Array(0))], 0).findMatches({ keys: [[1]], weightsOf: () => [1] }).rows
        .length,
    ).toBe(0);
    expect(
      spineIndex([keyRuns(Uint32Array.of(1))], 1).findMatches({ keys: [], weightsOf: () => [1] }).candidates,
    ).toBe(0);
  });

  it('refuses a weight that is no number, and rows outside', () => {
    const { findMatches } = spineIndex([keyRuns(Uint32Array.of(1))], 1);
    expect(() => findMatches({ keys: [[1]], weightsOf: () => [Number.NaN] })).toThrow(/again/);
    expect(() => spineIndex([keyRuns(Uint32Array.of(1), Uint32Array.of(1))], 1)).toThrow(/rows/);
    expect(() => keyRuns(Uint32Array.of(1), Uint32Array.of(1, 2))).toThrow(/rows/);
  });
});
