import fc from 'fast-check';
import { gatherPairs, type ScoredEdges } from '../pairs.ts';

export type Edge = readonly [left: number, right: number, weight: number];

export const edgesOf = (rows: number, edges: readonly Edge[], split = 0): ScoredEdges =>
  gatherPairs(
    [
      {
        left: Uint32Array.from(edges, ([left]) => left),
        right: Uint32Array.from(edges, ([, right]) => right),
        weight: Float64Array.from(edges, ([, , weight]) => weight),
        count: edges.length,
      },
    ],
    { rows, split },
  );

/** Few weights, so that many are equal. */
const weight = fc.oneof(fc.integer({ min: -4, max: 6 }), fc.double({ min: -12, max: 12, noNaN: true }));

/** A graph over few rows, each pair of rows at most once, in any order and either way round. */
export const graphs = (most = 12): fc.Arbitrary<{ rows: number; edges: Edge[] }> =>
  fc.integer({ min: 1, max: most }).chain((rows) => {
    const row = fc.integer({ min: 0, max: rows - 1 });
    return fc.record({
      rows: fc.constant(rows),
      edges: fc
        .uniqueArray(fc.tuple(row, row, weight), {
          maxLength: 2 * rows,
          selector: ([i, j]) => Math.min(i, j) * rows + Math.max(i, j),
        })
        .map((edges) => edges.filter(([i, j]) => i !== j)),
    });
  });

/** A symmetric weight for any two rows, made from a seed; the weights of the edges given stand. */
export function weightsFrom(seed: number, edges: readonly Edge[]): (i: number, j: number) => number {
  return (i, j) => {
    const known = edges.find(([a, b]) => (a === i && b === j) || (a === j && b === i));
    if (known) return known[2];
    const [low, high] = i < j ? [i, j] : [j, i];
    let h = Math.imul(seed ^ Math.imul(low + 1, 0x9e3779b1) ^ Math.imul(high + 1, 0x85ebca6b), 0xc2b2ae35);
    h ^= h >>> 15;
    return ((h >>> 0) % 41) / 2 - 10;
  };
}

/** Labels by their smallest row, whatever they were. */
export const canonical = (labels: ArrayLike<number>): number[] => {
  const list = Array.from(labels);
  return list.map((label) => list.indexOf(label));
};
