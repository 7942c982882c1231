import { type ComparisonLevel, type LinkageModel, termFrequencyOf } from './model.ts';

/** What dependent comparisons say together, beyond what each says alone. */
export interface Together {
  /** Added to the sum of the comparisons' own weights. */
  readonly correction: number;
  /** Numbers of the comparisons in which the frequency of the value must not count. */
  readonly plain: readonly number[];
}

/** What the levels of a group's members change, whatever the others are; and what it changes besides by the levels of others. */
interface OfLevels {
  readonly besides: readonly Beside[];
  readonly correction: number;
  readonly plain: readonly number[];
}

/** A number that no level reaches: levels are kept in bytes. */
const MOST_LEVELS = 256;

const nothing: Together = { correction: 0, plain: [] };

const ownWeight = (level: ComparisonLevel | undefined): number =>
  level !== undefined && 'm' in level ? Math.log2(Number(level.m) / Number(level.u)) : 0;

function besideOf(level: ComparisonLevel | undefined): readonly string[] {
  const counted = level && termFrequencyOf(level);
  return typeof counted === 'object' ? (counted.beside ?? []) : [];
}

interface Beside {
  readonly c: number;
  readonly level: number;
  readonly correction: number;
}

/** What levels of other comparisons count more or less for, by the levels of a group. */
function besidesOf(
  { besides = [] }: NonNullable<LinkageModel['joint']>[number],
  comparisons: LinkageModel['comparisons'],
): ReadonlyMap<string, readonly Beside[]> {
  const found = new Map<string, Beside[]>();
  for (const { at, comparison, level, m, u } of besides) {
    const c = comparisons.findIndex((one) => one.name === comparison);
    const own = ownWeight(comparisons[c]?.levels[level]);
    const key = at.join();
    const list = found.get(key) ?? [];
    list.push({ c, level, correction: Math.log2(Number(m) / Number(u)) - own });
    found.set(key, list);
  }
  return found;
}

/**
 * For the levels of a pair, what the model's joint tables change. In a group the entry for the combination of levels
 * takes the place of the product of the comparisons’ own m/u; a combination without an entry keeps the product. How
 * frequent a value is counts within a group only where every other comparison of it is at its last level or says
 * nothing, or is one beside which it counts (`beside`): a rare surname is no news between two people of one home.
 */
export function togetherOf({
  comparisons,
  joint = [],
}: LinkageModel): (levels: ArrayLike<number>, from?: number) => Together {
  if (joint.length === 0) return () => nothing;
  const groups = joint.map((group) => ({
    members: group.comparisons.map((name) => comparisons.findIndex((one) => one.name === name)),
    /** By the levels of the members, as one number; each worked out when it is first met. */
    known: new Map<number, OfLevels>(),
    weights: new Map(group.levels.map(({ at, m, u }) => [at.join(), Math.log2(Number(m) / Number(u))])),
    besides: besidesOf(group, comparisons),
  }));
  const quiet = (c: number, level: number): boolean => {
    const levels = comparisons[c]?.levels ?? [];
    return level === levels.length - 1 || !('m' in (levels[level] as ComparisonLevel));
  };
  const ofLevels = (
    { members, weights, besides }: (typeof groups)[number],
    at: readonly number[],
  ): OfLevels => {
    const joined = weights.get(at.join());
    const own = besides.get(at.join()) ?? [];
    if (joined === undefined) return { besides: own, correction: 0, plain: [] };
    const speaking = members.filter((c, k) => !quiet(c, at[k] as number));
    return {
      besides: own,
      correction:
        joined - members.reduce((sum, c, k) => sum + ownWeight(comparisons[c]?.levels[at[k] as number]), 0),
      plain: members.filter((c, k) => {
        const beside = besideOf(comparisons[c]?.levels[at[k] as number]);
        return speaking.some((one) => one !== c && !beside.includes(comparisons[one]?.name as string));
      }),
    };
  };
  return (levels, from = 0) => {
    let correction = 0;
    const plain: number[] = [];
    for (const group of groups) {
      const { members, known } = group;
      let key = 0;
      for (const c of members) key = key * MOST_LEVELS + (levels[from + c] as number);
      let of = known.get(key);
      if (of === undefined) {
        of = ofLevels(
          group,
          members.map((c) => levels[from + c] as number),
        );
        known.set(key, of);
      }
      for (const { c, level, correction: own } of of.besides) {
        if (levels[from + c] !== level) continue;
        correction += own;
        plain.push(c);
      }
      correction += of.correction;
      plain.push(...of.plain);
    }
    return { correction, plain };
  };
}
