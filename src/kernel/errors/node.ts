import type { ErrorGroup } from './define.ts';

export const nodeErrors = {} as const satisfies ErrorGroup;
