import * as z from 'zod';
import { schemas } from '#kernel';

/** Counts that everyone may see are multiples of this. */
const PUBLIC_STEP = 10;

/**
 * A count rounded to the nearest multiple of `step`, halves up, so that a count in public says nothing about one
 * person. Both are whole numbers, the count 0 or more.
 */
export const roundCount = (count: number, step: number = PUBLIC_STEP): number =>
  Math.floor(count / step + 0.5) * step;

/** A count for the public: only multiples of ten pass, so an exact count cannot slip in. */
export const roundedCount = schemas.count.refine(
  (count) => count % PUBLIC_STEP === 0,
  `a public count must be rounded to ${PUBLIC_STEP}`,
);

/** The code of a problem in the catalogue of whichever version wrote it. */
export const code = z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'not an error code');
