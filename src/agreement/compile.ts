import {
  canonicalise,
  type Digest,
  digestOf,
  fail,
  type JsonValue,
  longDate,
  type Problem,
  utf8,
} from '#kernel';
import { type LawData, lawDataDigest } from '#law';
import { type Context, makeContext } from './checks/context.ts';
import { checkFields } from './checks/fields.ts';
import { checkLaw } from './checks/law.ts';
import { checkMatching } from './checks/matching.ts';
import { checkNames } from './checks/names.ts';
import { checkOutputs } from './checks/outputs.ts';
import { checkParties } from './checks/parties.ts';
import { checkRules } from './checks/rules.ts';
import { checkTime } from './checks/time.ts';
import { writeEnglish } from './english/index.ts';
import { makePlan } from './plan.ts';
import type { RunPlan } from './run-plan.ts';
import type { Agreement } from './schema.ts';

export interface Digests {
  readonly agreement: Digest;
  readonly runPlan: Digest;
  readonly english: Digest;
  readonly lawData: Digest;
}

export interface Compiled {
  readonly plan: RunPlan;
  /** Canonical JSON (RFC 8785): what is signed and what runs. */
  readonly planBytes: Uint8Array;
  readonly english: string;
  readonly digests: Digests;
  /** What a signer should know although it stops nothing. Also in the English. */
  readonly warnings: readonly string[];
}

/**
 * Compiles an agreement to its run plan and plain English. Pure: equal inputs give equal bytes everywhere.
 * Throws `AGREEMENT_REFUSED` with one problem for each reason, each with its clause and cure.
 */
export function compile(agreement: Agreement, law: LawData): Compiled {
  const problems = problemsOf(agreement, law);
  const { end } = agreement.time;
  if (problems.length > 0 || end === undefined)
    return fail('AGREEMENT_REFUSED', { count: problems.length }, { problems });
  const context = makeContext(agreement, law);
  const agreementDigest = digestOf(agreementBytes(agreement));
  const plan = makePlan(context, agreementDigest, end);
  const planBytes = canonicalise(plan);
  const warnings = warningsOf(context);
  const english = writeEnglish(context, plan, warnings);
  return {
    plan,
    planBytes,
    english,
    digests: {
      agreement: agreementDigest,
      runPlan: digestOf(planBytes),
      english: digestOf(utf8(english)),
      lawData: lawDataDigest(law),
    },
    warnings,
  };
}

/** The agreement as it is signed: canonical JSON. */
export const agreementBytes = (agreement: Agreement): Uint8Array => canonicalise(agreement as JsonValue);

/** Every reason against the agreement. Where names do not resolve, only that is said: the rest would follow from it. */
export function problemsOf(agreement: Agreement, law: LawData): readonly Problem[] {
  const names = checkNames(agreement);
  if (names.length > 0) return names;
  const context = makeContext(agreement, law);
  return [
    ...checkParties(context),
    ...checkFields(context),
    ...checkMatching(context),
    ...checkRules(context),
    ...checkOutputs(context),
    ...checkTime(context),
    ...checkLaw(context),
  ];
}

/** Safeguard 10: the law is known to a date, and the share goes on after it. */
function warningsOf({ agreement, law }: Context): readonly string[] {
  const { firstRun, end } = agreement.time;
  if (end === undefined || end <= law.checkedTo) return [];
  const runs = firstRun > law.checkedTo ? 'every run' : 'some runs';
  return [
    `The law is checked only to ${longDate(law.checkedTo)}, before ${runs}. Ask a lawyer what has changed.`,
  ];
}
