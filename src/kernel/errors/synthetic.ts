import type { ErrorGroup } from './define.ts';

export const syntheticErrors = {
  SYNTHETIC_SIZE_INVALID: {
    exit: 2,
    what: 'The number of {what} cannot be generated.',
    cure: 'Give a whole number from 1 to {most}.',
  },
} as const satisfies ErrorGroup;
