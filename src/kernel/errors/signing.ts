import type { ErrorGroup } from './define.ts';

export const signingErrors = {} as const satisfies ErrorGroup;
