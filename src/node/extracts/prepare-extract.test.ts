import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanField, PrepareStep } from '#agreement';
import { digestOf, isStileError, type PlainDate, type StileError } from '#kernel';
import { type LinkageModel, parseLinkageModel } from '#linkage';
import { readCsv } from './csv.ts';
import type { ExtractEncoding } from './encoding.ts';
import { type PreparedExtract, type PrepareRequest, prepareExtract } from './prepare-extract.ts';

const on = '2026-11-21' as PlainDate;

const model: LinkageModel = parseLinkageModel({
  format: 'stile-linkage-model/1',
  name: 'test',
  fields: [
    { name: 'surname', kind: 'surname' },
    { name: 'born', kind: 'date' },
    { name: 'postcode', kind: 'postcode-uk' },
  ],
  blocking: [{ name: 'born', keys: [{ field: 'born', key: 'whole' }] }],
  comparisons: [
    {
      name: 'surname',
      fields: ['surname'],
      levels: [
        { when: 'exact', m: '0.9', u: '0.01' },
        { when: 'else', m: '0.1', u: '0.99' },
      ],
    },
  ],
  priorMatchProbability: '0.001',
});

const field = (name: string, type: PlanField['type'], more: Partial<PlanField> = {}): PlanField => ({
  name,
  type,
  required: false,
  uses: ['rule'],
  source: 'own',
  category: 'test',
  clause: `inputs[0].fields.${name}`,
  ...more,
});

const step: PrepareStep = {
  step: 'prepare',
  input: 'people',
  party: 'department',
  side: 'people',
  fields: [
    field('ref', 'reference', { required: true, uses: ['reference'] }),
    field('surname', 'text', { uses: ['matching'], matchesAs: 'surname' }),
    field('born', 'date', { required: true, uses: ['matching'], matchesAs: 'born' }),
    field('benefit', 'code', { values: ['UC', 'PC'] }),
    field('income', 'whole-number'),
    field('refuge', 'yes-no', { uses: ['exclusion'] }),
  ],
  minimumRows: 1,
  maximumRows: 1000,
  maximumAgeDays: 30,
  maximumRejectedPerThousand: 1000,
  exclusions: [
    {
      reason: 'safety marker',
      when: { compare: { field: 'refuge', is: 'equals', value: 'yes' } },
      clause: 'inputs[0].exclusions[0]',
    },
  ],
  facts: [
    {
      name: 'fact_1',
      rule: {
        all: [
          { in: { field: 'benefit', values: ['UC'] } },
          { compare: { field: 'income', is: 'less', value: 16190 } },
        ],
      },
      clause: 'operation.flags[0].rule',
    },
  ],
  sealed: [
    { name: 'reference', holds: 'reference', from: 'ref' },
    { name: 'match_surname', holds: 'matching', from: 'surname' },
    { name: 'match_born', holds: 'matching', from: 'born' },
    { name: 'fact_1', holds: 'fact', from: 'fact_1' },
  ],
  clause: 'inputs[0]',
};

const HEADER = 'ref,surname,born,benefit,income,refuge';
const GOOD = 'p1,Smith,1980-02-29,UC,100,no';

let folder: string;
let files = 0;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-extract-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function save(content: string | Uint8Array, ending = '.csv'): string {
  const file = path.join(folder, `e${files++}${ending}`);
  fs.writeFileSync(file, content);
  const day = new Date('2026-11-20T12:00:00Z');
  fs.utimesSync(file, day, day);
  return file;
}

const prepare = (
  content: string | Uint8Array,
  more: Partial<PrepareRequest> & { ending?: string } = {},
): Promise<PreparedExtract> => prepareExtract({ path: save(content, more.ending), step, model, on, ...more });

const rowsOf = ({ table }: PreparedExtract): (string | undefined)[][] =>
  Array.from({ length: table.rows }, (_, r) =>
    Object.values(table.columns).map(({ codes, values }) => values[codes[r] ?? 0] || undefined),
  );

async function refusal(work: Promise<unknown>): Promise<StileError> {
  const error: unknown = await work.then(
    () => 'it was accepted',
    (thrown) => thrown,
  );
  if (!isStileError(error)) throw error;
  return error;
}

describe('preparing an extract', () => {
  it('keeps the sealed columns only, cleaned, with facts worked out, sorted by reference', async () => {
    const prepared = await prepare(
      `${HEADER}\np2,O'Brien,01/03/1999,PC,0,no\np1,Mac Donald,1980-02-29,UC,16189,\np3,,2001-12-31,UC,16190,no\n`,
    );
    expect(Object.keys(prepared.table.columns)).toEqual(step.sealed.map(({ name }) => name));
    expect(rowsOf(prepared)).toEqual([
      ['p1', 'mcdonald', '1980-02-29', 'true'],
      ['p2', 'obrien', '1999-03-01', 'false'],
      ['p3', undefined, '2001-12-31', 'false'],
    ]);
  });

  it('drops excluded rows, counts them by reason, and keeps none of their values', async () => {
    const prepared = await prepare(`${HEADER}\n${GOOD}\np2,Hidden,1990-01-01,UC,1,yes\n`);
    expect(prepared.report.excluded).toEqual([{ reason: 'safety marker', count: 1 }]);
    expect(rowsOf(prepared)).toHaveLength(1);
    expect(JSON.stringify(prepared.table.columns)).not.toMatch(/hidden|p2|1990/);
  });

  it('gives the same table for the same rows in any order', async () => {
    const rows = ['p3,A,2000-01-01,UC,1,no', 'p1,B,2000-01-02,PC,2,no', 'p2,C,2000-01-03,UC,3,no'];
    const one = await prepare([HEADER, ...rows].join('\n'));
    const two = await prepare([HEADER, ...rows.reverse()].join('\n'));
    expect(one.table).toEqual(two.table);
  });

  it('tells the digest of the file and leaves the file as it was', async () => {
    const text = `${HEADER}\n${GOOD}\n`;
    const file = save(text);
    const { report } = await prepareExtract({ path: file, step, model, on });
    expect(report.extractDigest).toBe(digestOf(Buffer.from(text)));
    expect(fs.readFileSync(file, 'utf8')).toBe(text);
  });

  it('drops a column that the agreement does not name, with a notice that names it', async () => {
    const prepared = await prepare(`${HEADER},notes\n${GOOD},secret words\n`);
    expect(prepared.report.notices).toEqual([
      'Column 7 “notes” is not in the agreement. It was dropped before anything else was done.',
    ]);
    expect(JSON.stringify(prepared)).not.toContain('secret');
  });
});

describe('a row is rejected, by rule and row number and never by value', () => {
  const cases: readonly (readonly [string, string, string | undefined, string])[] = [
    ['a required value is missing', 'missing', 'born', 'p2,Jones,,UC,1,no'],
    ['the reference is missing', 'missing', 'ref', ' ,Jones,2000-01-01,UC,1,no'],
    ['a date is not one', 'not-a-date', 'born', 'p2,Jones,yesterday,UC,1,no'],
    ['a date is in American order', 'impossible-date', 'born', 'p2,Jones,12/31/1999,UC,1,no'],
    ['29 February is in a common year', 'impossible-date', 'born', 'p2,Jones,29/02/2023,UC,1,no'],
    ['29 February is in 1900', 'impossible-date', 'born', 'p2,Jones,1900-02-29,UC,1,no'],
    ['a date is after the day of the run', 'date-in-the-future', 'born', 'p2,Jones,2026-11-22,UC,1,no'],
    ['a code is not in the list', 'code-not-listed', 'benefit', 'p2,Jones,2000-01-01,XX,1,no'],
    ['a code has other capitals', 'code-not-listed', 'benefit', 'p2,Jones,2000-01-01,uc,1,no'],
    ['a whole number is not one', 'not-a-whole-number', 'income', 'p2,Jones,2000-01-01,UC,1.5,no'],
    [
      'a whole number is too long to be exact',
      'not-a-whole-number',
      'income',
      'p2,Jones,2000-01-01,UC,1234567890123456,no',
    ],
    ['an answer is not yes or no', 'not-yes-or-no', 'refuge', 'p2,Jones,2000-01-01,UC,1,maybe'],
    [
      'an answer is a word of the program’s language',
      'not-yes-or-no',
      'refuge',
      'p2,Jones,2000-01-01,UC,1,constructor',
    ],
    ['there is a NUL', 'control-character', 'surname', 'p2,Jo\u0000nes,2000-01-01,UC,1,no'],
    ['there is a control character', 'control-character', 'ref', 'p\u001b2,Jones,2000-01-01,UC,1,no'],
    ['it has too few cells', 'ragged-row', undefined, 'p2,Jones,2000-01-01,UC,1'],
    ['it has too many cells', 'ragged-row', undefined, 'p2,Jones,2000-01-01,UC,1,no,x'],
    ['it is empty and not the last', 'ragged-row', undefined, ''],
    ['a quote stands inside a cell', 'stray-quote', undefined, 'p2,Jo"nes,2000-01-01,UC,1,no'],
    ['text follows a closing quote', 'stray-quote', undefined, 'p2,"Jo"nes,2000-01-01,UC,1,no'],
  ];
  it.each(cases)('when %s', async (_, rule, name, row) => {
    const { report, table } = await prepare(`${HEADER}\n${GOOD}\n${row}\np9,Last,2000-01-01,UC,1,no\n`);
    const rejection = { rule, ...(name === undefined ? {} : { field: name }), count: 1, firstRows: [3] };
    expect(report.rejections).toEqual([rejection]);
    expect(report.rowsRejected).toBe(1);
    expect(report.rowsRead).toBe(3);
    expect(table.rows).toBe(2);
  });

  it('but not for a date that is only for matching and may be missing: it counts as missing, and is told', async () => {
    const fields = step.fields.map((one) => (one.name === 'born' ? { ...one, required: false } : one));
    const extract = `${HEADER}\n${GOOD}\np2,Jones,30/02/1990,UC,1,no\np3,Smith,2031-01-01,UC,1,no\n`;
    const { report, table } = await prepare(extract, { step: { ...step, fields } });
    expect(report).toMatchObject({ rowsRead: 3, rowsRejected: 0, rejections: [] });
    expect(report.notices).toEqual([
      'Counted as missing, the row kept: a date that the calendar does not have in “born”: 1 (row 3).',
      'Counted as missing, the row kept: a date in the future in “born”: 1 (row 4).',
    ]);
    expect(table.rows).toBe(3);
    expect(JSON.stringify(table.columns)).not.toMatch(/1990|2031/);
    const strict = { ...step, fields, maximumRejectedPerThousand: 500 };
    await expect(prepare(extract, { step: strict })).rejects.toMatchObject({ code: 'EXTRACT_REJECTED' });
  });

  it('when its reference occurs twice: all rows that carry it', async () => {
    const { report, table } = await prepare(`${HEADER}\n${GOOD}\np2,A,2000-01-01,UC,1,no\n${GOOD}\n`);
    expect(report.rejections).toEqual([
      { rule: 'duplicate-reference', field: 'ref', count: 2, firstRows: [2, 4] },
    ]);
    expect(table.rows).toBe(1);
  });

  it('with at most five row numbers for a rule', async () => {
    const bad = Array.from({ length: 9 }, (_, i) => `b${i},Jones,nonsense,UC,1,no`);
    const { report } = await prepare([HEADER, GOOD, ...bad].join('\n'));
    expect(report.rejections).toEqual([
      { rule: 'not-a-date', field: 'born', count: 9, firstRows: [3, 4, 5, 6, 7] },
    ]);
  });

  it('and the file is refused when more are rejected than the agreement lets pass', async () => {
    const strict = { ...step, maximumRejectedPerThousand: 499 };
    const text = `${HEADER}\n${GOOD}\np2,Jones,nonsense,UC,1,no\n`;
    const error = await refusal(prepare(text, { step: strict }));
    expect(error.code).toBe('EXTRACT_REJECTED');
    expect(error.message).toContain('not a date in the form YYYY-MM-DD or DD/MM/YYYY in “born”: 1 (row 3)');
    expect(`${error.message}${error.cure}`).not.toMatch(/nonsense|Jones/);
    await prepare(text, { step: { ...step, maximumRejectedPerThousand: 500 } });
  });
});

describe('a file is refused', () => {
  const long = 'x'.repeat(2 ** 20 + 1);
  const cases: readonly (readonly [string, string, string | Uint8Array, Partial<PrepareRequest>?])[] = [
    ['when it is empty', 'EXTRACT_EMPTY', ''],
    ['when it has a header only', 'EXTRACT_NO_ROWS', `${HEADER}\n`],
    ['when it has a header and empty lines only', 'EXTRACT_NO_ROWS', `${HEADER}\r\n\r\n\r\n`],
    ['when a column is missing', 'EXTRACT_COLUMNS_MISSING', 'ref,surname\np1,Smith\n'],
    [
      'when a name differs in capitals',
      'EXTRACT_COLUMN_CASE',
      `${HEADER.replace('surname', 'Surname')}\n${GOOD}\n`,
    ],
    [
      'when a name differs in blanks',
      'EXTRACT_COLUMN_CASE',
      `${HEADER.replace('born', 'b orn').replace('b orn', 'BORN ')}\n${GOOD}\n`,
    ],
    ['when a column occurs twice', 'EXTRACT_COLUMN_TWICE', `${HEADER},ref\n${GOOD},p1\n`],
    ['when an unknown column occurs twice', 'EXTRACT_COLUMN_TWICE', `${HEADER},x,x\n${GOOD},1,2\n`],
    ['when it is divided by semicolons', 'EXTRACT_DELIMITER', `${HEADER}\n${GOOD}\n`.replaceAll(',', ';')],
    [
      'when a quote is never closed',
      'EXTRACT_QUOTE_OPEN',
      `${HEADER}\n${GOOD}\np2,"Jones,2000-01-01,UC,1,no\n`,
    ],
    ['when a line is longer than 1 MiB', 'EXTRACT_ROW_TOO_LONG', `${HEADER}\n${GOOD}\n${long}\n`],
    ['when a header is longer than 1 MiB', 'EXTRACT_ROW_TOO_LONG', long],
    ['when no row is left', 'EXTRACT_NO_ROWS_LEFT', `${HEADER}\np1,A,2000-01-01,UC,1,yes\n`],
    [
      'when too few rows are left',
      'EXTRACT_TOO_FEW_ROWS',
      `${HEADER}\n${GOOD}\n`,
      { step: { ...step, minimumRows: 2 } },
    ],
    [
      'when too many rows are left',
      'EXTRACT_TOO_MANY_ROWS',
      `${HEADER}\n${GOOD}\np2,A,2000-01-01,UC,1,no\n`,
      { step: { ...step, maximumRows: 1 } },
    ],
    [
      'when it is older than agreed',
      'EXTRACT_TOO_OLD',
      `${HEADER}\n${GOOD}\n`,
      { on: '2026-12-21' as PlainDate },
    ],
    [
      'when it is not UTF-8 and nothing was said',
      'EXTRACT_ENCODING_UNKNOWN',
      Buffer.from(`${HEADER}\np1,Jos\xe9,2000-01-01,UC,1,no\n`, 'latin1'),
    ],
    [
      'when it is UTF-16 without a mark and nothing was said',
      'EXTRACT_ENCODING_UNKNOWN',
      Buffer.from(`${HEADER}\n${GOOD}\n`, 'utf16le'),
    ],
    [
      'when it is not the encoding that was said',
      'EXTRACT_ENCODING_WRONG',
      Buffer.from(`${HEADER}\np1,Jos\xe9,2000-01-01,UC,1,no\n`, 'latin1'),
      { encoding: 'utf-8' },
    ],
    [
      'when its mark contradicts the encoding that was said',
      'EXTRACT_ENCODING_CONFLICT',
      `\ufeff${HEADER}\n${GOOD}\n`,
      { encoding: 'windows-1252' },
    ],
    ['when it is Excel under the name of CSV', 'EXTRACT_FORMAT_DIFFERS', 'PK\x03\x04rest'],
    [
      'when it is text under the name of Parquet',
      'EXTRACT_FORMAT_DIFFERS',
      `${HEADER}\n${GOOD}\n`,
      { format: 'parquet' },
    ],
    [
      'when it only looks like Parquet',
      'EXTRACT_PARQUET_UNREADABLE',
      'PAR1 nothing PAR1',
      { format: 'parquet' },
    ],
    ['when it only looks like Excel', 'EXTRACT_EXCEL_UNREADABLE', 'PK\x03\x04rest', { format: 'excel' }],
  ];
  for (const [when, code, content, more] of cases)
    it(`${when}: ${code}`, async () => {
      expect((await refusal(prepare(content, more))).code).toBe(code);
    });

  it('when a row never ends, after little more than 1 MiB of it', async () => {
    let given = 0;
    const endless = async function* () {
      yield Buffer.from(`${HEADER}\n`);
      for (; given < 2 ** 30; given += 2 ** 16) yield Buffer.alloc(2 ** 16, 'x');
    };
    const sink = { rows: 0, cell: () => undefined, endRow: () => undefined };
    const work = readCsv({ path: 'x', chunks: endless(), progress: () => undefined }, () => sink);
    expect((await refusal(work)).code).toBe('EXTRACT_ROW_TOO_LONG');
    expect(given).toBeLessThan(2 ** 21);
  });

  it('when an encoding or format is not one that is read', async () => {
    const typed: string = 'cp1252';
    const error = await refusal(prepare(`${HEADER}\n${GOOD}\n`, { encoding: typed as ExtractEncoding }));
    expect(error.code).toBe('EXTRACT_OPTION_UNKNOWN');
    expect(error.cure).toContain('windows-1252');
  });

  it('when its name tells no format', async () => {
    expect((await refusal(prepare(`${HEADER}\n${GOOD}\n`, { ending: '.xls' }))).code).toBe(
      'EXTRACT_FORMAT_UNKNOWN',
    );
  });

  it('when it is absent or a folder', async () => {
    const absent = prepareExtract({ path: path.join(folder, 'absent.csv'), step, model, on });
    expect((await refusal(absent)).code).toBe('EXTRACT_NOT_FOUND');
    const aFolder = prepareExtract({ path: folder, format: 'csv', step, model, on });
    expect((await refusal(aFolder)).code).toBe('EXTRACT_NOT_A_FILE');
  });

  it('when it is a pipe, without waiting for a writer', async () => {
    const pipe = path.join(folder, 'pipe.csv');
    execFileSync('mkfifo', [pipe]);
    expect((await refusal(prepareExtract({ path: pipe, step, model, on }))).code).toBe('EXTRACT_NOT_A_FILE');
  });

  it('when it may not be read', async () => {
    const file = save(`${HEADER}\n${GOOD}\n`);
    fs.chmodSync(file, 0);
    fs.chmodSync(folder, 0o755);
    const root = process.getuid?.() === 0;
    if (root) process.seteuid?.(65534);
    try {
      expect((await refusal(prepareExtract({ path: file, step, model, on }))).code).toBe(
        'EXTRACT_NOT_ALLOWED',
      );
    } finally {
      if (root) process.seteuid?.(0);
    }
  });

  const rows = Array.from({ length: 300_000 }, (_, i) => `q${i},A,2000-01-01,UC,1,no`);
  const changes: readonly (readonly [string, (file: string) => void])[] = [
    ['is written to', (file) => fs.appendFileSync(file, 'x')],
    [
      'is replaced by another of the same size',
      (file) => {
        fs.copyFileSync(file, `${file}.new`);
        fs.renameSync(`${file}.new`, file);
      },
    ],
    ['is removed', (file) => fs.rmSync(file)],
  ];
  it.each(changes)('when it %s while it is read', async (_, change) => {
    const file = save([HEADER, ...rows].join('\n'));
    let changed = false;
    const work = prepareExtract({
      path: file,
      step: { ...step, maximumRows: 1e6 },
      model,
      on,
      progress: () => {
        if (!changed) change(file);
        changed = true;
      },
    });
    expect((await refusal(work)).code).toBe('EXTRACT_CHANGED');
  });

  it('and the message about a file without header holds none of its values', async () => {
    const error = await refusal(prepare(`p1,Canarywood,1980-02-29,UC,100,no\n${GOOD}\n`));
    expect(error.code).toBe('EXTRACT_COLUMNS_MISSING');
    expect(`${error.message}${error.cure}`).not.toContain('Canarywood');
  });
});

describe('comma-separated values (RFC 4180)', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'é', '😀', ',', '"', '\n', '\r\n', ' ', '\t', '0'),
    maxLength: 6,
  });
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const plain = (text: string): boolean => !/[",\r\n]/.test(text) && text !== '';

  it('give the same cells however the file is cut into chunks, quoted or not', async () => {
    const file = fc.record({
      rows: fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
      end: fc.constantFrom('\n', '\r\n'),
      last: fc.boolean(),
      quoteAll: fc.boolean(),
      chunk: fc.integer({ min: 1, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(file, async ({ rows, end, last, quoteAll, chunk }) => {
        const line = (row: readonly string[]): string =>
          row.map((text) => (plain(text) && !quoteAll ? text : quoted(text))).join(',');
        const bytes = Buffer.from([['x', 'y', 'z'], ...rows].map(line).join(end) + (last ? end : ''));
        const chunks = async function* () {
          for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
        };
        const read: string[][] = [];
        const flaws: unknown[] = [];
        let row: string[] = [];
        const sink = {
          rows: 0,
          cell: (position: number, from: Uint8Array, start: number, to: number) => {
            row[position] = Buffer.from(from.subarray(start, to)).toString();
          },
          endRow: (flaw?: unknown) => {
            read.push(row);
            flaws.push(flaw);
            row = [];
          },
        };
        await readCsv({ path: 'x', chunks: chunks(), progress: () => undefined }, () => sink);
        expect(read).toEqual(rows);
        expect(flaws.every((flaw) => flaw === undefined)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a column outside the agreement that looks like an identifier refuses the file', () => {
  // The NHS number is the example of the NHS Data Dictionary; the IBAN is the example of the IBAN registry.
  const cases: readonly (readonly [string, string, string])[] = [
    ['by its name: NINO', 'nino', 'x'],
    ['by its name: National Insurance number', 'NationalInsuranceNumber', 'x'],
    ['by its name: NHS number', 'nhs_no', 'x'],
    ['by its name: email', 'E-mail', 'x'],
    ['by its name: sort code', 'Sort Code', 'x'],
    ['by its name: account', 'bank_account_number', 'x'],
    ['by its content: National Insurance numbers', 'other', 'AB 12 34 56 C'],
    ['by its content: NHS numbers', 'other', '943 476 5919'],
    ['by its content: email addresses', 'other', 'a@b.example'],
    ['by its content: sort codes', 'other', '12-34-56'],
    ['by its content: IBAN', 'other', 'GB33BUKB20201555555555'],
  ];
  it.each(cases)('%s', async (_, name, value) => {
    const error = await refusal(prepare(`${HEADER},${name}\n${GOOD},${value}\n`));
    expect(error.code).toBe('EXTRACT_LOOKS_LIKE_IDENTIFIER');
    if (name === 'other') expect(error.message).not.toContain(value);
  });
  it.each([
    ['a note', 'a note', 'see a@b.example and call'],
    ['ten digits with a wrong check digit', 'number', '9434765918'],
    ['a date', 'updated', '2026-01-01'],
    ['a name with “account” in it', 'accounting_period', 'Q1'],
  ])('but not %s', async (_, name, value) => {
    await prepare(`${HEADER},${name}\n${GOOD},${value}\n`);
  });
});

describe('the same rows are read from', () => {
  const text = `${HEADER}\np1,Zoë O’Brien – née “Łoś”,1980-02-29,UC,100,no\np2,Jones,2000-01-01,PC,5,no\n`;
  const surnames = async (prepared: Promise<PreparedExtract>) => rowsOf(await prepared).map((row) => row[1]);

  it.each([
    ['UTF-8', Buffer.from(text), undefined],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), undefined],
    ['UTF-16 little endian with a mark', Buffer.from(`\ufeff${text}`, 'utf16le'), undefined],
    ['UTF-16 big endian with a mark', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), undefined],
    ['UTF-16 big endian, said', Buffer.from(text, 'utf16le').swap16(), 'utf-16be' as const],
    [
      'lines that end in carriage return and line feed',
      Buffer.from(text.replaceAll('\n', '\r\n')),
      undefined,
    ],
    ['a file without a last line end', Buffer.from(text.trimEnd()), undefined],
    ['quoted cells', Buffer.from(text.replace(/[^,\n]+/g, '"$&"')), undefined],
    ['cells with blanks around them', Buffer.from(text.replaceAll(',', ' ,  ')), undefined],
  ])('%s', async (_, bytes, encoding) => {
    const prepared = await prepare(bytes, encoding === undefined ? {} : { encoding });
    expect(rowsOf(prepared)).toEqual([
      ['p1', 'zoe obrien nee los', '1980-02-29', 'true'],
      ['p2', 'jones', '2000-01-01', 'false'],
    ]);
  });

  it('Windows-1252 and Latin-1, said', async () => {
    // iconv's bytes: 92 is a right quote in Windows-1252, and a control character in Latin-1.
    const windows = Buffer.from(`${HEADER}\np1,O\x92Brien Zo\xeb,1980-02-29,UC,100,no\n`, 'latin1');
    expect(await surnames(prepare(windows, { encoding: 'windows-1252' }))).toEqual(['obrien zoe']);
    const { rejections } = (
      await prepare(Buffer.concat([windows, Buffer.from('p2,A,2000-01-01,UC,1,no\n')]), {
        encoding: 'latin-1',
      })
    ).report;
    expect(rejections).toEqual([{ rule: 'control-character', field: 'surname', count: 1, firstRows: [2] }]);
    const latin = Buffer.from(`${HEADER}\np1,Zo\xeb,1980-02-29,UC,100,no\n`, 'latin1');
    expect(await surnames(prepare(latin, { encoding: 'latin-1' }))).toEqual(['zoe']);
  });

  it('JSON Lines, where a member left out is missing', async () => {
    const lines = [
      { ref: 'p1', surname: 'Zoë', born: '1980-02-29', benefit: 'UC', income: 100, refuge: false },
      { ref: 'p2', born: '2000-01-01', benefit: null, income: 5 },
      { ref: 'p3', surname: ['x'], born: '2000-01-01' },
      { ref: 1e21, born: '2000-01-01' },
      { ref: 'p5', born: '2000-01-01', surprise: 1 },
    ];
    const text = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n{"ref":"p6","ref":"p7"}\nnot json\n\n`;
    const prepared = await prepare(text, { ending: '.jsonl' });
    expect(rowsOf(prepared)).toEqual([
      ['p1', 'zoe', '1980-02-29', 'true'],
      ['p2', undefined, '2000-01-01', 'false'],
    ]);
    expect(prepared.report.rejections).toEqual([
      { rule: 'nested-value', count: 1, firstRows: [3] },
      { rule: 'number-too-long', count: 1, firstRows: [4] },
      { rule: 'ragged-row', count: 1, firstRows: [5] },
      { rule: 'malformed-json', count: 2, firstRows: [6, 7] },
    ]);
  });

  it('Parquet written by DuckDB, with its own types', async () => {
    const file = path.join(folder, 'in.parquet');
    const duckdb = await DuckDBInstance.create(':memory:');
    const connection = await duckdb.connect();
    await connection.run(
      `COPY (SELECT * FROM (VALUES ('p1', 'Zoë', DATE '1980-02-29', 'UC', 100::BIGINT, false),
        ('p2', NULL, DATE '2000-01-01', 'PC', NULL, NULL)) t(ref, surname, born, benefit, income, refuge)) TO '${file}'`,
    );
    connection.closeSync();
    duckdb.closeSync();
    const prepared = await prepareExtract({ path: file, step, model, on: '2026-11-21' as PlainDate }).catch(
      (e) => e,
    );
    if (isStileError(prepared, 'EXTRACT_TOO_OLD')) throw new Error('clock');
    expect(rowsOf(prepared)).toEqual([
      ['p1', 'zoe', '1980-02-29', 'true'],
      ['p2', undefined, '2000-01-01', 'false'],
    ]);
  });
});
