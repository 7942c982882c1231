import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStileError } from '#kernel';
import { componentsAt, connectedComponents } from './components.ts';
import { orderByWeight, sortByKey } from './order.ts';
import { gatherPairs } from './pairs.ts';
import { type Edge, edgesOf, graphs } from './testing/graphs.ts';

/** Breadth first from each row in turn. */
function componentsBySearch(rows: number, edges: readonly Edge[], threshold: number): number[] {
  const labels = new Array<number>(rows).fill(-1);
  for (let start = 0; start < rows; start++) {
    if (labels[start] !== -1) continue;
    labels[start] = start;
    const queue = [start];
    for (let at = queue.pop(); at !== undefined; at = queue.pop())
      for (const [i, j, weight] of edges) {
        if (weight < threshold || (i !== at && j !== at)) continue;
        const other = i === at ? j : i;
        if (labels[other] === -1) {
          labels[other] = start;
          queue.push(other);
        }
      }
  }
  return labels;
}

describe('connected components', () => {
  it('are those that a search finds, at every threshold', () => {
    fc.assert(
      fc.property(
        graphs(),
        fc.array(fc.double({ min: -13, max: 13, noNaN: true }), { maxLength: 5 }),
        (graph, more) => {
          const thresholds = [...more, ...graph.edges.map(([, , weight]) => weight)];
          const found = [...componentsAt(edgesOf(graph.rows, graph.edges), thresholds)];
          expect(found.map(({ threshold }) => threshold)).toEqual(
            [...new Set(thresholds.map((threshold) => threshold + 0))].sort((a, b) => b - a),
          );
          for (const { threshold, labels, clusters, largest, pairs } of found) {
            const expected = componentsBySearch(graph.rows, graph.edges, threshold);
            expect(Array.from(labels)).toEqual(expected);
            const sizes = new Map<number, number>();
            for (const label of expected) sizes.set(label, (sizes.get(label) ?? 0) + 1);
            expect(clusters).toBe(sizes.size);
            expect(largest).toBe(Math.max(...sizes.values()));
            expect(pairs).toBe(graph.edges.filter(([, , weight]) => weight >= threshold).length);
          }
        },
      ),
    );
  });

  it('count a pair at the threshold that it equals', () => {
    const edges = edgesOf(3, [
      [0, 1, 2],
      [1, 2, 1.9999999999999998],
    ]);
    expect(Array.from(connectedComponents(edges, 2))).toEqual([0, 0, 2]);
  });

  it('of no rows, no pairs and no thresholds are nothing', () => {
    expect([...componentsAt(edgesOf(3, []), [])]).toEqual([]);
    expect(Array.from(connectedComponents(edgesOf(0, [])))).toEqual([]);
    expect(Array.from(connectedComponents(edgesOf(1, [])))).toEqual([0]);
    expect([...componentsAt(edgesOf(2, []), [0])]).toMatchObject([{ clusters: 2, largest: 1, pairs: 0 }]);
  });

  const many = 100_000;
  const shapes: [string, (row: number) => Edge][] = [
    ['a chain', (row) => [row, row + 1, (row * 7919) % 101]],
    ['a chain from its end', (row) => [many - row - 1, many - row, 1]],
    ['a star', (row) => [row + 1, 0, row % 13]],
    ['a star about its last row', (row) => [row, many, row % 13]],
  ];
  it.each(shapes)('join %s of 100,000 pairs', (_, edge) => {
    const edges = edgesOf(
      many + 1,
      Array.from({ length: many }, (_, row) => edge(row)),
    );
    const labels = connectedComponents(edges);
    expect(labels.every((label) => label === 0)).toBe(true);
  });

  it('refuse a threshold that is not a number', () => {
    expect(() => [...componentsAt(edgesOf(1, []), [Number.NaN])]).toThrow(/thresholds/);
  });
});

describe('pairs by falling weight', () => {
  it('are in the order of a plain sort, equal weights by rows, for any order in which they came', () => {
    const any = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 31, max: 5000 }),
        fc.oneof(
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.constantFrom(0, -0, 1, 1 + Number.EPSILON, -1, -1 - Number.EPSILON, 5e-324, -5e-324),
        ),
      ),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(any, (edges) => {
        const sorted = [...edges].sort((p, q) => q[2] - p[2] || p[0] - q[0] || p[1] - q[1]);
        const found = Array.from(orderByWeight(edgesOf(5001, edges)), (p) => edges[p]);
        expect(found.map((edge) => edge?.map((value) => value + 0))).toEqual(
          sorted.map((edge) => edge.map((value) => value + 0)),
        );
      }),
    );
  });

  it('keep runs of many equal upper halves exact', () => {
    const edges = Array.from({ length: 500 }, (_, k): Edge => {
      const step = ((k * 263) % 40) * Number.EPSILON;
      return [(k * 77) % 90, 1000 - (k % 7), k % 2 === 0 ? 1 + step : -1 - step];
    });
    const sorted = [...edges].sort((p, q) => q[2] - p[2] || p[0] - q[0] || p[1] - q[1]);
    expect(Array.from(orderByWeight(edgesOf(1001, edges)), (p) => edges[p])).toEqual(sorted);
  });

  it('leave out those below the least', () => {
    const edges = edgesOf(3, [
      [0, 1, -0],
      [0, 2, -1],
      [1, 2, 3],
    ]);
    expect(Array.from(orderByWeight(edges, 0))).toEqual([2, 0]);
  });

  it('are sorted by whole numbers too, few and many, stable', () => {
    const key = fc.oneof(fc.nat(3), fc.integer({ min: 2 ** 31 - 2, max: 2 ** 31 + 2 }), fc.nat(2 ** 32 - 1));
    fc.assert(
      fc.property(
        fc.array(key, { minLength: 1, maxLength: 300, size: 'max' }),
        fc.integer(),
        (keys, seed) => {
          const order = Uint32Array.from(keys, (_, x) => Math.abs(Math.imul(x + 1, seed | 1)) % keys.length);
          const sorted = [...order].sort((a, b) => (keys[a] as number) - (keys[b] as number));
          sortByKey(order, Uint32Array.from(keys));
          expect([...order]).toEqual(sorted);
        },
      ),
    );
  });
});

describe('gathering pairs', () => {
  it('puts the smaller row on the left, leaves out light pairs, and grows', () => {
    const batch = (from: number) => ({
      left: Uint32Array.from({ length: 1000 }, (_, k) => from + k + 1),
      right: Uint32Array.from({ length: 1000 }, () => 0),
      weight: Float64Array.from({ length: 1000 }, (_, k) => k),
      count: 999,
    });
    const edges = gatherPairs([batch(0), batch(1000), batch(2000)], { rows: 4000, split: 0, least: 10 });
    expect(edges.count).toBe(3 * 989);
    expect(edges.left.subarray(0, edges.count).every((row) => row === 0)).toBe(true);
    expect([edges.right[0], edges.weight[0], edges.right[edges.count - 1]]).toEqual([11, 10, 2999]);
  });

  it.each<[string, Edge]>([
    ['NaN', [0, 1, Number.NaN]],
    ['Infinity', [0, 1, Number.POSITIVE_INFINITY]],
    ['-Infinity', [0, 1, Number.NEGATIVE_INFINITY]],
    ['a row outside', [0, 3, 1]],
    ['a row with itself', [2, 2, 1]],
  ])('refuses %s', (_, edge) => {
    let thrown: unknown;
    try {
      edgesOf(3, [edge]);
    } catch (error) {
      thrown = error;
    }
    expect(isStileError(thrown, 'LINKAGE_SCORED_PAIR_INVALID')).toBe(true);
  });

  it.each([
    [-1, 0],
    [2.5, 0],
    [2 ** 31, 0],
    [3, 4],
  ])('refuses %d rows split at %d', (rows, split) => {
    expect(() => gatherPairs([], { rows, split })).toThrow();
  });
});
