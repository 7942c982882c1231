import type { ErrorGroup } from './define.ts';

export const transparencyErrors = {} as const satisfies ErrorGroup;
