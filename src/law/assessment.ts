import type { PlainDate } from '#kernel';
import type { Sureness } from './law-data.ts';

export const outcomes = [
  'gateway',
  'must-comply',
  'must-reply',
  'not-ready',
  'consent-only',
  'escalate',
  'unknown',
  'no-gateway',
  'offence',
] as const;

/**
 * `gateway` may share; `must-comply` and `must-reply` to the Statistics Board; `not-ready` a gateway, but a step of the
 * code of practice is not done; `consent-only` needs the revenue authority; `escalate` the law is not settled;
 * `unknown` a fact, or an entry of the lists, is missing; `offence` the act that is told appears to be one.
 */
export type Outcome = (typeof outcomes)[number];

/**
 * How far an outcome lets data go: 0 not on these facts, 1 only after somebody else decides, 2 once the papers are
 * done, 3 now. In this order, to take a fact away never makes an answer more permissive, unless the answer then says
 * in `assumed` that it took that fact as not alleged or as the class of a body has it. What poses the question is no
 * such fact: the power, the objective, whether it is about a later use at all, and which bodies act in which capacity
 * (`organisation`, `class`, `capacity`, `of`); nor is one element of a list. An offence that is found where no power is
 * named hides what another power would allow, so there the order says nothing.
 */
export const permissiveness: Readonly<Record<Outcome, 0 | 1 | 2 | 3>> = {
  gateway: 3,
  'must-comply': 3,
  'must-reply': 3,
  'not-ready': 2,
  'consent-only': 1,
  escalate: 1,
  unknown: 0,
  'no-gateway': 0,
  offence: 0,
};

/** `unsettled`: the facts are known, and the law does not plainly say. `consent`: only a revenue authority can allow it. */
export type Met = true | false | 'unknown' | 'unsettled' | 'consent';

/** One rule of the law, tried on the facts. */
export interface Finding {
  readonly rule: string;
  readonly met: Met;
  readonly citation: string;
  /** All provisions on which it rests, its own first. */
  readonly citations: readonly string[];
  /** In plain words: what was found, not only what was asked. */
  readonly says: string;
  /** `gateway`: without it there is no power. `readiness`: a step of a code of practice. */
  readonly stage: 'gateway' | 'readiness';
  /** How sure the law data are of what it rests on, when less than fully. */
  readonly sureness?: Exclude<Sureness, 'H'>;
}

/** What the law says to one question, with its reasons. */
export interface Assessment {
  readonly outcome: Outcome;
  /** The power for which the answer is, when one could be found. */
  readonly power?: string;
  /** Provisions on which the outcome rests; never empty. */
  readonly citations: readonly string[];
  /** Another power that fits better. */
  readonly redirect?: string;
  /** Facts that are needed and were not given, as paths in the facts. */
  readonly missing: readonly string[];
  /** Facts of which nothing was said, taken as not alleged or as a body's class has them, as paths in the facts. */
  readonly assumed: readonly string[];
  readonly trace: readonly Finding[];
  /** How sure the law data are of what the outcome rests on. */
  readonly sureness: Sureness;
  /** The day to which the law data were checked. */
  readonly checkedTo: PlainDate;
  /** The answer as short sentences, the verdict first. */
  readonly text: readonly string[];
}
