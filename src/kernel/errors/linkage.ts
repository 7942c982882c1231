import type { ErrorGroup } from './define.ts';

export const linkageErrors = {} as const satisfies ErrorGroup;
