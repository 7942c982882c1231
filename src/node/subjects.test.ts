import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeLeaves,
  differences,
  encodeLeaves,
  isTelling,
  proveReference,
  rootOfLeaves,
  subjectLeaves,
} from './subjects.ts';

const scope = { secret: new Uint8Array(32).fill(7), run: 1, input: 'people' };

describe('the tree of an input’s people', () => {
  it('is kept whole in one file, also with a million leaves', () => {
    const leaves = Array.from({ length: 1_000_000 }, (_, i) => {
      const leaf = new Uint8Array(32);
      new DataView(leaf.buffer).setUint32(0, i);
      return leaf;
    });
    const read = decodeLeaves(encodeLeaves(leaves));
    expect(read).toHaveLength(leaves.length);
    expect(read.at(-1)?.join()).toBe(leaves.at(-1)?.join());
  });

  it('does not depend on the order of the extract', () => {
    const references = Array.from({ length: 50 }, (_, i) => `P${i}`);
    expect(rootOfLeaves(subjectLeaves(scope, references))).toBe(
      rootOfLeaves(subjectLeaves(scope, [...references].reverse())),
    );
  });

  it('proves who was in it, and nobody else', () => {
    const leaves = subjectLeaves(scope, ['P1', 'P2', 'P3']);
    expect(proveReference(scope, leaves, 'P2')?.record.reference).toBe('P2');
    expect(proveReference(scope, leaves, 'P4')).toBeUndefined();
    expect(proveReference({ ...scope, run: 2 }, leaves, 'P2')).toBeUndefined();
  });

  it('counts in how many references two extracts differ', () => {
    const reference = fc.integer({ min: 0, max: 60 }).map((n) => `P${n}`);
    const extract = fc.uniqueArray(reference, { maxLength: 40 });
    return fc.assert(
      fc.property(extract, extract, (before, now) => {
        const gone = before.filter((one) => !now.includes(one)).length;
        const come = now.filter((one) => !before.includes(one)).length;
        expect(differences(scope, subjectLeaves(scope, before), now)).toBe(gone + come);
      }),
    );
  });

  it.each([
    [0, false],
    [1, true],
    [9, true],
    [10, false],
  ])('a difference of %i references tells of single people: %s', (difference, telling) => {
    expect(isTelling(difference)).toBe(telling);
  });
});
