import { dateOf, type Instant, longDate } from '#kernel';

/** `21 November 2026 at 14:05 UTC`. */
export const longTime = (at: Instant): string => `${longDate(dateOf(at))} at ${at.slice(11, 16)} UTC`;

/** `1,234`, independent of the machine’s language. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** An id of ours as words: `senior-responsible-owner` gives “Senior responsible owner”. */
export const worded = (id: string): string => {
  const text = id.replace(/[-_]/g, ' ');
  return text.slice(0, 1).toUpperCase() + text.slice(1);
};

/** “A”, “A and B”, “A, B and C”. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** `1 run`, `2 runs`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

/** The first sixteen hexadecimal digits of a digest or key id, in groups of four: enough to compare by eye. */
export const shortened = (digest: string): string =>
  (
    digest
      .replace(/^sha256:/, '')
      .slice(0, 16)
      .match(/.{1,4}/g) ?? []
  ).join(' ');
