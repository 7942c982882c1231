import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readAgreement } from '#agreement';
import { bestLinks, type CodedTable, clean, codedColumn, linkPairs } from '#linkage';
import { type Dataset, febrlIsHere, readFebrl } from './dataset4.ts';

const agreement = readFileSync(fileURLToPath(new URL('agreement.yaml', import.meta.url)));
const { model, threshold } = readAgreement(agreement, 'yaml').matching;

function read(name: Dataset): { readonly people: readonly number[]; readonly table: CodedTable } {
  const rows = readFebrl(name);
  const columns = Object.fromEntries(
    model.fields.map((field) => [
      field.name,
      codedColumn(rows.map((row) => clean(field.kind, row.value(field.name)))),
    ]),
  );
  return { people: rows.map(({ person }) => person), table: { rows: rows.length, columns } };
}

describe.skipIf(!febrlIsHere)(
  'FEBRL dataset 4 (skipped where ../shared/data/linkage/febrl is absent)',
  () => {
    it('links 4a and 4b one to one with precision of 0.999 and recall of 0.996 or better', () => {
      const left = read('dataset4a');
      const right = read('dataset4b');
      const plan = { model, threshold };
      const links = bestLinks(
        plan,
        left.table.rows,
        right.table.rows,
        linkPairs(plan, left.table, right.table),
      );
      const correct = right.people.filter(
        (person, row) => links.rightState(row) === 'match' && left.people[links.leftOf[row] ?? -1] === person,
      ).length;
      expect(left.people).toHaveLength(5000);
      expect(correct / links.matches).toBeGreaterThanOrEqual(0.999);
      expect(correct / 5000).toBeGreaterThanOrEqual(0.996);
    });
  },
);
