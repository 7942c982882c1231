import * as z from 'zod';
import { schemas } from '#kernel';

/*
 * What every section is built from. Documents are closed, without nulls or floats; text is NFC, without control
 * characters, one paragraph. `meta` says in JSON Schema what a check in code says to us.
 */

const pattern = (text: string) => ({ type: 'string', pattern: text }) as const;

export const date = schemas.date.meta({ type: 'string', format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const digest = schemas.digest.meta(pattern('^sha256:[0-9a-f]{64}$'));
export const period = schemas.period.meta({ type: 'string', format: 'duration' });
export const organisationId = schemas.id.meta(pattern('^[a-z0-9][a-z0-9.-]{0,99}$'));

/** A name inside the document: of a party, an input, a field, an output, a flag. */
export const name = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'not a name (a-z, 0-9, _ and -, 40 at most)');

/** A slug of the law data. */
export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/, 'not a slug (a-z, 0-9 and -)');

/** `input.field`. */
export const fieldPath = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}\.[a-z][a-z0-9_-]{0,39}$/, 'not “input.field”');

/** A post, as key records name it: `information-asset-owner`. */
export const post = schemas.id.meta(pattern('^[a-z0-9][a-z0-9.-]{0,99}$'));

/** One paragraph of plain text, at most so many characters. */
export const line = (most: number) =>
  z
    .string()
    .min(1, 'is empty')
    .max(most, `is longer than ${most} characters`)
    .refine((text) => text === text.normalize('NFC'), 'is not in Unicode form NFC')
    .refine((text) => !/\p{C}|[\u2028\u2029]/u.test(text), 'has a line break or a control character')
    .refine((text) => text === text.trim(), 'begins or ends with a space');

export const label = line(120);
export const sentence = line(400);
export const paragraph = line(1200);

export const link = z
  .string()
  .max(500)
  .regex(/^https:\/\/[!-~]+$/, 'not an https address');

export const count = (least: number, most: number) =>
  z.number().int('is not a whole number').min(least, `is below ${least}`).max(most, `is above ${most}`);

/** A decimal number as text: signed documents carry no floats. */
export const decimal = z.string().regex(/^-?\d{1,4}(\.\d{1,6})?$/, 'not a decimal number in quotes');

export const list = <T extends z.ZodType>(item: T, most: number, least = 0) =>
  z.array(item).min(least, `needs at least ${least}`).max(most, `has more than ${most}`);

/** A document held elsewhere, bound by its digest. */
export const documentReference = z.strictObject({ digest, link });
