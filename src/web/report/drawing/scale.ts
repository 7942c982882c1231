/** Turns a number into a place. */
export type Scale = (value: number) => number;

export const linear =
  ([low, high]: readonly [number, number], [from, to]: readonly [number, number]): Scale =>
  (value) =>
    high === low ? from : from + ((value - low) / (high - low)) * (to - from);

/** The least of 1, 2 and 5 times a power of ten that parts a span into at most so many steps. */
export function niceStep(span: number, most: number): number {
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((factor) => factor * power >= rough * (1 - 1e-12)) ?? 10) * power;
}

/** Round numbers from at most `low` to at least `high`, at most about so many. */
export function ticksBetween(low: number, high: number, most = 8): number[] {
  if (!(high > low)) return [low];
  const step = niceStep(high - low, most);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toFixed(digits)) + 0);
}

/** Powers of ten from 1 to at least `high`. */
export function powersUpTo(high: number): number[] {
  const last = Math.max(1, Math.ceil(Math.log10(Math.max(high, 1)) - 1e-9));
  return Array.from({ length: last + 1 }, (_, k) => 10 ** k);
}

/** A scale of powers of ten on which 0 is as low as anything below 1, a little under it. */
export const logarithmic =
  ([, high]: readonly [number, number], [from, to]: readonly [number, number], floor = 0.5): Scale =>
  (value) =>
    from +
    ((Math.log10(Math.max(value, floor)) - Math.log10(floor)) / (Math.log10(high) - Math.log10(floor))) *
      (to - from);
