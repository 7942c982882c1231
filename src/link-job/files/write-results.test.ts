import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { byteDictionaryOf } from '#linkage';
import { inDuckdb, temporaryFolder } from '../testing/files.ts';
import { type Ids, idText } from './ids.ts';
import { readTables } from './read-tables.ts';
import { type ScoredPairs, writeClusters, writePairs } from './write-results.ts';

const folder = temporaryFolder();
afterAll(folder.end);

const texts: Ids = {
  type: 'text',
  split: 2,
  parts: [
    byteDictionaryOf(['', 'a,1', 'ü"2']),
    byteDictionaryOf(['', 'a,1', 'long enough not to be inline', ' 4']),
  ],
};
const numbers: Ids = {
  type: 'integer',
  split: 0,
  parts: [byteDictionaryOf(['', '-5', '9223372036854775807', '0', '12'])],
};
const batch = (pairs: readonly (readonly [number, number, number, number, number])[]): ScoredPairs => ({
  left: Uint32Array.from(pairs, ([l]) => l),
  right: Uint32Array.from(pairs, ([, r]) => r),
  weight: Float64Array.from(pairs, ([, , w]) => w),
  probability: Float64Array.from(pairs, ([, , , p]) => p),
  key: Uint8Array.from(pairs, ([, , , , k]) => k),
});
const rowsOf = (path: string) =>
  inDuckdb(
    `SELECT COLUMNS(*)::VARCHAR FROM ${path.endsWith('csv') ? `read_csv('${path}', all_varchar = true)` : `'${path}'`}`,
  );
const typesOf = async (path: string) =>
  (await inDuckdb(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '${path}')`)).map((row) =>
    row.join(' '),
  );

describe.each(['csv', 'parquet'])('pairs as %s', (ending) => {
  it('have the ids of the rows, the earlier row left, and their numbers to the last bit', async () => {
    const path = folder.at(`pairs.${ending}`);
    const third = 1 / 3;
    const batches = [
      batch([[0, 2, 10.125, third, 0]]),
      batch([]),
      batch([
        [4, 1, -1e-300, 0, 3],
        [0, 3, 30, 1, 1],
      ]),
    ];
    expect(await writePairs(path, batches, texts)).toBe(3);
    expect(await rowsOf(path)).toEqual([
      ['a,1', 'a,1', '10.125', String(third), '0'],
      ['ü"2', ' 4', '-1e-300', '0.0', '3'],
      ['a,1', 'long enough not to be inline', '30.0', '1.0', '1'],
    ]);
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  it('of no pairs have a header', async () => {
    const path = folder.at(`none.${ending}`);
    expect(await writePairs(path, [], numbers)).toBe(0);
    expect(await inDuckdb(`SELECT count(*)::INTEGER FROM '${path}'`)).toEqual([[0]]);
    expect((await typesOf(path)).map((line) => line.split(' ')[0])).toEqual([
      'id_l',
      'id_r',
      'match_weight',
      'match_probability',
      'match_key',
    ]);
  });

  it('of many batches are all there, in order', async () => {
    const path = folder.at(`many.${ending}`);
    function* batches() {
      for (let b = 0; b < 5; b += 1)
        yield batch(Array.from({ length: 3000 }, (_, i) => [0, 1, b * 3000 + i, 0.5, 0] as const));
    }
    expect(await writePairs(path, batches(), numbers)).toBe(15_000);
    expect(
      await inDuckdb(
        `SELECT count(*)::INTEGER, bool_and(match_weight = n)::VARCHAR FROM (SELECT match_weight, row_number() OVER () - 1 AS n FROM '${path}')`,
      ),
    ).toEqual([[15_000, 'true']]);
  });
});

it('integers stay integers and text stays text in Parquet', async () => {
  const path = folder.at('types.parquet');
  await writePairs(path, [batch([[0, 1, 1, 1, 0]])], numbers);
  expect(await rowsOf(path)).toEqual([['-5', '9223372036854775807', '1.0', '1.0', '0']]);
  expect((await typesOf(path)).slice(0, 3)).toEqual(['id_l BIGINT', 'id_r BIGINT', 'match_weight DOUBLE']);
  await writePairs(path, [batch([[0, 1, 1, 1, 0]])], texts);
  expect((await typesOf(path)).slice(0, 2)).toEqual(['id_l VARCHAR', 'id_r VARCHAR']);
});

it('clusters name every row, and its source where there are two files', async () => {
  const [one, two] = [folder.at('one.csv'), folder.at('two.csv')];
  await writeClusters(one, Uint32Array.of(0, 1, 0, 3), numbers);
  expect(readFileSync(one, 'utf8')).toBe('cluster_id,id\n0,-5\n1,9223372036854775807\n0,0\n3,12\n');
  await writeClusters(two, Int32Array.of(0, 1, 0, 1, 4), texts, ['left', 'right']);
  expect((await rowsOf(two)).map((row) => row.join('|'))).toEqual([
    '0|a,1|left',
    '1|ü"2|left',
    '0|a,1|right',
    '1|long enough not to be inline|right',
    '4| 4|right',
  ]);
});

it('an id is written as it was read, whatever it is made of', async () => {
  const ids = ['x\0y', 'p\nq', "o'n", '"', ' ', '😀', 'z'.repeat(5000)];
  const source = folder.at('odd.csv');
  writeFileSync(source, `id\n${ids.map((id) => `"${id.replaceAll('"', '""')}"`).join('\n')}\n`);
  const read = await readTables([source]);
  for (const ending of ['csv', 'parquet']) {
    const path = folder.at(`odd-clusters.${ending}`);
    await writeClusters(path, new Uint32Array(ids.length), read.ids);
    const again = await readTables([path], { columns: [] });
    expect([...again.ids.parts]).toEqual([...read.ids.parts]);
  }
});

it.each<[string, string[]]>([
  ['of one digit and of 32 bits', ['0', '9', '10', '-1', '-10', '2147483647', '-2147483648', '99', '100']],
  ['of 33 bits to 15 digits', ['2147483648', '-2147483649', '4294967295', '-4294967296', '999999999999999']],
  ['of 64 bits', ['9007199254740993', '-9007199254740993', '9223372036854775807', '-9223372036854775807']],
])('whole numbers %s are the same after writing and reading', async (_, ids) => {
  const source = folder.at('whole.csv');
  writeFileSync(source, `id\n${ids.join('\n')}\n`);
  const read = await readTables([source]);
  expect(read.ids.type).toBe('integer');
  for (const ending of ['csv', 'parquet']) {
    const path = folder.at(`whole-clusters.${ending}`);
    await writeClusters(path, new Uint32Array(ids.length), read.ids);
    const again = await readTables([path], { columns: [] });
    expect(ids.map((_, row) => idText(again.ids, row))).toEqual(ids);
  }
  expect((await rowsOf(folder.at('whole-clusters.parquet'))).map(([, id]) => id)).toEqual(ids);
});

describe('a file that can not be written', () => {
  it.each([
    ['LINK_JOB_FORMAT_UNKNOWN', 'pairs.txt'],
    ['LINK_JOB_OUT_FOLDER_MISSING', 'nowhere/pairs.csv'],
    ['LINK_JOB_OUT_UNWRITABLE', 'folder.parquet'],
  ])('%s: %s', async (code, name) => {
    if (name.startsWith('folder')) mkdirSync(folder.at(name), { recursive: true });
    await expect(writePairs(folder.at(name), [], numbers)).rejects.toMatchObject({ code });
    expect(existsSync(folder.at(`${name}.part`))).toBe(false);
  });

  it.skipIf(process.getuid?.() === 0)('in a folder that may not be written to', async () => {
    mkdirSync(folder.at('closed'));
    chmodSync(folder.at('closed'), 0o500);
    await expect(writePairs(folder.at('closed/p.csv'), [], numbers)).rejects.toMatchObject({
      code: 'LINK_JOB_OUT_UNWRITABLE',
    });
  });

  it.each(['csv', 'parquet'])(
    'leaves the old %s and no half of a new one when the batches stop with an error',
    async (ending) => {
      const path = folder.at(`kept.${ending}`);
      writeFileSync(path, 'old');
      const stop = new Error('stop');
      function* batches() {
        yield batch(Array.from({ length: 5000 }, () => [0, 1, 1, 1, 0] as const));
        throw stop;
      }
      await expect(writePairs(path, batches(), numbers)).rejects.toBe(stop);
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(existsSync(`${path}.part`)).toBe(false);
    },
  );
});
