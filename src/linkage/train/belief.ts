// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import type { ComparisonShape } from './shape.ts';

/** Matches' worth of prior belief in each comparison's m: enough that no count sticks at 0. */
const PRIOR_MATCHES = 2;
/**
 * Records of one person seldom differ wholly in any one fact. Without this bound a file with few of them teaches what people of
 * one home are like: the same address and never the same name.
 */
const MOST_ELSE = 0.35;

/** Before any pair is seen: a match mostly reaches the first level, and each level below it half as often as the one above. */
export function priorM({ present, levels, missing }: ComparisonShape): Float64Array {
  const m = new Float64Array(levels);
  const rest = present.slice(1);
  const top = rest.length === 0 ? 1 : 0.8;
  m[present[0]!] = top;
  const whole = rest.reduce((sum, _, k) => sum + 2 ** -k, 0);
  rest.forEach((level, k) => {
    m[level] = ((1 - top) * 2 ** -k) / whole;
  });
  return m.map((one, level) => (missing[level] ? Number.NaN : one));
}

/** Matches counted at each level, with the belief, as shares of the present ones. */
export function countedM(one: ComparisonShape, matches: Float64Array): Float64Array {
  const believed = priorM(one);
  let whole = 0;
  for (const l of one.present) whole += matches[l]! + believed[l]! * PRIOR_MATCHES;
  return believed.map((m, l) => (matches[l]! + m * PRIOR_MATCHES) / whole);
}

/** The same of matches that are themselves estimated: no more of them at the last level than is believed of people. */
export function estimatedM(one: ComparisonShape, matches: Float64Array): Float64Array {
  const m = countedM(one, matches);
  const last = one.present.at(-1)!;
  if (one.present.length < 2 || m[last]! <= MOST_ELSE) return m;
  const rest = (1 - MOST_ELSE) / (1 - m[last]!);
  return m.map((share, level) => (level === last ? MOST_ELSE : share * rest));
}
