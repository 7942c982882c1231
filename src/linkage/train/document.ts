// biome-ignore-all lint/style/noNonNullAssertion: indices come from the arrays themselves
import type { LinkageModel } from '../model.ts';
import { type Beside, type JointTable, type LevelOdds, levelsOfCell, type Trained } from './parameters.ts';
import type { Shape } from './shape.ts';

/** Bits: what changes a weight by less is left out. */
const LEAST_CHANGE = 0.1;
/** Entries of a group that a model may have beside its table. */
const MOST_ENTRIES = 12_000;
const LEAST = 1e-20;
const MOST = 1 - 1e-15;

/** A probability as a model document writes it: as ECMAScript writes numbers, above 0 and below 1. */
export const decimalOf = (probability: number): string =>
  String(Math.min(Math.max(probability, LEAST), MOST));

const written = (probability: number): number =>
  Number.isNaN(probability) ? probability : Number(decimalOf(probability));

/** The figures as the document will hold them, so that weights before and after writing are the same numbers. */
export function asWritten(trained: Trained): Trained {
  const odds = ({ m, u }: LevelOdds): LevelOdds => ({ m: m.map(written), u: u.map(written) });
  return {
    shape: trained.shape,
    prior: written(trained.prior),
    odds: trained.odds.map(odds),
    joint: trained.joint.map((table): JointTable => ({ ...table, ...odds(table) })),
    besides: writtenBesides(trained.besides ?? []),
  };
}

/** Without what changes little, and within each group at most so many entries as a document may have: those that change most. */
function writtenBesides(besides: readonly Beside[]): Beside[] {
  const changesOf = ({ lift, matchLift }: Beside): Float64Array =>
    lift.map((one, place) => Math.abs(Math.log2(one / matchLift[place]!)));
  return besides.map((one) => {
    const group = besides.filter(({ group: other }) => other === one.group);
    const large = group.flatMap((other) => [...changesOf(other).filter((bits) => bits >= LEAST_CHANGE)]);
    large.sort((x, y) => y - x);
    const least = large[MOST_ENTRIES] ?? 0;
    const changes = changesOf(one);
    const kept = (from: Float64Array): Float64Array =>
      from.map((value, place) => (changes[place]! < LEAST_CHANGE || changes[place]! <= least ? 1 : value));
    return { ...one, lift: kept(one.lift), matchLift: kept(one.matchLift) };
  });
}

/** The entries of one comparison beside a group, where they change anything. */
function besideEntries(
  shape: Shape,
  table: JointTable,
  odds: readonly LevelOdds[],
  { comparison, lift, matchLift }: Beside,
) {
  const { levels, name } = shape.comparisons[comparison]!;
  const { m, u } = odds[comparison]!;
  const changed = Array.from(lift.keys()).filter((place) => lift[place] !== 1 || matchLift[place] !== 1);
  return changed.map((place) => ({
    at: levelsOfCell(shape, table, Math.floor(place / levels)),
    comparison: name,
    level: place % levels,
    m: decimalOf(m[place % levels]! * matchLift[place]!),
    u: decimalOf(u[place % levels]! * lift[place]!),
  }));
}

/** The model with trained figures in place of its own. Nothing else of it changes. */
export function withTrained(
  model: LinkageModel,
  { shape, prior, odds, joint, besides = [] }: Trained,
): LinkageModel {
  const comparisons = model.comparisons.map((comparison, c) => ({
    ...comparison,
    levels: comparison.levels.map((level, l) =>
      !('m' in level) ? level : { ...level, m: decimalOf(odds[c]!.m[l]!), u: decimalOf(odds[c]!.u[l]!) },
    ),
  }));
  const entries = joint.map((table, g) => {
    const also = besides.flatMap((one) => (one.group === g ? besideEntries(shape, table, odds, one) : []));
    return {
      comparisons: table.members.map((c) => shape.comparisons[c]!.name),
      levels: Array.from(table.m, (m, cell) => ({
        at: levelsOfCell(shape, table, cell),
        m: decimalOf(m),
        u: decimalOf(table.u[cell]!),
      })),
      ...(also.length > 0 && { besides: also }),
    };
  });
  return {
    ...model,
    comparisons,
    priorMatchProbability: decimalOf(prior),
    ...(entries.length > 0 && { joint: entries }),
  };
}
