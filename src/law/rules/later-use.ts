import type { Facts } from '../facts.ts';
import type { Exceptions, Power } from '../law-data.ts';
import { assuming, type Found, failed, met, type Question, type Rule, unknown, unsettled } from '../rule.ts';

type Kind = 'use' | 'onward';
type Grounds = Exceptions['use'];
type Revenue = Exceptions['revenue'][number];

/** What the rules on later use come to. */
export interface LaterUse {
  readonly found: Found;
  readonly citation: string;
  /** What is told has been done, and appears to be an offence under this provision. */
  readonly offence?: string;
}

/** Nothing was disclosed under a power before it began anywhere, so nothing can be used or passed on. */
export const begun: Rule = {
  id: 'begun',
  citation: ({ citation }) => citation,
  asks: 'The power under which it was shared had begun by the day of the later use.',
  stage: 'gateway',
  test: ({ on }, { inForce, section }) => {
    if (on === undefined) return unknown('It is not said on which day.', 'on');
    return inForce.some(({ from }) => from <= on)
      ? undefined
      : failed(`Section ${section} was not in force anywhere on that day.`);
  },
};

/**
 * The recipient uses the information for something else (`use`), or passes it on (`onward`). In the order of the Acts:
 * bars protect personal information only; what a revenue authority disclosed is looked at first, for no ordinary
 * exception applies to it; then the list of that chapter, and of no other.
 */
export function laterUse(question: Question, power: Power, exceptions: Exceptions): LaterUse {
  const { facts } = question;
  const kind = facts.laterUse?.kind;
  if (kind === undefined)
    return {
      citation: exceptions.use.citation,
      found: unknown('It is not said whether it is used for something else or passed on.', 'laterUse.kind'),
    };
  const grounds = exceptions[kind];
  if (isNotPersonal(facts) && power.personalInformation !== undefined)
    return {
      citation: power.personalInformation,
      found: met('The information identifies nobody, so the bar does not apply to it.'),
    };
  if (kind === 'use' && facts.laterUse?.ground === 'same-purpose')
    return { citation: grounds.citation, found: met('It is used for the purpose for which it was shared.') };
  const from = revenueOf(question, power, exceptions);
  if (from === 'unknown')
    return {
      citation: grounds.citation,
      found: unknown('It is not said from which body it first came.', 'data.source'),
    };
  if (from === undefined || (kind === 'use' && from.use === undefined))
    return ordinary(question, grounds, kind, power);
  const ground = facts.laterUse?.ground ?? '';
  const excepted = from.except.find((one) => one.ground === ground);
  if (excepted === undefined || proof(facts, ground).holds === false) return fromRevenue(facts, from, kind);
  const { toClass } = facts.laterUse ?? {};
  if (excepted.notTo !== undefined && toClass === undefined)
    return {
      citation: excepted.citation,
      found: unknown('It is not said to whom it is passed on.', 'laterUse.toClass'),
    };
  return excepted.notTo?.includes(toClass ?? '')
    ? fromRevenue(facts, from, kind)
    : ordinary(question, grounds, kind, power, excepted.citation);
}

/** s.40(5)-(6) and its like: what relates to and identifies nobody is not personal information. */
const isNotPersonal = ({ data, subjects }: Facts): boolean =>
  data?.identifiable === false || subjects === 'none';

/** The revenue authority whose information it is: the one that disclosed it, or from which it is said to come. */
function revenueOf(
  { facts, from }: Question,
  power: Power,
  { revenue }: Exceptions,
): Revenue | 'unknown' | undefined {
  const special = revenue.filter(({ appliesTo }) => appliesTo.includes(power.id));
  const own = special.find((one) => from.classes.includes(one.class));
  if (own !== undefined || special.length === 0) return own;
  const source = facts.data?.source;
  return source === undefined ? 'unknown' : special.find((one) => one.source === source);
}

/** ss.40(4), 42 and their like: only consent opens the bar. The offence is strict; reasonable belief is a defence. */
function fromRevenue(facts: Facts, revenue: Revenue, kind: Kind): LaterUse {
  const consent = consentOf(facts, revenue);
  const citation = kind === 'use' ? (revenue.use ?? revenue.onward) : revenue.onward;
  const also = kind === 'onward' ? [revenue.consent] : [];
  if (consent === 'given') {
    const given = met(`The consent of ${revenue.holder} is given.`, also);
    return { citation, found: assuming(given, facts.laterUse?.revenueConsent, 'laterUse.revenueConsent') };
  }
  const { done, stateOfMind } = facts.laterUse ?? {};
  const needed: Found = {
    met: 'consent',
    says: `Only ${revenue.holder} can allow it, and consent is not given.`,
    also,
  };
  const found = kind === 'onward' ? assuming(needed, done, 'laterUse.done') : needed;
  return kind === 'onward' && done === true && stateOfMind !== 'reasonable-belief'
    ? { citation, found, offence: revenue.offence }
    : { citation, found };
}

const consentOf = ({ conditions, laterUse: told }: Facts, { bySource }: Revenue): string | undefined =>
  told?.revenueConsent ??
  conditions?.revenueConsent ??
  (bySource === true && conditions?.statistics?.sourceConsent === true ? 'given' : undefined);

/** ss.40(1)-(2), 41(1)-(2) and their like: everything else, by the grounds of this chapter only. */
function ordinary(
  question: Question,
  rules: Grounds,
  kind: Kind,
  power: Power,
  revenueException?: string,
): LaterUse {
  const { facts } = question;
  const { citation } = rules;
  if (rules.otherwise === 'free') return { citation, found: met(`It may: ${rules.rule}.`) };
  if (rules.sourceConsent !== undefined && isNotPersonal(facts))
    return {
      citation,
      found: met('The information identifies nobody, and this protects personal information.'),
    };
  const ground = facts.laterUse?.ground;
  const exception = rules.exceptions.find((one) => one.ground === ground);
  const { holds, given, fact, denied } = proof(facts, ground ?? '');
  if (exception === undefined || (holds === false && rules.otherwise === 'unsettled'))
    return unexcepted(facts, rules, kind, power);
  const also = [revenueException ?? exception.citation];
  if (holds === false) return barred(facts, citation, denied, also, kind, power);
  if (holds === undefined && ground === 'accredited-reviewer')
    return {
      citation,
      found: { ...unknown('It is not said whether the reviewer is accredited.', fact), also },
    };
  const found = met(`The Act allows it: ${exception.text}.`, also);
  return { citation, found: assuming(found, given, fact) };
}

/** No ground of the chapter is relied on, or none that it has. */
function unexcepted(facts: Facts, rules: Grounds, kind: Kind, power: Power): LaterUse {
  const { citation } = rules;
  const { ground, toClass } = facts.laterUse ?? {};
  if (rules.sourceConsent !== undefined) {
    if (toClass === undefined)
      return { citation, found: unknown('It is not said to whom it is passed on.', 'laterUse.toClass') };
    if (rules.sourceConsent.includes(toClass)) return { citation, found: bySource(facts) };
  }
  if (rules.otherwise === 'unsettled')
    return { citation, found: unsettled(`This Act does not settle it: ${rules.rule}.`) };
  if (ground === undefined)
    return { citation, found: unknown('It is not said on what ground.', 'laterUse.ground') };
  const doubt = rules.unsettled?.find((one) => one.ground === ground);
  if (doubt !== undefined) return { citation: doubt.citation, found: unsettled(`${doubt.why}.`, [citation]) };
  const list = rules.list === undefined ? [] : [rules.list];
  const says = `There is no such ground in this chapter: ${rules.rule}.`;
  return barred(facts, citation, says, list, kind, power);
}

/** s.45E(3) of the 2007 Act and its like. */
function bySource({ conditions }: Facts): Found {
  const consent = conditions?.statistics?.sourceConsent;
  if (consent === undefined)
    return unknown(
      'It is not said whether the body that supplied it consents.',
      'conditions.statistics.sourceConsent',
    );
  return consent
    ? met('The body that supplied it consents.')
    : failed('The body that supplied it does not consent.');
}

interface Proof {
  readonly holds: boolean | undefined;
  /** The fact that proves it, and its path. */
  readonly given: unknown;
  readonly fact: string;
  readonly denied: string;
}

/** What the facts say of the ground that is relied on. */
function proof({ conditions, data, laterUse: told }: Facts, ground: string): Proof {
  const of = (given: boolean | undefined, fact: string, denied: string, holds = given): Proof => ({
    holds,
    given,
    fact,
    denied,
  });
  if (ground === 'data-subject-consent')
    return of(conditions?.consentGiven, 'conditions.consentGiven', 'The person has not consented.');
  if (ground === 'already-public')
    return of(data?.alreadyPublic, 'data.alreadyPublic', 'The information is not already lawfully public.');
  if (ground !== 'accredited-reviewer') return { holds: undefined, given: true, fact: '', denied: '' };
  const given = told?.recipientAccredited;
  const holds = given ?? conditions?.research?.reviewerAccredited;
  return of(given, 'laterUse.recipientAccredited', 'The reviewer is not accredited.', holds);
}

/** s.41(4) and its like: to disclose against the bar, knowing it or reckless, is an offence. Misuse alone is not. */
function barred(
  { laterUse: told }: Facts,
  citation: string,
  says: string,
  also: readonly string[],
  kind: Kind,
  power: Power,
): LaterUse {
  const found = failed(says, also);
  const knowing = told?.stateOfMind === 'knew' || told?.stateOfMind === 'reckless';
  return kind === 'onward' && told?.done === true && knowing && power.offence !== undefined
    ? { citation, found, offence: power.offence }
    : { citation, found };
}
