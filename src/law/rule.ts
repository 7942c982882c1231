import type { Finding, Met, Outcome } from './assessment.ts';
import type { Body } from './bodies.ts';
import type { Facts, Territory } from './facts.ts';
import type { Objective, Power, Sureness } from './law-data.ts';
import type { LawIndex } from './law-index.ts';

/** Facts, with what the law data say of the bodies and the objective. */
export interface Question {
  readonly facts: Facts;
  readonly law: LawIndex;
  readonly on: string | undefined;
  readonly territory: Territory | undefined;
  readonly from: Body;
  readonly to: Body;
  /** Under s.35: the objective named, or else the one that the purpose serves. */
  readonly objective: Objective | undefined;
}

/** What a rule finds. */
export interface Found {
  readonly met: Met;
  readonly says: string;
  /** Further provisions on which the finding rests; `instead` of the rule's own in front of them. */
  readonly also?: readonly string[];
  readonly instead?: string;
  readonly missing?: readonly string[];
  /** A power that fits better. */
  readonly redirect?: string;
  readonly sureness?: Sureness | undefined;
  /** Facts of which nothing is said, taken as a body's class has them, or as not alleged: the answer then says so. */
  readonly assumes?: readonly string[];
}

/**
 * One test of the law. `citation` is the provision that sets it, `asks` the test in plain words. `test` gives what is
 * found, or nothing where the question does not arise.
 */
export interface Rule {
  readonly id: string;
  readonly citation: string | ((power: Power) => string);
  readonly asks: string;
  readonly stage: Finding['stage'];
  readonly test: (question: Question, power: Power) => Found | undefined;
  /** The fact that is taken as not alleged when nothing is said of it: the answer then says so. */
  readonly assumes?: string;
}

/** What it comes to when every test of a duty is met, and on which provisions. */
export interface Duty {
  readonly outcome: Outcome;
  readonly says: string;
  readonly citations: readonly string[];
  /** Facts taken as not alleged. */
  readonly assumes?: readonly string[];
}

/** The tests of one power, in the order in which a lawyer would ask them. */
export interface Tests {
  readonly rules: readonly Rule[];
  readonly duty?: (question: Question) => Duty;
}

/** The provision that sets a test for a power. */
export const citationOf = ({ citation }: Pick<Rule, 'citation'>, power: Power): string =>
  typeof citation === 'string' ? citation : citation(power);

/** A bar that stands only where it is alleged. */
export const bar = (
  id: string,
  citation: Rule['citation'],
  assumes: string,
  asks: string,
  test: Rule['test'],
): Rule => ({ id, citation, asks, stage: 'gateway', test, assumes });

/** A test without which there is no gateway. */
export const rule = (id: string, citation: Rule['citation'], asks: string, test: Rule['test']): Rule => ({
  id,
  citation,
  asks,
  stage: 'gateway',
  test,
});

export const met = (says: string, also: readonly string[] = []): Found => ({ met: true, says, also });
export const failed = (says: string, also: readonly string[] = []): Found => ({ met: false, says, also });
export const unsettled = (says: string, also: readonly string[] = []): Found => ({
  met: 'unsettled',
  says,
  also,
});
export const unknown = (says: string, ...missing: readonly string[]): Found => ({
  met: 'unknown',
  says,
  missing,
});

/** What is found rests on a fact of which nothing was said, where `value` is undefined. */
export const assuming = (found: Found, value: unknown, path: string): Found =>
  value === undefined ? { ...found, assumes: [path] } : found;

/** Reads one yes-or-no fact: `words` say what is found when it is true, false, and not given. */
export function byFact(value: boolean | undefined, path: string, [yes, no, absent]: Words): Found {
  if (value === undefined) return unknown(absent, path);
  return value ? met(yes) : failed(no);
}
type Words = readonly [yes: string, no: string, absent: string];

/** A record's sureness about one of its members, or about all of it. */
export function surenessOf(
  record: { readonly sureness?: Sureness | Readonly<Record<string, Sureness>> | undefined } | undefined,
  member: string,
): Sureness | undefined {
  const stated = record?.sureness;
  return typeof stated === 'string' ? stated : stated?.[member];
}
