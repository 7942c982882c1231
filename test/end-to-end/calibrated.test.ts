import { describe, expect, it } from 'vitest';
import { benchModel } from '../../bench/link-models.ts';
import { generatedSet, linkageAccuracy } from '../support/linkage-accuracy.ts';

/*
 * A probability means what it says where people share homes: twins, couples with one address of e-mail, sons named after
 * their fathers. 14 thousand matches: a standard error of one in a thousand.
 */
describe('training on made-up households, without labels', () => {
  it.each(['bench', 'another'])('is calibrated with the seed “%s”, and names what is dependent', (seed) => {
    const found = linkageAccuracy(generatedSet(seed, 30_000), { model: benchModel('light') });
    expect(found.groups).toEqual([['surname', 'postcode', 'city']]);
    expect(found.atHalf.precision).toBeGreaterThan(0.97);
    expect(found.atNine.precision).toBeGreaterThan(0.99);
    expect(found.atNine.recall).toBeGreaterThan(0.93);
    expect(found.calibrationError).toBeLessThan(0.01);
  });
});
