import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixed } from '../mixed.ts';
import { attach } from './attach.ts';
import { averageLink } from './average-link.ts';
import { connectedComponents } from './components.ts';
import { guardedClusters } from './guard.ts';
import { canonical, type Edge, edgesOf, graphs, weightsFrom } from './testing/graphs.ts';

const clip = (weight: number): number => Math.max(-10, Math.min(10, weight));

/** The guard by its definition: lists of rows, all pairs scored. Only for clusters up to the sample. */
function guardByDefinition(
  rows: number,
  edges: readonly Edge[],
  weightOf: (i: number, j: number) => number,
  floor: number,
) {
  const cluster = Array.from({ length: rows }, (_, row) => [row]);
  const tidy = edges.map(([i, j, w]): Edge => [Math.min(i, j), Math.max(i, j), w]);
  tidy.sort((p, q) => q[2] - p[2] || p[0] - q[0] || p[1] - q[1]);
  for (const [i, j] of tidy) {
    const a = cluster[i] as number[];
    const b = cluster[j] as number[];
    if (a === b) continue;
    const weights = a.flatMap((x) => b.map((y) => clip(weightOf(x, y))));
    if (weights.reduce((sum, w) => sum + w, 0) / weights.length < floor) continue;
    const both = [...a, ...b];
    for (const row of both) cluster[row] = both;
  }
  return cluster.map((members) => Math.min(...members));
}

const halves = graphs().map(({ rows, edges }) => ({
  rows,
  // Halves add up exactly, in any order.
  edges: edges.map(([i, j, w]): Edge => [i, j, Math.round(2 * w) / 2]),
}));

describe('the cluster guard', () => {
  it('is its definition, for any order of the pairs', () => {
    fc.assert(
      fc.property(halves, fc.integer(), fc.constantFrom(-3, 0, 2), ({ rows, edges }, seed, floor) => {
        const weightOf = weightsFrom(seed, edges);
        const { labels, clusters } = guardedClusters(edgesOf(rows, edges), { weightOf, floor });
        expect(Array.from(labels)).toEqual(guardByDefinition(rows, edges, weightOf, floor));
        expect(clusters).toBe(new Set(labels).size);
        // Weights that are known are not asked for.
        const asked = new Set<string>();
        const asking = (i: number, j: number) => {
          asked.add(`${i} ${j}`);
          return weightOf(i, j);
        };
        const known = { weightOf: asking, floor, known: true };
        expect(guardedClusters(edgesOf(rows, edges), known).labels).toEqual(labels);
        expect(edges.filter(([i, j]) => asked.has(`${Math.min(i, j)} ${Math.max(i, j)}`))).toEqual([]);
        const turned = [...edges].reverse().map(([i, j, w]): Edge => [j, i, w]);
        expect(guardedClusters(edgesOf(rows, turned), { weightOf, floor }).labels).toEqual(labels);
      }),
    );
  });

  // Two households of two, joined by one mistaken pair: across, the weights are 4, -10, -10, -8: mean -6.
  const households: Edge[] = [
    [0, 1, 12],
    [2, 3, 11],
    [1, 2, 4],
  ];
  const across = (i: number, j: number): number =>
    households.find(([a, b]) => a === i && b === j)?.[2] ?? (i === 0 && j === 2 ? -8 : -30);

  it('keeps two clusters apart that one pair connects and the rest deny', () => {
    const result = guardedClusters(edgesOf(4, households), { weightOf: across });
    expect(Array.from(result.labels)).toEqual([0, 0, 2, 2]);
    expect(result).toMatchObject({ clusters: 2, refused: 1, rescored: 4 });
  });

  it('joins them when the floor is their mean', () => {
    expect(guardedClusters(edgesOf(4, households), { weightOf: across, floor: -6 }).clusters).toBe(1);
    expect(guardedClusters(edgesOf(4, households), { weightOf: across, floor: -5.99 }).clusters).toBe(2);
  });

  it('leaves out pairs below the least weight', () => {
    expect(guardedClusters(edgesOf(4, households), { weightOf: () => 9, least: 12 }).clusters).toBe(3);
  });

  it('scores a fixed choice of rows of a large cluster, however it grew', () => {
    for (let n = 13; n < 60; n++) {
      const chain = Array.from({ length: n - 1 }, (_, k): Edge => [k, k + 1, 20 - k / 10]);
      const star = Array.from({ length: n - 1 }, (_, k): Edge => [0, k + 1, 20]);
      const speakers = (edges: Edge[]): number[] => {
        const asked: number[] = [];
        const weightOf = (i: number, j: number) => {
          if (j === n) asked.push(i);
          return 5;
        };
        guardedClusters(edgesOf(n + 1, [...edges, [7, n, 1]]), { weightOf });
        return asked.sort((a, b) => a - b);
      };
      const expected = Array.from({ length: n }, (_, row) => row)
        .sort((a, b) => mixed(a) - mixed(b))
        .slice(0, 12)
        .sort((a, b) => a - b);
      expect(speakers(chain)).toEqual(expected);
      expect(speakers(star)).toEqual(expected);
    }
  });

  it('does not score two clusters again that have not changed', () => {
    const edges: Edge[] = [];
    for (let k = 1; k < 10; k++) edges.push([0, k, 20], [10, 10 + k, 20]);
    for (let i = 0; i < 10; i++) for (let j = 10; j < 20; j++) edges.push([i, j, 1]);
    const weightOf = (i: number, j: number) => (i < 10 === j < 10 ? 20 : -10);
    const result = guardedClusters(edgesOf(20, edges), { weightOf });
    // Growing, a row meets clusters of 2 to 9 on each side; then 10 x 10 once for the hundred pairs between them.
    expect(result).toMatchObject({ clusters: 2, refused: 100, rescored: 2 * 44 + 100 });
  });

  it.each([
    ['a chain', (k: number): Edge => [k, k + 1, k % 17]],
    ['a star', (k: number): Edge => [0, k + 1, k % 17]],
  ])('goes through %s of 100,000 pairs', (_, edge) => {
    const edges = edgesOf(
      100_001,
      Array.from({ length: 100_000 }, (_, k) => edge(k)),
    );
    expect(guardedClusters(edges, { weightOf: () => 1 }).clusters).toBe(1);
    expect(guardedClusters(edges, { weightOf: () => Number.NEGATIVE_INFINITY }).clusters).toBeGreaterThan(
      50_000,
    );
  });

  it('of identical rows makes one cluster; of no pairs none', () => {
    const all: Edge[] = [];
    for (let i = 0; i < 30; i++) for (let j = i + 1; j < 30; j++) all.push([i, j, 7]);
    expect(guardedClusters(edgesOf(30, all), { weightOf: () => 7 }).clusters).toBe(1);
    expect(guardedClusters(edgesOf(5, []), { weightOf: () => 7 })).toMatchObject({
      clusters: 5,
      rescored: 0,
    });
  });

  it.each([
    [{ floor: Number.NaN }, /floor/],
    [{ clip: 0 }, /clip/],
    [{ sample: 0 }, /sample/],
    [{ weightOf: () => Number.NaN }, /scoring a pair again/i],
  ])('refuses %o', (options, message) => {
    expect(() => guardedClusters(edgesOf(4, households), { weightOf: across, ...options })).toThrow(message);
  });
});

describe('average linkage', () => {
  /** By its definition: look at all pairs of clusters each time. */
  function byDefinition(
    labels: Int32Array,
    weightOf: (i: number, j: number) => number,
    floor: number,
  ): number[] {
    const result = Array.from(labels);
    for (const label of new Set(labels)) {
      let groups = result.flatMap((own, row) => (own === label ? [[row]] : []));
      for (;;) {
        let best = { mean: Number.NEGATIVE_INFINITY, a: -1, b: -1 };
        for (let a = 0; a < groups.length; a++)
          for (let b = a + 1; b < groups.length; b++) {
            const weights = (groups[a] as number[]).flatMap((x) =>
              (groups[b] as number[]).map((y) => clip(weightOf(x, y))),
            );
            const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
            if (mean > best.mean) best = { mean, a, b };
          }
        if (!(best.mean >= floor)) break;
        const joined = [...(groups[best.a] as number[]), ...(groups[best.b] as number[])];
        groups = groups.map((group, g) => (g === best.a ? joined : group)).filter((_, g) => g !== best.b);
      }
      for (const group of groups) for (const row of group) result[row] = Math.min(...group);
    }
    return result;
  }

  it('is its definition', () => {
    fc.assert(
      fc.property(halves, fc.integer(), fc.constantFrom(-3, 0, 2), ({ rows, edges }, seed, floor) => {
        const weightOf = weightsFrom(seed, edges);
        const labels = connectedComponents(edgesOf(rows, edges));
        const found = averageLink(labels, { weightOf, floor });
        expect(Array.from(found.labels)).toEqual(byDefinition(labels, weightOf, floor));
      }),
    );
  });

  it('leaves a component above the limit whole, and says so', () => {
    const labels = Int32Array.from([0, 0, 0, 3, 3]);
    const found = averageLink(labels, { weightOf: () => -10, limit: 2 });
    expect(Array.from(found.labels)).toEqual([0, 0, 0, 3, 4]);
    expect(found).toMatchObject({ leftWhole: 1, rescored: 1 });
  });
});

describe('attaching new rows to a spine', () => {
  const spine = Int32Array.from([0, 0, 2, 3]);

  it('joins them to spine clusters and to each other, and reports would-be merges', () => {
    const edges: Edge[] = [
      [0, 4, 9], // 4 joins {0, 1}
      [2, 4, 8], // and says that 2 is the same person
      [5, 6, 7], // a new person
      [3, 7, 1], // 7 is denied by the guard
    ];
    const weightOf = (i: number, j: number): number =>
      j === 7 ? -9 : (edges.find(([a, b]) => a === i && b === j)?.[2] ?? 1);
    const result = attach(edgesOf(8, edges, 4), spine, { weightOf });
    // 3 and 7 are alone, so their own pair speaks for them.
    expect(Array.from(result.labels)).toEqual([0, 0, 2, 3, 0, 5, 5, 3]);
    expect(result).toMatchObject({ attached: 2, unattached: 2, newClusters: 1 });
    // Across {0, 1, 4} and {2}: weights 1, 1 and 8.
    expect(result.merges).toEqual({
      count: 1,
      left: Int32Array.of(0),
      right: Int32Array.of(2),
      weight: Float64Array.of(10 / 3),
    });
  });

  it('does not report two spine clusters that the guard keeps apart', () => {
    const edges: Edge[] = [
      [0, 4, 9],
      [2, 4, 8],
    ];
    const result = attach(edgesOf(5, edges, 4), spine, {
      weightOf: (i, j) => (i === 2 && j === 4 ? 8 : j === 4 ? 9 : -10),
    });
    expect(result.merges.count).toBe(0);
    // (-10 - 10 + 8) / 3 = -4, just below the floor; at it, they are reported.
    expect(
      attach(edgesOf(5, edges, 4), spine, { weightOf: (_, j) => (j === 4 ? 8 : -10), floor: -4 }).merges
        .weight,
    ).toEqual(Float64Array.of(-4));
  });

  it('reports a new row that fits two spine clusters about as well', () => {
    const edges: Edge[] = [
      [2, 4, 9],
      [3, 4, 8.5],
    ];
    const weightOf = (i: number, j: number): number => (i === 2 && j === 3 ? -10 : j === 4 ? 8 : 0);
    const scored = edgesOf(5, edges, 4);
    expect(attach(scored, spine, { weightOf, margin: 0.4 }).contested.count).toBe(0);
    const { contested, labels } = attach(scored, spine, { weightOf, margin: 0.5 });
    expect(contested).toEqual({
      count: 1,
      left: Int32Array.of(4),
      right: Int32Array.of(3),
      weight: Float64Array.of(8),
    });
    expect(labels[4]).toBe(2);
  });

  it('does not report another spine cluster whose rows deny the new one', () => {
    const edges: Edge[] = [
      [2, 4, 9],
      [0, 4, 9],
    ];
    const weightOf = (i: number, j: number): number => (i === 1 ? -10 : j === 4 ? 9 : 0);
    const scored = edgesOf(5, edges, 4);
    // 4 meets {0, 1} first, by (9 - 10) / 2.
    expect(attach(scored, spine, { weightOf, floor: -1 }).labels[4]).toBe(0);
    const { labels, contested, refused } = attach(scored, spine, { weightOf, floor: 0 });
    expect([labels[4], contested.count, refused]).toEqual([2, 0, 1]);
    const later: Edge[] = [
      [2, 4, 9],
      [0, 4, 8.9],
    ];
    const count = (floor: number): number =>
      attach(edgesOf(5, later, 4), spine, { weightOf, floor, margin: 1 }).contested.count;
    expect([count(0), count(-1)]).toEqual([0, 1]);
  });

  it('never changes a spine cluster, and is the guard where no two spine clusters meet', () => {
    fc.assert(
      fc.property(halves, fc.nat(), fc.integer(), ({ rows, edges }, cut, seed) => {
        const split = cut % (rows + 1);
        const weightOf = weightsFrom(seed, edges);
        const before = guardedClusters(
          edgesOf(
            split,
            edges.filter(([i, j]) => i < split && j < split),
          ),
          { weightOf },
        );
        const fresh = edges.filter(([i, j]) => i >= split || j >= split);
        const result = attach(edgesOf(rows, fresh, split), before.labels, { weightOf });
        expect(result.labels.subarray(0, split)).toEqual(before.labels);
        expect(result.labels.subarray(0, split).length + result.attached + result.unattached).toBe(rows);
        expect(canonical(result.labels)).toEqual(Array.from(result.labels));
        if (split <= 1)
          expect(result.labels).toEqual(guardedClusters(edgesOf(rows, fresh), { weightOf }).labels);
      }),
    );
  });

  it.each([[[0, 0, 2]], [[0, 0, 1, 3]], [[1, 1, 2, 3]], [[0, 0, 2, -1]]])(
    'refuses the spine labels %j',
    (labels) => {
      expect(() => attach(edgesOf(5, [], 4), Int32Array.from(labels), { weightOf: () => 0 })).toThrow(
        /spine labels/,
      );
    },
  );
});
