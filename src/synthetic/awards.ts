import { addDays, type PlainDate } from '#kernel';
import type { Household, Person } from './household.ts';
import { Draws, hashText, permutation } from './random.ts';
import { padded } from './sources.ts';

/** Benefit codes in the department's extract; the first four qualify. */
export const benefitCodes = ['PC-GC', 'UC', 'ESA-IR', 'JSA-IB', 'PC-SC', 'CA', 'AA'] as const;
export const qualifyingBenefits: readonly string[] = benefitCodes.slice(0, 4);

/** Shares of awards and homes; the tests hold the output to them. */
export const awardRates = {
  qualifyingBenefit: 0.85,
  ended: 0.08,
  helped: 0.05,
  safetyMarker: 0.01,
  /** Grown-up children with an award of their own, in homes with an award. */
  adultChildAward: 0.3,
} as const;

export interface Award {
  /** 0 for the head or couple, from 1 for grown-up children. */
  readonly number: number;
  readonly benefit: string;
  readonly start: PlainDate;
  /** Empty text: still in payment. */
  readonly end: PlainDate | '';
  readonly helped: boolean;
}

export interface Claim {
  readonly person: Person;
  readonly role: 'claimant' | 'partner';
  readonly award: Award;
}

/** What the department knows of each home. */
export interface Awards {
  /** Whether a home has an award: cheap, the home need not be made. */
  has(homeNumber: number): boolean;
  claimsOf(household: Household): Claim[];
  isMarked(household: Household): boolean;
  personRef(household: Household, person: Person): string;
  awardRef(household: Household, award: Award): string;
}

/** No home has more people or awards than this. */
const SEATS = 8;

/** The awards of `homes` homes, of which about `share` have one. Pure functions of the seed and the home. */
export function makeAwards(seed: string, homes: number, share: number, qualifyingDate: PlainDate): Awards {
  const awardStream = hashText(`${seed}/awards`);
  const markerStream = hashText(`${seed}/markers`);
  const personNumber = permutation(hashText(`${seed}/person numbers`), homes * SEATS);
  const awardNumber = permutation(hashText(`${seed}/award numbers`), homes * SEATS);

  const drawAward = (draws: Draws, number: number): Award => {
    const qualifies = draws.chance(awardRates.qualifyingBenefit);
    const benefit = qualifies ? draws.pick(qualifyingBenefits) : draws.pick(benefitCodes.slice(4));
    const start = addDays(qualifyingDate, -30 - draws.below(3000));
    const ended = draws.chance(awardRates.ended);
    const end = ended ? addDays(qualifyingDate, -1 - draws.below(29)) : '';
    return { number, benefit, start, end, helped: draws.chance(awardRates.helped) };
  };

  return {
    has: (homeNumber) => new Draws(awardStream, homeNumber).chance(share),
    claimsOf(household) {
      const draws = new Draws(awardStream, household.index);
      if (!draws.chance(share)) return [];
      const award = drawAward(draws, 0);
      const claims: Claim[] = [];
      let own = 1;
      for (const person of household.people) {
        if (person.role === 'head') claims.push({ person, role: 'claimant', award });
        else if (person.role === 'partner') claims.push({ person, role: 'partner', award });
        else if (person.role === 'adult-child' && draws.chance(awardRates.adultChildAward))
          claims.push({ person, role: 'claimant', award: drawAward(draws, own++) });
      }
      return claims;
    },
    isMarked: (household) => new Draws(markerStream, household.index).chance(awardRates.safetyMarker),
    personRef: (household, person) =>
      `P${padded(personNumber(household.index * SEATS + household.people.indexOf(person)), 9)}`,
    awardRef: (household, award) => `H${padded(awardNumber(household.index * SEATS + award.number), 9)}`,
  };
}
