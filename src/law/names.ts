import type { LawIndex } from './law-index.ts';

/** An organisation or a class as it is called in the middle of a sentence; a slug that the data do not know is quoted, in words. */
export function nameOf(slug: string, law: LawIndex): string {
  const organisation = law.organisations.get(slug);
  if (organisation !== undefined) return withArticle(organisation.name.replace(' (example)', ''));
  const described = law.classes.get(slug);
  if (described === undefined) return `“${slug.replaceAll('-', ' ')}”`;
  if (described.called !== undefined) return described.called;
  const plain = described.label.replace(/ \(.*\)$/, '');
  return withArticle(plain.replace(/^Secretary of State, /, 'Secretary of State for '));
}

const takesThe =
  /^(Secretary|Lord Chancellor|Minister|Chief Land|Common Council|Council of|City of London|Welsh Ministers|Scottish Ministers|Statistics Board|Bank of|Foreign|Accountant)|(Department|Ministry|Office|Agency|Authority|Service|Commission|Company|Regulator|Registrar General|Commissioner|Executive|Inspectorate|Government)\b/;
const takesNone = /^HM |^Medr|Fire and Rescue Authority|Combined|Constabulary$|^Revenue Scotland/;

function withArticle(name: string): string {
  if (/^An? /.test(name)) return name[0]?.toLowerCase() + name.slice(1);
  return takesThe.test(name) && !takesNone.test(name) ? `the ${name}` : name;
}
