import type { LawData } from '../law-data.ts';

/** An organisation or a class of bodies that the law data know. */
export type KnownBody = {
  readonly id: string;
  readonly name: string;
  readonly is: 'organisation' | 'class';
};

/**
 * The organisations and classes that a name may mean, capitals and signs aside: the one whose id or name it is, else
 * all that contain it, else none.
 */
export function bodiesNamed(name: string, law: LawData): readonly KnownBody[] {
  const all = knownBodies(law);
  const wanted = plain(name);
  if (wanted === '') return [];
  const exact = all.filter((one) => plain(one.id) === wanted || plain(one.name) === wanted);
  if (exact.length > 0) return exact.slice(0, 1);
  return all.filter((one) => plain(one.name).includes(wanted) || plain(one.id).includes(wanted));
}

/** The known bodies whose names are nearest to a name, the nearest first. */
export const nearestBodies = (name: string, law: LawData, most = 5): readonly KnownBody[] =>
  nearest(name, knownBodies(law), (one) => [one.id, one.name], most);

const knownBodies = ({ organisations, classes }: LawData): readonly KnownBody[] => [
  ...organisations.map(({ id, name }) => ({ id, name, is: 'organisation' as const })),
  ...classes.map(({ id, label }) => ({ id, name: label, is: 'class' as const })),
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

/** Letters and digits in small, accents off: `E.ON Next` and `eon-next` are one. */
const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

const pairs = (name: string): ReadonlySet<string> =>
  new Set(Array.from({ length: Math.max(0, name.length - 1) }, (_, i) => name.slice(i, i + 2)));

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * shared) / (a.size + b.size);
}
