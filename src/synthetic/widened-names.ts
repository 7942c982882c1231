import { type Cohort, forenames, surnames } from './data/names.ts';
import { rareSurname, type Sex } from './household.ts';
import { Draws, hashText } from './random.ts';

/*
 * Names by rank, without end: the listed ones first, then ones made from their parts, each a pure function of its rank.
 * Frequencies fall as in a country, so that a million people have tens of thousands of names.
 */

/**
 * Draws a rank from 0 to `count - 1`, with frequencies that fall like 1 / (rank + offset)^exponent: one power for each draw,
 * however long the list.
 */
function byPower(count: number, offset: number, exponent: number): (draws: Draws) => number {
  const power = 1 - exponent;
  const first = power === 0 ? Math.log(offset) : offset ** power;
  const last = power === 0 ? Math.log(count + offset) : (count + offset) ** power;
  return (draws) => {
    const at = first + draws.unit() * (last - first);
    return Math.min(count - 1, Math.floor((power === 0 ? Math.exp(at) : at ** (1 / power)) - offset));
  };
}

/** The first is drawn for 1.2 people in 100, as Smith in Great Britain; the listed ones for a third. */
const SURNAMES = 200_000;
const surnameRank = byPower(SURNAMES, 8, 1);
/** The first is drawn for 3.5 in 100 of a sex and cohort; the listed ones for two thirds. */
const FORENAMES = 12_000;
const forenameRank = byPower(FORENAMES, 14, 1.5);

const surnameStream = hashText('surname of rank');
const forenameStream: Record<Sex, number> = {
  m: hashText('man’s name of rank'),
  f: hashText('woman’s name of rank'),
};
const listed: Record<Sex, readonly string[]> = {
  m: Object.values(forenames.m).flat(),
  f: Object.values(forenames.f).flat(),
};

const variants: readonly (readonly [string, string])[] = [
  ['c', 'k'],
  ['i', 'y'],
  ['ph', 'f'],
  ['n', 'nn'],
  ['ie', 'ey'],
  ['ll', 'l'],
  ['a', 'ah'],
  ['s', 'z'],
  ['ea', 'ee'],
];

/** Two names of the list, another spelling of one, or the start of one with the end of another. */
function madeForename(sex: Sex, rank: number): string {
  const draws = new Draws(forenameStream[sex], rank);
  const one = draws.pick(listed[sex]);
  const other = draws.pick(listed[sex]);
  const kind = draws.unit();
  if (kind < 0.12) return `${one}-${other}`;
  if (kind < 0.4) {
    const [from, to] = draws.pick(variants);
    const at = one.indexOf(from, 1);
    if (at > 0) return one.slice(0, at) + to + one.slice(at + from.length);
  }
  const start = /^[^aeiou]*[aeiou]+[^aeiou]?/i.exec(one)?.[0] ?? one;
  const end = /[aeiouy]+[^aeiouy]*[aeiouy]*[^aeiouy]*$/i.exec(other.slice(1))?.[0] ?? '';
  return start + end.toLowerCase();
}

function madeSurname(rank: number): string {
  const draws = new Draws(surnameStream, rank);
  return draws.chance(0.05) ? `${draws.pick(surnames)}-${draws.pick(surnames)}` : rareSurname(draws);
}

export interface NameMaker {
  forename(draws: Draws, sex: Sex, cohort: Cohort): string;
  surname(draws: Draws): string;
}

/** Draws names. Keeps those that it made: at most as many as there are ranks. */
export function nameMaker(): NameMaker {
  const surnameOf = new Array<string>(SURNAMES);
  surnames.forEach((name, rank) => {
    surnameOf[rank] = name;
  });
  const forenameOf = { m: new Array<string>(FORENAMES), f: new Array<string>(FORENAMES) };
  return {
    forename(draws, sex, cohort) {
      const rank = forenameRank(draws);
      const common = forenames[sex][cohort][rank];
      if (common !== undefined) return common;
      const made = forenameOf[sex];
      made[rank] ??= madeForename(sex, rank);
      return made[rank];
    },
    surname(draws) {
      const rank = surnameRank(draws);
      surnameOf[rank] ??= madeSurname(rank);
      return surnameOf[rank];
    },
  };
}
