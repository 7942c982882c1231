import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newPairSum } from './pair-sum.ts';
import { clusterQuality, edgeQuality } from './quality.ts';
import { edgesOf, graphs } from './testing/graphs.ts';

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** By listing every pair of rows. */
function byPairs(labels: readonly number[], truth: readonly number[], split: number) {
  let found = 0;
  let actual = 0;
  let both = 0;
  let precise = 0;
  let recalled = 0;
  labels.forEach((label, i) => {
    const together = labels.filter((other) => other === label).length;
    const person = truth.filter((other) => other === truth[i]).length;
    const right = labels.filter((other, j) => other === label && truth[j] === truth[i]).length;
    precise += right / together;
    recalled += right / person;
    for (let j = i + 1; j < labels.length; j++) {
      if (split > 0 && i < split === j < split) continue;
      if (label === labels[j]) found++;
      if (truth[i] === truth[j]) actual++;
      if (label === labels[j] && truth[i] === truth[j]) both++;
    }
  });
  return { found, actual, both, bPrecision: precise / labels.length, bRecall: recalled / labels.length };
}

describe('the quality of clusters', () => {
  it('is what counting every pair says', () => {
    const labelled = fc
      .array(fc.tuple(fc.integer({ min: -2, max: 3 }), fc.integer({ min: -3, max: 2 })), {
        minLength: 1,
        maxLength: 25,
      })
      .chain((rows) => fc.tuple(fc.constant(rows), fc.integer({ min: 0, max: rows.length })));
    fc.assert(
      fc.property(labelled, ([rows, split]) => {
        const labels = rows.map(([label]) => label);
        const truth = rows.map(([, person]) => person);
        const plain = byPairs(labels, truth, split);
        const quality = clusterQuality(Int32Array.from(labels), Int32Array.from(truth), split);
        expect(quality).toMatchObject({
          truePairs: BigInt(plain.both),
          foundPairs: BigInt(plain.found),
          actualPairs: BigInt(plain.actual),
          precision: share(plain.both, plain.found),
          recall: share(plain.both, plain.actual),
          f1: share(2 * plain.both, plain.found + plain.actual),
          clusters: new Set(labels).size,
          persons: new Set(truth).size,
        });
        expect(quality.bCubed.precision).toBeCloseTo(plain.bPrecision, 12);
        expect(quality.bCubed.recall).toBeCloseTo(plain.bRecall, 12);
      }),
    );
  });

  // By hand: (5 x 5/6 + 1/6) / 6.
  it('is 1 for the truth, and B-cubed of a cluster of five and one stranger is 26/36', () => {
    const truth = Int32Array.from([1, 1, 1, 1, 1, 2]);
    expect(clusterQuality(truth, truth)).toMatchObject({ precision: 1, recall: 1, f1: 1, bCubed: { f1: 1 } });
    const { bCubed } = clusterQuality(new Int32Array(6), truth);
    expect(bCubed.precision).toBeCloseTo(26 / 36, 14);
    expect(bCubed.recall).toBe(1);
  });

  it('counts the pairs of a cluster of 200,000 rows exactly', () => {
    const one = new Int32Array(200_000);
    expect(clusterQuality(one, one).truePairs).toBe(19_999_900_000n);
    expect(clusterQuality(one, one, 50_000).truePairs).toBe(7_500_000_000n);
  });

  it('of no rows is nothing', () => {
    expect(clusterQuality(new Int32Array(0), new Int32Array(0))).toMatchObject({
      truePairs: 0n,
      precision: null,
      bCubed: { f1: null },
    });
    expect(() => clusterQuality(new Int32Array(1), new Int32Array(2))).toThrow(/truth/);
  });
});

describe('the quality of scored pairs', () => {
  it('names 0, never -0, as the best threshold', () => {
    const edges = edgesOf(2, [[0, 1, -0]], 0);
    expect(edgeQuality(edges, Int32Array.of(1, 1)).best?.threshold).toBe(0);
  });

  it('is what counting says, at every threshold, and best where no threshold is better', () => {
    fc.assert(
      fc.property(
        graphs(),
        fc.nat(),
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 12, maxLength: 12 }),
        (graph, cut, persons) => {
          const split = cut % (graph.rows + 1);
          const truth = persons.slice(0, graph.rows);
          const { actual } = byPairs(truth, truth, split);
          const counted = graph.edges.filter(([i, j]) => split === 0 || i < split !== j < split);
          const thresholds = [...graph.edges.map(([, , weight]) => weight + 0), 13, -13, 0.5];
          const { at, best } = edgeQuality(
            edgesOf(graph.rows, graph.edges, split),
            Int32Array.from(truth),
            thresholds,
          );
          thresholds.forEach((threshold, t) => {
            const found = counted.filter(([, , weight]) => weight >= threshold);
            const good = found.filter(([i, j]) => truth[i] === truth[j]).length;
            expect(at[t]).toEqual({
              threshold,
              truePairs: BigInt(good),
              foundPairs: BigInt(found.length),
              actualPairs: BigInt(actual),
              precision: share(good, found.length),
              recall: share(good, actual),
              f1: share(2 * good, found.length + actual),
            });
          });
          if (graph.edges.length === 0) expect(best).toBeNull();
          else {
            const all = at.slice(0, graph.edges.length).map(({ f1 }) => f1 ?? 0);
            expect(best?.f1 ?? 0).toBe(Math.max(...all));
            const equals = at.slice(0, graph.edges.length).filter(({ f1 }) => (f1 ?? 0) === (best?.f1 ?? 0));
            expect(best?.threshold).toBe(Math.max(...equals.map(({ threshold }) => threshold)));
          }
        },
      ),
    );
  });
});

describe('sums of pairs', () => {
  it('are exact beyond what a double holds', () => {
    const sizes = [2 ** 31 - 1, 2 ** 26, ...new Array<number>(9).fill(2 ** 26 - 1), 94_906_267, 3, 1];
    const one = newPairSum();
    const two = newPairSum();
    for (const n of sizes) {
      one.add(n, 0, 0);
      two.add(n, n >> 1, 1);
    }
    const large = sizes.map(BigInt);
    expect(one.total()).toBe(large.reduce((sum, n) => sum + (n * (n - 1n)) / 2n, 0n));
    expect(two.total()).toBe(large.reduce((sum, n) => sum + (n >> 1n) * (n - (n >> 1n)), 0n));
  });
});
