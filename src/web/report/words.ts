import { grouped } from '#kernel';

/** Numbers as a report writes them: alike on every machine, and never more exact than they are. */

/** `1,234`; `−1,234`. */
export const count = (value: number): string => (value < 0 ? '−' : '') + grouped(Math.abs(Math.round(value)));

/** Expected counts are not whole: `27.3`, `1,308`, `under 0.1`. */
export const about = (value: number): string =>
  value === 0 ? '0' : value < 0.1 ? 'under 0.1' : value < 100 ? value.toFixed(1) : count(value);

/** `97.8%`. Never 100% or 0% for what is not all or nothing. */
export function percent(share: number | null | undefined): string {
  if (share === undefined || share === null || Number.isNaN(share)) return 'none';
  if (share >= 1) return '100%';
  if (share <= 0) return '0%';
  const value = share * 100;
  if (value > 99.9) return value > 99.99 ? 'over 99.99%' : `${(Math.floor(value * 100) / 100).toFixed(2)}%`;
  return value < 0.1 ? (value < 0.01 ? 'under 0.01%' : `${value.toFixed(2)}%`) : `${value.toFixed(1)}%`;
}

/** `+2.1 points`, of percentage shares. */
export const points = (difference: number): string => `${signed(difference * 100, 1)}`;

/** `+9.31`, `−4.20`, `0.00`. */
export function signed(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** A threshold or the edge of a band: `4`, `−2`, `5.5`. */
export const weight = (value: number): string => String(value + 0).replace('-', '−');

/** A probability: `0.912`, or `1 in 24,500` where it is small; never 1 for what is a little less. */
export function chance(value: number): string {
  if (value < 0.001) return value > 0 ? `1 in ${count(Number((1 / value).toPrecision(3)))}` : '0';
  return value > 0.999 && value < 1 ? 'over 0.999' : String(Number(value.toPrecision(3)));
}

/** `date of birth` for `date_of_birth`. */
export const plain = (name: string): string => name.replace(/[-_]/g, ' ');

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A band of weight: `4 to 6`, `below −20`, `40 and above`. */
export const band = (from: number, until: number): string =>
  from === Number.NEGATIVE_INFINITY
    ? `below ${weight(until)}`
    : until === Number.POSITIVE_INFINITY
      ? `${weight(from)} and above`
      : `${weight(from)} to ${weight(until)}`;
