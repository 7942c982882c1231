import type { Facts } from '../facts.ts';
import type { LawIndex } from '../law-index.ts';
import { classWords } from './words/index.ts';

type BodyFacts = NonNullable<Facts['from']>;

/** A body as it is called in the middle of a sentence; `capacity` adds for whom it acts. */
export function bodyName(facts: BodyFacts | undefined, law: LawIndex, capacity = false): string {
  const named = facts?.organisation ?? facts?.class;
  if (named === undefined) return 'a body not named';
  const name = nameOf(named, law);
  if (!capacity || facts?.of === undefined) return name;
  const of = nameOf(facts.of, law);
  if (facts.capacity === 'provider-to') return `${name} (working for ${of})`;
  return facts.capacity === 'agency-of' ? `${name} (an agency of ${of})` : name;
}

/** An organisation or a class by its words; a slug that the law data do not know is quoted, in words. */
export function nameOf(slug: string, law: LawIndex): string {
  const organisation = law.organisations.get(slug);
  if (organisation !== undefined) return withArticle(organisation.name.replace(' (example)', ''));
  const generic = classWords[slug];
  if (generic !== undefined) return generic;
  const label = law.classes.get(slug)?.label;
  if (label === undefined) return `“${slug.replaceAll('-', ' ')}”`;
  const plain = label.replace(/ \(.*\)$/, '');
  return withArticle(plain.replace(/^Secretary of State, /, 'Secretary of State for '));
}

const takesThe =
  /^(Secretary|Lord Chancellor|Minister|Chief Land|Common Council|Council of|City of London|Welsh Ministers|Scottish Ministers|Statistics Board|Bank of|Foreign|Accountant)|(Department|Ministry|Office|Agency|Authority|Service|Commission|Company|Regulator|Registrar General|Commissioner|Executive|Inspectorate|Government)\b/;
const takesNone = /^HM |^Medr|Fire and Rescue Authority|Combined|Constabulary$|^Revenue Scotland/;

function withArticle(name: string): string {
  if (/^An? /.test(name)) return name[0]?.toLowerCase() + name.slice(1);
  return takesThe.test(name) && !takesNone.test(name) ? `the ${name}` : name;
}
