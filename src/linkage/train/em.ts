// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import type { PatternCounts } from '../scan/scan-plan.ts';
import { type Numbering, refine, together } from './dense.ts';
import { cellNumbers, type JointTable, type LevelOdds } from './parameters.ts';
import { type ComparisonShape, fixes, type Shape, touches } from './shape.ts';

/** Matches' worth of prior belief in each comparison's m: enough that no count sticks at 0. */
export const PRIOR_MATCHES = 2;
/** Pairs' worth of prior belief, each way, in a session's share of matches. */
const PRIOR_PAIRS = 0.5;
const MOST_ITERATIONS = 500;
/** EM stops when no probability moves by more. */
const SMALL_CHANGE = 1e-5;
const TRIAL_ITERATIONS = 12;

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

export interface Session {
  readonly rule: number;
  /** Pairs that the rule gives. */
  readonly pairs: number;
  /** Comparisons that the session can teach: the rule does not look at them, nor at what they depend on. */
  readonly free: readonly number[];
  readonly m: ReadonlyMap<number, Float64Array>;
  /** Share of the session's pairs that are matches. */
  readonly share: number;
  readonly expectedMatches: number;
  readonly iterations: number;
  /** The largest move of any probability in the last iteration. */
  readonly change: number;
  readonly converged: boolean;
  /** Log-likelihood with the priors, after each iteration from the chosen start; never falls. */
  readonly likelihoods: readonly number[];
  readonly start: number;
}

/** Comparisons that a rule leaves free: it looks at none of their fields. `narrow`: at none of what their first levels ask for. */
export const freeOf = (shape: Shape, rule: number, narrow = false): number[] =>
  shape.comparisons.flatMap((one, c) => ((narrow ? fixes : touches)(shape.rules[rule]!, one) ? [] : [c]));

/** The pairs of one rule by the levels of the comparisons that it leaves free. */
interface Collapsed {
  readonly free: readonly number[];
  readonly counts: Float64Array;
  readonly patterns: number;
  /** Numbers of (comparison, level) into one table, pattern after pattern. */
  readonly slots: Uint16Array;
  readonly offsets: readonly number[];
  readonly slotCount: number;
  /** Log-probability of each pattern among pairs that don't match. */
  readonly logU: Float64Array;
}

function collapse(
  shape: Shape,
  counts: PatternCounts,
  rule: number,
  free: readonly number[],
  odds: readonly LevelOdds[],
  joint: readonly JointTable[],
): Collapsed {
  const { comparisons, levels } = counts;
  const bit = (1 << rule) >>> 0;
  const chosen: number[] = [];
  for (let p = 0; p < counts.patterns; p++) if (counts.rules[p]! & bit) chosen.push(p);
  let numbering: Numbering = together(chosen.length);
  const packed = new Uint32Array(chosen.length).fill(1);
  let width = 1;
  const flush = () => {
    numbering = refine(numbering, packed);
    packed.fill(1);
    width = 1;
  };
  // Of a group that the rule looks at in part, what is free is judged given the levels of the rest.
  const tables = joint.filter(({ members }) => members.some((c) => free.includes(c)));
  const kept = [...new Set([...free, ...tables.flatMap(({ members }) => members)])];
  for (const c of kept) {
    const own = shape.comparisons[c]!.levels;
    if (width * own > 1e9) flush();
    for (let k = 0; k < chosen.length; k++)
      packed[k] = packed[k]! + levels[chosen[k]! * comparisons + c]! * width;
    width *= own;
  }
  // The first refinement takes codes as they are; a second makes them dense.
  flush();
  numbering = refine({ ids: numbering.ids, count: 2 }, new Uint8Array(chosen.length).fill(1));
  const patterns = numbering.count;
  const sums = new Float64Array(patterns);
  const example = new Uint32Array(patterns);
  for (let k = chosen.length - 1; k >= 0; k--) {
    const at = numbering.ids[k]! - 1;
    sums[at] = sums[at]! + counts.counts[chosen[k]!]!;
    example[at] = chosen[k]!;
  }
  const offsets: number[] = [];
  let slotCount = 0;
  for (const c of free) {
    offsets.push(slotCount);
    slotCount += shape.comparisons[c]!.levels;
  }
  const slots = new Uint16Array(patterns * free.length);
  const logU = new Float64Array(patterns);
  const grouped = new Set(tables.flatMap(({ members }) => members));
  free.forEach((c, k) => {
    const one = shape.comparisons[c]!;
    const logs = odds[c]!.u.map((u, l) => (one.missing[l] || grouped.has(c) ? 0 : Math.log(u)));
    for (let p = 0; p < patterns; p++) {
      const level = levels[example[p]! * comparisons + c]!;
      slots[p * free.length + k] = offsets[k]! + level;
      logU[p] = logU[p]! + logs[level]!;
    }
  });
  for (const table of tables) {
    const logs = givenRest(shape, table, free);
    const cells = cellNumbers(counts, table.members, table.strides);
    for (let p = 0; p < patterns; p++) logU[p] = logU[p]! + logs[cells[example[p]!]!]!;
  }
  return { free, counts: sums, patterns, slots, offsets, slotCount, logU };
}

/** Log of u of each cell of a group, given the levels of those members that are not free. */
function givenRest(shape: Shape, { members, strides, u }: JointTable, free: readonly number[]): Float64Array {
  const rest = Float64Array.from(u);
  members.forEach((c, k) => {
    if (!free.includes(c)) return;
    const { levels, present } = shape.comparisons[c]!;
    const sums = new Float64Array(rest.length);
    for (let cell = 0; cell < rest.length; cell++) {
      const zero = cell - (Math.floor(cell / strides[k]!) % levels) * strides[k]!;
      for (const l of present) sums[cell] = sums[cell]! + rest[zero + l * strides[k]!]!;
    }
    rest.set(sums);
  });
  return u.map((one, cell) => Math.log(one / rest[cell]!));
}

interface State {
  share: number;
  m: Float64Array;
}

/** One iteration, in place; returns the log-likelihood (with priors) before it and the largest move. */
function iterate(data: Collapsed, prior: Float64Array, fixed: Uint8Array, state: State) {
  const { counts, patterns, slots, free, slotCount, logU, offsets } = data;
  const width = free.length;
  const logM = state.m.map((one, s) => (fixed[s] ? 0 : Math.log(one)));
  const logOdds = Math.log(state.share / (1 - state.share));
  const logRest = Math.log(1 - state.share);
  const sums = new Float64Array(slotCount);
  let matches = 0;
  let pairs = 0;
  let likelihood = PRIOR_PAIRS * (Math.log(state.share) + logRest);
  for (let p = 0; p < patterns; p++) {
    const count = counts[p]!;
    let log = logOdds - logU[p]!;
    for (let k = p * width; k < (p + 1) * width; k++) log += logM[slots[k]!]!;
    const odds = Math.exp(-log);
    const match = count / (1 + odds);
    // log(share M + rest U) = log(rest U) + log(1 + e^log), safe for large e^log.
    likelihood += count * (logRest + logU[p]! + (log > 30 ? log : Math.log1p(1 / odds)));
    matches += match;
    pairs += count;
    for (let k = p * width; k < (p + 1) * width; k++) sums[slots[k]!]! += match;
  }
  let change = 0;
  const share = (matches + PRIOR_PAIRS) / (pairs + 2 * PRIOR_PAIRS);
  change = Math.abs(share - state.share);
  for (let k = 0; k < width; k++) {
    const from = offsets[k]!;
    const until = k + 1 < width ? offsets[k + 1]! : slotCount;
    let whole = 0;
    for (let s = from; s < until; s++) if (!fixed[s]) whole += sums[s]! + prior[s]!;
    for (let s = from; s < until; s++) {
      if (fixed[s]) continue;
      likelihood += prior[s]! * logM[s]!;
      const next = (sums[s]! + prior[s]!) / whole;
      change = Math.max(change, Math.abs(next - state.m[s]!));
      state.m[s] = next;
    }
  }
  state.share = share;
  return { likelihood, change, matches };
}

/**
 * Learns m from the pairs of one blocking rule by expectation and maximisation, u held fixed: a mixture of matches
 * and others. Several starts; the likeliest after a few iterations is carried on. Deterministic.
 */
export function runSession(
  shape: Shape,
  counts: PatternCounts,
  rule: number,
  free: readonly number[],
  odds: readonly LevelOdds[],
  joint: readonly JointTable[] = [],
): Session {
  const data = collapse(shape, counts, rule, free, odds, joint);
  const prior = new Float64Array(data.slotCount);
  const fixed = new Uint8Array(data.slotCount);
  free.forEach((c, k) => {
    const one = shape.comparisons[c]!;
    priorM(one).forEach((m, l) => {
      prior[data.offsets[k]! + l] = m * PRIOR_MATCHES;
      fixed[data.offsets[k]! + l] = one.missing[l]!;
    });
  });
  const starts = startsOf(shape, free, data, prior, fixed, odds);
  let best: { state: State; likelihoods: number[]; change: number; start: number } | undefined;
  starts.forEach((state, start) => {
    const likelihoods: number[] = [];
    let change = 1;
    for (let i = 0; i < TRIAL_ITERATIONS && change > SMALL_CHANGE; i++) {
      const step = iterate(data, prior, fixed, state);
      likelihoods.push(step.likelihood);
      change = step.change;
    }
    const last = likelihoods.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (!best || last > (best.likelihoods.at(-1) as number)) best = { state, likelihoods, change, start };
  });
  const { state, likelihoods, start } = best!;
  let { change } = best!;
  let matches = 0;
  while (likelihoods.length < MOST_ITERATIONS && change > SMALL_CHANGE) {
    const step = iterate(data, prior, fixed, state);
    likelihoods.push(step.likelihood);
    change = step.change;
  }
  let pairs = 0;
  for (const count of data.counts) pairs += count;
  matches = Math.max(0, state.share * (pairs + 2 * PRIOR_PAIRS) - PRIOR_PAIRS);
  const m = new Map(
    free.map((c, k) => {
      const own = state.m.slice(data.offsets[k]!, data.offsets[k]! + shape.comparisons[c]!.levels);
      return [c, own.map((one, l) => (shape.comparisons[c]!.missing[l] ? Number.NaN : one))];
    }),
  );
  return {
    rule,
    pairs,
    free,
    m,
    share: state.share,
    expectedMatches: matches,
    iterations: likelihoods.length,
    change,
    converged: change <= SMALL_CHANGE,
    likelihoods,
    start,
  };
}

/** A hopeful, a doubtful and a level start. */
function startsOf(
  shape: Shape,
  free: readonly number[],
  data: Collapsed,
  prior: Float64Array,
  fixed: Uint8Array,
  odds: readonly LevelOdds[],
): State[] {
  const believed = prior.map((one) => one / PRIOR_MATCHES);
  const between = Float64Array.from(believed);
  const even = Float64Array.from(believed);
  free.forEach((c, k) => {
    const { present } = shape.comparisons[c]!;
    for (const l of present) {
      const s = data.offsets[k]! + l;
      between[s] = (believed[s]! + odds[c]!.u[l]!) / 2;
      even[s] = 1 / present.length;
    }
  });
  for (const m of [believed, between, even])
    for (let s = 0; s < m.length; s++) if (fixed[s]) m[s] = Number.NaN;
  return [
    { share: 0.3, m: believed },
    { share: 0.02, m: between },
    { share: 0.3, m: even },
  ];
}

/** m of each comparison over its sessions, weighted by their expected matches. NaN where no session teaches it. */
export function combineSessions(shape: Shape, sessions: readonly Session[]): (Float64Array | undefined)[] {
  return shape.comparisons.map((one, c) => {
    const teaching = sessions.filter((session) => session.m.has(c));
    let whole = 0;
    const sum = new Float64Array(one.levels);
    for (const { m, expectedMatches } of teaching) {
      const weight = expectedMatches + 1e-9;
      whole += weight;
      m.get(c)!.forEach((value, l) => {
        sum[l] = sum[l]! + weight * value;
      });
    }
    return teaching.length === 0 ? undefined : sum.map((value) => value / whole);
  });
}
