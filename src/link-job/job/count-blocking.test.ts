import { describe, expect, it } from 'vitest';
import { encodedTable, type LinkageModel } from '#linkage';
import { peopleModel, peopleOf, tableOf, threeFacts } from '../testing/people.ts';
import { countBlocking } from './count-blocking.ts';

const means = { threads: 1, memory: 2 ** 26 };
const figures = async (...of: Parameters<typeof countBlocking>) => {
  const { rules, pairs } = await countBlocking(...of);
  return [
    ...rules.map(({ pairs: own, newPairs, soFar, largestBlock, withoutKey }) => [
      own,
      newPairs,
      soFar,
      largestBlock,
      withoutKey,
    ]),
    pairs,
  ];
};

describe('what blocking rules give, counted by hand', () => {
  // By surname: four Ashes (6 pairs) and two Bells (1). By town and year: Ash, Ash and Bell in Hull, 1950 (3, of which 1 is new twice).
  const table = tableOf([
    ['ash', 'hull', '1950'],
    ['ash', 'hull', '1950'],
    ['ash', 'york', '1950'],
    ['ash', '', '1950'],
    ['bell', 'hull', '1950'],
    ['bell', 'leeds', ''],
    ['', 'york', '1961'],
  ]);

  it('each pair once, by the first rule that gives it', async () => {
    expect(await figures(threeFacts(), { table }, means)).toEqual([[7, 7, 7, 6, 1], [3, 2, 9, 3, 2], 9]);
  });

  it('between two tables only what crosses', async () => {
    const two = { ...table, split: 3 };
    // Three Ashes against one, no Bell against a Bell; two of Hull against one.
    expect(await figures(threeFacts(), { table: two }, means)).toEqual([[3, 3, 3, 3, 1], [2, 2, 5, 2, 2], 5]);
  });

  it('without the blocks that are passed over, whose records then have no key', async () => {
    const [first, second] = threeFacts().blocking as [never, never];
    const model = { ...threeFacts(), blocking: [{ ...(first as object), atMost: 3 }, second] as never };
    expect(await figures(model, { table }, means)).toEqual([[1, 1, 1, 1, 5], [3, 3, 4, 3, 2], 4]);
  });

  it('not what several rules give together, where that would be too many pairs to count', async () => {
    const found = await countBlocking(threeFacts(), { table }, { ...means, most: 9 });
    expect(found.rules.map(({ pairs, newPairs }) => [pairs, newPairs])).toEqual([
      [7, undefined],
      [3, undefined],
    ]);
    expect(found.pairs).toBeUndefined();
  });
});

describe('what rules are expected to find', () => {
  const { header, files, who } = peopleOf(3000);
  const rows = files[0] ?? [];
  const table = encodedTable(
    Object.fromEntries(header.map((name, c) => [name, rows.map((row) => row[c] ?? '')])),
  );
  /** Pairs of one person that rows with this value in common make, by the truth, which nothing is told. */
  const truly = (value: (row: readonly string[]) => string, most = Number.POSITIVE_INFINITY): number => {
    const blocks = new Map<string, string[]>();
    for (const row of rows)
      if (value(row) !== '')
        blocks.set(value(row), [...(blocks.get(value(row)) ?? []), who.get(row[0] ?? '') ?? '']);
    let pairs = 0;
    for (const people of blocks.values())
      if (people.length <= most)
        people.forEach((one, i) => {
          pairs += people.slice(i + 1).filter((other) => other === one).length;
        });
    return pairs;
  };
  const rule = (field: string, atMost?: number): LinkageModel['blocking'][number] => ({
    name: field,
    keys: [{ field, key: 'whole' }],
    ...(atMost !== undefined && { atMost }),
  });
  const expectedOf = async (...blocking: LinkageModel['blocking']) =>
    (await countBlocking({ ...peopleModel(), blocking }, { table }, means)).expected;

  it('is about as many matches as there are', async () => {
    const { matches, lost, rows: seen } = await expectedOf(rule('dob'), rule('email'));
    const there = truly((row) => row[header.indexOf('dob')] ?? '');
    expect(seen).toBe(3000);
    expect(matches / there).toBeGreaterThan(1);
    expect(matches / there).toBeLessThan(1.15);
    expect(lost).toBe(0);
  });

  it('is without the matches of heavy blocks, which are lost unless another rule gives them', async () => {
    const city = (row: readonly string[]): string => (row[header.indexOf('city')] ?? '').toLowerCase();
    const there = truly(city) - truly(city, 40);
    const alone = await expectedOf(rule('city', 40), rule('email'));
    expect(there).toBeGreaterThan(50);
    expect(alone.lost).toBeGreaterThan(0);
    expect(alone.lost).toBeLessThan(there);
    expect((await expectedOf(rule('city', 40), rule('email'), rule('dob'))).lost).toBeLessThan(
      alone.lost / 4,
    );
  });
});
