import { describe, expect, it } from 'vitest';
import type { DisposalStep, RunPlan } from '#agreement';
import { type Digest, type Instant, type PlainDate, parseDate, parseInstant } from '#kernel';
import { disposalsOf, dueDisposals, overdueDisposals } from './disposal-plan.ts';
import type { NodeEvent } from './journal/events.ts';
import { emptyState, fold, type NodeState } from './journal/state.ts';
import { whyNotRun } from './permit.ts';

const agreement: Digest = `sha256:${'a'.repeat(64)}`;
const digest: Digest = `sha256:${'b'.repeat(64)}`;
const date = parseDate;

const limits: RunPlan['limits'] = {
  firstRun: date('2026-12-01'),
  lastRun: date('2027-03-31'),
  runs: 3,
  minimumGapDays: 7,
  permitHours: 72,
  reviewDue: date('2027-03-01'),
  evaluationDue: date('2027-03-15'),
  clause: 'limits',
};

const step = (change: Partial<DisposalStep>): DisposalStep => ({
  step: 'dispose',
  artefact: 'input-package',
  holder: 'operator',
  clockStarts: 'run-finished',
  keepFor: 'P2D',
  method: 'crypto-erase',
  certificateWithinDays: 5,
  clause: 'retention[0]',
  ...change,
});

const planWith = (disposal: readonly DisposalStep[] = []): RunPlan =>
  ({ limits, disposal }) as unknown as RunPlan;

const stateAfter = (...events: readonly (readonly [string, NodeEvent])[]): NodeState =>
  events.reduce((state, [at, event]) => fold(state, { at: parseInstant(at), event }), emptyState);

const run = 1;
const started = (at: string, number = run) =>
  [at, { kind: 'run-started', agreement, run: number, intake: digest }] as const;
const finished = (at: string, number = run) =>
  [at, { kind: 'run-finished', agreement, run: number, receipt: digest, outputs: [] }] as const;
const prepared = (at: string, notAfter: Instant) =>
  [
    at,
    {
      kind: 'input-prepared',
      agreement,
      run,
      input: 'people',
      package: digest,
      intake: digest,
      replyTo: 'age1',
      notAfter,
      rows: 10,
    },
  ] as const;
const suspended = [
  '2026-12-02T09:00:00Z',
  { kind: 'suspended', agreement, reason: 'breach', post: 'node', keyId: 'x' },
] as const;
const resumed = [
  '2026-12-03T09:00:00Z',
  { kind: 'resumed', agreement, reason: 'mended', post: 'owner', keyId: 'y' },
] as const;

describe('when data may move, by the agreement’s limits', () => {
  const nothing = emptyState;
  const reviewed = stateAfter([
    '2027-03-02T09:00:00Z',
    { kind: 'review-recorded', agreement, of: 'review', report: digest },
  ]);
  it.each<[string, string, number, NodeState, readonly string[]]>([
    ['the first day', '2026-12-01', 1, nothing, []],
    ['the day before it', '2026-11-30', 1, nothing, ['NODE_BEFORE_FIRST_RUN']],
    ['the last run number', '2026-12-01', 3, nothing, []],
    ['one more', '2026-12-01', 4, nothing, ['NODE_OVER_RUN_BUDGET']],
    ['the day the review is due', '2027-03-01', 1, nothing, []],
    ['the day after it', '2027-03-02', 1, nothing, ['NODE_REVIEW_OVERDUE']],
    ['the day after it, with the review done', '2027-03-02', 1, reviewed, []],
    [
      'the evaluation overdue too',
      '2027-03-16',
      1,
      nothing,
      ['NODE_REVIEW_OVERDUE', 'NODE_EVALUATION_OVERDUE'],
    ],
    [
      'past the end',
      '2027-04-01',
      1,
      nothing,
      ['NODE_AFTER_LAST_RUN', 'NODE_REVIEW_OVERDUE', 'NODE_EVALUATION_OVERDUE'],
    ],
    ['suspended', '2026-12-10', 1, stateAfter(suspended), ['NODE_SUSPENDED']],
    ['resumed', '2026-12-10', 1, stateAfter(suspended, resumed), []],
    [
      'six days after another run',
      '2026-12-07',
      2,
      stateAfter(started('2026-12-01T10:00:00Z')),
      ['NODE_GAP_NOT_KEPT'],
    ],
    ['seven days after it', '2026-12-08', 2, stateAfter(started('2026-12-01T10:00:00Z')), []],
    ['the same run again, the next day', '2026-12-02', 1, stateAfter(started('2026-12-01T10:00:00Z')), []],
  ])('%s', (_, on, number, state, codes) => {
    const question = { plan: planWith(), agreement, run: number, party: 'operator', on: date(on), state };
    expect(whyNotRun(question).map(({ code }) => code)).toEqual(codes);
  });
});

describe('what must be destroyed, and when', () => {
  const ended = stateAfter(
    [
      '2026-12-01T09:00:00Z',
      {
        kind: 'intake-made',
        agreement,
        run,
        sealedTo: 'age1',
        record: digest,
        notAfter: parseInstant('2026-12-04T09:00:00Z'),
      },
    ],
    started('2026-12-01T10:00:00Z'),
    finished('2026-12-01T10:05:00Z'),
  );
  const deadlineOf = (disposal: DisposalStep, state: NodeState, party = 'operator'): PlainDate | undefined =>
    disposalsOf(planWith([disposal]), agreement, party, state)[0]?.deadline;

  it('the operator’s clock starts when the run ended', () => {
    expect(deadlineOf(step({}), ended)).toBe('2026-12-03');
    expect(deadlineOf(step({ artefact: 'intake-key', keepFor: 'P1M' }), ended)).toBe('2027-01-01');
  });

  it('a sender that never heard of the end counts from the end of its permit', () => {
    const sent = stateAfter(prepared('2026-12-01T09:00:00Z', parseInstant('2026-12-04T09:00:00Z')));
    expect(deadlineOf(step({ holder: 'sender' }), sent, 'sender')).toBe('2026-12-06');
  });

  it('a party destroys only what the plan says that it holds', () => {
    expect(deadlineOf(step({ holder: 'somebody-else' }), ended)).toBeUndefined();
    expect(deadlineOf(step({ artefact: 'opened-output' }), ended)).toBeUndefined();
  });

  it.each([
    ['2026-12-02', 0, 0],
    ['2026-12-03', 1, 0],
    ['2026-12-08', 1, 0],
    ['2026-12-09', 1, 1],
  ])('on %s: %i due, %i overdue', (on, due, overdue) => {
    const plan = planWith([step({})]);
    expect(dueDisposals(plan, agreement, 'operator', ended, date(on))).toHaveLength(due);
    expect(overdueDisposals(plan, agreement, 'operator', ended, date(on))).toHaveLength(overdue);
  });

  it('destroyed is not enough: without a second person’s certificate it becomes overdue and stops the next run', () => {
    const plan = planWith([step({})]);
    const destroyed = fold(ended, {
      at: parseInstant('2026-12-03T10:00:00Z'),
      event: {
        kind: 'artefact-destroyed',
        agreement,
        run,
        artefact: 'input-package',
        things: [digest],
        keys: ['age1'],
        deadline: date('2026-12-03'),
      },
    });
    const certified = fold(destroyed, {
      at: parseInstant('2026-12-04T10:00:00Z'),
      event: {
        kind: 'disposal-certified',
        agreement,
        run,
        artefacts: ['input-package'],
        certificate: digest,
        post: 'checker',
      },
    });
    const next = (state: NodeState) =>
      whyNotRun({ plan, agreement, run: 2, party: 'operator', on: date('2026-12-10'), state }).map(
        ({ code }) => code,
      );
    expect(dueDisposals(plan, agreement, 'operator', destroyed, date('2026-12-10'))).toEqual([]);
    expect(next(destroyed)).toEqual(['NODE_DISPOSAL_OVERDUE']);
    expect(next(certified)).toEqual([]);
  });
});
