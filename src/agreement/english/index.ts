import { englishOfModel } from '#linkage';
import type { Context } from '../checks/context.ts';
import type { RunPlan } from '../run-plan.ts';
import {
  digestsOf,
  risksAndCosts,
  whatIsKept,
  whichDates,
  whichFields,
  whichOutputs,
  whichPowers,
  whoSigns,
} from './details.ts';
import { untilWhen, whoGetsWhat, whoSeesIdentifiers } from './first-part.ts';
import { howSure, notEligible, rightsOf, whoQualifies } from './for-people.ts';
import { wrap } from './words.ts';

const DETAIL = 'The rest of this text is detail.';

/**
 * The plain English of a plan: what a signer reads and signs, beside the plan that runs. The first part is read
 * aloud in less than two minutes: who will see whose identifiers, who gets what and why, until when and how to stop
 * it. The rest is for looking up.
 */
export function writeEnglish(context: Context, plan: RunPlan, warnings: readonly string[]): string {
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Who will see whose identifiers', whoSeesIdentifiers(context)],
    ['Who gets what, and why', whoGetsWhat(context)],
    ['Until when, and how to stop it', [...untilWhen(context, plan, warnings), DETAIL]],
    ['Who qualifies', whoQualifies(context)],
    ['How sure it is, and who bears the errors', howSure(context)],
    ['People who are not eligible', notEligible(context)],
    ['How to opt out, ask or complain', rightsOf(context)],
    ['Who signs', whoSigns(context)],
    ['Powers and data protection', whichPowers(context)],
    ['Fields', whichFields(context)],
    ['What crosses', whichOutputs(context)],
    ['What is kept, and until when', whatIsKept(context)],
    ['Dates', whichDates(context, plan)],
    ['Risks, costs and what is withheld', risksAndCosts(context)],
    ['How records are compared', englishOfModel(context.agreement.matching.model)],
    ['What this text belongs to', digestsOf(plan)],
  ];
  const head = [plan.agreement.title, 'Only what follows will run.'];
  const body = sections.map(([heading, lines], i) =>
    [`${i + 1}. ${heading}`, '', ...lines.map(wrap)].join('\n'),
  );
  return `${[...head.map(wrap), ...body].join('\n\n')}\n`;
}

/** The part of a plan's English that is read aloud: all of it before the details. */
export const firstPart = (english: string): string => english.split(`\n${DETAIL}\n`, 1)[0] ?? english;
