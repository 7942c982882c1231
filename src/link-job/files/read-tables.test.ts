import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { isStileError } from '#kernel';
import { cellsOf, inDuckdb, temporaryFolder } from '../testing/files.ts';
import { idText } from './ids.ts';
import { type ReadTablesOptions, readTables, type TablePaths } from './read-tables.ts';

const folder = temporaryFolder();
afterAll(folder.end);

let made = 0;
const file = (content: string | Uint8Array, ending = 'csv'): string => {
  made += 1;
  const path = folder.at(`${made}.${ending}`);
  writeFileSync(path, content);
  return path;
};

const parquet = async (select: string): Promise<string> => {
  made += 1;
  const path = folder.at(`${made}.parquet`);
  await inDuckdb(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  return path;
};

async function read(paths: TablePaths, options?: ReadTablesOptions) {
  const { table, ids, files } = await readTables(paths, options);
  return {
    rows: table.rows,
    split: table.split,
    cells: cellsOf(table),
    ids: Array.from({ length: table.rows }, (_, row) => idText(ids, row)),
    type: ids.type,
    files,
  };
}

describe('reading CSV', () => {
  it.each([
    ['plain', 'id,a,b\n1,x,y\n2,z,w\n', { a: ['x', 'z'], b: ['y', 'w'] }],
    ['no line end after the last row', 'id,a\n1,x\n2,y', { a: ['x', 'y'] }],
    ['carriage returns', 'id,a\r\n1,x\r\n2,"y"\r\n', { a: ['x', 'y'] }],
    ['a carriage return before the end', 'id,a\n1,x\n2,"y"\r', { a: ['x', 'y'] }],
    ['a byte order mark', '\ufeffid,a\n1,x\n2,y\n', { a: ['x', 'y'] }],
    ['empty and quoted empty are missing', 'id,a\n1,\n2,""\n', { a: [null, null] }],
    ['blanks are kept', 'id,a\n1, x \n2, \n', { a: [' x ', ' '] }],
    [
      'commas, quotes and line breaks in quotes',
      'id,a\n1,"x,""y"""\n2,"p\nq\r\nr"\n',
      { a: ['x,"y"', 'p\nq\r\nr'] },
    ],
    ['a quote inside a cell that has none at its start', 'id,a\n1,5" nail\n2,x\n', { a: ['5" nail', 'x'] }],
    ['empty lines are no rows', 'id,a\n\n1,x\n\r\n2,y\n\n\n', { a: ['x', 'y'] }],
    ['beyond ASCII', 'id,näme\n1,Zoë\n2,北京😀\n', { näme: ['Zoë', '北京😀'] }],
    ['zero bytes', 'id,a\n1,x\0y\n2,\0\n', { a: ['x\0y', '\0'] }],
    ['a column without a name is passed over', ',id,a\n0,1,x\n1,2,y\n', { a: ['x', 'y'] }],
    ['a quoted header', '"id","a ""b"", c"\n1,x\n2,y\n', { 'a "b", c': ['x', 'y'] }],
    ['names that differ by case', 'id,a,A\n1,x,X\n2,y,Y\n', { a: ['x', 'y'], A: ['X', 'Y'] }],
    ['semicolons are text', 'id,a\n1,x;y\n2,z\n', { a: ['x;y', 'z'] }],
  ])('%s', async (_, text, cells) => {
    expect(await read([file(text)])).toMatchObject({
      rows: 2,
      split: 0,
      cells,
      ids: ['1', '2'],
      type: 'integer',
    });
  });

  it('reads no rows and one row', async () => {
    expect(await read([file('id,a\n')])).toMatchObject({ rows: 0, cells: { a: [] } });
    expect(await read([file('id,a')])).toMatchObject({ rows: 0, cells: { a: [] } });
    expect(await read([file('id\n7')])).toMatchObject({ rows: 1, cells: {}, ids: ['7'] });
  });

  it('reads gzip, also of several parts', async () => {
    const packed = Buffer.concat([gzipSync('id,a\n1,'), gzipSync('x\n2,y\n')]);
    expect(await read([file(packed, 'csv.gz')])).toMatchObject({ cells: { a: ['x', 'y'] } });
  });

  it('reads a value of a megabyte, 300 columns, and rows across the edge of what is read at once', async () => {
    const long = 'ü'.repeat(524_288);
    expect((await read([file(`id,a\n1,"${long}"\n2,x\n`)])).cells['a']).toEqual([long, 'x']);
    const names = Array.from({ length: 300 }, (_, c) => `c${c}`);
    const rows = Array.from({ length: 700 }, (_, r) => [r, ...names.map((n) => `${n}-${r % 13}`)].join(','));
    const { cells } = await read([file(`id,${names.join(',')}\n${rows.join('\n')}\n`)]);
    expect(Object.keys(cells)).toEqual(names);
    for (const name of names) expect(cells[name]).toEqual(rows.map((_, r) => `${name}-${r % 13}`));
  });

  it('gives every distinct value one code, of many', async () => {
    const values = Array.from({ length: 40_000 }, (_, r) => `v${(r * 7919) % 20_000}`);
    const { table } = await readTables([file(`id,a\n${values.map((v, r) => `${r},${v}`).join('\n')}`)]);
    expect(table.columns[0]?.dictionary.count).toBe(20_001);
    expect(cellsOf(table)['a']).toEqual(values);
  });
});

describe('two files', () => {
  it('share a dictionary by name, in any order of columns and in both formats', async () => {
    const a = file('a,id,b\nx,1,p\ny,2,q\n');
    const b = await parquet("SELECT * FROM (VALUES ('r', 'x', 1::BIGINT)) AS t(c, a, unique_id)");
    const { table, ids, files } = await readTables([a, b]);
    expect(cellsOf(table)).toEqual({ a: ['x', 'y', 'x'], b: ['p', 'q', null], c: [null, null, 'r'] });
    expect([table.rows, table.split, ids.type]).toEqual([3, 2, 'integer']);
    expect([0, 1, 2].map((row) => idText(ids, row))).toEqual(['1', '2', '1']);
    expect(files.map(({ rows, idColumn, without }) => [rows, idColumn, without])).toEqual([
      [2, 'id', ['c']],
      [1, 'unique_id', ['b']],
    ]);
  });

  it('have ids of text when one has', async () => {
    expect(await read([file('id\n1\n'), file('id\nx\n')])).toMatchObject({ type: 'text', ids: ['1', 'x'] });
  });

  it('reads only the columns asked for, in that order', async () => {
    const { cells } = await read([file('id,a,b,c\n1,x,y,z\n')], { columns: ['c', 'a'] });
    expect(Object.entries(cells)).toEqual([
      ['c', ['z']],
      ['a', ['x']],
    ]);
  });
});

describe('ids', () => {
  it.each([
    ['1\n-5\n0', 'integer'],
    ['01\n2', 'text'],
    ['-0\n2', 'text'],
    ['9223372036854775807\n2', 'integer'],
    ['9223372036854775808\n2', 'text'],
    ['12345678901234567890\n2', 'text'],
    ['1.0\n2', 'text'],
    ['+1\n2', 'text'],
    ['r1\n2', 'text'],
  ])('%j are %s', async (ids, type) => {
    expect(await read([file(`id\n${ids}\n`)])).toMatchObject({ type, ids: ids.split('\n') });
  });

  it('of text in Parquet stay text, though they be digits', async () => {
    expect(await read([await parquet("SELECT '7' AS id")])).toMatchObject({ type: 'text' });
    expect(await read([await parquet("SELECT '7.5' AS id")])).toMatchObject({ ids: ['7.5'] });
    expect(await read([await parquet('SELECT 7::UTINYINT AS id')])).toMatchObject({ type: 'integer' });
  });

  it('may come in any order, and twice only in different files', async () => {
    const order = Array.from({ length: 30_000 }, (_, r) => String((r * 7919) % 30_000));
    const path = file(`id\n${order.join('\n')}\n`);
    expect((await read([path, path])).ids).toEqual([...order, ...order]);
  });
});

describe('whole numbers of Parquet as ids', () => {
  const of = (values: string): string => `SELECT id::BIGINT AS id FROM (VALUES ${values}) AS t(id)`;
  it.each<[string, string, string[]]>([
    ['in order', '(-3), (0), (12)', ['-3', '0', '12']],
    ['in any order', '(12), (-3), (7)', ['12', '-3', '7']],
    ['larger than a double holds', '(1), (9007199254740993), (2)', ['1', '9007199254740993', '2']],
    ['of 64 bits', '(-9223372036854775807), (5)', ['-9223372036854775807', '5']],
  ])('%s', async (_, values, ids) => {
    expect(await read([await parquet(of(values))])).toMatchObject({ ids, type: 'integer' });
    const small = ids.every((id) => id.length < 9);
    if (small)
      expect(await read([await parquet(of(values).replace('BIGINT', 'INTEGER'))])).toMatchObject({ ids });
  });

  it('of two files, one of numbers and one of texts', async () => {
    const numbers = await parquet(of('(1), (2)'));
    expect((await read([numbers, file('id\nx\n2\n')])).ids).toEqual(['1', '2', 'x', '2']);
    expect((await read([numbers, numbers])).ids).toEqual(['1', '2', '1', '2']);
  });

  it.each<[string, string, string, string]>([
    ['twice, next to each other', '(4), (4)', 'LINK_JOB_ID_TWICE', 'Row 2 of'],
    ['twice, far apart: the first to come again', '(5), (3), (9), (3), (5)', 'LINK_JOB_ID_TWICE', 'Row 4 of'],
    ['missing', '(1), (NULL), (2)', 'LINK_JOB_ID_EMPTY', 'Row 2 of'],
    ['missing beside a large one', '(9007199254740993), (NULL)', 'LINK_JOB_ID_EMPTY', 'Row 2 of'],
    ['twice beside a large one', '(7), (9007199254740993), (7)', 'LINK_JOB_ID_TWICE', 'Row 3 of'],
  ])('refused: %s', async (_, values, code, where) => {
    const error = await read([await parquet(of(values))]).catch((thrown: unknown) => thrown);
    expect(isStileError(error) && [error.code, error.message.includes(where)]).toEqual([code, true]);
  });
});

describe('texts of Parquet as ids', () => {
  const of = (values: string): string => `SELECT id::VARCHAR AS id FROM (VALUES ${values}) AS t(id)`;
  it.each<[string, string, string[]]>([
    ['in any order', "('b'), ('a'), ('ü😀'), ('10')", ['b', 'a', 'ü😀', '10']],
    ['that are digits stay texts', "('7'), ('07')", ['7', '07']],
  ])('%s', async (_, values, ids) => {
    expect(await read([await parquet(of(values))])).toMatchObject({ ids, type: 'text' });
  });

  it('of several groups of rows, with dictionaries', async () => {
    made += 1;
    const path = folder.at(`${made}.parquet`);
    await inDuckdb(
      `COPY (SELECT 'id-' || (i * 7919 % 20000) AS id FROM range(20000) r(i)) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 4096, DICTIONARY_SIZE_LIMIT 100000)`,
    );
    const ids = Array.from({ length: 20_000 }, (_, i) => `id-${(i * 7919) % 20_000}`);
    expect((await read([path])).ids).toEqual(ids);
    expect((await read([path, path])).ids).toEqual([...ids, ...ids]);
  });

  it.each<[string, string, string, string]>([
    ['twice', "('x'), ('y'), ('x')", 'LINK_JOB_ID_TWICE', 'Row 3 of'],
    ['missing', "('x'), (NULL)", 'LINK_JOB_ID_EMPTY', 'Row 2 of'],
    ['empty', "('x'), ('y'), ('')", 'LINK_JOB_ID_EMPTY', 'Row 3 of'],
  ])('refused: %s', async (_, values, code, where) => {
    const error = await read([await parquet(of(values))]).catch((thrown: unknown) => thrown);
    expect(isStileError(error) && [error.code, error.message.includes(where)]).toEqual([code, true]);
  });
});

describe('refusals', () => {
  const bad = Buffer.concat([Buffer.from('id,a\n1,x\n2,"y\n'), Buffer.from([0xe9]), Buffer.from('"\n3,z\n')]);
  const many = `id,a\n${Array.from({ length: 60_000 }, (_, r) => `${r},abcdefghij`).join('\n')}\n`;
  it.each<[string, string, string | Uint8Array, string, ReadTablesOptions?]>([
    ['no header', 'LINK_JOB_CSV_EMPTY', '', 'no first row'],
    ['too few cells', 'LINK_JOB_CSV_RAGGED', 'id,a\n1,x\n2\n', 'Row 2 of'],
    ['too many cells', 'LINK_JOB_CSV_RAGGED', 'id,a\n1,x,y\n', 'has 3 cells where the header has 2'],
    ['a ragged row far down', 'LINK_JOB_CSV_RAGGED', `${many}1,2,3\n`, 'Row 60001 of'],
    ['text after a quote', 'LINK_JOB_CSV_QUOTE', 'id,a\n1,"x"y\n', 'row 1 of'],
    ['an open quote', 'LINK_JOB_CSV_QUOTE_OPEN', 'id,a\n1,x\n2,"y\n3,z\n', 'row 2 of'],
    ['not UTF-8, in a row of two lines', 'LINK_JOB_CSV_ENCODING', bad, 'row 2,'],
    [
      'not UTF-8 far down',
      'LINK_JOB_CSV_ENCODING',
      Buffer.concat([Buffer.from(many), Buffer.from([0xff])]),
      'row 60001,',
    ],
    ['UTF-16', 'LINK_JOB_CSV_HEADER', Buffer.from('id,a\n1,x\n', 'utf16le'), 'zero bytes'],
    [
      'UTF-16 with its mark',
      'LINK_JOB_CSV_ENCODING',
      Buffer.from('\ufeffid,a\n1,x\n', 'utf16le'),
      'not UTF-8',
    ],
    ['a column name twice', 'LINK_JOB_COLUMN_TWICE', 'id,a,b,a\n1,2,3,4\n', 'Columns 2 and 4'],
    ['no id column', 'LINK_JOB_ID_MISSING', 'a;b\n1;2\n', 'a;b'],
    ['two id columns', 'LINK_JOB_ID_AMBIGUOUS', 'id,unique_id\n1,2\n', 'has a column “id” and'],
    ['not the id column named', 'LINK_JOB_ID_MISSING', 'id,a\n1,2\n', '“nhs”', { id: 'nhs' }],
    ['a missing id', 'LINK_JOB_ID_EMPTY', 'id,a\n1,x\n,y\n', 'Row 2 of'],
    ['an id twice, next to each other', 'LINK_JOB_ID_TWICE', 'id\nsecret\nsecret\n', 'Row 2 of'],
    ['an id twice, apart', 'LINK_JOB_ID_TWICE', 'id\n5\n7\n3\n7\n', 'same id as row 2'],
    [
      'a column that is not there',
      'LINK_JOB_COLUMN_MISSING',
      'id,a\n1,2\n',
      'use one of these: a',
      { columns: ['b'] },
    ],
  ])('%s', async (_, code, content, message, options) => {
    const error = await readTables([file(content)], options).catch((thrown) => thrown);
    expect(error).toMatchObject({ code });
    expect(`${error.message} ${error.cure}`).toContain(message);
    expect(error.message).not.toContain('secret');
  });

  it.each([
    ['LINK_JOB_FORMAT_UNKNOWN', 'x.xlsx'],
    ['LINK_JOB_FILE_MISSING', 'missing.csv'],
    ['LINK_JOB_FILE_MISSING', 'missing.parquet'],
    ['LINK_JOB_NOT_A_FILE', 'folder.csv'],
    ['LINK_JOB_NOT_A_FILE', 'folder.parquet'],
    ['LINK_JOB_GZIP_DAMAGED', 'not-packed.csv.gz'],
    ['LINK_JOB_GZIP_DAMAGED', 'cut.csv.gz'],
    ['LINK_JOB_PARQUET_UNREADABLE', 'text.parquet'],
  ])('%s: %s', async (code, name) => {
    if (name.startsWith('folder')) mkdirSync(folder.at(name));
    if (name.startsWith('not-packed') || name.startsWith('text'))
      writeFileSync(folder.at(name), 'id,a\n1,2\n');
    if (name.startsWith('cut')) writeFileSync(folder.at(name), gzipSync('id,a\n1,2\n').subarray(0, 20));
    await expect(readTables([folder.at(name)])).rejects.toMatchObject({ code });
  });

  it('Parquet: an id twice, one missing, also with columns still to be read', async () => {
    const ids = (list: string) => parquet(`SELECT unnest([${list}]) AS id, 'x' AS a, repeat('y', 1000) AS b`);
    await expect(readTables([await ids('1, 2, 1')])).rejects.toMatchObject({ code: 'LINK_JOB_ID_TWICE' });
    await expect(readTables([await ids('1, NULL')])).rejects.toMatchObject({ code: 'LINK_JOB_ID_EMPTY' });
  });
});

describe('reading Parquet', () => {
  it('gives every value as DuckDB writes it', async () => {
    const path =
      await parquet(`SELECT 1 AS id, DATE '2024-02-29' AS day, 1.5::DOUBLE AS number, 2.50::DECIMAL(9, 2) AS money,
      true AS yes, TIMESTAMP '2024-02-29 10:11:12' AS moment, ['x', 'y z'] AS list, {'a': 1, 'b': ['p']} AS nested,
      'a'::BLOB AS raw, NULL::INTEGER AS nothing, '' AS empty`);
    expect((await read([path])).cells).toEqual({
      day: ['2024-02-29'],
      number: ['1.5'],
      money: ['2.50'],
      yes: ['true'],
      moment: ['2024-02-29 10:11:12'],
      list: ['["x","y z"]'],
      nested: ["{'a': 1, 'b': [p]}"],
      raw: ['a'],
      nothing: [null],
      empty: [null],
    });
  });

  it('reads no rows, and names with quotation marks', async () => {
    expect(await read([await parquet(`SELECT 1 AS id, 'x' AS "a ""b'" WHERE false`)])).toMatchObject({
      rows: 0,
      cells: { 'a "b\'': [] },
    });
  });

  it.each([10_000, 300_000])('reads groups of %i rows in order', async (size) => {
    made += 1;
    const path = folder.at(`${made}.parquet`);
    await inDuckdb(
      `COPY (SELECT i AS id, 'v' || (i * 7919 % 1000) AS a FROM range(300000) r(i)) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE ${size})`,
    );
    const { table } = await readTables([path]);
    const expected = Array.from({ length: 300_000 }, (_, i) => `v${(i * 7919) % 1000}`);
    expect(cellsOf(table)['a']).toEqual(expected);
  });
});

describe('Parquet that is damaged', () => {
  it('is refused where the name of a column is not UTF-8', async () => {
    const path = await parquet("SELECT 1 AS id, 'x' AS surname");
    const bytes = readFileSync(path);
    // What stands first is the column of the schema.
    bytes[bytes.indexOf('surname')] = 0xff;
    writeFileSync(path, bytes);
    const error = await readTables([path]).catch((thrown: unknown) => thrown);
    expect(isStileError(error) && error.code).toBe('LINK_JOB_PARQUET_UNREADABLE');
  });

  it('gives an error of the file or a table, never a fault, wherever a byte is wrong', async () => {
    const path = await parquet(
      `SELECT i AS id, 'v' || (i % 7) AS few, CASE WHEN i % 3 > 0 THEN 'text ' || i END AS many FROM range(400) r(i)`,
    );
    const whole = readFileSync(path);
    const codes = new Set<unknown>();
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const damaged = Buffer.from(whole);
        damaged[at] = byte;
        writeFileSync(folder.at('damaged.parquet'), damaged);
        const found = await readTables([folder.at('damaged.parquet')]).catch((error) => error);
        if (found instanceof Error) codes.add(isStileError(found) ? found.code : found.message);
      }),
      { numRuns: 60 },
    );
    for (const code of codes) expect(code).toMatch(/^LINK_JOB_/);
    expect(codes).toContain('LINK_JOB_PARQUET_UNREADABLE');
  });
});

const cell = fc.option(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.stringMatching(/^[ab,"\r\n;é]{0,9}$/),
    fc.constantFrom('Smith', 'smith', '1970-01-01', 'x'.repeat(70)),
  ),
);
const literal = (value: string | null): string =>
  value === null ? 'NULL' : `decode(from_hex('${Buffer.from(value).toString('hex')}'))`;

describe('any table', () => {
  it('that DuckDB writes as CSV and as Parquet is read back the same, cell by cell', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }),
        async (rows) => {
          made += 1;
          const select = rows
            .map(
              (row, i) =>
                `SELECT ${i} AS id, ${row.map((v, c) => `${literal(v)}::VARCHAR AS c${c}`).join(', ')}`,
            )
            .join(' UNION ALL ');
          const paths = ['csv', 'parquet'].map((ending) => folder.at(`any-${made}.${ending}`));
          await inDuckdb(
            `CREATE TABLE t AS ${select}`,
            `COPY (FROM t ORDER BY id) TO '${paths[0]}' (HEADER)`,
            `COPY (FROM t ORDER BY id) TO '${paths[1]}'`,
          );
          const wanted = Object.fromEntries(
            [0, 1, 2].map((c) => [`c${c}`, rows.map((row) => row[c] || null)]),
          );
          for (const path of paths) expect((await read([path as string])).cells).toEqual(wanted);
        },
      ),
      { numRuns: 40 },
    );
  });
});
