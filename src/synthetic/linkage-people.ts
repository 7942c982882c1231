import { fail } from '#kernel';
import { type Carelessness, misspell, writeDown } from './errors-in-writing.ts';
import type { Extract } from './fuel-poverty.ts';
import {
  emailFor,
  LARGEST_HOUSEHOLD,
  linkageHouseholds,
  phoneFor,
  type Resident,
  townOf,
} from './linkage-households.ts';
import { Draws, hashText, permutation, unitAt } from './random.ts';

export interface LinkagePeopleOptions {
  readonly seed: string;
  /** Rows in all files together; exactly so many. */
  readonly records: number;
  /** Two files, each with about half of the rows. */
  readonly two?: boolean;
}

export interface LinkagePeople {
  /** One file, or two. */
  readonly files: readonly Extract[];
  /** Which records are of one person. Never given to a linkage. */
  readonly truth: Extract;
}

/** How many records people have. In one file: the share that has so many. */
export const recordShares = { 1: 0.5, 2: 0.42, 3: 0.06, 4: 0.02 } as const;
/** In two files: the share of all people that is in both, and in the first alone; and of those in a file, twice. */
export const fileShares = { both: 1 / 3, first: 1 / 3, twice: 0.03 } as const;

/** What goes wrong in writing names, dates and addresses down. */
export const linkageCarelessness: Carelessness = {
  familiarForm: 0.06,
  initialOnly: 0.01,
  namesSwapped: 0.01,
  forenameTypo: 0.04,
  surnameTypo: 0.04,
  formerSurname: 0.15,
  // Chosen below, because the town goes with the home.
  oldAddress: 0,
  addressTypo: 0.03,
  shortStreet: 0.15,
  postcodeTypo: 0.015,
  postcodeMissing: 0.02,
  birthMissing: 0.015,
  birthDigit: 0.015,
  birthSwapped: 0.015,
};

/** What else goes wrong: shares of the records to which it can happen. */
export const recordRates = {
  /** Of those who moved. */
  oldAddress: 0.4,
  forenameMissing: 0.01,
  surnameMissing: 0.005,
  cityMissing: 0.03,
  cityTypo: 0.01,
  addressMissing: 0.03,
  emailMissing: 0.2,
  /** Another address of the same person. */
  emailChanged: 0.08,
  emailTypo: 0.015,
  phoneMissing: 0.25,
  phoneChanged: 0.1,
  sexMissing: 0.03,
  sexWrong: 0.004,
} as const;

const header = [
  'unique_id',
  'first_name',
  'surname',
  'dob',
  'postcode',
  'address',
  'city',
  'email',
  'sex',
  'phone',
];

/** Places for records of one person. In two files the first two are in the first. */
const COPIES = 4;
const PLACES = LARGEST_HOUSEHOLD * COPIES;

/** Whether a person has a record in a place, as a function of the seed: without making the person. */
function presence(seed: string, two: boolean): (index: number, person: number, copy: number) => boolean {
  const stream = hashText(`${seed}/records`);
  const copyStream = hashText(`${seed}/copies`);
  /** The share of people with more records than so many. */
  const more = [1, 1 - recordShares[1], recordShares[3] + recordShares[4], recordShares[4]];
  return (index, person, copy) => {
    const who = index * 8 + person;
    const at = unitAt(stream, who);
    if (!two) return at < (more[copy] as number);
    const first = copy < 2;
    const inFile = at < fileShares.both || at < fileShares.both + fileShares.first === first;
    return inFile && (copy % 2 === 0 || unitAt(copyStream, who * 2 + (first ? 0 : 1)) < fileShares.twice);
  };
}

/**
 * People of made-up households with several records each, written carelessly: for trying and measuring record linkage.
 * Rows come in an order, and with numbers, that say nothing. Streaming: memory does not grow with the rows.
 *
 * `first_name, surname, dob (YYYY-MM-DD), postcode, address, city, email, sex (M, F), phone`; empty is missing. The truth has
 * `unique_id, cluster`: equal clusters, one person. Numbers are unique over both files.
 *
 * Throws `SYNTHETIC_SIZE_INVALID`.
 */
export function generateLinkagePeople({ seed, records, two = false }: LinkagePeopleOptions): LinkagePeople {
  if (!Number.isSafeInteger(records) || records < 1 || records > 200_000_000)
    fail('SYNTHETIC_SIZE_INVALID', { what: 'records', most: 200_000_000 });
  const households = linkageHouseholds(seed);
  const present = presence(seed, two);
  const write = recordWriter(seed);
  const copiesOf = (file: number): readonly number[] => (!two ? [0, 1, 2, 3] : file === 0 ? [0, 1] : [2, 3]);
  const files = two ? [0, 1] : [0];

  /** As many households as have all the records, and how many of the records are in each file. */
  const count = once(() => {
    const rows = files.map(() => 0);
    let left = records;
    let homes = 0;
    for (; left > 0; homes++)
      for (let person = 0; person < households.size(homes); person++)
        for (const file of files)
          for (const copy of copiesOf(file))
            if (left > 0 && present(homes, person, copy)) {
              rows[file] = (rows[file] as number) + 1;
              left--;
            }
    return { homes, rows };
  });
  const numberOf = permutation(hashText(`${seed}/numbers`), records);

  /** The records of a file in its order: household, person, copy and number. */
  function* placesOf(file: number): Generator<{ index: number; person: number; copy: number; id: string }> {
    const { homes, rows } = count();
    const copies = copiesOf(file);
    const perHome = LARGEST_HOUSEHOLD * copies.length;
    const order = permutation(hashText(`${seed}/order ${file}`), homes * perHome);
    const before = file === 0 ? 0 : (rows[0] as number);
    let row = 0;
    for (let n = 0; row < (rows[file] as number); n++) {
      const at = order(n);
      const index = Math.floor(at / perHome);
      const person = Math.floor((at % perHome) / copies.length);
      const copy = copies[at % copies.length] as number;
      if (person >= households.size(index) || !present(index, person, copy)) continue;
      yield { index, person, copy, id: String(numberOf(before + row) + 1) };
      row++;
    }
  }

  function* rowsOf(file: number): Generator<readonly string[]> {
    for (const { index, person, copy, id } of placesOf(file)) {
      const resident = households.resident(index, person);
      yield [id, ...write(resident, index * PLACES + person * COPIES + copy)];
    }
  }

  function* truthRows(): Generator<readonly string[]> {
    for (const file of files)
      for (const { index, person, id } of placesOf(file))
        yield [id, String(index * LARGEST_HOUSEHOLD + person)];
  }

  return {
    files: files.map((file) => ({
      name: two ? `people-${'ab'[file]}` : 'people',
      header,
      rows: () => rowsOf(file),
    })),
    truth: { name: 'truth', header: ['unique_id', 'cluster'], rows: truthRows },
  };
}

/** Writes one record of a person: a pure function of the seed and the record's number. */
function recordWriter(seed: string): (resident: Resident, number: number) => readonly string[] {
  const stream = hashText(`${seed}/writing`);
  const rates = recordRates;
  return (resident, number) => {
    const draws = new Draws(stream, number);
    const old = draws.chance(rates.oldAddress) ? resident.formerHome : undefined;
    const home = old ?? resident.home;
    const { formerSurname } = resident;
    const written = writeDown(
      {
        forename: resident.forename,
        surname: resident.surname,
        dateOfBirth: resident.dateOfBirth,
        addressLine: home.addressLine,
        postcode: home.postcode,
        ...(formerSurname === undefined ? {} : { formerSurname }),
      },
      linkageCarelessness,
      draws,
    );
    const unless = (rate: number, value: string): string => (draws.chance(rate) ? '' : value);
    const town = townOf(home.postcode);
    return [
      unless(rates.forenameMissing, written.forename),
      unless(rates.surnameMissing, written.surname),
      written.dateOfBirth,
      written.postcode,
      unless(rates.addressMissing, written.addressLine),
      unless(rates.cityMissing, draws.chance(rates.cityTypo) ? misspell(town, draws) : town),
      unless(rates.emailMissing, writeEmail(resident, draws)),
      unless(rates.sexMissing, (resident.sex === 'm') === draws.chance(rates.sexWrong) ? 'F' : 'M'),
      unless(
        rates.phoneMissing,
        resident.phone !== '' && draws.chance(rates.phoneChanged) ? phoneFor(draws) : resident.phone,
      ),
    ];
  };
}

function writeEmail({ forename, surname, dateOfBirth, email }: Resident, draws: Draws): string {
  if (email === '') return '';
  const now = draws.chance(recordRates.emailChanged)
    ? emailFor(forename, surname, dateOfBirth.slice(0, 4), draws)
    : email;
  if (!draws.chance(recordRates.emailTypo)) return now;
  const at = now.indexOf('@');
  return misspell(now.slice(0, at), draws) + now.slice(at);
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
