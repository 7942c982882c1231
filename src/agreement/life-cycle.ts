import { fail } from '#kernel';

export const states = [
  'draft',
  'assessed',
  'in-review',
  'agreed',
  'published',
  'active',
  'suspended',
  'ended',
  'closed',
] as const;
export type State = (typeof states)[number];

/** Who acts. `every-signatory` means that it happens when the last one that is needed has signed. */
export type Actor =
  | 'author'
  | 'reviewer'
  | 'every-signatory'
  | 'register-editor'
  | 'operator'
  | 'discloser'
  | 'regulator'
  | 'clock'
  | 'disposal-checker';

export type Command =
  | 'assess'
  | 'revise'
  | 'submit'
  | 'return'
  | 'sign'
  | 'publish'
  | 'activate'
  | 'suspend'
  | 'resume'
  | 'amend'
  | 'end'
  | 'close';

export interface Transition {
  readonly from: State;
  readonly command: Command;
  readonly by: readonly Actor[];
  readonly to: State;
  readonly when: string;
}

const stoppers: readonly Actor[] = ['discloser', 'operator', 'regulator'];

const suspend = (from: State): Transition => ({
  from,
  command: 'suspend',
  by: stoppers,
  to: 'suspended',
  when: 'One is enough to stop the whole share.',
});
const end = (from: State): Transition => ({
  from,
  command: 'end',
  by: ['discloser', 'operator', 'clock'],
  to: 'ended',
  when: 'The end date has come, or one of them leaves.',
});

/** What can be done with an agreement version, and by whom. Starting needs every signature; stopping needs one. */
export const transitions: readonly Transition[] = [
  {
    from: 'draft',
    command: 'assess',
    by: ['author'],
    to: 'assessed',
    when: 'The agreement compiles, so the law allows every flow.',
  },
  { from: 'assessed', command: 'revise', by: ['author'], to: 'draft', when: 'Something has to change.' },
  {
    from: 'assessed',
    command: 'submit',
    by: ['author'],
    to: 'in-review',
    when: 'The impact assessment, business case and security plan are with it.',
  },
  {
    from: 'in-review',
    command: 'return',
    by: ['reviewer'],
    to: 'draft',
    when: 'A reviewer asks for a change.',
  },
  {
    from: 'in-review',
    command: 'sign',
    by: ['every-signatory'],
    to: 'agreed',
    when: 'The last signatory has compiled, read and signed the same digests.',
  },
  {
    from: 'agreed',
    command: 'publish',
    by: ['register-editor'],
    to: 'published',
    when: 'The agreement and the impact assessment are public; what is withheld is shown as withheld.',
  },
  {
    from: 'published',
    command: 'activate',
    by: ['operator'],
    to: 'active',
    when: 'The day of the first run has come.',
  },
  suspend('agreed'),
  suspend('published'),
  suspend('active'),
  {
    from: 'suspended',
    command: 'resume',
    by: ['every-signatory'],
    to: 'active',
    when: 'Every signatory has signed that it goes on.',
  },
  {
    from: 'active',
    command: 'amend',
    by: ['every-signatory'],
    to: 'ended',
    when: 'Version n+1 names this version’s digest and is signed by everyone.',
  },
  end('active'),
  end('suspended'),
  end('published'),
  end('agreed'),
  {
    from: 'ended',
    command: 'close',
    by: ['disposal-checker'],
    to: 'closed',
    when: 'Everything held is destroyed, certified and checked by a second person.',
  },
];

/** The state after a command. Throws `AGREEMENT_STEP_NOT_ALLOWED`. */
export function nextState(state: State, command: Command, by: Actor): State {
  const found = transitions.find(
    (one) => one.from === state && one.command === command && one.by.includes(by),
  );
  return found?.to ?? fail('AGREEMENT_STEP_NOT_ALLOWED', { state, command, role: by });
}

/** The table as a page of the reference documentation. */
export function lifeCyclePage(): string {
  const rows = transitions.map(
    ({ from, command, by, to, when }) => `| ${from} | ${command} | ${by.join(', ')} | ${to} | ${when} |`,
  );
  return [
    '# Life cycle of an agreement',
    '',
    'Generated from `src/agreement/life-cycle.ts`. What is not in the table can’t be done.',
    'Starting needs every signature; stopping needs one. Nothing leads back from `ended` or `closed`.',
    '',
    '| from | command | by | to | when |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
