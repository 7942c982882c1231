import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carryIds, idChanges } from './carry-ids.ts';

type Clusters = readonly (readonly string[])[];

/** Persons in words: the number of each, and its records. */
const previously = (persons: readonly (readonly [number, readonly string[]])[]) => ({
  records: persons.flatMap(([, records]) => records),
  persons: Int32Array.from(persons.flatMap(([person, records]) => records.map(() => person))),
});

const clustered = (clusters: Clusters) => {
  const records = clusters.flat();
  return {
    records,
    labels: Int32Array.from(clusters.flatMap((own) => own.map(() => records.indexOf(own[0] as string)))),
  };
};

const said = ({ changes: { count, kind, from, to, records } }: ReturnType<typeof carryIds>) =>
  Array.from({ length: count }, (_, x) => [idChanges[kind[x] as number], from[x], to[x], records[x]]);

describe('person numbers across runs', () => {
  it('are kept, merged, split, new and ended as the records went', () => {
    const before = previously([
      [1, ['a', 'b', 'c']],
      [2, ['d', 'e']],
      [5, ['f', 'g', 'h', 'i']],
      [7, ['j']],
      [8, ['m', 'n']],
    ]);
    const now = clustered([
      ['n', 'm', 'z'], // 8, with a record more
      ['a', 'b', 'c', 'd', 'e'], // 1 takes 2 in
      ['f', 'g', 'h'], // 5
      ['i', 'k'], // split from 5, with a new record
      ['y'],
    ]);
    const result = carryIds(before, now, 20);
    expect(Array.from(result.persons)).toEqual([8, 8, 8, 1, 1, 1, 1, 1, 5, 5, 5, 20, 20, 21]);
    expect(result.next).toBe(22);
    expect(said(result)).toEqual([
      ['kept', 1, 1, 3],
      ['merged', 2, 1, 2],
      ['kept', 5, 5, 3],
      ['split', 5, 20, 1],
      ['ended', 7, -1, 0],
      ['kept', 8, 8, 2],
      ['new', -1, 20, 2],
      ['new', -1, 21, 1],
    ]);
  });

  it('go by the larger overlap, not by the smaller number', () => {
    const before = previously([
      [1, ['a', 'b']],
      [2, ['c', 'd', 'e']],
    ]);
    const result = carryIds(before, clustered([['a', 'b', 'c', 'd', 'e']]), 3);
    expect(said(result)).toEqual([
      ['merged', 1, 2, 2],
      ['kept', 2, 2, 3],
    ]);
  });

  it('of equal overlaps are decided by number, then by record', () => {
    const twins = carryIds(
      previously([
        [4, ['p', 'q']],
        [3, ['a', 'b']],
      ]),
      clustered([['q', 'p', 'b', 'a']]),
      5,
    );
    expect(Array.from(twins.persons)).toEqual([3, 3, 3, 3]);
    const halves = carryIds(previously([[4, ['a', 'b']]]), clustered([['b'], ['a']]), 5);
    expect(Array.from(halves.persons)).toEqual([5, 4]);
  });

  it('are all new at first, and all ended at last', () => {
    expect(said(carryIds(previously([]), clustered([['b'], ['a']]), 0))).toEqual([
      ['new', -1, 0, 1],
      ['new', -1, 1, 1],
    ]);
    expect(said(carryIds(previously([[3, ['a']]]), clustered([]), 4))).toEqual([['ended', 3, -1, 0]]);
    expect(carryIds(previously([]), clustered([]), 0)).toMatchObject({ next: 0, changes: { count: 0 } });
  });

  const ids = 'abcdefghij'.split('');
  /** Some of the records, each in one of a few clusters. */
  const grouping = fc
    .shuffledSubarray(ids)
    .chain((records) =>
      fc.tuple(
        fc.constant(records),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: records.length, maxLength: records.length }),
      ),
    );
  const toClusters = ([records, groups]: readonly [readonly string[], readonly number[]]): Clusters =>
    [0, 1, 2, 3].map((g) => records.filter((_, r) => groups[r] === g)).filter((own) => own.length > 0);

  it('hold for any two runs: one number a cluster, each person accounted for once, every common record counted once', () => {
    fc.assert(
      fc.property(grouping, grouping, (first, second) => {
        const before = previously(toClusters(first).map((own, g) => [3 * g, own]));
        const clusters = toClusters(second);
        const now = clustered(clusters);
        const result = carryIds(before, now, 100);
        const changes = said(result);
        const numberOf = new Map(now.records.map((record, r) => [record, result.persons[r]]));
        const numbers = clusters.map((own) => new Set(own.map((record) => numberOf.get(record))));
        expect(numbers.every((own) => own.size === 1)).toBe(true);
        expect(new Set(result.persons).size).toBe(clusters.length);
        expect(changes.filter(([what]) => what === 'new').length).toBe(result.next - 100);
        const place = ([, from, to]: (typeof changes)[number]) =>
          1000 * (from === -1 ? 999 : (from as number)) + (to as number);
        expect(changes).toEqual([...changes].sort((a, b) => place(a) - place(b)));
        const known = [...new Set(before.persons)];
        const fates = changes.filter(([what]) => what === 'kept' || what === 'merged' || what === 'ended');
        expect(fates.map(([, from]) => from)).toEqual(known.sort((a, b) => a - b));
        const carried = changes
          .filter(([, from]) => from !== -1)
          .reduce((sum, [, , , records]) => sum + (records as number), 0);
        expect(carried).toBe(before.records.filter((record) => numberOf.has(record)).length);
        for (const [what, from, to, records] of changes) {
          if (what === 'new' || what === 'ended') continue;
          const shared = before.records.filter(
            (record, r) => before.persons[r] === from && numberOf.get(record) === to,
          );
          expect(records).toBe(shared.length);
          expect(what === 'kept').toBe(from === to);
        }
        // No cluster is given a number while a greater overlap stands that neither side has used better.
        for (const [what, from, to, records] of changes) {
          if (what !== 'merged' && what !== 'split') continue;
          const better = changes.some(
            ([other, a, b, n]) =>
              other === 'kept' && (a === from || b === to) && (n as number) >= (records as number),
          );
          expect(better).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('do not change when nothing changed, nor with the order of records', () => {
    fc.assert(
      fc.property(grouping, grouping, (first, second) => {
        const before = previously(toClusters(first).map((own, g) => [g, own]));
        const clusters = toClusters(second);
        const result = carryIds(before, clustered(clusters), 10);
        const byRecord = (records: readonly string[], persons: Int32Array) =>
          records.map((record, r) => `${record}${persons[r]}`).sort();
        const once = byRecord(clustered(clusters).records, result.persons);
        const turned = clusters.map((own) => [...own].reverse()).reverse();
        const again = carryIds(before, clustered(turned), 10);
        expect(byRecord(clustered(turned).records, again.persons)).toEqual(once);
        expect(again.changes).toEqual(result.changes);
        const still = carryIds(
          { records: clustered(clusters).records, persons: result.persons },
          clustered(turned),
          result.next,
        );
        expect(byRecord(clustered(turned).records, still.persons)).toEqual(once);
        expect(said(still).every(([what]) => what === 'kept')).toBe(true);
      }),
    );
  });

  it('refuse a record that stands twice, a number not free, lists of unequal length, and labels outside', () => {
    const one = previously([[1, ['b', 'a']]]);
    expect(() => carryIds(previously([[1, ['b', 'a', 'b']]]), clustered([]), 2)).toThrow(/previous clusters/);
    expect(() => carryIds(one, { records: ['c', 'c'], labels: Int32Array.of(0, 0) }, 2)).toThrow(
      /new clusters/,
    );
    expect(() => carryIds(one, clustered([]), 1)).toThrow(/next/);
    expect(() => carryIds(one, { records: ['c'], labels: Int32Array.of(0, 0) }, 2)).toThrow(/labels/);
    expect(() => carryIds(one, { records: ['c'], labels: Int32Array.of(1) }, 2)).toThrow(/labels/);
    expect(() => carryIds({ records: ['a'], persons: Int32Array.of(-1) }, clustered([]), 2)).toThrow(
      /persons/,
    );
  });
});
