import { fail, type PlainDate, type Problem, problem } from '#kernel';
import { type Assessment, assess, type LawData, parseFacts } from '#law';
import type { PlanFlow, RunPlan } from './run-plan.ts';

export interface FlowAssessment {
  readonly flow: PlanFlow;
  readonly assessment: Assessment;
}

/** What the law says on a day to each flow of a plan. Throws `LAW_FACTS_INVALID`. */
export const assessFlows = (
  plan: Pick<RunPlan, 'flows'>,
  law: LawData,
  on: PlainDate,
): readonly FlowAssessment[] =>
  plan.flows.map((flow) => ({ flow, assessment: assess(parseFacts({ ...flow.facts, on }), law) }));

/** A refusal, in the assessment's words, for each flow to which the law does not plainly say yes; once for all territories. */
export function lawProblems(plan: Pick<RunPlan, 'flows'>, law: LawData, on: PlainDate): readonly Problem[] {
  const refused = assessFlows(plan, law, on).filter(({ assessment }) => assessment.outcome !== 'gateway');
  const problems = refused.map(({ flow: { from, to, clause }, assessment: { outcome, text } }) =>
    problem('AGREEMENT_LAW_REFUSES', { from, to, on, outcome, reasons: text.join(' ') }, clause),
  );
  return problems.filter(
    ({ message, clause }, i) =>
      problems.findIndex((one) => one.message === message && one.clause === clause) === i,
  );
}

/** For a run: throws `AGREEMENT_REFUSED` unless the law allows every flow on the day. */
export function requireLawfulFlows(plan: Pick<RunPlan, 'flows'>, law: LawData, on: PlainDate): void {
  const problems = lawProblems(plan, law, on);
  if (problems.length > 0) fail('AGREEMENT_REFUSED', { count: problems.length }, { problems });
}
