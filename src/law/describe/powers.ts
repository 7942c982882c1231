import type { PlainDate } from '#kernel';
import { inForceIn } from '../bodies.ts';
import { territories } from '../facts.ts';
import type { Exceptions, LawData, Power } from '../law-data.ts';
import { citationOf } from '../rule.ts';
import { testsOf } from '../rules/index.ts';
import { readinessOf } from '../rules/readiness.ts';
import { sectionLabel } from './words.ts';

/** One test of a power, in the order in which a lawyer would ask. */
export type DescribedTest = {
  readonly id: string;
  readonly asks: string;
  readonly citation: string;
  /** `readiness`: a step of the code of practice, not of the statute. */
  readonly stage: 'gateway' | 'readiness';
};

/** The tests of a power, those of the statute first. */
export function testsFor(power: Power): readonly DescribedTest[] {
  const rules = [...(testsOf.get(power.id)?.rules ?? []), ...readinessOf(power)];
  return rules.map((rule) => ({
    id: rule.id,
    asks: rule.asks,
    citation: citationOf(rule, power),
    stage: rule.stage,
  }));
}

/** The territories where a power is in force on a day, for some of its bodies at least. */
export const inForceOn = ({ inForce }: Power, on: PlainDate): readonly string[] =>
  territories.filter((territory) => inForce.some((period) => inForceIn(period, on, territory)));

/**
 * The powers that a name may mean: `35`, `s.64`, `64(5)`, `45B`, `19AA` or an id. Section 64 and section 80 hold
 * several.
 */
export function findPowers(name: string, { powers }: LawData): readonly Power[] {
  const wanted = name
    .trim()
    .toLowerCase()
    .replace(/^(dea2017 )?(section|s\.|s)? ?/, '');
  const exact = powers.filter(
    (power) => power.id === name.trim().toLowerCase() || sectionLabel(power).toLowerCase() === wanted,
  );
  if (exact.length > 0) return exact;
  return powers.filter((power) => {
    const inserted = /\(([0-9A-Z]+)\)$/.exec(sectionLabel(power))?.[1]?.toLowerCase();
    return power.section === wanted || (inserted !== undefined && inserted === wanted);
  });
}

/** What happens to information later, under the chapter of a power. */
export const exceptionsFor = (power: Power, law: LawData): Exceptions | undefined =>
  law.exceptions.find(({ id }) => id === power.exceptions);
