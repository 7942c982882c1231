import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { byteDictionaryOf } from '#linkage';
import type { Ids } from './ids.ts';
import { readTruth } from './read-truth.ts';
import { writeClusters } from './write-results.ts';

const folder = mkdtempSync(join(tmpdir(), 'stile-truth-'));
let files = 0;
function file(text: string): string {
  const path = join(folder, `truth-${files++}.csv`);
  writeFileSync(path, text);
  return path;
}
const idsOf = (...parts: readonly (readonly string[])[]): Ids => ({
  type: 'text',
  split: parts.length === 2 ? (parts[0]?.length ?? 0) : 0,
  parts: parts.map((texts) => byteDictionaryOf(['', ...texts])),
});
/** Rows of one person, as lists. */
const persons = (truth: Int32Array): number[][] =>
  [...new Set(truth)].map((person) => [...truth.keys()].filter((row) => truth[row] === person));

describe('who is who', () => {
  it.each([
    ['ids and clusters', 'id,cluster\nc,p\na,q\nb,p\n', [[0], [1, 2]]],
    [
      'other names of columns, other columns, other people',
      'x,cluster_id,unique_id\n,7,a\n,8,c\n,7,b\n,7,z\n',
      [[0, 1], [2]],
    ],
    ['pairs of ids, and those who are of one person through a third', 'id_l,id_r\na,b\nb,c\n', [[0, 1, 2]]],
    ['pairs, with records in none and ids of no record', 'id_r,id_l\nb,a\nz,a\na,a\n', [[0, 1], [2]]],
  ])('is read from %s', async (_, text, expected) => {
    expect(persons(await readTruth(file(text), idsOf(['a', 'b', 'c']), 3))).toEqual(expected);
  });

  it('is read from the column of ids that was asked for', async () => {
    const path = file('id,key,cluster\n1,a,p\n2,b,p\n');
    expect(persons(await readTruth(path, idsOf(['a', 'b']), 2, 'key'))).toEqual([[0, 1]]);
  });

  it('is read from the clusters that an earlier run has written', async () => {
    const path = join(folder, 'clusters.parquet');
    const ids = idsOf(['a', 'b', 'c']);
    await writeClusters(path, Int32Array.of(0, 1, 0), ids);
    expect(persons(await readTruth(path, ids, 3))).toEqual([[0, 2], [1]]);
  });

  it('takes the first id of a pair from the first of two files', async () => {
    const ids = idsOf(['a', 'b'], ['b', 'a', 'c']);
    expect(persons(await readTruth(file('id_l,id_r\na,b\n'), ids, 5))).toEqual([[0, 2], [1], [3], [4]]);
  });

  it.each([
    ['LINK_JOB_TRUTH_COLUMNS', 'id,person\na,1\n', idsOf(['a'])],
    ['LINK_JOB_TRUTH_INCOMPLETE', 'id,cluster\na,1\nb,\n', idsOf(['a', 'b'])],
    ['LINK_JOB_TRUTH_AMBIGUOUS', 'id,cluster\na,1\nb,1\n', idsOf(['a'], ['a'])],
  ])('%s', async (code, text, ids) => {
    await expect(readTruth(file(text), ids, 2)).rejects.toMatchObject({ code });
  });
});
