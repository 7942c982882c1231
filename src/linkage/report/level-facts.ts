// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { conditionWords } from '../english.ts';
import { type Comparison, type LinkageModel, termFrequencyOf } from '../model.ts';
import type { PatternCounts } from '../scan/scan-plan.ts';
import type { TrainingReport } from '../train/index.ts';
import { levelWeight } from '../weights.ts';

/** One level of a comparison. A level that says nothing (a missing value) has neither m nor u. */
export interface LevelFacts {
  readonly words: string;
  readonly m?: number;
  readonly u?: number;
  /** log2(m/u). */
  readonly weight: number;
  /** Whether a rare value counts for more than this, and a common one for less. */
  readonly byValue: boolean;
  /** Standard error of u; 0 when it was counted over all pairs. Absent when the model was not trained here. */
  readonly uError?: number;
  /** Compared pairs that reach it. */
  readonly pairs: number;
}

export interface ComparisonFacts {
  readonly comparison: string;
  readonly levels: readonly LevelFacts[];
  /** Number of the group of dependent comparisons that it is weighed in, from 0. */
  readonly group?: number;
}

/** A combination of levels of comparisons that are weighed as one. */
export interface CombinationFacts {
  /** What holds in each of the comparisons. */
  readonly words: readonly string[];
  readonly m: number;
  readonly u: number;
  readonly weight: number;
  /** What the levels would count if the comparisons were independent. */
  readonly apart: number;
  readonly pairs: number;
}

export interface GroupedFacts {
  readonly comparisons: readonly string[];
  /** What training says of them; absent when the model was not trained here. */
  readonly sentence?: string;
  /** The commonest combinations among the compared pairs, commonest first. */
  readonly combinations: readonly CombinationFacts[];
}

export function comparisonFacts(
  { comparisons, joint = [] }: LinkageModel,
  counts: PatternCounts,
  report?: TrainingReport,
): ComparisonFacts[] {
  return comparisons.map((comparison, c) => {
    const reached = levelPairs(counts, c, comparison.levels.length);
    const group = joint.findIndex((one) => one.comparisons.includes(comparison.name));
    const trained = report?.comparisons.find(({ name }) => name === comparison.name);
    return {
      comparison: comparison.name,
      levels: comparison.levels.map((level, l) => ({
        words: conditionWords(comparison, level),
        ...('m' in level && { m: Number(level.m), u: Number(level.u) }),
        weight: levelWeight(level),
        byValue: termFrequencyOf(level) !== undefined,
        ...('m' in level && trained && { uError: trained.levels[l]!.uError }),
        pairs: reached[l]!,
      })),
      ...(group >= 0 && { group }),
    };
  });
}

function levelPairs({ levels, counts, patterns, comparisons }: PatternCounts, c: number, size: number) {
  const pairs = new Float64Array(size);
  for (let p = 0; p < patterns; p++) pairs[levels[p * comparisons + c]!]! += counts[p]!;
  return pairs;
}

/** The groups of dependent comparisons; of each the `most` commonest combinations of levels. */
export function groupedFacts(
  { comparisons, joint = [] }: LinkageModel,
  counts: PatternCounts,
  report: TrainingReport | undefined,
  most = 8,
): GroupedFacts[] {
  return joint.map((group) => {
    const members = group.comparisons.map((name) => comparisons.findIndex((one) => one.name === name));
    const found = new Map<string, number>();
    for (let p = 0; p < counts.patterns; p++) {
      const at = members.map((c) => counts.levels[p * counts.comparisons + c]).join();
      found.set(at, (found.get(at) ?? 0) + counts.counts[p]!);
    }
    const entries = group.levels
      .map((entry) => ({ ...entry, pairs: found.get(entry.at.join()) ?? 0 }))
      .filter(({ pairs }) => pairs > 0)
      .sort((a, b) => b.pairs - a.pairs)
      .slice(0, most);
    const sentence = report?.groups.find((one) => one.comparisons.join() === group.comparisons.join());
    return {
      comparisons: group.comparisons,
      ...(sentence && { sentence: sentence.sentence }),
      combinations: entries.map(({ at, m, u, pairs }) => {
        const levels = at.map((l, k) => {
          const comparison = comparisons[members[k]!] as Comparison;
          return { comparison, level: comparison.levels[l]! };
        });
        return {
          words: levels.map(({ comparison, level }) => conditionWords(comparison, level)),
          m: Number(m),
          u: Number(u),
          weight: Math.log2(Number(m) / Number(u)),
          apart: levels.reduce((sum, { level }) => sum + levelWeight(level), 0),
          pairs,
        };
      }),
    };
  });
}
