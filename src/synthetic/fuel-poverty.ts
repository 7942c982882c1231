import { fail, type PlainDate } from '#kernel';
import { accountRates, makeAccounts } from './accounts.ts';
import { makeAwards, qualifyingBenefits } from './awards.ts';
import { type Carelessness, type WrittenRecord, writeDown } from './errors-in-writing.ts';
import { type Household, householdMaker, type Person } from './household.ts';
import { Draws, hashText, permutation } from './random.ts';
import {
  birthMissingBySupplier,
  cycle,
  departmentCarelessness,
  supplierCarelessness,
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
  /** The rule behind the truth's `qualifies` and `excluded`. */
  readonly rule: string;
}

const writtenColumns = ['forename', 'surname', 'date_of_birth', 'address_line', 'postcode'] as const;
const departmentHeader = [
  'person_ref',
  'claim_ref',
  'household_ref',
  'role',
  ...writtenColumns,
  'benefit',
  'award_start',
  'award_end',
  'already_helped',
  'safety_marker',
];
const supplierHeader = ['customer_ref', ...writtenColumns, 'account_opened', 'already_helped', 'opted_out'];
const truthHeader = ['supplier', 'customer_ref', 'person_ref', 'household_ref', 'qualifies', 'excluded'];

/** The larger side covers this share of all homes, so that each side has people whom the other does not know. */
const COVERAGE = 0.8;
/** Recipients in a home with an award, on average: measured on the generator, used to size it. */
const RECIPIENTS_PER_AWARD = 1.478;
/** A forename written with the middle name. */
const MIDDLE_NAME_WRITTEN = 0.04;

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
const supplierName = (supplier: number): string => `supplier-${supplier + 1}`;

function write(household: Household, person: Person, rate: Carelessness, draws: Draws): WrittenRecord {
  const { forename, middleName } = person;
  const written = writeDown({ ...household, ...household.home, ...person }, rate, draws);
  const full = middleName !== undefined && written.forename === forename && draws.chance(MIDDLE_NAME_WRITTEN);
  return full ? { ...written, forename: `${forename} ${middleName}` } : written;
}

const writtenFields = (record: WrittenRecord): readonly string[] => [
  record.forename,
  record.surname,
  record.dateOfBirth,
  record.addressLine,
  record.postcode,
];

function checkSize(what: string, size: number, most: number): void {
  if (!Number.isSafeInteger(size) || size < 1 || size > most) fail('SYNTHETIC_SIZE_INVALID', { what, most });
}

/**
 * Extracts of a fuel-poverty share with the truth: a department's benefit recipients, energy suppliers'
 * customers. Streaming; a household is made again whenever it is met, so memory does not grow with the rows.
 *
 * Throws `SYNTHETIC_SIZE_INVALID`.
 */
export function generateFuelPoverty(options: FuelPovertyOptions): FuelPoverty {
  const { seed, recipients, customers, suppliers = 3 } = options;
  const qualifyingDate = options.qualifyingDate ?? ('2026-09-27' as PlainDate);
  checkSize('recipients', recipients, 50_000_000);
  checkSize('customers', customers, 50_000_000);
  checkSize('suppliers', suppliers, 20);
  const awardHomes = recipients / RECIPIENTS_PER_AWARD;
  const customerHomes = customers / (suppliers === 1 ? 1 : 1 + accountRates.secondSupplier);
  const homes = Math.ceil(Math.max(awardHomes, customerHomes) / COVERAGE);
  const makeHousehold = householdMaker(seed);
  const awards = makeAwards(seed, homes, awardHomes / homes, qualifyingDate);
  const share = customerHomes / homes;
  const accountsOf = makeAccounts({ seed, homes, share, suppliers, day: qualifyingDate, makeHousehold });

  function* departmentRows(): Generator<readonly string[]> {
    const order = permutation(hashText(`${seed}/department order`), homes);
    const writing = hashText(`${seed}/department writing`);
    for (let n = 0; n < homes; n++) {
      const index = order(n);
      if (!awards.has(index)) continue;
      const household = makeHousehold(index);
      const draws = new Draws(writing, index);
      for (const { person, role, award } of awards.claimsOf(household)) {
        const ref = awards.personRef(household, person);
        yield [
          ref,
          `C${ref.slice(1)}-${award.number + 1}`,
          awards.awardRef(household, award),
          role,
          ...writtenFields(write(household, person, departmentCarelessness, draws)),
          award.benefit,
          award.start,
          award.end,
          yesNo(award.helped),
          yesNo(awards.isMarked(household)),
        ];
      }
    }
  }

  function* supplierRows(supplier: number): Generator<readonly string[]> {
    const rate = { ...supplierCarelessness, birthMissing: cycle(birthMissingBySupplier, supplier) };
    const style = cycle(supplierStyle, supplier);
    for (const { household, holder, reference, opened, helped, optedOut, draws } of accountsOf(supplier)) {
      const written = style(write(household, holder, rate, draws), draws);
      yield [reference, ...writtenFields(written), opened, yesNo(helped), yesNo(optedOut)];
    }
  }

  function* truthRows(): Generator<readonly string[]> {
    for (let supplier = 0; supplier < suppliers; supplier++) {
      for (const { household, holder, reference, helped, optedOut } of accountsOf(supplier)) {
        const award = awards.claimsOf(household).find(({ person }) => person === holder)?.award;
        const qualifies =
          award !== undefined && qualifyingBenefits.includes(award.benefit) && award.end === '';
        const excluded =
          helped || optedOut || (award !== undefined && (award.helped || awards.isMarked(household)));
        yield [
          supplierName(supplier),
          reference,
          award === undefined ? '' : awards.personRef(household, holder),
          award === undefined ? '' : awards.awardRef(household, award),
          yesNo(qualifies),
          yesNo(excluded),
        ];
      }
    }
  }

  return {
    department: { name: 'department', header: departmentHeader, rows: departmentRows },
    suppliers: Array.from({ length: suppliers }, (_, supplier) => ({
      name: supplierName(supplier),
      header: supplierHeader,
      rows: () => supplierRows(supplier),
    })),
    truth: { name: 'truth', header: truthHeader, rows: truthRows },
    qualifyingDate,
    rule: `The account holder is a claimant or partner of an award of ${qualifyingBenefits.join(', ')} that is in payment on ${qualifyingDate}. “excluded” is yes where either side has helped already, the customer opted out, or the home has a safety marker.`,
  };
}
