import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optimalAssignment } from './assignment.ts';
import { chooseLinks, rowStates } from './links.ts';
import { type Edge, edgesOf } from './testing/graphs.ts';

const NO = Number.NEGATIVE_INFINITY;

/** Every way to pair some rows with columns, each once: for each row its column or -1. */
function* everyAssignment(gain: readonly (readonly number[])[], columns: number): Generator<number[]> {
  const taken = new Set<number>();
  function* from(row: number): Generator<number[]> {
    if (row === gain.length) {
      yield [];
      return;
    }
    for (let c = -1; c < columns; c++) {
      if (c >= 0 && (taken.has(c) || (gain[row]?.[c] ?? NO) === NO)) continue;
      if (c >= 0) taken.add(c);
      for (const rest of from(row + 1)) yield [c, ...rest];
      taken.delete(c);
    }
  }
  yield* from(0);
}

const total = (gain: readonly (readonly number[])[], columnOf: readonly number[]): number =>
  columnOf.reduce((sum, c, r) => sum + (c < 0 ? 0 : (gain[r]?.[c] as number)), 0);

const tables = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(
      fc.array(
        fc.oneof(
          { weight: 2, arbitrary: fc.integer({ min: 0, max: 6 }) },
          { weight: 1, arbitrary: fc.constant(NO) },
        ),
        {
          minLength: columns,
          maxLength: columns,
        },
      ),
      { minLength: rows, maxLength: rows },
    ),
  );

describe('the optimal assignment', () => {
  it('gains as much as the best of all, and knows what each alternative loses', () => {
    fc.assert(
      fc.property(tables, (gain) => {
        const columns = gain[0]?.length as number;
        const found = optimalAssignment({ rows: gain.length, columns, gain: Float64Array.from(gain.flat()) });
        const all = [...everyAssignment(gain, columns)];
        const most = Math.max(...all.map((one) => total(gain, one)));
        const columnOf = Array.from(found.columnOf);
        expect(total(gain, columnOf)).toBe(most);
        columnOf.forEach((c, r) => {
          if (c >= 0) expect(found.rowOf[c]).toBe(r);
        });
        expect(found.rowOf.filter((r) => r >= 0).length).toBe(columnOf.filter((c) => c >= 0).length);
        const loss = (allowed: (one: readonly number[]) => boolean): number =>
          most - Math.max(NO, ...all.filter(allowed).map((one) => total(gain, one)));
        columnOf.forEach((c, r) => {
          const other = (one: readonly number[]): boolean =>
            c < 0 ? one[r] !== -1 : one[r] !== c && (one[r] !== -1 || one.includes(c));
          expect(found.rowLoss[r]).toBeCloseTo(loss(other), 9);
        });
        found.rowOf.forEach((r, c) => {
          if (r < 0)
            expect(found.columnLoss[c]).toBeCloseTo(
              loss((one) => one.includes(c)),
              9,
            );
          else expect(found.columnLoss[c]).toBe(found.rowLoss[r]);
        });
      }),
      { numRuns: 1000 },
    );
  });

  // Kuhn, "The Hungarian method" (1955): with qualifications 1 and 0 this table has an assignment of three jobs.
  it('finds the three jobs of the example of 1955', () => {
    const gain = [1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1];
    const { columnOf } = optimalAssignment({ rows: 4, columns: 4, gain: Float64Array.from(gain) });
    expect(columnOf.reduce((sum, c, r) => sum + (c < 0 ? 0 : (gain[4 * r + c] as number)), 0)).toBe(3);
  });
});

const statesOf = ({ state }: { state: Uint8Array }) => Array.from(state, (s) => rowStates[s]);

describe('one-to-one links', () => {
  // Two left rows want right row 2: taken greedily 10 + 1; together 9 + 8.
  const crossed: Edge[] = [
    [0, 2, 10],
    [0, 3, 9],
    [1, 2, 8],
    [1, 3, 1],
  ];

  it('are those of greatest total weight', () => {
    const result = chooseLinks(edgesOf(4, crossed, 2), { kind: 'one-to-one' });
    expect(Array.from(result.partner)).toEqual([3, 2, 1, 0]);
    expect(result).toMatchObject({ linked: 2, weight: 17, doubtful: 0, outbid: 0 });
  });

  it('are doubtful when another choice loses less than the margin', () => {
    // The other choice gains 11.
    expect(chooseLinks(edgesOf(4, crossed, 2), { kind: 'one-to-one', margin: 6 }).linked).toBe(2);
    const result = chooseLinks(edgesOf(4, crossed, 2), { kind: 'one-to-one', margin: 6.5 });
    expect(statesOf(result)).toEqual(['doubtful', 'doubtful', 'doubtful', 'doubtful']);
    expect(Array.from(result.partner)).toEqual([-1, -1, -1, -1]);
  });

  it('are not guessed between equals, and leave the rest alone', () => {
    const edges: Edge[] = [
      [0, 3, 5],
      [0, 4, 5],
      [1, 5, 4],
      [2, 5, 1],
    ];
    const result = chooseLinks(edgesOf(7, edges, 3), { kind: 'one-to-one' });
    expect(statesOf(result)).toEqual([
      'doubtful',
      'linked',
      'outbid',
      'doubtful',
      'doubtful',
      'linked',
      'none',
    ]);
    expect(result).toMatchObject({ linked: 1, doubtful: 3, outbid: 1 });
  });

  it('need the least weight, and a link that just has it is made', () => {
    const edges: Edge[] = [
      [0, 2, 3],
      [1, 3, 2.999],
    ];
    expect(statesOf(chooseLinks(edgesOf(4, edges, 2), { kind: 'one-to-one', least: 3 }))).toEqual([
      'linked',
      'none',
      'linked',
      'none',
    ]);
  });

  it('are worth their weight above the least', () => {
    const edges: Edge[] = [
      [0, 2, 10],
      [0, 3, 6],
      [1, 2, 6],
    ];
    expect(chooseLinks(edgesOf(4, edges, 2), { kind: 'one-to-one' })).toMatchObject({
      linked: 2,
      weight: 12,
    });
    expect(chooseLinks(edgesOf(4, edges, 2), { kind: 'one-to-one', least: 5 })).toMatchObject({
      linked: 1,
      weight: 10,
    });
  });

  it('are the same with tables exchanged, pairs in any order, and a pair given twice', () => {
    const bipartite = fc.uniqueArray(
      fc.tuple(
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 5, max: 9 }),
        fc.integer({ min: -2, max: 8 }),
      ),
      { maxLength: 14, selector: ([i, j]) => 10 * i + j },
    );
    fc.assert(
      fc.property(bipartite, fc.constantFrom(0, 1, 2.5), fc.constantFrom(2, 64), (edges, margin, limit) => {
        const options = { kind: 'one-to-one', margin, limit } as const;
        const plain = chooseLinks(edgesOf(10, edges, 5), options);
        const again = chooseLinks(edgesOf(10, [...edges, ...edges].reverse(), 5), options);
        expect(again).toEqual(plain);
        if (limit === 2) return;
        const exchanged = edges.map(([i, j, w]): Edge => [9 - j, 9 - i, w]);
        const turned = chooseLinks(edgesOf(10, exchanged, 5), options);
        expect(Array.from(turned.state).reverse()).toEqual(Array.from(plain.state));
        expect(Array.from(turned.partner, (row) => (row < 0 ? -1 : 9 - row)).reverse()).toEqual(
          Array.from(plain.partner),
        );
      }),
    );
  });

  describe('in a component above the limit', () => {
    const greedy = (edges: readonly Edge[], margin = 0) =>
      chooseLinks(edgesOf(6, edges, 3), { kind: 'one-to-one', limit: 2, margin });
    const ladder: Edge[] = [
      [0, 3, 10],
      [0, 4, 9],
      [1, 3, 8],
      [1, 4, 1],
      [2, 4, 0.5],
      [2, 5, 0.25],
    ];

    it('are taken best first, and that is said', () => {
      const result = greedy(ladder);
      expect(Array.from(result.partner)).toEqual([3, 4, 5, 0, 1, 2]);
      expect(result.greedy).toEqual({ components: 1, rows: 6 });
    });

    it('are doubtful where the next is within the margin', () => {
      expect(statesOf(greedy(ladder, 1.5))).toEqual([
        'doubtful',
        'outbid',
        'linked',
        'doubtful',
        'doubtful',
        'linked',
      ]);
    });
  });

  it.each([
    ['left', (k: number): Edge => [k, 100_000, k % 97]],
    ['right', (k: number): Edge => [0, k + 1, k % 97]],
  ])(
    'of a star of 100,000 pairs are doubtful where the best are equal, whichever side (%s)',
    (side, edge) => {
      const edges = Array.from({ length: 100_000 }, (_, k) => edge(k));
      const split = side === 'left' ? 100_000 : 1;
      const result = chooseLinks(edgesOf(100_001, edges, split), { kind: 'one-to-one' });
      const best = edges.filter(([, , w]) => w === 96).length;
      expect(result).toMatchObject({ linked: 0, doubtful: best + 1, outbid: 100_000 - best });
    },
  );

  it('go through one component of 100,000 rows', () => {
    const edges = Array.from(
      { length: 99_999 },
      (_, k): Edge => [(k + 1) >> 1, 50_000 + (k >> 1), 1 + (k % 5)],
    );
    const result = chooseLinks(edgesOf(100_000, edges, 50_000), { kind: 'one-to-one' });
    expect(result.greedy).toEqual({ components: 1, rows: 100_000 });
    expect(result.linked * 2 + result.doubtful + result.outbid).toBe(100_000);
  });

  it('of no pairs are none', () => {
    expect(chooseLinks(edgesOf(2, [], 1), { kind: 'one-to-one' })).toMatchObject({
      linked: 0,
      doubtful: 0,
      outbid: 0,
    });
  });

  it('refuse a pair inside one table, and limits that cannot be', () => {
    expect(() => chooseLinks(edgesOf(4, [[0, 1, 1]], 2), { kind: 'one-to-one' })).toThrow(/one table/);
    expect(() => chooseLinks(edgesOf(4, [[2, 3, 1]], 2), { kind: 'one-to-one' })).toThrow(/one table/);
    for (const wrong of [{ margin: -1 }, { least: Number.NEGATIVE_INFINITY }, { limit: 0 }])
      expect(() => chooseLinks(edgesOf(0, []), { kind: 'one-to-one', ...wrong })).toThrow(/option/);
  });
});

describe('one-to-many links', () => {
  const edges: Edge[] = [
    [0, 3, 9],
    [0, 4, 8],
    [1, 4, 7],
    [1, 5, 6],
    [2, 5, 6],
    [2, 3, 1],
  ];

  it('give each right row its best left row', () => {
    const result = chooseLinks(edgesOf(6, edges, 3), { kind: 'one-to-many' });
    expect(Array.from(result.partner)).toEqual([-1, -1, -1, 0, 0, -1]);
    expect(statesOf(result)).toEqual(['linked', 'doubtful', 'doubtful', 'linked', 'linked', 'doubtful']);
    expect(result).toMatchObject({ linked: 2, weight: 17 });
  });

  it('are doubtful within the margin', () => {
    const result = chooseLinks(edgesOf(6, edges, 3), { kind: 'one-to-many', margin: 1.5 });
    expect(Array.from(result.partner)).toEqual([-1, -1, -1, 0, -1, -1]);
  });

  it('are those of the definition, a pair given twice counting once, as the heavier', () => {
    const scored = fc.uniqueArray(
      fc.tuple(
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 4, max: 6 }),
        fc.integer({ min: -2, max: 6 }),
      ),
      { selector: ([i, j]) => 10 * i + j },
    );
    fc.assert(
      fc.property(scored, fc.constantFrom(0, 2), (pairs, margin) => {
        const twice = [...pairs.map(([i, j, w]): Edge => [i, j, w - 1]), ...pairs].sort(([a], [b]) => a - b);
        const { partner, state } = chooseLinks(edgesOf(7, twice, 4), { kind: 'one-to-many', margin });
        for (const row of [4, 5, 6]) {
          const [best, next] = pairs.filter(([, j, w]) => j === row && w >= 0).sort((p, q) => q[2] - p[2]);
          const clear = best && (!next || (best[2] > next[2] && best[2] - next[2] >= margin));
          expect(partner[row]).toBe(clear ? best[0] : -1);
          expect(rowStates[state[row] as number]).toBe(!best ? 'none' : clear ? 'linked' : 'doubtful');
        }
      }),
    );
  });

  it('the other way round are many-to-one', () => {
    const exchanged = edges.map(([i, j, w]): Edge => [5 - j, 5 - i, w]);
    const result = chooseLinks(edgesOf(6, exchanged, 3), { kind: 'many-to-one' });
    expect(Array.from(result.partner)).toEqual([-1, 5, 5, -1, -1, -1]);
  });
});
