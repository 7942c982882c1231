import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canonicalise,
  catalogue,
  type Digest,
  digestOf,
  type Instant,
  isStileError,
  utf8Text,
} from '#kernel';
import { type CodedTable, codedColumn } from '#linkage';
import { type Envelope, generateKeyPair, payloadOf, payloadTypes, signEnvelope, signingKey } from '#signing';
import type { PackageManifest } from '../package-types.ts';
import { newAgeIdentity, sealStream } from './age.ts';
import { openPackage } from './open-package.ts';
import { readParquet } from './parquet-reader.ts';
import { writeParquet } from './parquet-writer.ts';
import { sealPackage } from './seal-package.ts';
import { type TarEntry, tarOf } from './tar.ts';

type Rows = readonly (readonly (string | undefined)[])[];

const key = signingKey(generateKeyPair().privateKeyPem);
const digest: Digest = `sha256:${'a'.repeat(64)}`;
const hasAge = spawnSync('age', ['--version']).status === 0;

let folder: string;
let keys: Awaited<ReturnType<typeof newAgeIdentity>>;
let files = 0;
const fresh = (): string => path.join(folder, `p${files++}.age`);

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-package-'));
  keys = await newAgeIdentity();
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const tableOf = (names: readonly string[], rows: Rows): CodedTable => ({
  rows: rows.length,
  columns: Object.fromEntries(names.map((name, c) => [name, codedColumn(rows.map((row) => row[c]))])),
});
const rowsOf = (table: CodedTable, names: readonly string[]): Rows =>
  Array.from({ length: table.rows }, (_, r) =>
    names.map((name) => {
      const column = table.columns[name];
      return column?.values[column.codes[r] ?? 0] || undefined;
    }),
  );

const facts = (sealedTo: string): Omit<PackageManifest, 'parts' | 'rows' | 'columns' | 'format'> => ({
  kind: 'input',
  agreement: digest,
  runPlan: digest,
  run: 1,
  sender: 'department',
  recipient: 'operator',
  name: 'people',
  sealedTo,
  sealedAt: '2026-11-21T12:00:00Z' as Instant,
});

/** Stands in for the check of signatures, which has its own tests: only envelopes of this test's key pass. */
const verifyManifest = (envelope: Envelope): PackageManifest => {
  const again = signEnvelope(envelope.payloadType, payloadOf(envelope), [key]);
  if (again.signatures[0]?.sig !== envelope.signatures[0]?.sig) throw new Error('signature does not fit');
  return JSON.parse(utf8Text(payloadOf(envelope)));
};

async function seal(
  names: readonly string[],
  rows: Rows,
  more: { partRows?: number; sealedTo?: string; run?: number } = {},
): Promise<string> {
  const out = fresh();
  await sealPackage({
    table: tableOf(names, rows),
    columnNames: names,
    manifest: { ...facts(more.sealedTo ?? keys.recipient), run: more.run ?? 1 },
    key,
    out,
    ...(more.partRows === undefined ? {} : { partRows: more.partRows }),
  });
  return out;
}

const open = (file: string, identity = keys.identity) =>
  openPackage({ path: file, identity, verifyManifest });

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isStileError(error)) return error.code;
    return error instanceof Error ? error.message : 'not an error';
  }
  return 'accepted';
}

/** A package made by hand, to put into it what `sealPackage` never would. */
async function forge(entries: readonly TarEntry[], recipient = keys.recipient): Promise<string> {
  const out = fresh();
  const list = async function* () {
    yield* entries;
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of await sealStream(ReadableStream.from(tarOf(list())), recipient))
    pieces.push(piece);
  fs.writeFileSync(out, Buffer.concat(pieces));
  return out;
}

const names = ['reference', 'name'];
const smallRows: Rows = [
  ['r1', 'ann'],
  ['r2', undefined],
  ['r3', 'bob'],
];

function part(rows: Rows, columns: readonly string[] = names): Uint8Array {
  const table = tableOf(columns, rows);
  const list = columns.map((name) => ({ name, column: codedColumn(rowsOf(table, [name]).map(([v]) => v)) }));
  return writeParquet(list, 0, rows.length);
}

function manifestEntry(parts: readonly TarEntry[], change: Partial<PackageManifest> = {}): TarEntry {
  const manifest: PackageManifest = {
    format: 'stile-package/1',
    ...facts(keys.recipient),
    columns: names,
    rows: 3,
    parts: parts.map(({ name, bytes }) => ({ name, digest: digestOf(bytes), rows: 3 })),
    ...change,
  };
  const envelope = signEnvelope(payloadTypes.manifest, canonicalise(manifest), [key]);
  return { name: 'manifest.dsse.json', bytes: canonicalise(envelope) };
}

describe('a part', () => {
  it('is Parquet that DuckDB reads as the same rows', async () => {
    const rows: Rows = Array.from({ length: 1000 }, (_, i) => [
      `ref-${i}`,
      i % 7 === 0 ? undefined : `name é😀 ${i % 50}`,
      undefined,
      'same',
    ]);
    const columns = ['reference', 'name', 'none', 'one'];
    const bytes = writeParquet(
      columns.map((name, c) => ({ name, column: codedColumn(rows.map((row) => row[c])) })),
      100,
      900,
    );
    const file = path.join(folder, 'part.parquet');
    fs.writeFileSync(file, bytes);
    const duckdb = await DuckDBInstance.create(':memory:');
    const connection = await duckdb.connect();
    const result = await connection.runAndReadAll(`SELECT * FROM read_parquet('${file}')`);
    expect(result.columnNames()).toEqual(columns);
    expect(result.getRows()).toEqual(rows.slice(100, 900).map((row) => row.map((value) => value ?? null)));
    connection.closeSync();
    duckdb.closeSync();
  });

  it('holds no value of a row that is not in it', () => {
    const column = codedColumn(['kept-one', 'left-out', 'kept-two']);
    const bytes = Buffer.from(
      writeParquet([{ name: 'c', column: { ...column, codes: Uint32Array.of(1, 3) } }], 0, 2),
    );
    expect(bytes.includes('kept-two')).toBe(true);
    expect(bytes.includes('left-out')).toBe(false);
  });

  it('that is damaged in any one byte is read or refused, and never crashes or hangs the reader', () => {
    const bytes = part(smallRows);
    for (let at = 0; at < bytes.length; at += 1)
      for (const flip of [1, 0x80, 0xff]) {
        const damaged = Uint8Array.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        try {
          readParquet(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }
  });
});

describe('sealing and opening', () => {
  it('gives the same table back, whatever is in it', async () => {
    const cell = fc.option(
      fc.oneof(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
        fc.constantFrom('a', 'b', '\u0000', '￿'),
      ),
      { nil: undefined },
    );
    const shape = fc.integer({ min: 1, max: 4 }).chain((width) =>
      fc.record({
        rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 60 }),
        partRows: fc.integer({ min: 1, max: 70 }),
        width: fc.constant(width),
      }),
    );
    await fc.assert(
      fc.asyncProperty(shape, async ({ rows, partRows, width }) => {
        const columns = ['w', 'x', 'y', 'z'].slice(0, width);
        const { table, manifest } = await open(await seal(columns, rows, { partRows }));
        expect(rowsOf(table, columns)).toEqual(rows);
        expect(manifest.rows).toBe(rows.length);
      }),
      { numRuns: 60 },
    );
  });

  it('says the digest of the sealed file on both sides', async () => {
    const out = fresh();
    const sealed = await sealPackage({
      table: tableOf(names, smallRows),
      columnNames: names,
      manifest: facts(keys.recipient),
      key,
      out,
    });
    const bytes = fs.readFileSync(out);
    expect(sealed.packageDigest).toBe(digestOf(bytes));
    expect(sealed.bytes).toBe(bytes.length);
    expect((await open(out)).packageDigest).toBe(sealed.packageDigest);
    expect(sealed.manifestDigest).toBe(digestOf(canonicalise(sealed.manifest)));
  });

  it.skipIf(!hasAge)('makes a file that age and tar open (skipped where age is not installed)', async () => {
    const file = await seal(names, smallRows, { partRows: 2 });
    const identity = path.join(folder, 'identity.txt');
    fs.writeFileSync(identity, keys.identity, { mode: 0o600 });
    const out = fs.mkdtempSync(path.join(folder, 'tar-'));
    execFileSync('tar', ['x', '-C', out], { input: execFileSync('age', ['-d', '-i', identity, file]) });
    expect(fs.readdirSync(out)).toEqual(['data-0001.parquet', 'data-0002.parquet', 'manifest.dsse.json']);
    const duckdb = await DuckDBInstance.create(':memory:');
    const connection = await duckdb.connect();
    const result = await connection.runAndReadAll(
      `SELECT reference, name FROM read_parquet('${out}/data-*.parquet') ORDER BY 1`,
    );
    expect(result.getRows()).toEqual([
      ['r1', 'ann'],
      ['r2', null],
      ['r3', 'bob'],
    ]);
    connection.closeSync();
    duckdb.closeSync();
  });
});

describe('sealing', () => {
  it('never writes over a file', async () => {
    const out = fresh();
    fs.writeFileSync(out, 'mine');
    const work = sealPackage({
      table: tableOf(names, smallRows),
      columnNames: names,
      manifest: facts(keys.recipient),
      key,
      out,
    });
    expect(await refusal(work)).toBe('PACKAGE_EXISTS');
    expect(fs.readFileSync(out, 'utf8')).toBe('mine');
  });

  it('leaves nothing behind when the folder is missing, the key is wrong or a column is missing', async () => {
    const before = fs.readdirSync(folder);
    const request = {
      table: tableOf(names, smallRows),
      columnNames: names,
      manifest: facts(keys.recipient),
      key,
      out: fresh(),
    };
    expect(await refusal(sealPackage({ ...request, out: path.join(folder, 'none', 'p.age') }))).toBe(
      'PACKAGE_CANNOT_WRITE',
    );
    expect(await refusal(sealPackage({ ...request, manifest: facts('age1wrong') }))).toBe(
      'PACKAGE_RECIPIENT_INVALID',
    );
    expect(await refusal(sealPackage({ ...request, columnNames: ['reference', 'absent'] }))).toContain(
      'absent',
    );
    expect(fs.readdirSync(folder)).toEqual(before);
  });
});

const tmpfs = (): string | undefined => {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-full-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place]).status === 0) return place;
  fs.rmdirSync(place);
  return undefined;
};

describe('sealing onto a full disk', () => {
  const place = tmpfs();
  afterAll(() => {
    if (place === undefined) return;
    execFileSync('umount', [place]);
    fs.rmdirSync(place);
  });

  it.skipIf(place === undefined)(
    'says so and leaves nothing (skipped where nothing may be mounted)',
    async () => {
      const rows: Rows = Array.from({ length: 30_000 }, (_, i) => [`reference-${i}`, `name-${i}`]);
      const request = { columnNames: names, manifest: facts(keys.recipient), key };
      const full = path.join(place ?? '', 'p.age');
      expect(await refusal(sealPackage({ ...request, table: tableOf(names, rows), out: full }))).toBe(
        'PACKAGE_NO_SPACE',
      );
      expect(fs.readdirSync(place ?? '')).toEqual([]);
      await sealPackage({ ...request, table: tableOf(names, smallRows), out: full });
      expect(fs.readdirSync(place ?? '')).toEqual(['p.age']);
    },
  );
});

describe('a hostile package', () => {
  it('that is cut short anywhere is refused', async () => {
    const bytes = fs.readFileSync(await seal(names, smallRows));
    for (const length of [0, 1, 20, 100, 180, bytes.length >> 1, bytes.length - 17, bytes.length - 1]) {
      const file = fresh();
      fs.writeFileSync(file, bytes.subarray(0, length));
      expect(await refusal(open(file)), `${length} bytes`).toBe('PACKAGE_DAMAGED');
    }
  });

  it('with any byte changed is refused', async () => {
    const bytes = fs.readFileSync(await seal(names, smallRows));
    const places = [...Array(220).keys(), ...Array.from({ length: 60 }, (_, i) => 220 + i * 97)];
    for (const at of places.filter((place) => place < bytes.length)) {
      const file = fresh();
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      fs.writeFileSync(file, damaged);
      expect(['PACKAGE_DAMAGED', 'PACKAGE_SEALED_TO_ANOTHER'], `byte ${at}`).toContain(
        await refusal(open(file)),
      );
    }
  });

  it('with two chunks exchanged, or with bytes after its end, is refused', async () => {
    const rows: Rows = Array.from({ length: 30_000 }, (_, i) => [`reference-${i}`, `name-${i}`]);
    const bytes = fs.readFileSync(await seal(names, rows));
    const head = bytes.indexOf('\n', bytes.indexOf('\n---') + 1) + 1 + 16;
    const chunk = 65536 + 16;
    const swapped = Buffer.from(bytes);
    bytes.copy(swapped, head, head + chunk, head + 2 * chunk);
    bytes.copy(swapped, head + chunk, head, head + chunk);
    for (const forged of [swapped, Buffer.concat([bytes, Buffer.alloc(10)]), Buffer.concat([bytes, bytes])]) {
      const file = fresh();
      fs.writeFileSync(file, forged);
      expect(await refusal(open(file))).toBe('PACKAGE_DAMAGED');
    }
  });

  it('sealed to somebody else is refused', async () => {
    const other = await newAgeIdentity();
    expect(await refusal(open(await seal(names, smallRows, { sealedTo: other.recipient })))).toBe(
      'PACKAGE_SEALED_TO_ANOTHER',
    );
  });

  it('sealed again by somebody to whom it was sent is refused', async () => {
    const other = await newAgeIdentity();
    const data = { name: 'data-0001.parquet', bytes: part(smallRows) };
    const file = await forge([data, manifestEntry([data])], other.recipient);
    expect(await refusal(open(file, other.identity))).toBe('PACKAGE_CONTENTS_DIFFER');
  });

  const data = (rows: Rows = smallRows, name = 'data-0001.parquet', columns = names): TarEntry => ({
    name,
    bytes: part(rows, columns),
  });
  const other: Rows = [
    ['r1', 'eve'],
    ['r2', 'eve'],
    ['r3', 'eve'],
  ];
  const CONTENTS = 'PACKAGE_CONTENTS_DIFFER';
  const cases: readonly (readonly [string, string, () => readonly TarEntry[]])[] = [
    ['(nothing wrong with it)', 'accepted', () => [data(), manifestEntry([data()])]],
    ['with a part of another package', 'PACKAGE_PART_DIFFERS', () => [data(other), manifestEntry([data()])]],
    [
      'with the manifest of another package',
      'PACKAGE_PART_DIFFERS',
      () => [data(), manifestEntry([data(other)])],
    ],
    ['without a manifest', CONTENTS, () => [data()]],
    ['with nothing in it', CONTENTS, () => []],
    ['with a manifest only', CONTENTS, () => [manifestEntry([])]],
    ['with two manifests', CONTENTS, () => [data(), manifestEntry([data()]), manifestEntry([data()])]],
    ['with its manifest first', CONTENTS, () => [manifestEntry([data()]), data()]],
    [
      'with an unknown file',
      CONTENTS,
      () => [data(), { name: 'x', bytes: part(other) }, manifestEntry([data()])],
    ],
    [
      'with a path for a name',
      CONTENTS,
      () => [data(smallRows, '../data-0001.parquet'), manifestEntry([data()])],
    ],
    [
      'with a part that the manifest leaves out',
      CONTENTS,
      () => [data(), data(other, 'data-0002.parquet'), manifestEntry([data()])],
    ],
    [
      'with fewer parts than the manifest lists',
      CONTENTS,
      () => [data(), manifestEntry([data(), data(other, 'data-0002.parquet')])],
    ],
    [
      'with parts out of order',
      CONTENTS,
      () => [
        data(other, 'data-0002.parquet'),
        data(),
        manifestEntry([data(other, 'data-0002.parquet'), data()]),
      ],
    ],
    [
      'with more rows in all than its parts have',
      CONTENTS,
      () => [data(), manifestEntry([data()], { rows: 4 })],
    ],
    [
      'with another number of rows in a part',
      CONTENTS,
      () => [
        data(),
        manifestEntry([data()], {
          rows: 2,
          parts: [{ name: 'data-0001.parquet', digest: digestOf(data().bytes), rows: 2 }],
        }),
      ],
    ],
    [
      'with more rows in a part than a part may have',
      CONTENTS,
      () => [
        data(),
        manifestEntry([data()], {
          rows: 2 ** 40,
          parts: [{ name: 'data-0001.parquet', digest: digestOf(data().bytes), rows: 2 ** 40 }],
        }),
      ],
    ],
    [
      'with other columns',
      CONTENTS,
      () => [data(), manifestEntry([data()], { columns: ['reference', 'surname'] })],
    ],
    [
      'with a column that the manifest leaves out',
      CONTENTS,
      () => [data(), manifestEntry([data()], { columns: ['reference'] })],
    ],
    [
      'with a part that is not Parquet',
      'PACKAGE_PART_UNREADABLE',
      () => {
        const junk = { name: 'data-0001.parquet', bytes: Buffer.from('PAR1 this is not a table PAR1') };
        return [junk, manifestEntry([junk])];
      },
    ],
    [
      'with a manifest that nobody signed',
      'signature does not fit',
      () => {
        const stranger = signingKey(generateKeyPair().privateKeyPem);
        const forged = signEnvelope(payloadTypes.manifest, canonicalise({ any: 'thing' }), [stranger]);
        return [data(), { name: 'manifest.dsse.json', bytes: canonicalise(forged) }];
      },
    ],
    [
      'with a manifest that is not an envelope',
      'SIGNING_ENVELOPE_INVALID',
      () => [data(), { name: 'manifest.dsse.json', bytes: Buffer.from('{}') }],
    ],
  ];
  it.each(cases)('%s: %s', async (_, code, entries) => {
    expect(await refusal(open(await forge(entries())))).toBe(code);
  });

  it('with bytes between its files or after its archive is refused', async () => {
    const list = async function* () {
      yield data();
      yield manifestEntry([data()]);
    };
    const pieces: Uint8Array[] = [];
    for await (const piece of tarOf(list())) pieces.push(piece);
    const tar = Buffer.concat(pieces);
    const blank = Buffer.alloc(512);
    for (const forged of [
      Buffer.concat([tar, blank]),
      Buffer.concat([blank, tar]),
      Buffer.concat([tar, Buffer.from('more')]),
      tar.subarray(0, tar.length - 512),
    ]) {
      const file = fresh();
      const sealed: Uint8Array[] = [];
      for await (const piece of await sealStream(new Blob([forged]).stream(), keys.recipient))
        sealed.push(piece);
      fs.writeFileSync(file, Buffer.concat(sealed));
      expect(await refusal(open(file))).toBe('PACKAGE_DAMAGED');
    }
  });

  it('larger than allowed is refused before it is read', async () => {
    const file = await seal(names, smallRows);
    const work = openPackage({ path: file, identity: keys.identity, verifyManifest, maximumBytes: 100 });
    expect(await refusal(work)).toBe('PACKAGE_TOO_LARGE');
  });

  it('that is not there, or is a folder, is refused', async () => {
    expect(await refusal(open(path.join(folder, 'absent.age')))).toBe('PACKAGE_UNREADABLE');
    expect(await refusal(open(folder))).toBe('PACKAGE_UNREADABLE');
  });

  it('is refused without the manifest being asked about when a chunk is missing', async () => {
    const bytes = fs.readFileSync(await seal(names, smallRows));
    const file = fresh();
    fs.writeFileSync(file, bytes.subarray(0, bytes.length - 1));
    let asked = false;
    const work = openPackage({
      path: file,
      identity: keys.identity,
      verifyManifest: (envelope) => {
        asked = true;
        return verifyManifest(envelope);
      },
    });
    expect(await refusal(work)).toBe('PACKAGE_DAMAGED');
    expect(asked).toBe(false);
  });

  it('ends the program with the exit code of a failed verification', () => {
    for (const code of [
      'PACKAGE_TOO_LARGE',
      'PACKAGE_SEALED_TO_ANOTHER',
      'PACKAGE_DAMAGED',
      'PACKAGE_CONTENTS_DIFFER',
      'PACKAGE_PART_DIFFERS',
      'PACKAGE_PART_UNREADABLE',
      'SIGNING_ENVELOPE_INVALID',
    ] as const)
      expect(catalogue[code].exit, code).toBe(5);
  });
});
