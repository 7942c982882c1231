import type { LawData } from '../law-data.ts';

/** An organisation or a class of bodies that the law data know. */
export type KnownBody = {
  readonly id: string;
  readonly name: string;
  readonly is: 'organisation' | 'class';
};

/**
 * The organisations and classes that a name may mean, capitals and signs aside: the one that is so called, else all of
 * which a name contains it, else none. An office that is one organisation’s alone is given as that organisation.
 */
export function bodiesNamed(name: string, law: LawData): readonly KnownBody[] {
  const all = named(law);
  const wanted = plain(name);
  if (wanted === '') return [];
  const proper = all.find(({ body }) => plain(body.id) === wanted || plain(body.name) === wanted);
  if (proper !== undefined) return [proper.body];
  const withName = (fits: (one: string) => boolean) => all.filter(({ names }) => names.map(plain).some(fits));
  const exact = withName((one) => one === wanted);
  const found = exact.length > 0 ? exact : withName((one) => one.includes(wanted));
  const offices = new Set(found.flatMap(({ office }) => office ?? []));
  return found.map(({ body }) => body).filter(({ is, id }) => is === 'organisation' || !offices.has(id));
}

/** The known bodies whose names are nearest to a name, the nearest first. */
export const nearestBodies = (name: string, law: LawData, most = 5): readonly KnownBody[] =>
  nearest(name, named(law), ({ names }) => names, most).map(({ body }) => body);

interface Named {
  readonly body: KnownBody;
  /** All that it is called: its id, its name, and what else people say. */
  readonly names: readonly string[];
  /** The office of which this organisation is the department. */
  readonly office?: string;
}

const named = ({ organisations, classes }: LawData): readonly Named[] => [
  ...organisations.map(({ id, name, also = [], classes: of, agencyOf }) => ({
    body: { id, name, is: 'organisation' as const },
    names: [id, name, ...also],
    ...(agencyOf === undefined && of.length === 1 && of[0] !== undefined ? { office: of[0] } : {}),
  })),
  ...classes.map(({ id, label, also = [] }) => ({
    body: { id, name: label, is: 'class' as const },
    names: [id, label, ...also],
  })),
];

/** Those of several things whose names are nearest to what was asked for: by the pairs of letters they share (Dice). */
export function nearest<T>(
  asked: string,
  things: readonly T[],
  namesOf: (thing: T) => readonly string[],
  most: number,
): readonly T[] {
  const wanted = pairs(plain(asked));
  return things
    .map((thing) => ({
      thing,
      score: Math.max(...namesOf(thing).map((one) => likeness(wanted, pairs(plain(one))))),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ thing }) => thing);
}

/** Letters and digits in small, accents off: `E.ON Next` and `eon-next` are one, and so are `&` and `and`. */
const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/\bdept\b/g, 'department')
    .replace(/^\s*the /, '')
    .replaceAll(/[^a-z0-9]/g, '');

const pairs = (name: string): ReadonlySet<string> =>
  new Set(Array.from({ length: Math.max(0, name.length - 1) }, (_, i) => name.slice(i, i + 2)));

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}
