import { type CodedTable, textAt } from '#linkage';
import { type CustomerOutcome, compareText, type LinkOutcome, matchOf, referenceColumn } from './outcome.ts';

interface Candidate {
  readonly input: string;
  readonly row: number;
  readonly reference: string;
  readonly preferred: boolean;
  readonly weight: number;
  readonly households: readonly string[];
}

/**
 * Takes away the yes of every reference but the first of each household, over all recipients together. Changes the
 * flag's rows in place. The first is: preferred before not, then the higher match weight, in the plan's order; then
 * the lower reference, then the lower input name, so that the order of rows decides nothing. A reference that
 * reaches people of several households counts for each of them; one whose people have no household stands alone.
 */
export function oneHelpPerHousehold(
  order: readonly ('preference' | 'weight')[],
  flag: number,
  customers: ReadonlyMap<string, CustomerOutcome>,
  links: readonly LinkOutcome[],
  tableOf: (input: string) => CodedTable,
): void {
  const candidates = [...customers].flatMap(([input, outcome]) =>
    candidatesOf(input, flag, outcome, links, tableOf),
  );
  candidates.sort((a, b) => {
    for (const by of order) {
      const difference =
        by === 'preference' ? Number(b.preferred) - Number(a.preferred) : b.weight - a.weight;
      if (difference !== 0) return difference;
    }
    return compareText(a.reference, b.reference) || compareText(a.input, b.input);
  });
  const helped = new Set<string>();
  for (const { input, row, households } of candidates) {
    if (households.some((household) => helped.has(household))) {
      const rows = customers.get(input)?.flags[flag];
      if (rows !== undefined) rows[row] = 0;
    } else for (const household of households) helped.add(household);
  }
}

function candidatesOf(
  input: string,
  flag: number,
  { table, flags }: CustomerOutcome,
  links: readonly LinkOutcome[],
  tableOf: (input: string) => CodedTable,
): readonly Candidate[] {
  const references = referenceColumn(table);
  const sides = links
    .filter(({ step }) => step.customers === input)
    .map(({ step, links }) => {
      const people = tableOf(step.people);
      return {
        input: step.people,
        links,
        household: people.columns['household'],
        prefers: preferenceOf(people),
      };
    });
  const prefers = preferenceOf(table);
  const candidates: Candidate[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    if (flags[flag]?.[row] !== 1) continue;
    let weight = Number.NEGATIVE_INFINITY;
    let preferred = prefers(row);
    const households: string[] = [];
    for (const side of sides) {
      const person = matchOf(side.links, row);
      if (person === -1) continue;
      weight = Math.max(weight, side.links.weightOf[row] ?? weight);
      const code = side.household?.codes[person] ?? 0;
      preferred ||= side.prefers(person);
      if (code !== 0) households.push(`${side.input} ${code}`);
    }
    candidates.push({ input, row, reference: textAt(references, row), preferred, weight, households });
  }
  return candidates;
}

/** Whether a row is preferred: a yes-no field of either side, or a fact. */
function preferenceOf({ columns }: CodedTable): (row: number) => boolean {
  const preference = columns['preference'];
  if (preference === undefined) return () => false;
  const yes = preference.values.map((value) => value === 'yes' || value === 'true');
  return (row) => yes[preference.codes[row] ?? 0] === true;
}
