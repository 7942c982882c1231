import type { PlainDate } from '#kernel';

export type Outcome =
  | 'gateway'
  | 'no-gateway'
  | 'must-comply'
  | 'must-reply'
  | 'consent-only'
  | 'not-ready'
  | 'escalate'
  | 'unknown'
  | 'offence';

export type Met = true | false | 'unknown';

/** One rule of the law, tried on the facts. */
export interface Finding {
  readonly rule: string;
  readonly met: Met;
  readonly citation: string;
  /** In plain words: what was found, not only what was asked. */
  readonly says: string;
}

/** What the law says to one question, with its reasons. */
export interface Assessment {
  readonly outcome: Outcome;
  /** Provisions on which the outcome rests. */
  readonly citations: readonly string[];
  /** Another power under which the answer would be yes. */
  readonly redirect?: string;
  /** Facts that are needed and were not given, as paths in the facts. */
  readonly missing: readonly string[];
  readonly trace: readonly Finding[];
  /** The day to which the law data were checked. */
  readonly checkedTo: PlainDate;
  /** The answer as short sentences, the verdict first. */
  readonly text: readonly string[];
}

/** A finding while it is being weighed. */
export interface Test extends Finding {
  /** `gateway`: without it there is no power. `settled`: without it a lawyer must decide. `readiness`: a code step. */
  readonly stage: 'gateway' | 'settled' | 'readiness';
  readonly also?: readonly string[];
  readonly missing?: readonly string[];
}
