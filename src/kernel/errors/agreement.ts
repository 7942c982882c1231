import type { ErrorGroup } from './define.ts';

export const agreementErrors = {} as const satisfies ErrorGroup;
