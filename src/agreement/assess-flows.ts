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

/** A refusal, in the assessment's words, for each flow to which the law does not plainly say yes. */
export const lawProblems = (plan: Pick<RunPlan, 'flows'>, law: LawData, on: PlainDate): readonly Problem[] =>
  assessFlows(plan, law, on)
    .filter(({ assessment }) => assessment.outcome !== 'gateway')
    .map(({ flow, assessment }) =>
      problem(
        'AGREEMENT_LAW_REFUSES',
        {
          from: flow.from,
          to: flow.to,
          on,
          outcome: assessment.outcome,
          reasons: assessment.text.join(' '),
        },
        flow.clause,
      ),
    );

/** For a run: throws `AGREEMENT_REFUSED` unless the law allows every flow on the day. */
export function requireLawfulFlows(plan: Pick<RunPlan, 'flows'>, law: LawData, on: PlainDate): void {
  const problems = lawProblems(plan, law, on);
  if (problems.length > 0) fail('AGREEMENT_REFUSED', { count: problems.length }, { problems });
}
