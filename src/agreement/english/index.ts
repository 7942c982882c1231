import type { Context } from '../checks/context.ts';
import type { RunPlan } from '../run-plan.ts';
import {
  digestsOf,
  howCompared,
  otherRights,
  risksAndCosts,
  whatIsKept,
  whichFields,
  whichOutputs,
  whichPowers,
  whoSigns,
} from './details.ts';
import {
  howSure,
  howToStop,
  notEligible,
  untilWhen,
  whoGetsWhat,
  whoQualifies,
  whoSeesIdentifiers,
} from './main-part.ts';
import { wrap } from './words.ts';

/**
 * The plain English of a plan: what a signer reads and signs, beside the plan that runs. First who will see whose
 * identifiers, then who gets what, why and until when; sections 8 on are for looking up.
 */
export function writeEnglish(context: Context, plan: RunPlan, warnings: readonly string[]): string {
  const { title, series, version } = plan.agreement;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Who will see whose identifiers', whoSeesIdentifiers(context)],
    ['Who gets what, and why', whoGetsWhat(context)],
    ['Who qualifies', whoQualifies(context)],
    ['How sure it is', howSure(context)],
    ['People who are not eligible', notEligible(context)],
    ['How to stop it, opt out or complain', howToStop(context)],
    ['Until when', [...untilWhen(context, plan), ...warnings.map((warning) => `Warning: ${warning}`)]],
    ['Details: who signs', whoSigns(context)],
    ['Details: powers and data protection', whichPowers(context)],
    ['Details: fields', whichFields(context)],
    ['Details: what crosses', whichOutputs(context)],
    ['Details: what is kept, and until when', whatIsKept(context)],
    ['Details: rights', otherRights(context)],
    ['Details: risks, costs and what is withheld', risksAndCosts(context)],
    ['Details: how records are compared', howCompared(context)],
    ['Details: what this text belongs to', digestsOf(plan)],
  ];
  const head = [title, `Agreement ${series}, version ${version}. What will run, in plain English.`];
  const body = sections.map(([heading, lines], i) =>
    [`${i + 1}. ${heading}`, '', ...lines.map(wrap)].join('\n'),
  );
  return `${[...head.map(wrap), ...body].join('\n\n')}\n`;
}
