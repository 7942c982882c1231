import { dateOf, type Instant, longDate } from '#kernel';

export { grouped } from '#kernel';
export { counted, listed } from '#web/kit';

/** `21 November 2026 at 14:05 UTC`. */
export const longTime = (at: Instant): string => `${longDate(dateOf(at))} at ${at.slice(11, 16)} UTC`;

/** An id of ours as words: `senior-responsible-owner` gives “Senior responsible owner”. */
export const worded = (id: string): string => {
  const text = id.replace(/[-_]/g, ' ');
  return text.slice(0, 1).toUpperCase() + text.slice(1);
};

/** The first sixteen hexadecimal digits of a digest or key id, in groups of four: enough to compare by eye. */
export const shortened = (digest: string): string =>
  (
    digest
      .replace(/^sha256:/, '')
      .slice(0, 16)
      .match(/.{1,4}/g) ?? []
  ).join(' ');
