import type { Test } from '../assessment.ts';
import type { Facts } from '../facts.ts';
import type { Exceptions, Power } from '../law-data.ts';
import { dataProtection } from './general.ts';

/** What the rules on later use come to, before precedence. */
export interface LaterUse {
  readonly tests: readonly Test[];
  /** Where neither yes nor no is the answer. */
  readonly instead?: 'consent-only' | 'offence';
}

/**
 * ss.40-42: the recipient uses the information for something else (`use`) or passes it on (`onward`).
 * Information from HMRC is looked at first: none of the ordinary exceptions applies to it, only consent. Use for the
 * purpose for which it was disclosed needs neither (s.40(1)).
 */
export function laterUse(facts: Facts, power: Power, exceptions: Exceptions): LaterUse {
  const kind = facts.laterUse?.kind;
  if (kind === undefined)
    return {
      tests: [unknown('DEA2017 s.40(1)', 'laterUse.kind', 'It is not said whether it is used or passed on.')],
    };
  const revenue = exceptions.revenue.find(
    (one) => one.source === facts.data?.source && one.appliesTo.includes(power.id),
  );
  const samePurpose = kind === 'use' && facts.laterUse?.ground === 'same-purpose';
  const { tests, instead } =
    revenue === undefined || samePurpose
      ? ordinary(facts, exceptions[kind], kind, power)
      : fromRevenue(facts, revenue, kind);
  return { tests: [...tests, ...dataProtection(facts)], ...(instead === undefined ? {} : { instead }) };
}

/** ss.40(4), 42: information from HMRC. */
function fromRevenue(facts: Facts, revenue: Exceptions['revenue'][number], kind: 'use' | 'onward'): LaterUse {
  const consent = facts.laterUse?.revenueConsent ?? facts.conditions?.revenueConsent;
  const rule = {
    rule: 'revenue-consent',
    stage: 'gateway',
    citation: revenue[kind],
    also: kind === 'onward' ? [revenue.consent] : [],
  } as const;
  if (consent === 'given') return { tests: [{ ...rule, met: true, says: `The ${revenue.holder} consent.` }] };
  const says = `Only the consent of the ${revenue.holder} can allow it, and it is not given.`;
  if (kind === 'onward' && isOffence(facts, true))
    return {
      tests: [{ ...rule, also: [...rule.also, revenue.offence], met: false, says }],
      instead: 'offence',
    };
  return { tests: [{ ...rule, met: false, says }], instead: 'consent-only' };
}

/** ss.40(1)-(2), 41(1)-(2): everything else, by the grounds of this chapter only. */
function ordinary(facts: Facts, rules: Exceptions['use'], kind: 'use' | 'onward', power: Power): LaterUse {
  const rule = { rule: `later-${kind}`, stage: 'gateway', citation: rules.citation } as const;
  const ground = facts.laterUse?.ground;
  if (ground === undefined)
    return { tests: [unknown(rules.citation, 'laterUse.ground', 'It is not said on what ground.')] };
  if (kind === 'use' && ground === 'same-purpose')
    return { tests: [{ ...rule, met: true, says: 'It is used for the purpose for which it was shared.' }] };
  const exception = rules.exceptions.find((one) => one.ground === ground);
  const fails = exception === undefined ? undefined : contradicted(facts, ground);
  if (exception !== undefined && fails === undefined)
    return {
      tests: [
        { ...rule, also: [exception.citation], met: true, says: `The Act allows it: ${exception.text}.` },
      ],
    };
  const says = fails ?? `The Act lists no such ground here: ${rules.rule}.`;
  const also = [exception?.citation ?? listOf(rules.citation)];
  if (kind === 'onward' && isOffence(facts, false))
    return { tests: [{ ...rule, also: [...also, power.offence], met: false, says }], instead: 'offence' };
  return { tests: [{ ...rule, also, met: false, says }] };
}

/** The facts may say that the ground relied on is not there. */
function contradicted(facts: Facts, ground: string): string | undefined {
  if (ground === 'data-subject-consent' && facts.conditions?.consentGiven === false)
    return 'The person has not consented.';
  if (ground === 'already-public' && facts.data?.alreadyPublic === false)
    return 'The information is not already lawfully public.';
  return undefined;
}

/**
 * s.41(4) needs knowledge or recklessness. s.42(3) needs neither: a reasonable belief that it was lawful is a
 * defence (s.42(4)), and it is for the person to show it.
 */
function isOffence(facts: Facts, strict: boolean): boolean {
  const { done, stateOfMind } = facts.laterUse ?? {};
  if (done !== true) return false;
  return stateOfMind === 'knew' || stateOfMind === 'reckless' || (strict && stateOfMind === undefined);
}

/** `s.41(1)` states the bar, `s.41(2)` lists the grounds. */
const listOf = (citation: string): string => citation.replace(/\(1\)$/, '(2)');

const unknown = (citation: string, path: string, says: string): Test => ({
  rule: 'later-use',
  stage: 'gateway',
  met: 'unknown',
  citation,
  says,
  missing: [path],
});
