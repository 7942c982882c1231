import { describe, expect, it } from 'vitest';
import { isHere, knownSets, personAccuracy } from '../support/person-accuracy.ts';

/**
 * Floors for the person model where it is known who is who: what Splink 5 reaches with models made for these sets
 * (pairs .855 and .996, clusters .917 and .998), with something added where there is room. Figures: bench/person.ts.
 */
const floors: Readonly<Record<string, { pairs: number; clusters: number }>> = {
  fake_1000: { pairs: 0.9, clusters: 0.96 },
  febrl3: { pairs: 0.996, clusters: 0.998 },
};

describe.each(knownSets.filter(({ name }) => name in floors))('the person model on $name', (set) => {
  const floor = floors[set.name] ?? { pairs: 1, clusters: 1 };
  const here = isHere(set);

  it.skipIf(here)(
    'is skipped: the linkage data are not here: ../shared/data/linkage, or set STILE_SHARED',
    () => {},
  );

  it.skipIf(!here)('finds who is who without configuration or labels', async () => {
    const found = await personAccuracy(set);
    expect(found.bestEdge.f1).toBeGreaterThanOrEqual(floor.pairs);
    expect(found.clusters.f1).toBeGreaterThanOrEqual(floor.clusters);
    // What is said to be nine in ten is, less the error of some 1,600 pairs.
    expect(found.atNine.precision).toBeGreaterThanOrEqual(0.89);
    expect(found.person.columns.columns.map(({ column }) => column)).not.toContain(set.truth);
  });
});
