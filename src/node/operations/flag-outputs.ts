import type { FlagStep, OutputStep, RunPlan } from '#agreement';
import { fail } from '#kernel';
import { type CodedColumn, type CodedTable, codedColumn, columnOfRows, textAt } from '#linkage';
import { roundCount } from '#transparency';
import { compareText, type FlagOutcome, personResults, referenceColumn, rowsByReference } from './outcome.ts';

/** Rows that leave, under the column names of the package. */
export interface OutputTable {
  readonly columnNames: readonly string[];
  readonly table: CodedTable;
}

const tableOf = (columns: Readonly<Record<string, CodedColumn>>): OutputTable => {
  const columnNames = Object.keys(columns);
  return { columnNames, table: { rows: columns[columnNames[0] ?? '']?.codes.length ?? 0, columns } };
};

/** For each of these rows one of a few words. */
const wordColumn = (
  words: readonly string[],
  rows: Uint32Array,
  wordOf: (row: number) => number,
): CodedColumn => ({ values: ['', ...words], codes: rows.map((row) => wordOf(row) + 1) });

/** The rows of one of the plan's outputs. Throws `NODE_OUTPUT_TOO_LARGE`. */
export function outputTable(
  plan: Pick<RunPlan, 'operation'>,
  step: OutputStep,
  outcome: FlagOutcome,
): OutputTable {
  const output = makeOutput(plan.operation, step, outcome);
  if (output.table.rows > step.maximumRows)
    fail('NODE_OUTPUT_TOO_LARGE', { output: step.name, maximum: step.maximumRows }, { clause: step.clause });
  return output;
}

function makeOutput(operation: FlagStep, step: OutputStep, outcome: FlagOutcome): OutputTable {
  switch (step.kind) {
    case 'flags':
      return flagsTable(operation, step, outcome);
    case 'results':
      return resultsTable(step, outcome);
    case 'review':
      return reviewTable(step, outcome);
    case 'counts':
      return countsTable(outcome);
  }
}

const referenceName = ({ columns }: OutputStep): string =>
  columns.find(({ holds }) => holds === 'reference')?.name ?? 'reference';

/** One row for each reference that the recipient supplied, sorted: the reference, then each flag as true or false. */
function flagsTable(operation: FlagStep, step: OutputStep, { customers }: FlagOutcome): OutputTable {
  const input = step.input ?? '';
  const { table, flags } = customers.get(input) ?? fail('NODE_INPUT_MISSING', { input });
  const order = rowsByReference(table);
  return tableOf({
    [referenceName(step)]: columnOfRows(referenceColumn(table), order),
    ...Object.fromEntries(
      operation.flags.map(({ name }, flag) => [
        name,
        wordColumn(['false', 'true'], order, (row) => flags[flag]?.[row] ?? 0),
      ]),
    ),
  });
}

/** One row for each person who may qualify, sorted: the reference, `result`. Nothing says which recipient. */
function resultsTable(step: OutputStep, { people }: FlagOutcome): OutputTable {
  const input = step.input ?? '';
  const { table, results } = people.get(input) ?? fail('NODE_INPUT_MISSING', { input });
  const order = rowsByReference(table).filter((row) => personResults[results[row] ?? 0] !== 'not-qualifying');
  return tableOf({
    [referenceName(step)]: columnOfRows(referenceColumn(table), order),
    result: wordColumn(personResults, order, (row) => results[row] ?? 0),
  });
}

/** One row for each pair that a person must look at, sorted: references, weight, and both sides of what was compared. */
function reviewTable({ columns }: OutputStep, { customers, people, links }: FlagOutcome): OutputTable {
  const rows: (readonly string[])[] = [];
  for (const { step, doubtful } of links) {
    const theirs = customers.get(step.customers)?.table;
    const ours = people.get(step.people)?.table;
    if (theirs === undefined || ours === undefined) continue;
    const cells = columns.map(({ name }) => reviewCell(name, ours, theirs));
    for (const { person, customer, weight } of doubtful)
      rows.push(cells.map((cell) => cell(person, customer, weight.toFixed(2))));
  }
  rows.sort((a, b) => compareText(a.join('\u0000'), b.join('\u0000')));
  return tableOf(
    Object.fromEntries(columns.map(({ name }, i) => [name, codedColumn(rows.map((row) => row[i]))])),
  );
}

type Cell = (person: number, customer: number, weight: string) => string;

function reviewCell(name: string, people: CodedTable, customers: CodedTable): Cell {
  if (name === 'match_weight') return (_person, _customer, weight) => weight;
  const side = name.startsWith('people_') ? people : customers;
  const field = name.slice(name.indexOf('_') + 1);
  const column = side.columns[field === 'reference' ? field : `match_${field}`];
  const at = (row: number): string => (column === undefined ? '' : textAt(column, row));
  return side === people ? (person) => at(person) : (_person, customer) => at(customer);
}

/** One row: how many rows were read, and how many references got a yes, both rounded. */
function countsTable({ customers, people }: FlagOutcome): OutputTable {
  const rows = [...people.values(), ...customers.values()].map(({ table }) => table.rows);
  const yes = [...customers.values()].map(({ table, flags }) => {
    let flagged = 0;
    for (let row = 0; row < table.rows; row += 1) flagged += Number(flags.some((flag) => flag[row] === 1));
    return flagged;
  });
  const sum = (counts: readonly number[]): CodedColumn =>
    codedColumn([String(roundCount(counts.reduce((a, b) => a + b, 0)))]);
  return tableOf({ read: sum(rows), released: sum(yes) });
}

/**
 * What the sender of an input keeps, to answer the people in it: its own references with what became of each. A
 * recipient learns no more from it than from its flags.
 */
export function answersTable(input: string, { customers, people }: FlagOutcome): OutputTable {
  const sent = people.get(input);
  const theirs = customers.get(input);
  const table = sent?.table ?? theirs?.table ?? fail('NODE_INPUT_MISSING', { input });
  const order = rowsByReference(table);
  return tableOf({
    reference: columnOfRows(referenceColumn(table), order),
    result:
      sent === undefined
        ? wordColumn(['not-flagged', 'flagged'], order, (row) =>
            theirs?.flags.some((flag) => flag[row] === 1) ? 1 : 0,
          )
        : wordColumn(personResults, order, (row) => sent.results[row] ?? 0),
  });
}
