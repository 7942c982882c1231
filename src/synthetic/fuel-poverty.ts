import { addDays, addPeriod, daysBetween, fail, type PlainDate } from '#kernel';
import { type Carelessness, type WrittenRecord, writeDown } from './errors-in-writing.ts';
import { type Household, householdMaker, type Person } from './household.ts';
import { Draws, hashText, permutation } from './random.ts';
import {
  birthMissingBySupplier,
  cycle,
  departmentCarelessness,
  padded,
  supplierCarelessness,
  supplierReference,
  supplierStyle,
} from './sources.ts';

/** A file to be: its header and its rows, which may be gone through more than once, always the same. */
export interface Extract {
  readonly name: string;
  readonly header: readonly string[];
  rows(): Generator<readonly string[]>;
}

export interface FuelPovertyOptions {
  readonly seed: string;
  /** Rows in the department's extract, about: within a few in a hundred, because households stay whole. */
  readonly recipients: number;
  /** Rows in all the suppliers' extracts together, about. */
  readonly customers: number;
  /** Without it 3. */
  readonly suppliers?: number;
  /** The day on which a benefit must be in payment. Without it 2026-09-27. */
  readonly qualifyingDate?: PlainDate;
}

export interface FuelPoverty {
  readonly department: Extract;
  readonly suppliers: readonly Extract[];
  /** One row for each customer of each supplier. Never given to a run. */
  readonly truth: Extract;
  readonly qualifyingDate: PlainDate;
  /** The rule behind the truth's `qualifies`. */
  readonly rule: string;
}

/** Benefit codes in the extract; the first four qualify. */
export const benefitCodes = ['PC-GC', 'UC', 'ESA-IR', 'JSA-IB', 'PC-SC', 'CA', 'AA'] as const;
export const qualifyingBenefits: readonly string[] = benefitCodes.slice(0, 4);

/** Shares of awards, accounts and households; the tests hold the output to them. */
export const fuelPovertyRates = {
  qualifyingBenefit: 0.85,
  awardEnded: 0.08,
  departmentHelped: 0.05,
  safetyMarker: 0.01,
  supplierHelped: 0.04,
  optedOut: 0.02,
  /** Grown-up children with an award of their own, in homes with an award. */
  adultChildAward: 0.3,
  /** Who holds the account: head, else partner, else a grown-up child. */
  headHoldsAccount: 0.62,
  /** Homes with gas and electricity from two of the suppliers. */
  secondSupplier: 0.06,
  /** The larger side covers this share of all homes, so that each side has people the other does not know. */
  coverage: 0.8,
  /** Recipients in a home with an award, on average: measured on the generator, used to size it. */
  recipientsPerAward: 1.478,
} as const;

interface Claim {
  readonly person: Person;
  readonly role: 'claimant' | 'partner';
  readonly award: Award;
}

interface Award {
  /** 0 for the couple or head, 1 and 2 for grown-up children. */
  readonly number: number;
  readonly benefit: string;
  readonly start: PlainDate;
  /** Empty text: still in payment. */
  readonly end: PlainDate | '';
  readonly helped: boolean;
}

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
/** Most people for whom one household can have references. */
const SEATS = 8;

/** Days since the eighteenth birthday, at least 1. */
const daysAsAdult = (person: Person, day: PlainDate): number =>
  Math.max(1, daysBetween(addPeriod(person.dateOfBirth, 'P18Y'), day));

/**
 * Extracts of a fuel-poverty share with the truth: a department's benefit recipients, energy suppliers'
 * customers. Streaming; a household is made again whenever it is met, so memory does not grow with the rows.
 *
 * Throws `SYNTHETIC_SIZE_INVALID`.
 */
export function generateFuelPoverty(options: FuelPovertyOptions): FuelPoverty {
  const { seed, recipients, customers, suppliers: supplierCount = 3 } = options;
  const qualifyingDate = options.qualifyingDate ?? ('2026-09-27' as PlainDate);
  for (const [what, size, most] of [
    ['recipients', recipients, 50_000_000],
    ['customers', customers, 50_000_000],
    ['suppliers', supplierCount, 20],
  ] as const) {
    if (!Number.isSafeInteger(size) || size < 1 || size > most)
      fail('SYNTHETIC_SIZE_INVALID', { what, most });
  }
  const rates = fuelPovertyRates;
  const second = supplierCount > 1 ? rates.secondSupplier : 0;
  const awardHomes = recipients / rates.recipientsPerAward;
  const customerHomes = customers / (1 + second);
  const homes = Math.ceil(Math.max(awardHomes, customerHomes) / rates.coverage);
  const stream = (name: string): number => hashText(`${seed}/${name}`);
  const make = householdMaker(seed);
  const awardStream = stream('awards');
  const markerStream = stream('markers');
  const accountStream = stream('accounts');
  const personNumber = permutation(stream('person numbers'), homes * SEATS);
  const awardNumber = permutation(stream('award numbers'), homes * SEATS);

  const claimsOf = (household: Household): Claim[] => {
    const draws = new Draws(awardStream, household.index);
    if (!draws.chance(awardHomes / homes)) return [];
    const drawAward = (number: number): Award => {
      const good = draws.chance(rates.qualifyingBenefit);
      const benefit = good ? draws.pick(qualifyingBenefits) : draws.pick(benefitCodes.slice(4));
      const start = addDays(qualifyingDate, -30 - draws.below(3000));
      const ended = draws.chance(rates.awardEnded);
      const end = ended ? addDays(qualifyingDate, -1 - draws.below(29)) : '';
      return { number, benefit, start, end, helped: draws.chance(rates.departmentHelped) };
    };
    const award = drawAward(0);
    const claims: Claim[] = [];
    let own = 1;
    for (const person of household.people) {
      if (person.role === 'head') claims.push({ person, role: 'claimant', award });
      else if (person.role === 'partner') claims.push({ person, role: 'partner', award });
      else if (person.role === 'adult-child' && draws.chance(rates.adultChildAward))
        claims.push({ person, role: 'claimant', award: drawAward(own++) });
    }
    return claims;
  };

  const isMarked = (household: Household): boolean =>
    new Draws(markerStream, household.index).chance(rates.safetyMarker);

  const personRef = (household: Household, person: Person): string =>
    `P${padded(personNumber(household.index * SEATS + household.people.indexOf(person)), 9)}`;
  const awardRef = (household: Household, award: Award): string =>
    `H${padded(awardNumber(household.index * SEATS + award.number), 9)}`;

  const write = (household: Household, person: Person, rate: Carelessness, draws: Draws): WrittenRecord => {
    const { forename, surname, dateOfBirth, formerSurname, middleName } = person;
    const facts = { forename, surname, dateOfBirth, ...household.home };
    const names = formerSurname === undefined ? {} : { formerSurname };
    const homesBefore = household.formerHome === undefined ? {} : { formerHome: household.formerHome };
    const written = writeDown({ ...facts, ...names, ...homesBefore }, rate, draws);
    const full = middleName !== undefined && written.forename === forename && draws.chance(0.04);
    return full ? { ...written, forename: `${forename} ${middleName}` } : written;
  };

  function* departmentRows(): Generator<readonly string[]> {
    const order = permutation(stream('department order'), homes);
    const writing = stream('department writing');
    for (let n = 0; n < homes; n++) {
      const index = order(n);
      // The first draw alone says whether there is an award; a household is costly to make.
      if (!new Draws(awardStream, index).chance(awardHomes / homes)) continue;
      const household = make(index);
      const draws = new Draws(writing, index);
      const marked = isMarked(household);
      for (const { person, role, award } of claimsOf(household)) {
        const { forename, surname, dateOfBirth, addressLine, postcode } = write(
          household,
          person,
          departmentCarelessness,
          draws,
        );
        const ref = personRef(household, person);
        yield [
          ref,
          `C${ref.slice(1)}-${award.number + 1}`,
          awardRef(household, award),
          role,
          forename,
          surname,
          dateOfBirth,
          addressLine,
          postcode,
          award.benefit,
          award.start,
          award.end,
          yesNo(award.helped),
          yesNo(marked),
        ];
      }
    }
  }

  /** The suppliers of a home, none to two, by number. */
  const suppliersOf = (index: number): number[] => {
    const draws = new Draws(accountStream, index);
    if (!draws.chance(customerHomes / homes)) return [];
    const first = draws.below(supplierCount);
    if (!draws.chance(second)) return [first];
    return [first, (first + 1 + draws.below(supplierCount - 1)) % supplierCount];
  };

  interface Account {
    readonly household: Household;
    readonly holder: Person;
    readonly reference: string;
    readonly opened: PlainDate;
    readonly helped: boolean;
    readonly optedOut: boolean;
    readonly draws: Draws;
  }

  /** A supplier's accounts in the order of its file. */
  function* accountsOf(supplier: number): Generator<Account> {
    const order = permutation(stream(`supplier ${supplier} order`), homes);
    const number = permutation(stream(`supplier ${supplier} numbers`), homes);
    const writing = stream(`supplier ${supplier} writing`);
    for (let n = 0; n < homes; n++) {
      const index = order(n);
      if (!suppliersOf(index).includes(supplier)) continue;
      const household = make(index);
      // Who holds the account belongs to the home, not to the supplier: a second supplier knows the same person.
      const holding = new Draws(accountStream + 1, index);
      const adults = household.people.filter((person) => person.role !== 'child');
      const others = adults.slice(1);
      const holder =
        others.length === 0 || holding.chance(rates.headHoldsAccount)
          ? (adults[0] as Person)
          : holding.pick(others);
      const draws = new Draws(writing, index);
      yield {
        household,
        holder,
        reference: cycle(supplierReference, supplier)(number(index)),
        opened: addDays(qualifyingDate, -draws.below(Math.min(6000, daysAsAdult(holder, qualifyingDate)))),
        helped: draws.chance(rates.supplierHelped),
        optedOut: draws.chance(rates.optedOut),
        draws,
      };
    }
  }

  function* supplierRows(supplier: number): Generator<readonly string[]> {
    const rate = { ...supplierCarelessness, birthMissing: cycle(birthMissingBySupplier, supplier) };
    const style = cycle(supplierStyle, supplier);
    for (const { household, holder, reference, opened, helped, optedOut, draws } of accountsOf(supplier)) {
      const { forename, surname, dateOfBirth, addressLine, postcode } = style(
        write(household, holder, rate, draws),
        draws,
      );
      yield [
        reference,
        forename,
        surname,
        dateOfBirth,
        addressLine,
        postcode,
        opened,
        yesNo(helped),
        yesNo(optedOut),
      ];
    }
  }

  function* truthRows(): Generator<readonly string[]> {
    for (let supplier = 0; supplier < supplierCount; supplier++) {
      for (const { household, holder, reference, helped, optedOut } of accountsOf(supplier)) {
        const claim = claimsOf(household).find(({ person }) => person === holder);
        const name = `supplier-${supplier + 1}`;
        if (claim === undefined) {
          yield [name, reference, '', '', 'no', yesNo(helped || optedOut)];
          continue;
        }
        const { award } = claim;
        const qualifies = qualifyingBenefits.includes(award.benefit) && award.end === '';
        const excluded = helped || optedOut || award.helped || isMarked(household);
        yield [
          name,
          reference,
          personRef(household, holder),
          awardRef(household, award),
          yesNo(qualifies),
          yesNo(excluded),
        ];
      }
    }
  }

  return {
    department: {
      name: 'department',
      header: [
        'person_ref',
        'claim_ref',
        'household_ref',
        'role',
        'forename',
        'surname',
        'date_of_birth',
        'address_line',
        'postcode',
        'benefit',
        'award_start',
        'award_end',
        'already_helped',
        'safety_marker',
      ],
      rows: departmentRows,
    },
    suppliers: Array.from({ length: supplierCount }, (_, supplier) => ({
      name: `supplier-${supplier + 1}`,
      header: [
        'customer_ref',
        'forename',
        'surname',
        'date_of_birth',
        'address_line',
        'postcode',
        'account_opened',
        'already_helped',
        'opted_out',
      ],
      rows: () => supplierRows(supplier),
    })),
    truth: {
      name: 'truth',
      header: ['supplier', 'customer_ref', 'person_ref', 'household_ref', 'qualifies', 'excluded'],
      rows: truthRows,
    },
    qualifyingDate,
    rule: `The account holder is a claimant or partner of an award of ${qualifyingBenefits.join(', ')} that is in payment on ${qualifyingDate}. “excluded” is yes where either side has helped already, the customer opted out, or the home has a safety marker.`,
  };
}
