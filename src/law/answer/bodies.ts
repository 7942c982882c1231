import { resolveBody } from '../bodies.ts';
import type { BodyFacts } from '../facts.ts';
import type { LawIndex } from '../law-index.ts';
import { nameOf } from '../names.ts';

/** A body as it is called in the middle of a sentence, with whom it acts for. */
export function actingName(facts: BodyFacts | undefined, law: LawIndex): string {
  const { name } = resolveBody(facts, law);
  if (facts?.of === undefined) return name;
  const of = nameOf(facts.of, law);
  if (facts.capacity === 'provider-to') return `${name} (working for ${of})`;
  return facts.capacity === 'agency-of' ? `${name} (an agency of ${of})` : name;
}
