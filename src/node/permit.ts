import type { PlanParty, RunPlan } from '#agreement';
import { type Digest, dateOf, daysBetween, fail, type PlainDate, type Problem, problem } from '#kernel';
import { overdueDisposals } from './disposal-plan.ts';
import { agreementIn, type NodeState, type RunState } from './journal/state.ts';

/** The plan's party that an organisation is. Throws `NODE_NOT_A_PARTY`. */
export const partyOf = (plan: RunPlan, organisation: string): PlanParty =>
  plan.parties.find((party) => party.organisation === organisation) ??
  fail('NODE_NOT_A_PARTY', { organisation });

/** Throws `NODE_PARTY_UNKNOWN`: a fault of the plan. */
export const organisationOf = (plan: RunPlan, party: string): string =>
  (plan.parties.find(({ id }) => id === party) ?? fail('NODE_PARTY_UNKNOWN', { party })).organisation;

export interface PermitQuestion {
  readonly plan: RunPlan;
  readonly agreement: Digest;
  readonly run: number;
  /** The party whose node asks. */
  readonly party: string;
  readonly on: PlainDate;
  readonly state: NodeState;
}

/**
 * Why data may not move in this run on this day, by the agreement's limits and by what this node has seen: nothing
 * when it may. Pure. Asked before every intake, package and run; the law is asked beside it.
 */
export function whyNotRun({ plan, agreement, run, party, on, state }: PermitQuestion): readonly Problem[] {
  const { limits } = plan;
  const { runs, suspended, others, recorded } = agreementIn(state, agreement);
  const problems: Problem[] = [];
  const refuse = (found: Problem | false) => {
    if (found !== false) problems.push(found);
  };
  const { clause } = limits;
  refuse(suspended !== undefined && problem('NODE_SUSPENDED', {}));
  for (const [organisation, { suspended: byThem }] of others) {
    const { name } = partyOf(plan, organisation);
    refuse(
      byThem !== undefined && problem('NODE_SUSPENDED_BY', { name, organisation, reason: byThem.reason }),
    );
  }
  refuse(on < limits.firstRun && problem('NODE_BEFORE_FIRST_RUN', { on, firstRun: limits.firstRun }, clause));
  refuse(on > limits.lastRun && problem('NODE_AFTER_LAST_RUN', { on, lastRun: limits.lastRun }, clause));
  refuse(run > limits.runs && problem('NODE_OVER_RUN_BUDGET', { run, runs: limits.runs }, clause));
  refuse(
    on > limits.reviewDue &&
      recorded.review === undefined &&
      problem('NODE_REVIEW_OVERDUE', { due: limits.reviewDue }, clause),
  );
  refuse(
    on > limits.evaluationDue &&
      recorded.evaluation === undefined &&
      problem('NODE_EVALUATION_OVERDUE', { due: limits.evaluationDue }, clause),
  );
  const last = lastMove(runs, run);
  const gap = limits.minimumGapDays;
  refuse(
    last !== undefined &&
      daysBetween(last, on) < gap &&
      problem('NODE_GAP_NOT_KEPT', { last, gap, on }, clause),
  );
  for (const { artefact, run: of, deadline } of overdueDisposals(plan, agreement, party, state, on))
    problems.push(problem('NODE_DISPOSAL_OVERDUE', { artefact, run: of, deadline }));
  return problems;
}

/** The last day on which this node moved data in another run of the agreement. */
function lastMove(runs: ReadonlyMap<number, RunState>, except: number): PlainDate | undefined {
  const days = [...runs]
    .filter(([number]) => number !== except)
    .flatMap(([, { startedAt, inputs }]) => [
      ...(startedAt === undefined ? [] : [dateOf(startedAt)]),
      ...[...inputs.values()].map(({ at }) => dateOf(at)),
    ]);
  return days.sort().at(-1);
}

/** The plan's own input of a party. Throws `NODE_INPUT_UNKNOWN`, `NODE_INPUT_OF_ANOTHER`. */
export function inputOf(plan: RunPlan, input: string, party: string): RunPlan['prepare'][number] {
  const step = plan.prepare.find((step) => step.input === input);
  if (step === undefined)
    return fail('NODE_INPUT_UNKNOWN', { input, inputs: plan.prepare.map((step) => step.input).join(', ') });
  return step.party === party ? step : fail('NODE_INPUT_OF_ANOTHER', { input, party: step.party });
}

/** Throws `NODE_NOT_THE_OPERATOR`, `NODE_RECIPIENT_AS_OPERATOR`. */
export function checkOperator(plan: RunPlan, party: PlanParty): void {
  const { clause, operator } = plan.operation;
  if (operator !== party.id) fail('NODE_NOT_THE_OPERATOR', { operator }, { clause });
  // The compiler refuses this too; a plan signed by everyone could still be wrong.
  if (plan.outputs.some(({ kind, to }) => kind === 'flags' && to === operator))
    fail('NODE_RECIPIENT_AS_OPERATOR', { operator }, { clause });
}

/** Everybody who gets an output must have a one-run key to seal it to. Throws `NODE_NO_REPLY_KEY`. */
export function checkReplyKeys({ outputs, operation, prepare }: RunPlan): void {
  for (const { to, clause } of outputs)
    if (to !== operation.operator && !prepare.some(({ party }) => party === to))
      fail('NODE_NO_REPLY_KEY', { party: to }, { clause });
}
