import * as z from 'zod';
import { type Instant, isDate, isInstant, isPeriod, type PlainDate } from './dates.ts';
import { type Digest, isDigest } from './digest.ts';

// Most documents are read once: a reader made for each, by compiling it, costs more than it saves.
z.config({ jitless: true });

const text = <T extends string>(is: (text: string) => boolean, what: string) =>
  z.custom<T>((value) => typeof value === 'string' && is(value), `not ${what}`);

/** The kernel's own types as zod schemas, so that every closed document reads them alike. */
export const schemas = {
  date: text<PlainDate>(isDate, 'a date (YYYY-MM-DD)'),
  instant: text<Instant>(isInstant, 'a UTC time (YYYY-MM-DDTHH:MM:SSZ)'),
  period: text<string>(isPeriod, 'an ISO 8601 length of time'),
  digest: text<Digest>(isDigest, 'a digest (sha256: and 64 hexadecimal digits)'),
  /** A count: 0 to 2^53 - 1. */
  count: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  /** An identifier of ours: a lower-case letter or digit, then letters, digits, dots and hyphens, 100 at most. */
  id: text<string>((value) => /^[a-z0-9][a-z0-9.-]{0,99}$/.test(value), 'an id (a-z, 0-9, dots, hyphens)'),
} as const;

/** What a schema found wrong, as one line: places and rules, never values. */
export const issuesText = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => `${path.join('.') || 'document'}: ${message}`).join('; ');
