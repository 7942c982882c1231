import type { ErrorGroup } from './define.ts';

export const lawErrors = {
  LAW_FACTS_INVALID: {
    exit: 4,
    what: 'The facts of the question are not in the form that the law data reads: {reason}.',
    cure: 'Correct the members named. A fact that is not known is left out, not guessed.',
  },
  LAW_DATA_INVALID: {
    exit: 4,
    what: 'The law data are not in a form that this version reads: {reason}.',
    cure: 'Use law data of the format stile-law-data/1, as published with Stile.',
  },
} as const satisfies ErrorGroup;
