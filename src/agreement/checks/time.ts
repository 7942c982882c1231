import { addPeriod, daysBetween, type PlainDate, type Problem, problem } from '#kernel';
import type { Artefact, DisposalStep } from '../run-plan.ts';
import type { Agreement } from '../schema.ts';
import { type Context, clauses } from './context.ts';

/** Dates in order, published first, few enough runs, short permits, and an end to everything kept. */
export function checkTime(context: Context): Problem[] {
  const { time } = context.agreement;
  if (time.end === undefined) return [problem('AGREEMENT_END_MISSING', {}, 'time.end')];
  return [
    ...order(context.agreement, time.end),
    ...published(context.agreement),
    ...runs(context.agreement, time.end),
    ...kept(context, time.end),
  ];
}

function order({ time, dataProtection, transparency, powers }: Agreement, end: PlainDate): Problem[] {
  const pairs: readonly (readonly [string, PlainDate, string, PlainDate])[] = [
    ['dataProtection.dpia.completedOn', dataProtection.dpia.completedOn, 'time.start', time.start],
    ['time.start', time.start, 'time.firstRun', time.firstRun],
    ['transparency.publishOn', transparency.publishOn, 'time.firstRun', time.firstRun],
    ['time.firstRun', time.firstRun, 'time.end', end],
    ['time.firstRun', time.firstRun, 'time.reviewDue', time.reviewDue],
    ['time.reviewDue', time.reviewDue, 'time.end', end],
    ['time.firstRun', time.firstRun, 'time.evaluationDue', time.evaluationDue],
    ...clauses(powers, 'powers').map(
      ([power, at]) => [`${at}.asOf`, power.asOf, 'time.start', time.start] as const,
    ),
  ];
  return pairs
    .filter(([, earlier, , later]) => earlier > later)
    .map(([earlier, , later]) => problem('AGREEMENT_DATES_ORDER', { earlier, later }, earlier));
}

/** Safeguard 9: 14 days between publication and the first run. */
function published({ time, transparency }: Agreement): Problem[] {
  const days = daysBetween(transparency.publishOn, time.firstRun);
  if (days >= 14 || days < 0 || transparency.shortNotice !== undefined) return [];
  return [problem('AGREEMENT_PUBLISHED_TOO_LATE', { days }, 'transparency.publishOn')];
}

function runs({ limits, time }: Agreement, end: PlainDate): Problem[] {
  const found: Problem[] = [];
  const days = daysBetween(time.firstRun, end);
  const { runs: number, minimumGapDays: gap, permitHours: hours } = limits;
  if ((number - 1) * gap > Math.max(days, 0))
    found.push(problem('AGREEMENT_TOO_MANY_RUNS', { runs: number, gap, days }, 'limits.runs'));
  if (hours > 72) found.push(problem('AGREEMENT_PERMIT_TOO_LONG', { hours }, 'limits.permitHours'));
  return found;
}

const clocks: Readonly<Record<Artefact, readonly DisposalStep['clockStarts'][]>> = {
  'input-package': ['run-finished'],
  'intake-key': ['run-finished'],
  'output-package': ['run-finished', 'output-opened'],
  'opened-output': ['output-opened', 'agreement-ends'],
  'result-file': ['output-opened', 'agreement-ends'],
  'review-packet': ['run-finished'],
  'answer-file': ['run-finished', 'agreement-ends'],
  'return-file': ['return-received', 'agreement-ends'],
};

/** Every artefact that a run makes has a line that ends it, and no line is for nothing. */
function kept({ agreement }: Context, end: PlainDate): Problem[] {
  const made = artefactsOf(agreement);
  const key = (artefact: string, holder: string) => `${artefact} ${holder}`;
  const said = agreement.retention.map(({ artefact, holder }) => key(artefact, holder));
  const missing = made
    .filter(({ artefact, holder }) => !said.includes(key(artefact, holder)))
    .map(({ artefact, holder }) => problem('AGREEMENT_RETENTION_MISSING', { artefact, holder }, 'retention'));
  const lines = clauses(agreement.retention, 'retention').flatMap(([line, at], i) => {
    const { artefact, holder, clockStarts: clock } = line;
    const same = key(artefact, holder);
    const wanted = made.some((one) => key(one.artefact, one.holder) === same);
    if (!wanted || said.indexOf(same) !== i)
      return [problem('AGREEMENT_RETENTION_UNUSED', { artefact, holder }, at)];
    if (!clocks[artefact].includes(clock))
      return [problem('AGREEMENT_CLOCK', { artefact, clock, allowed: clocks[artefact].join(', ') }, at)];
    const from = clock === 'agreement-ends' ? end : agreement.time.firstRun;
    const late = addPeriod(from, line.keepFor) > end;
    return late && line.reason === undefined
      ? [problem('AGREEMENT_KEPT_TOO_LONG', { artefact, holder }, at)]
      : [];
  });
  return [...missing, ...lines];
}

/** What the parties hold because of a run. */
export function artefactsOf(
  agreement: Agreement,
): readonly { readonly artefact: Artefact; readonly holder: string }[] {
  const { operator } = agreement.matching;
  const all: { artefact: Artefact; holder: string }[] = [
    { artefact: 'input-package', holder: operator },
    { artefact: 'intake-key', holder: operator },
    ...agreement.outputs.flatMap(({ kind, to }): { artefact: Artefact; holder: string }[] => {
      if (kind === 'review') return [{ artefact: 'review-packet', holder: to }];
      const opened = kind === 'results' ? 'result-file' : 'opened-output';
      return [
        { artefact: 'output-package', holder: to },
        { artefact: opened, holder: to },
      ];
    }),
    ...agreement.inputs.map(({ party }) => ({ artefact: 'answer-file' as const, holder: party })),
    ...agreement.returns.map(({ to }) => ({ artefact: 'return-file' as const, holder: to })),
  ];
  return all.filter(
    (one, i) =>
      all.findIndex((other) => other.artefact === one.artefact && other.holder === one.holder) === i,
  );
}
