import { addDays, addPeriod, daysBetween, type PlainDate } from '#kernel';
import type { Household, Person } from './household.ts';
import { Draws, hashText, permutation } from './random.ts';
import { cycle, supplierReference } from './sources.ts';

/** Shares of accounts and homes; the tests hold the output to them. */
export const accountRates = {
  helped: 0.04,
  optedOut: 0.02,
  /** The head of a home holds its account; otherwise the partner or a grown-up child. */
  headHoldsAccount: 0.62,
  /** Homes with gas and electricity from two of the suppliers. */
  secondSupplier: 0.06,
} as const;

export interface Account {
  readonly household: Household;
  readonly holder: Person;
  readonly reference: string;
  readonly opened: PlainDate;
  readonly helped: boolean;
  readonly optedOut: boolean;
  /** For the writing down of the account. */
  readonly draws: Draws;
}

/** Days since the eighteenth birthday, at least 1. */
const daysAsAdult = (person: Person, day: PlainDate): number =>
  Math.max(1, daysBetween(addPeriod(person.dateOfBirth, 'P18Y'), day));

/** The accounts of `homes` homes, of which about `share` have one with one of the suppliers, or with two. */
export function makeAccounts(options: {
  readonly seed: string;
  readonly homes: number;
  readonly share: number;
  readonly suppliers: number;
  readonly day: PlainDate;
  readonly makeHousehold: (index: number) => Household;
}): (supplier: number) => Generator<Account> {
  const { seed, homes, share, suppliers, day, makeHousehold } = options;
  const accountStream = hashText(`${seed}/accounts`);

  const suppliersOf = (index: number): number[] => {
    const draws = new Draws(accountStream, index);
    if (!draws.chance(share)) return [];
    const first = draws.below(suppliers);
    if (suppliers === 1 || !draws.chance(accountRates.secondSupplier)) return [first];
    return [first, (first + 1 + draws.below(suppliers - 1)) % suppliers];
  };

  /** Belongs to the home, not to the supplier: a second supplier knows the same person. */
  const holderOf = (household: Household): Person => {
    const draws = new Draws(accountStream + 1, household.index);
    const [head, ...others] = household.people.filter((person) => person.role !== 'child') as [
      Person,
      ...Person[],
    ];
    return others.length === 0 || draws.chance(accountRates.headHoldsAccount) ? head : draws.pick(others);
  };

  /** A supplier's accounts in the order of its file. */
  return function* accountsOf(supplier) {
    const order = permutation(hashText(`${seed}/supplier ${supplier} order`), homes);
    const number = permutation(hashText(`${seed}/supplier ${supplier} numbers`), homes);
    const writing = hashText(`${seed}/supplier ${supplier} writing`);
    for (let n = 0; n < homes; n++) {
      const index = order(n);
      if (!suppliersOf(index).includes(supplier)) continue;
      const household = makeHousehold(index);
      const holder = holderOf(household);
      const draws = new Draws(writing, index);
      yield {
        household,
        holder,
        reference: cycle(supplierReference, supplier)(number(index)),
        opened: addDays(day, -draws.below(Math.min(6000, daysAsAdult(holder, day)))),
        helped: draws.chance(accountRates.helped),
        optedOut: draws.chance(accountRates.optedOut),
        draws,
      };
    }
  };
}
