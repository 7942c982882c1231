import type { Test } from '../assessment.ts';
import { covers } from '../bodies.ts';
import type { Facts, ReadinessStep } from '../facts.ts';
import type { Power } from '../law-data.ts';

/** Rules that hold for every power of chapter 1. */

/** The power is in force on the day, in the territory. */
export function inForce(facts: Facts, power: Power): Test {
  const rule = {
    rule: 'in-force',
    stage: 'gateway',
    citation: power.citation,
    also: [power.extent],
  } as const;
  const { on, territory } = facts;
  if (on === undefined || territory === undefined) {
    const missing = [...(on === undefined ? ['on'] : []), ...(territory === undefined ? ['territory'] : [])];
    return {
      ...rule,
      met: 'unknown',
      says: `It is not said ${missing.join(' and ')} which the question is.`,
      missing,
    };
  }
  const met = covers(power.inForce, on, territory);
  const says = met
    ? `Section ${power.section} is in force on ${on}.`
    : `Section ${power.section} is not in force in this territory on ${on}.`;
  return { ...rule, met, says };
}

/** The purpose is one that the power names. */
export function purposeAllowed(facts: Facts, power: Power, citation: string): Test {
  const rule = { rule: 'purpose', stage: 'gateway', citation } as const;
  if (facts.purpose === undefined)
    return { ...rule, met: 'unknown', says: 'The purpose is not given.', missing: ['purpose'] };
  const met = power.purposes.includes(facts.purpose);
  const says = met
    ? 'The purpose is to help people in fuel poverty.'
    : `The purpose “${facts.purpose}” is not to help people in fuel poverty.`;
  return { ...rule, met, says };
}

/** Data protection law still applies; only an alleged breach is a finding. */
export function dataProtection(facts: Facts): Test[] {
  if (facts.conditions?.dpLawBreach !== true) return [];
  const says = 'The disclosure would break data protection law.';
  return [{ rule: 'data-protection', stage: 'gateway', met: false, citation: 'DEA2017 s.40(8)(a)', says }];
}

/** What the Investigatory Powers Act 2016 bars stays barred. */
export function investigatoryPowers(facts: Facts): Test[] {
  if (facts.data?.ipaBarred !== true) return [];
  const says = 'The Investigatory Powers Act 2016 prohibits this disclosure.';
  return [
    { rule: 'investigatory-powers', stage: 'gateway', met: false, citation: 'DEA2017 s.40(8)(b)', says },
  ];
}

/** Chapter 1 has no bar on data held for health or social care, as s.65(4) has for research; other law bites. */
export function healthAndCare(facts: Facts): Test[] {
  const heldFor = facts.data?.heldFor;
  if (heldFor !== 'health' && heldFor !== 'adult-social-care') return [];
  const says =
    'The data are held for health or adult social care: the Act does not bar them here, but confidence and special-category rules may.';
  return [{ rule: 'health-and-care', stage: 'settled', met: false, citation: 'DEA2017 s.65(4)', says }];
}

const steps: Readonly<Record<ReadinessStep, string>> = {
  codeInForce: 'The code of practice has not been issued.',
  agreement: 'There is no signed information sharing agreement.',
  dpia: 'There is no data protection impact assessment.',
  securityPlan: 'There is no agreed security plan.',
  registerEntry: 'The share is not in the public register.',
  businessCase: 'The business case is not accepted.',
};

/** Steps of the code of practice. A step not spoken of leaves the verdict alone; one that is not done does not. */
export const codeOfPractice = (facts: Facts): Test[] =>
  (Object.keys(steps) as ReadinessStep[])
    .filter((step) => facts.readiness?.[step] === false)
    .map((step) => ({
      rule: `code-${step}`,
      stage: 'readiness',
      met: false,
      citation: 'DEA2017 s.43(3)',
      says: steps[step],
    }));
