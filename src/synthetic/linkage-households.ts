import type { Cohort } from './data/names.ts';
import { townsByArea } from './data/towns.ts';
import { type Home, homeAt, type Sex } from './household.ts';
import { Draws, hashText, permutation, unitAt } from './random.ts';
import { nameMaker } from './widened-names.ts';

/** Somebody of a linkage population, as they are; `linkage-people.ts` writes down records of them. */
export interface Resident {
  readonly forename: string;
  readonly surname: string;
  /** The surname before marriage. */
  readonly formerSurname: string | undefined;
  readonly sex: Sex;
  /** YYYY-MM-DD */
  readonly dateOfBirth: string;
  readonly home: Home;
  /** Where they lived before, alone or with the household. */
  readonly formerHome: Home | undefined;
  /** Empty: none. */
  readonly email: string;
  readonly phone: string;
}

type Kind = 'single' | 'couple' | 'family' | 'lone parent' | 'housemates' | 'three generations';

/** Kinds of household with their sizes, and their share of all households: about as in the census of 2021. */
export const householdKinds: readonly (readonly [kind: Kind, size: number, share: number])[] = [
  ['single', 1, 0.29],
  ['couple', 2, 0.26],
  ['family', 3, 0.09],
  ['family', 4, 0.08],
  ['family', 5, 0.025],
  ['family', 6, 0.01],
  ['lone parent', 2, 0.05],
  ['lone parent', 3, 0.03],
  ['lone parent', 4, 0.015],
  ['housemates', 2, 0.05],
  ['housemates', 3, 0.025],
  ['housemates', 4, 0.015],
  ['housemates', 5, 0.01],
  ['housemates', 6, 0.005],
  ['three generations', 4, 0.02],
  ['three generations', 5, 0.015],
  ['three generations', 6, 0.01],
];
export const LARGEST_HOUSEHOLD = 6;

/** How often things happen, out of all the people or households to whom they can. Tests hold the output to these. */
export const residentRates = {
  coupleSharesSurname: 0.75,
  childHasHeadsSurname: 0.85,
  twin: 0.03,
  /** An adult son or daughter with the name of the head, of the same sex. */
  namedAfterHead: 0.06,
  householdMoved: 0.1,
  adultMovedIn: 0.08,
  /** Born on 1 January by the record, because nobody knows better. */
  firstOfJanuary: 0.012,
  /** From the age of 13. */
  email: 0.8,
  /** Of those, with the head's address in place of their own. */
  sharedEmail: 0.03,
  /** From the age of 11. */
  phone: 0.9,
  /** Of those, with one number for the household. */
  sharedPhone: 0.25,
} as const;

/** 2026-06-30, in days from 1970: the day on which ages are reckoned. */
const AGE_DAY = 20_634;
/** People move within runs of so many homes, so that a former home is another household's home now. */
const NEIGHBOURHOOD = 4096;

/** Reserved by RFC 2606: nobody's. */
const mailHosts = [
  'mail.example',
  'post.example',
  'webmail.example',
  'example.com',
  'example.org',
  'example.net',
];

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/** A day number as YYYY-MM-DD: Howard Hinnant's civil_from_days. */
export function isoDate(days: number): string {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const ofEra = z - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * month + 2) / 5) + 1;
  const civil = month < 10 ? month + 3 : month - 9;
  return `${year + era * 400 + (civil <= 2 ? 1 : 0)}-${two(civil)}-${two(day)}`;
}

const cohortOf = (dateOfBirth: string): Cohort =>
  dateOfBirth < '1960' ? 'older' : dateOfBirth < '1985' ? 'middle' : 'younger';

/** The post town of a postcode: one for a district, most districts the largest town's. */
export function townOf(postcode: string): string {
  const area = /^[A-Z]+/.exec(postcode)?.[0] ?? '';
  const towns = townsByArea[area] ?? [''];
  const district = Number.parseInt(postcode.slice(area.length), 10);
  return towns[district % 2 === 1 ? 0 : (district / 2) % towns.length] as string;
}

/** Lower-case ASCII letters of a name. */
const asciiOf = (name: string): string => {
  const plain = /^[A-Za-z]+$/.test(name) ? name : name.normalize('NFD').replace(/[^A-Za-z]/g, '');
  return plain.toLowerCase();
};

/** An e-mail address made from a name, of nobody. */
export function emailFor(forename: string, surname: string, year: string, draws: Draws): string {
  const first = asciiOf(forename);
  const last = asciiOf(surname);
  const kind = draws.unit();
  const local =
    kind < 0.45
      ? `${first}.${last}`
      : kind < 0.65
        ? `${first.charAt(0)}${last}`
        : kind < 0.8
          ? `${first}_${last}`
          : kind < 0.9
            ? `${last}.${first}`
            : first;
  const number = draws.unit();
  // Accounts are one person's: the commoner the name, the longer the number. A bare forename needs millions.
  const digits =
    local === first
      ? draws.below(10_000_000)
      : number < 0.25
        ? year.slice(2) + draws.below(10)
        : draws.below(number < 0.6 ? 1000 : 10_000);
  return `${local}${digits}@${draws.pick(mailHosts)}`;
}

/** Numbers that begin with 06 are given to nobody in the United Kingdom. */
export const phoneFor = (draws: Draws): string =>
  `06${100 + draws.below(900)} ${100_000 + draws.below(900_000)}`;

export interface HouseholdMaker {
  /** How many people live in a household: cheap. */
  size(index: number): number;
  /** One of them, numbered from 0: a pure function of the seed and both numbers; households from 0 to 2^40. */
  resident(index: number, person: number): Resident;
}

/** Who somebody is, before home and addresses. */
interface Member {
  readonly forename: string;
  readonly surname: string;
  readonly formerSurname?: string;
  readonly sex: Sex;
  readonly age: number;
  readonly dateOfBirth: string;
}

/** Age of the first person of a household: most families are of working age, most who live alone or as a couple older. */
function headsAge(kind: Kind, draws: Draws): number {
  const between = (from: number, to: number): number => from + draws.below(to - from);
  const part = draws.unit();
  switch (kind) {
    case 'single':
      return part < 0.25 ? between(22, 45) : part < 0.55 ? between(45, 65) : between(65, 96);
    case 'couple':
      return part < 0.3 ? between(22, 45) : part < 0.6 ? between(45, 65) : between(65, 91);
    case 'family':
      return (between(24, 62) + between(26, 60)) >> 1;
    case 'lone parent':
      return between(20, 56);
    case 'housemates':
      return part < 0.8 ? between(18, 35) : between(35, 65);
    case 'three generations':
      return between(30, 58);
  }
}

/** Makes households for linkage tests: who shares a home, a surname, an address of e-mail or a telephone. */
export function linkageHouseholds(seed: string): HouseholdMaker {
  const kindStream = hashText(`${seed}/kinds`);
  const peopleStream = hashText(`${seed}/residents`);
  const contactStream = hashText(`${seed}/contacts`);
  const mailStream = hashText(`${seed}/mail`);
  const homeStream = hashText(`${seed}/homes`);
  const neighbour = permutation(hashText(`${seed}/moves`), NEIGHBOURHOOD);
  const names = nameMaker();

  const kindAt = (index: number): readonly [kind: Kind, size: number, share: number] => {
    let left = unitAt(kindStream, index);
    for (const kind of householdKinds) {
      left -= kind[2];
      if (left < 0) return kind;
    }
    return householdKinds[0] as readonly [Kind, number, number];
  };

  const member = (draws: Draws, age: number, sex: Sex, surname: string): Member => {
    const born = isoDate(Math.floor(AGE_DAY - (age + draws.unit()) * 365.25));
    const dateOfBirth = draws.chance(residentRates.firstOfJanuary) ? `${born.slice(0, 4)}-01-01` : born;
    return { forename: names.forename(draws, sex, cohortOf(dateOfBirth)), surname, sex, age, dateOfBirth };
  };
  const drawSex = (draws: Draws): Sex => (draws.chance(0.508) ? 'f' : 'm');

  const partner = (draws: Draws, head: Member): Member => {
    const sex: Sex = draws.chance(0.97) ? (head.sex === 'm' ? 'f' : 'm') : head.sex;
    const own = names.surname(draws);
    const made = member(draws, Math.max(18, head.age - 5 + draws.below(9)), sex, own);
    if (!draws.chance(residentRates.coupleSharesSurname)) return made;
    return { ...made, surname: head.surname, formerSurname: own };
  };

  const child = (
    draws: Draws,
    head: Member,
    other: Member | undefined,
    elder: Member | undefined,
  ): Member => {
    const sex = drawSex(draws);
    const surname = draws.chance(residentRates.childHasHeadsSurname)
      ? head.surname
      : (other?.surname ?? names.surname(draws));
    // A parent was 18 to 40 at the birth, and few children stay beyond 30.
    const oldest = Math.min(head.age - 18, 30);
    const age = Math.max(0, Math.min(oldest, head.age - 18 - draws.below(23)));
    const made = member(draws, age, sex, surname);
    if (elder !== undefined && draws.chance(residentRates.twin))
      return { ...made, surname: elder.surname, age: elder.age, dateOfBirth: elder.dateOfBirth };
    const namesake = age >= 18 && sex === head.sex && surname === head.surname;
    return namesake && draws.chance(residentRates.namedAfterHead)
      ? { ...made, forename: head.forename }
      : made;
  };

  /** The members up to this one: children and partners are made after the head. */
  const membersUpTo = (index: number, person: number): readonly Member[] => {
    const [kind] = kindAt(index);
    const drawsOf = (at: number): Draws => new Draws(peopleStream, index * 8 + at);
    const first = drawsOf(0);
    const head = member(first, headsAge(kind, first), drawSex(first), names.surname(first));
    const members = [head];
    const coupled = kind === 'couple' || kind === 'family' || kind === 'three generations';
    if (person > 0 && coupled) members.push(partner(drawsOf(1), head));
    if (person > 1 && kind === 'three generations') {
      const draws = drawsOf(2);
      const age = Math.min(97, head.age + 19 + draws.below(20));
      members.push(member(draws, age, drawSex(draws), head.surname));
    }
    const children = members.length;
    for (let at = children; at <= person; at++) {
      const draws = drawsOf(at);
      if (kind === 'housemates') {
        const age = Math.max(18, head.age - 6 + draws.below(13));
        members.push(member(draws, age, drawSex(draws), names.surname(draws)));
      } else {
        const elder = at > children ? members[at - 1] : undefined;
        members.push(child(draws, head, coupled ? members[1] : undefined, elder));
      }
    }
    return members;
  };

  const homeOf = (index: number): Home => homeAt(homeStream, index);
  /** A home of the same run that is another household's now. */
  const otherHome = (index: number, person: number): Home => {
    const at = index % NEIGHBOURHOOD;
    return homeOf(index - at + neighbour((at + 1 + person * 97) % NEIGHBOURHOOD));
  };

  return {
    size: (index) => kindAt(index)[1],
    resident(index, person) {
      const members = membersUpTo(index, person);
      const one = members[person] as Member;
      const together = new Draws(contactStream, index * 8 + 7);
      const own = new Draws(contactStream, index * 8 + person);
      const { forename, surname, formerSurname, sex, dateOfBirth, age } = one;
      const householdMoved = together.chance(residentRates.householdMoved);
      const movedIn = age >= 18 && own.chance(residentRates.adultMovedIn);
      const formerHome = movedIn
        ? otherHome(index, person + 1)
        : householdMoved
          ? otherHome(index, 0)
          : undefined;
      const email = age >= 13 && own.chance(residentRates.email);
      const phone = age >= 11 && own.chance(residentRates.phone);
      const whose = own.chance(residentRates.sharedEmail) ? 0 : person;
      const sharedPhone = own.chance(residentRates.sharedPhone);
      return {
        forename,
        surname,
        formerSurname,
        sex,
        dateOfBirth,
        home: homeOf(index),
        formerHome,
        email: email ? emailOf(members[whose] as Member, new Draws(mailStream, index * 8 + whose)) : '',
        phone: phone ? phoneFor(sharedPhone ? together : own) : '',
      };
    },
  };
}

const emailOf = ({ forename, surname, dateOfBirth }: Member, draws: Draws): string =>
  emailFor(forename, surname, dateOfBirth.slice(0, 4), draws);
