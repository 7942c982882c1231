import type { Artefact, DisposalStep, RunPlan } from '#agreement';
import { addDays, addPeriod, type Digest, dateOf, type Instant, type PlainDate } from '#kernel';
import { agreementIn, type NodeState, type RunState } from './journal/state.ts';

/** Something of one run that this node must destroy, and when. */
export interface Due {
  readonly run: number;
  readonly artefact: Artefact;
  readonly step: DisposalStep;
  readonly deadline: PlainDate;
}

/**
 * What a party holds of an agreement's runs, with the day by which each must be gone. Pure.
 * The clock of a party that sent something and never heard of the end of the run starts when its permit ended.
 */
export function disposalsOf(
  plan: RunPlan,
  agreement: Digest,
  party: string,
  state: NodeState,
): readonly Due[] {
  const runs = [...agreementIn(state, agreement).runs].sort(([a], [b]) => a - b);
  return runs.flatMap(([number, run]) =>
    plan.disposal
      .filter(({ holder }) => holder === party)
      .flatMap((step) => {
        const started = clockStart(plan, step, run);
        if (started === undefined || !holds(run, step.artefact)) return [];
        return [{ run: number, artefact: step.artefact, step, deadline: addPeriod(started, step.keepFor) }];
      }),
  );
}

/** What should have been destroyed and certified by now, and is not. Each stops the next run. */
export const overdueDisposals = (
  plan: RunPlan,
  agreement: Digest,
  party: string,
  state: NodeState,
  on: PlainDate,
): readonly Due[] =>
  disposalsOf(plan, agreement, party, state).filter(({ run, artefact, step, deadline }) => {
    const done = agreementIn(state, agreement).runs.get(run)?.destroyed.get(artefact);
    return done?.certificate === undefined && on > addDays(deadline, step.certificateWithinDays);
  });

/** What is due on a day and still here. */
export const dueDisposals = (
  plan: RunPlan,
  agreement: Digest,
  party: string,
  state: NodeState,
  on: PlainDate,
): readonly Due[] =>
  disposalsOf(plan, agreement, party, state).filter(
    ({ run, artefact, deadline }) =>
      on >= deadline && !agreementIn(state, agreement).runs.get(run)?.destroyed.has(artefact),
  );

function clockStart(
  plan: RunPlan,
  { clockStarts, artefact }: DisposalStep,
  run: RunState,
): PlainDate | undefined {
  const opened = [...run.opened.values()];
  const first = (times: readonly (Instant | undefined)[]): PlainDate | undefined => {
    const known = times.filter((time) => time !== undefined).sort();
    return known[0] === undefined ? undefined : dateOf(known[0]);
  };
  switch (clockStarts) {
    case 'run-finished': {
      if (run.operating === 'started') return undefined;
      if (run.endedAt !== undefined) return dateOf(run.endedAt);
      const permits = [...run.inputs.values()].map(({ notAfter }) => notAfter);
      return first(opened.map(({ at }) => at)) ?? first([...permits, run.intake?.notAfter]);
    }
    case 'output-opened': {
      const content =
        artefact === 'result-file' ? 'results' : artefact === 'review-packet' ? 'review' : 'flags';
      const wanted = opened.filter((output) => output.content === content);
      return first((wanted.length > 0 ? wanted : opened).map(({ at }) => at));
    }
    case 'return-received':
      return first(opened.filter(({ content }) => content === 'return').map(({ at }) => at));
    case 'agreement-ends':
      return plan.limits.lastRun;
  }
}

/** Whether a run left such a thing at this node. */
function holds(run: RunState, artefact: Artefact): boolean {
  const opened = (content: string): boolean =>
    [...run.opened.values()].some((output) => output.content === content);
  switch (artefact) {
    case 'input-package':
      return run.inputs.size > 0 || run.startedAt !== undefined;
    case 'intake-key':
      return run.intake !== undefined;
    case 'output-package':
      return run.inputs.size > 0 || run.outputs.length > 0;
    case 'opened-output':
      return opened('flags') || opened('counts');
    case 'result-file':
      return opened('results');
    case 'review-packet':
      return opened('review') || run.outputs.some(({ name }) => name === 'review');
    case 'answer-file':
      return run.inputs.size > 0;
    case 'return-file':
      return opened('return') || run.returned.size > 0;
  }
}
