import type { ErrorGroup } from './define.ts';

export const lawErrors = {} as const satisfies ErrorGroup;
