import type { ErrorGroup } from './define.ts';

export const cliErrors = {} as const satisfies ErrorGroup;
