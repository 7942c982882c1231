import { factorWords } from '../answer/words/index.ts';
import type { Facts } from '../facts.ts';
import type { LawData } from '../law-data.ts';
import { indexOf } from '../law-index.ts';
import type { Form } from './ask.ts';

/** The disadvantages that the objectives list; together they are taken to fall on one household. */
export function factorsForm(facts: Facts, law: LawData): Form | undefined {
  const index = indexOf(law);
  const objective =
    index.objectives.get(facts.objective ?? '') ?? index.objectiveOfPurpose.get(facts.purpose ?? '');
  if (objective?.factors === undefined) return undefined;
  const household = 'h1';
  return {
    kind: 'several',
    choices: objective.factors.map(({ id, text }) => ({
      value: { id, household },
      says: defined(factorWords[id] ?? id, text),
    })),
  };
}

/** `Homelessness: as in the Housing Act`; without a definition where there is none. */
function defined(words: string, text: string): string {
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  const definition = text.replace(/\.$/, '').replace(new RegExp(`^${name},? `), '');
  return /not further defined|^Not in education/.test(definition)
    ? name
    : `${name}: ${definition.charAt(0).toLowerCase()}${definition.slice(1)}`;
}

/** A factor that nobody is named for: with the others, or not. */
export function placeForm(facts: Facts, path: string): Form {
  const known = facts.factors?.find(({ household }) => household !== undefined)?.household ?? 'h1';
  return {
    kind: 'choice',
    choices: [
      { value: known, says: 'On the same household as the others' },
      { value: `${known}, not in it: ${path}`, says: 'On another household' },
    ],
  };
}
