import type { ErrorGroup } from './define.ts';

export const syntheticErrors = {} as const satisfies ErrorGroup;
