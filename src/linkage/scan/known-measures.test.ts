import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteDictionaryOf } from '../encoded.ts';
import { lettersOfBytes, lettersOfTexts } from '../letters.ts';
import { plainDistance, plainJaro, plainJaroWinkler } from '../reference.ts';
import { openKernel } from './kernel.ts';
import type { ScanPlan } from './scan-plan.ts';

/**
 * A measure of pairs of texts by the kernel, within no bound. Each text has a value of its own, so that equal ones are
 * measured too.
 */
function measurer(pairs: readonly (readonly [string, string])[]) {
  const texts = ['', ...pairs.flat()];
  const dictionary = lettersOfTexts(texts);
  const letters = lettersOfBytes(byteDictionaryOf(texts));
  const kinds = ['jaro-winkler', 'levenshtein', 'damerau-levenshtein', 'jaro'] as const;
  const plan: ScanPlan = {
    rows: 0,
    split: 0,
    rules: [],
    columns: [new Uint32Array()],
    measures: [dictionary, letters].flatMap((of) =>
      kinds.map((kind) => ({ kind, column: 0, dictionary: of, bound: kind.startsWith('jaro') ? 0 : 1000 })),
    ),
    comparisons: [],
    weights: 0,
  };
  const kernel = openKernel(plan, 1 << 26);
  return (kind: (typeof kinds)[number], pair: number): number => {
    const [left, right] = [1 + pair * 2, 2 + pair * 2];
    const [ofTexts, ofBytes] = [0, kinds.length].map((from) =>
      kernel.measure(from + kinds.indexOf(kind), left, right),
    );
    // The letters of a text and those of its bytes are the same.
    expect(ofBytes).toBe(ofTexts);
    return ofTexts as number;
  };
}
const measure = (kind: Parameters<ReturnType<typeof measurer>>[0], left: string, right: string): number =>
  measurer([[left, right]])(kind, 0);

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
    expect(measure('jaro-winkler', left, right)).toBeCloseTo(similarity, 3);
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
    expect(measure('jaro-winkler', left, right)).toBe(similarity);
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
    expect(measure('levenshtein', left, right)).toBe(plain);
    expect(measure('damerau-levenshtein', left, right)).toBe(exchanges);
  });
});

const word = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', 'é', '한', '𝔸'), { maxLength: 12 })
  .map((letters) => letters.join(''));

it('the kernels equal the definitions', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 50 }), (pairs) => {
      const measured = measurer(pairs);
      for (const [p, [left, right]] of pairs.entries()) {
        expect(measured('jaro', p)).toBe(plainJaro(left, right));
        expect(measured('jaro-winkler', p)).toBe(plainJaroWinkler(left, right));
        expect(measured('levenshtein', p)).toBe(plainDistance(left, right, false));
        expect(measured('damerau-levenshtein', p)).toBe(plainDistance(left, right, true));
      }
    }),
    { numRuns: 40 },
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
  const measured = measurer(pairs);
  for (const [at, [left, right]] of pairs.entries()) {
    const [similarity, plain, exchanges] = expected[at] as [number, number, number];
    expect(measured('jaro-winkler', at), `${left}|${right}`).toBeCloseTo(similarity, 12);
    expect(measured('levenshtein', at)).toBe(plain);
    expect(measured('damerau-levenshtein', at)).toBe(exchanges);
  }
});
