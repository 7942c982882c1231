import type { ErrorGroup } from './define.ts';

export const kernelErrors = {
  JSON_ENCODING: {
    exit: 4,
    what: 'The JSON text is not plain UTF-8 (byte {offset}): {reason}.',
    cure: 'Save the file as UTF-8 without a byte order mark.',
  },
  JSON_SYNTAX: {
    exit: 4,
    what: 'The JSON text is malformed at byte {offset}: {reason}.',
    cure: 'Correct the text at that place.',
  },
  JSON_DUPLICATE_MEMBER: {
    exit: 4,
    what: 'The member “{member}” occurs twice in one object (byte {offset}).',
    cure: 'Keep one of them: readers disagree about which one counts.',
  },
  JSON_TOO_DEEP: {
    exit: 4,
    what: 'The JSON text is nested deeper than {limit} levels (byte {offset}).',
    cure: 'Flatten the document.',
  },
  CANONICAL_UNREPRESENTABLE: {
    exit: 4,
    what: 'A value at {path} has no canonical JSON form: {reason}.',
    cure: 'Use strings, finite numbers, booleans, arrays and plain objects only.',
  },
  DATE_INVALID: {
    exit: 4,
    what: '“{text}” is not a date.',
    cure: 'Write dates as YYYY-MM-DD, for example 2026-11-21.',
  },
  INSTANT_INVALID: {
    exit: 4,
    what: '“{text}” is not a time.',
    cure: 'Write times in UTC as YYYY-MM-DDTHH:MM:SSZ.',
  },
  PERIOD_INVALID: {
    exit: 4,
    what: '“{text}” is not a length of time.',
    cure: 'Write ISO 8601 years, months, weeks or days, for example P6M or P30D.',
  },
  DIGEST_INVALID: {
    exit: 4,
    what: '“{text}” is not a digest.',
    cure: 'Write “sha256:” followed by 64 lower-case hexadecimal digits.',
  },
} as const satisfies ErrorGroup;
