import { addDays, type PlainDate } from '#kernel';
import { type Cohort, forenames, surnameParts, surnames } from './data/names.ts';
import { postcodeAreas, streetKinds, streetNames } from './data/places.ts';
import { byRank, Draws, hashText, weighted } from './random.ts';

export type Sex = 'm' | 'f';
export type Role = 'head' | 'partner' | 'adult-child' | 'child';

export interface Home {
  /** `Flat 3, 12 Church Road` or `12 Church Road`. */
  readonly addressLine: string;
  readonly postcode: string;
}

export interface Person {
  readonly role: Role;
  readonly forename: string;
  readonly middleName?: string;
  readonly surname: string;
  /** The surname before marriage, of a partner who took the other's. */
  readonly formerSurname?: string;
  readonly sex: Sex;
  readonly dateOfBirth: PlainDate;
}

export interface Household {
  readonly index: number;
  readonly home: Home;
  /** Where the household lived before, if it moved in the last years. */
  readonly formerHome?: Home;
  readonly people: readonly Person[];
}

/** How often things happen, out of all the households or people to whom they can. Tests hold the output to these. */
export const rates = {
  couple: 0.45,
  coupleSharesSurname: 0.78,
  childrenAtHome: 0.3,
  adultChildAtHome: 0.12,
  /** An adult son or daughter with the very name of the parent of the same sex. */
  namedAfterParent: 0.06,
  /** A first child, young or adult, who is one of twins. */
  twins: 0.03,
  moved: 0.05,
  middleName: 0.5,
  /** Surnames: common ones from the list, of two parts, and the rest made up. */
  commonSurname: 0.42,
  doubleSurname: 0.03,
  householdsPerPostcode: 15,
} as const;

/** The day on which ages are reckoned. */
const ageDay = '2026-06-30' as PlainDate;

const pickArea = weighted(postcodeAreas);
const pickStreet = byRank(streetNames);
const pickKind = byRank(streetKinds);
const pickCommonSurname = byRank(surnames);
const unitLetters = [...'ABDEFGHJLNPQRSTUWXYZ'];
const pickForename: Record<Sex, Record<Cohort, (draws: Draws) => string>> = {
  m: {
    older: byRank(forenames.m.older),
    middle: byRank(forenames.m.middle),
    younger: byRank(forenames.m.younger),
  },
  f: {
    older: byRank(forenames.f.older),
    middle: byRank(forenames.f.middle),
    younger: byRank(forenames.f.younger),
  },
};

/** A surname made from parts. */
export function rareSurname(draws: Draws): string {
  const kind = draws.unit();
  const { starts, middles, ends, gaelic, irish, asian, polish, african } = surnameParts;
  if (kind < 0.72)
    return draws.pick(starts) + (draws.chance(0.4) ? draws.pick(middles) : '') + draws.pick(ends);
  if (kind < 0.82) return (draws.chance(0.3) ? 'Mac' : 'Mc') + draws.pick(gaelic);
  if (kind < 0.87) return `O'${draws.pick(irish)}`;
  if (kind < 0.94) return draws.pick(asian.starts) + draws.pick(asian.ends);
  if (kind < 0.97) return draws.pick(polish.starts) + draws.pick(polish.ends);
  return draws.pick(african.starts) + draws.pick(african.ends);
}

function drawSurname(draws: Draws): string {
  const kind = draws.unit();
  if (kind < rates.commonSurname) return pickCommonSurname(draws);
  if (kind < rates.commonSurname + rates.doubleSurname) {
    const second = draws.chance(0.5) ? pickCommonSurname(draws) : rareSurname(draws);
    return `${pickCommonSurname(draws)}-${second}`;
  }
  return rareSurname(draws);
}

const cohortOf = (dateOfBirth: PlainDate): Cohort =>
  dateOfBirth < '1960' ? 'older' : dateOfBirth < '1985' ? 'middle' : 'younger';

const bornAtAge = (draws: Draws, from: number, to: number): PlainDate =>
  addDays(ageDay, -Math.floor((from + draws.unit() * (to - from)) * 365.25));

const ageOf = (person: Person): number => Number(ageDay.slice(0, 4)) - Number(person.dateOfBirth.slice(0, 4));

/** Homes come in runs of fifteen that share a street and a postcode. */
export function homeAt(stream: number, place: number): Home {
  const run = Math.floor(place / rates.householdsPerPostcode);
  const street = new Draws(stream, run);
  const area = pickArea(street);
  const district = 1 + street.below(20);
  const unit = `${street.pick(unitLetters)}${street.pick(unitLetters)}`;
  const postcode = `${area}${district} ${street.below(10)}${unit}`;
  const road = `${pickStreet(street)} ${pickKind(street)}`;
  const first = 1 + street.below(120);
  const offset = place % rates.householdsPerPostcode;
  const block = street.chance(0.15);
  const addressLine = block ? `Flat ${offset + 1}, ${first} ${road}` : `${first + offset * 2} ${road}`;
  return { addressLine, postcode };
}

/** Makes households of one seed. Each is a pure function of the seed and its number, from 0 to 2^47. */
export function householdMaker(seed: string): (index: number) => Household {
  const peopleStream = hashText(`${seed}/people`);
  const homeStream = hashText(`${seed}/homes`);

  const makePerson = (
    draws: Draws,
    role: Role,
    sex: Sex,
    surname: string,
    dateOfBirth: PlainDate,
  ): Person => {
    const pick = pickForename[sex][cohortOf(dateOfBirth)];
    const forename = pick(draws);
    const middleName = draws.chance(rates.middleName) ? pick(draws) : forename;
    const person = { role, forename, surname, sex, dateOfBirth };
    return middleName === forename ? person : { ...person, middleName };
  };

  const makeChildren = (
    draws: Draws,
    parents: readonly Person[],
    role: 'adult-child' | 'child',
  ): Person[] => {
    const head = parents[0] as Person;
    const parentsAge = Math.min(...parents.map(ageOf));
    const youngest = role === 'child' ? 0 : 18;
    const oldest = Math.min(parentsAge - 17, role === 'child' ? 17 : 45);
    if (oldest <= youngest) return [];
    const born = bornAtAge(draws, youngest, oldest);
    const sex = draws.chance(0.5) ? 'm' : 'f';
    let first = makePerson(draws, role, sex, head.surname, born);
    const namesake = parents.find((parent) => parent.sex === sex && parent.surname === head.surname);
    if (role === 'adult-child' && namesake && draws.chance(rates.namedAfterParent))
      first = { ...first, forename: namesake.forename };
    if (draws.chance(rates.twins)) {
      const twin = makePerson(
        draws,
        role,
        draws.chance(0.7) ? sex : sex === 'm' ? 'f' : 'm',
        head.surname,
        born,
      );
      return twin.forename === first.forename ? [first] : [first, twin];
    }
    if (role === 'child' && draws.chance(0.5))
      return [
        first,
        makePerson(draws, role, draws.chance(0.5) ? 'm' : 'f', head.surname, bornAtAge(draws, 0, oldest)),
      ];
    return [first];
  };

  return (index) => {
    const draws = new Draws(peopleStream, index);
    const headSex: Sex = draws.chance(0.52) ? 'f' : 'm';
    const head = makePerson(draws, 'head', headSex, drawSurname(draws), bornAtAge(draws, 19, 92));
    const parents = [head];
    if (draws.chance(rates.couple)) {
      const from = Math.max(18, ageOf(head) - 6);
      const own = drawSurname(draws);
      const sex: Sex = draws.chance(0.97) ? (headSex === 'm' ? 'f' : 'm') : headSex;
      const partner = makePerson(draws, 'partner', sex, own, bornAtAge(draws, from, from + 9));
      const shares = draws.chance(rates.coupleSharesSurname);
      parents.push(shares ? { ...partner, surname: head.surname, formerSurname: own } : partner);
    }
    const people = [...parents];
    if (draws.chance(rates.adultChildAtHome)) people.push(...makeChildren(draws, parents, 'adult-child'));
    if (draws.chance(rates.childrenAtHome)) people.push(...makeChildren(draws, parents, 'child'));
    const household = { index, home: homeAt(homeStream, index), people };
    // Former homes are numbered far above all present ones.
    return draws.chance(rates.moved)
      ? { ...household, formerHome: homeAt(homeStream, 2 ** 48 + draws.below(2 ** 30)) }
      : household;
  };
}

/**
 * A population, household by household, until it has the given number of people (the last household may take it
 * over). Bounded memory; the same seed gives the same households whatever the number.
 */
export function* generatePopulation(options: {
  readonly seed: string;
  readonly people: number;
}): Generator<Household> {
  const make = householdMaker(options.seed);
  let people = 0;
  for (let index = 0; people < options.people; index++) {
    const household = make(index);
    people += household.people.length;
    yield household;
  }
}
