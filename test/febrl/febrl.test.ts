import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bestLinks, type CodedTable, clean, codedColumn, linkPairs, parseLinkageModel } from '#linkage';
import modelDocument from './model.json' with { type: 'json' };

const shared = process.env['STILE_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));
const file = (name: string): string => `${shared}/data/linkage/febrl/${name}.csv`;
const absent = !existsSync(file('dataset4a'));
const model = parseLinkageModel(modelDocument);

interface Source {
  readonly ids: readonly string[];
  readonly table: CodedTable;
}

/** FEBRL files have no quoted fields; headers and values carry a leading space; blank is missing. */
function read(name: string): Source {
  const [header = [], ...rows] = readFileSync(file(name), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map((value) => value.trim()));
  const columns = Object.fromEntries(
    model.fields.map(({ name: field, kind }) => {
      const at = header.indexOf(field);
      return [field, codedColumn(rows.map((row) => clean(kind, row[at] ?? '')))];
    }),
  );
  // rec-1070-org and rec-1070-dup-0 are one person.
  return {
    ids: rows.map((row) => (row[0] ?? '').split('-')[1] ?? ''),
    table: { rows: rows.length, columns },
  };
}

describe.skipIf(absent)('FEBRL dataset 4 (skipped where ../shared/data/linkage/febrl is absent)', () => {
  it('links 4a and 4b one to one with precision of 0.999 and recall of 0.996 or better', () => {
    const left = read('dataset4a');
    const right = read('dataset4b');
    const plan = { model, threshold: '6' };
    const links = bestLinks(
      plan,
      left.table.rows,
      right.table.rows,
      linkPairs(plan, left.table, right.table),
    );
    const correct = right.ids.filter(
      (id, row) => links.rightState(row) === 'match' && left.ids[links.leftOf[row] ?? -1] === id,
    ).length;
    expect(left.ids).toHaveLength(5000);
    expect(correct / links.matches).toBeGreaterThanOrEqual(0.999);
    expect(correct / 5000).toBeGreaterThanOrEqual(0.996);
  });
});
