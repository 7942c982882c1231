import type { ErrorGroup } from './define.ts';

export const appErrors = {
  DEMO_FOLDER_NOT_EMPTY: {
    exit: 2,
    what: 'The folder “{folder}” is not empty.',
    cure: 'Name a folder that does not exist yet, so that nothing of yours is mixed with the demonstration.',
  },
} as const satisfies ErrorGroup;
