import { spawnSync } from 'node:child_process';
import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Letters that occur nowhere else, new in each run; one for each place where a value could leak. */
const token = crypto.randomBytes(5).toString('hex').replace(/\d/g, 'q');
const canaries = ['ref', 'surname', 'refuge', 'dropped', 'rejected'].map((place) => `zx${place}${token}`);

let folder: string;
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-canary-'));
  const [ref, surname, refuge, dropped, rejected] = canaries;
  const rows = Array.from(
    { length: 30_000 },
    (_, i) => `${ref}${i},${surname} ${i},${i % 10 === 0 ? 'yes' : 'no'},x`,
  );
  rows.push(`r1,${refuge},yes,x`, `r2,a,no,${dropped}`, `r3,${rejected},maybe,x`);
  fs.writeFileSync(path.join(folder, 'extract.csv'), `ref,surname,refuge,notes\n${rows.join('\n')}\n`);
  const duckdb = await DuckDBInstance.create(':memory:');
  const connection = await duckdb.connect();
  await connection.run(
    `COPY (FROM read_csv('${folder}/extract.csv', all_varchar = true)) TO '${folder}/extract.parquet'`,
  );
  connection.closeSync();
  duckdb.closeSync();
  fs.mkdirSync(path.join(folder, 'tmp'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** The text in every form in which a program might write it; base64 at each of its three alignments. */
function forms(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.from(
      Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .slice(4, -4),
    ),
  );
  const hex = bytes.toString('hex');
  return [bytes, Buffer.from(text, 'utf16le'), Buffer.from(hex), Buffer.from(hex.toUpperCase()), ...base64];
}
const wanted = canaries.flatMap(forms);

function filesUnder(place: string): string[] {
  return fs.readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(place, entry.name);
    return entry.isDirectory() ? filesUnder(name) : entry.isFile() ? [name] : [];
  });
}

/** Files that hold a canary, under the working folder (with TMPDIR in it) and in shared memory. */
function leaks(): string[] {
  const shared = fs.existsSync('/dev/shm') ? filesUnder('/dev/shm') : [];
  return [...filesUnder(folder), ...shared]
    .filter((file) => !/extract\.(csv|parquet)$/.test(file))
    .filter((file) => {
      const bytes = fs.readFileSync(file);
      return wanted.some((form) => bytes.includes(form));
    });
}

function run(stage: string, nth: number, format: string): ReturnType<typeof spawnSync> {
  fs.rmSync(path.join(folder, 'people.age'), { force: true });
  const script = new URL('./canary-child.ts', import.meta.url).pathname;
  return spawnSync(process.execPath, ['--import', 'tsx', script, folder, stage, String(nth)], {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: path.join(folder, 'tmp'), CANARY_FORMAT: format },
  });
}

describe('no value of a row reaches a file', () => {
  it('(the sweep itself finds a value in each form)', () => {
    const file = path.join(folder, 'tmp', 'planted');
    for (const form of forms(canaries[1] ?? '')) {
      fs.writeFileSync(file, Buffer.concat([Buffer.from('before '), form, Buffer.from(' after')]));
      expect(leaks()).toEqual([file]);
    }
    fs.rmSync(file);
    expect(leaks()).toEqual([]);
  });

  it.each(['csv', 'parquet'])('when an extract in %s is prepared, sealed and opened', (format) => {
    const { stdout, stderr } = run('none', 1, format);
    expect(stdout, String(stderr)).toBe('opened 27001\n');
    expect(leaks()).toEqual([]);
    for (const canary of canaries) expect(`${stdout}${stderr}`).not.toContain(canary);
  });

  it.each([
    ['read', 1, 'csv'],
    ['read', 10, 'parquet'],
    ['clean', 1, 'csv'],
    ['seal', 2, 'csv'],
    ['decrypt', 1, 'csv'],
    ['open', 2, 'csv'],
  ])('when the process is killed at stage %s (report %i, %s)', (stage, nth, format) => {
    expect(run(stage, nth, format).signal).toBe('SIGKILL');
    expect(leaks()).toEqual([]);
    // Nothing under the package's own name is half a package.
    expect(fs.existsSync(path.join(folder, 'people.age'))).toBe(stage === 'decrypt' || stage === 'open');
    for (const name of fs.readdirSync(folder)) {
      expect(name).toMatch(/^(extract\.\w+|tmp|people\.age|\.people\.age\.[0-9a-f]{12}\.partial)$/);
      if (name.endsWith('.partial')) fs.rmSync(path.join(folder, name));
    }
    // tsx keeps compiled source there.
    expect(fs.readdirSync(path.join(folder, 'tmp')).filter((name) => !name.startsWith('tsx-'))).toEqual([]);
  });
});
