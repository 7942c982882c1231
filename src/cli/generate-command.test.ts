import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeLinkagePeople } from './generate-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'stile-generate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const linesOf = (path: string): string[] => readFileSync(path, 'utf8').trimEnd().split('\r\n');

it.each([
  [false, ['people.csv', 'people-truth.csv']],
  [true, ['people-a.csv', 'people-b.csv', 'people-truth.csv']],
])(
  'writes linkage people into files named after the one given, the truth last (two files: %s)',
  async (two, names) => {
    const out = join(folder, String(two), 'people.csv');
    const files = await writeLinkagePeople({ out, seed: 'test', records: 300, two });
    expect(files.map(({ path }) => path)).toEqual(names.map((name) => join(folder, String(two), name)));
    const [truth, ...people] = files.map(({ path }) => linesOf(path)).reverse();
    expect(truth).toHaveLength(301);
    expect(people.reduce((sum, lines) => sum + lines.length - 1, 0)).toBe(300);
    const numbers = (lines: readonly string[]): string[] =>
      lines.slice(1).map((line) => line.split(',')[0] as string);
    expect(new Set(people.flatMap(numbers))).toEqual(new Set(numbers(truth ?? [])));
  },
);
