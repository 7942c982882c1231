import type { AgreementState, Operating, RunState } from './state.ts';

/** What can be asked of a node about an agreement or a run of it. */
export const commands = [
  'intake',
  'prepare',
  'run',
  'open',
  'return',
  'answer',
  'suspend',
  'resume',
  'dispose',
] as const;
export type Command = (typeof commands)[number];

export type AgreementStage = 'active' | 'suspended';
export const agreementStages: readonly AgreementStage[] = ['active', 'suspended'];

export type Refusal =
  | 'NODE_SUSPENDED'
  | 'NODE_ALREADY_SUSPENDED'
  | 'NODE_NOT_SUSPENDED'
  | 'NODE_INTAKE_EXISTS'
  | 'NODE_NO_INTAKE'
  | 'NODE_RUN_NUMBER_SPENT';

type Answer = 'allowed' | Refusal;

/**
 * Which commands an agreement's stage allows. Stopping is always possible. What has crossed already can still be
 * opened, answered for and destroyed while the agreement is suspended: nothing new crosses.
 */
export const agreementTable: Readonly<Record<Command, Readonly<Record<AgreementStage, Answer>>>> = {
  intake: { active: 'allowed', suspended: 'NODE_SUSPENDED' },
  prepare: { active: 'allowed', suspended: 'NODE_SUSPENDED' },
  run: { active: 'allowed', suspended: 'NODE_SUSPENDED' },
  open: { active: 'allowed', suspended: 'allowed' },
  return: { active: 'allowed', suspended: 'allowed' },
  answer: { active: 'allowed', suspended: 'allowed' },
  suspend: { active: 'allowed', suspended: 'NODE_ALREADY_SUSPENDED' },
  resume: { active: 'NODE_NOT_SUSPENDED', suspended: 'allowed' },
  dispose: { active: 'allowed', suspended: 'allowed' },
};

export const operatingStages: readonly Operating[] = ['none', 'intake-open', 'started', 'finished', 'failed'];

/** Which commands the operator's side of a run allows. A run number that was started is spent, whatever came of it. */
export const operatingTable: Readonly<Record<'intake' | 'run', Readonly<Record<Operating, Answer>>>> = {
  intake: {
    none: 'allowed',
    'intake-open': 'NODE_INTAKE_EXISTS',
    started: 'NODE_RUN_NUMBER_SPENT',
    finished: 'NODE_RUN_NUMBER_SPENT',
    failed: 'NODE_RUN_NUMBER_SPENT',
  },
  run: {
    none: 'NODE_NO_INTAKE',
    'intake-open': 'allowed',
    started: 'NODE_RUN_NUMBER_SPENT',
    finished: 'NODE_RUN_NUMBER_SPENT',
    failed: 'NODE_RUN_NUMBER_SPENT',
  },
};

export const stageOf = ({ suspended }: AgreementState): AgreementStage =>
  suspended === undefined ? 'active' : 'suspended';

/** Why a command is refused by where things stand; `undefined` when it is allowed. */
export function refusal(command: Command, agreement: AgreementState, run?: RunState): Refusal | undefined {
  const byAgreement = agreementTable[command][stageOf(agreement)];
  if (byAgreement !== 'allowed') return byAgreement;
  if (run === undefined || (command !== 'intake' && command !== 'run')) return undefined;
  const byRun = operatingTable[command][run.operating];
  return byRun === 'allowed' ? undefined : byRun;
}

/** Both tables as Markdown: `docs/reference/node-life-cycle.md`. */
export function lifeCycleTables(): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = <S extends string>(
    stages: readonly S[],
    rows: readonly (readonly [string, Readonly<Record<S, Answer>>])[],
  ): string =>
    [
      row(['command', ...stages]),
      row(['---', ...stages.map(() => '---')]),
      ...rows.map(([command, answers]) => row([command, ...stages.map((stage) => answers[stage])])),
    ].join('\n');
  return [
    '## An agreement at a node',
    '',
    table(
      agreementStages,
      commands.map((command) => [command, agreementTable[command]] as const),
    ),
    '',
    '## A run, at its operator',
    '',
    table(
      operatingStages,
      (['intake', 'run'] as const).map((command) => [command, operatingTable[command]] as const),
    ),
    '',
  ].join('\n');
}
