import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDistance, plainJaroWinkler } from './reference.ts';
import { bitCount, damerauLevenshtein, jaroWinkler, levenshtein } from './strings.ts';

type Kernel = typeof levenshtein;

/** Both strings in one array, with something before, between and after them, as in a dictionary. */
function measure(kernel: Kernel, left: string, right: string): number {
  const numbers = new Map<string, number>();
  const spell = (text: string) =>
    [...text].map((letter) => {
      const number = numbers.get(letter) ?? numbers.size + 1;
      numbers.set(letter, number);
      return number;
    });
  const a = spell(left);
  const b = spell(right);
  const points = Uint32Array.from([1, 2, ...a, 1, ...b, 2, 1]);
  const startB = 3 + a.length;
  return kernel(points, 2, 2 + a.length, points, startB, startB + b.length);
}

describe('Jaro-Winkler', () => {
  // Name pairs of Winkler, "Advanced methods for record linkage" (1994), without his adjustment for letters that
  // look alike; three decimals.
  it.each([
    ['shackleford', 'shackelford', 0.982],
    ['dunningham', 'cunnigham', 0.896],
    ['nichleson', 'nichulson', 0.956],
    ['jones', 'johnson', 0.832],
    ['massey', 'massie', 0.933],
    ['abroms', 'abrams', 0.922],
    ['hardin', 'martinez', 0.722],
    ['itman', 'smith', 0.467],
    ['jeraldine', 'geraldine', 0.926],
    ['marhta', 'martha', 0.961],
    ['michelle', 'michael', 0.921],
    ['julies', 'julius', 0.933],
    ['tanya', 'tonya', 0.88],
    ['dwayne', 'duane', 0.84],
    ['sean', 'susan', 0.805],
    ['jon', 'john', 0.933],
  ])('%s and %s: %d', (left, right, similarity) => {
    expect(measure(jaroWinkler, left, right)).toBeCloseTo(similarity, 3);
  });

  it.each([
    ['', '', 0],
    ['', 'a', 0],
    ['a', '', 0],
    ['a', 'a', 1],
    ['a', 'b', 0],
    // One letter each beyond the first plane: one code point, not two units.
    ['𝔸', '𝔹', 0],
  ])('edge: “%s” and “%s”: %d', (left, right, similarity) => {
    expect(measure(jaroWinkler, left, right)).toBe(similarity);
  });
});

describe('edit distances', () => {
  it.each([
    // left, right, Levenshtein, Damerau-Levenshtein (unrestricted)
    ['kitten', 'sitting', 3, 3],
    ['saturday', 'sunday', 3, 3],
    ['ca', 'abc', 3, 2],
    ['abc', 'ca', 3, 2],
    ['a cat', 'an abct', 4, 3],
    ['1980-02-13', '1980-02-31', 2, 1],
    ['', 'abc', 3, 3],
    ['abc', '', 3, 3],
    ['', '', 0, 0],
    ['Ôé', 'Ôe', 1, 1],
    ['𝔸𝔹', '𝔹𝔸', 2, 1],
  ])('%s and %s: %d, and %d with exchanges', (left, right, plain, exchanges) => {
    expect(measure(levenshtein, left, right)).toBe(plain);
    expect(measure(damerauLevenshtein, left, right)).toBe(exchanges);
  });
});

const word = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', 'é'), { maxLength: 12 })
  .map((letters) => letters.join(''));

it('the kernels equal the definitions', () => {
  fc.assert(
    fc.property(word, word, (left, right) => {
      expect(measure(jaroWinkler, left, right)).toBe(plainJaroWinkler(left, right));
      expect(measure(levenshtein, left, right)).toBe(plainDistance(left, right, false));
      expect(measure(damerauLevenshtein, left, right)).toBe(plainDistance(left, right, true));
    }),
    { numRuns: 1000 },
  );
});

it('counts bits', () => {
  fc.assert(
    fc.property(fc.integer(), (bits) => {
      expect(bitCount(bits)).toBe((bits >>> 0).toString(2).replaceAll('0', '').length);
    }),
  );
});

it('the kernels equal the functions of DuckDB on ASCII text', async () => {
  const ascii = fc.string({ unit: fc.constantFrom('a', 'b', 'e', 'n', 'r', '1', ' '), maxLength: 14 });
  const pairs = fc.sample(fc.tuple(ascii, ascii), { numRuns: 3000, seed: 7 });
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const rows = pairs.map(([left, right], at) => `(${at}, '${left}', '${right}')`).join(',');
  const reader = await connection.runAndReadAll(
    `SELECT jaro_winkler_similarity(l, r), levenshtein(l, r)::INTEGER, damerau_levenshtein(l, r)::INTEGER
     FROM (VALUES ${rows}) AS t(n, l, r) ORDER BY n`,
  );
  const expected = reader.getRows() as [number, number, number][];
  connection.closeSync();
  expect(expected).toHaveLength(pairs.length);
  for (const [at, [left, right]] of pairs.entries()) {
    const [similarity, plain, exchanges] = expected[at] as [number, number, number];
    expect(measure(jaroWinkler, left, right), `${left}|${right}`).toBeCloseTo(similarity, 12);
    expect(measure(levenshtein, left, right)).toBe(plain);
    expect(measure(damerauLevenshtein, left, right)).toBe(exchanges);
  }
});
