import { describe, expect, it } from 'vitest';
import { bestLinks, type CodedTable, clean, codedColumn, defaultPersonModel, linkPairs } from '#linkage';
import { type Extract, generateFuelPoverty } from '#synthetic';

const read = (extract: Extract): { rows: (readonly string[])[]; table: CodedTable } => {
  const rows = [...extract.rows()];
  const fields = defaultPersonModel.fields.filter((field) => !field.optional);
  const columns = fields.map(({ name, kind }) => {
    const at = extract.header.indexOf(name);
    return [name, codedColumn(rows.map((row) => clean(kind, row[at] ?? '')))] as const;
  });
  return { rows, table: { rows: rows.length, columns: Object.fromEntries(columns) } };
};

describe('person/1 on a generated share of 20,000 recipients, with twins, namesakes, moves and errors', () => {
  const share = generateFuelPoverty({ seed: 'accuracy', recipients: 20_000, customers: 20_000 });
  const left = read(share.department);
  const truth = new Map([...share.truth.rows()].map((row) => [`${row[0]} ${row[1]}`, row[2]]));

  // A third of the second supplier's customers have no date of birth: those who moved cannot be found.
  it.each([
    [0, 0.985],
    [1, 0.96],
    [2, 0.975],
  ])('supplier %d: precision of 0.998, recall of %d or better', (at, recall) => {
    const supplier = share.suppliers[at] as Extract;
    const right = read(supplier);
    const plan = { model: defaultPersonModel, threshold: '4', reviewFrom: '-2' };
    const pairs = linkPairs(plan, left.table, right.table);
    const links = bestLinks(plan, left.table.rows, right.table.rows, pairs);
    const people = right.rows.map((row) => truth.get(`${supplier.name} ${row[0]}`));
    const correct = people.filter(
      (person, j) => links.rightState(j) === 'match' && left.rows[links.leftOf[j] ?? -1]?.[0] === person,
    ).length;
    expect(people.filter((person) => person).length).toBeGreaterThan(3000);
    expect(correct / links.matches).toBeGreaterThanOrEqual(0.998);
    expect(correct / people.filter((person) => person).length).toBeGreaterThanOrEqual(recall);
  });
});
