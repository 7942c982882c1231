// biome-ignore-all lint/style/noNonNullAssertion: indices come from the arrays themselves
import type { LinkageModel } from '../model.ts';
import { type JointTable, type LevelOdds, levelsOfCell, type Trained } from './parameters.ts';

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
  };
}

/** The model with trained figures in place of its own. Nothing else of it changes. */
export function withTrained(model: LinkageModel, { shape, prior, odds, joint }: Trained): LinkageModel {
  const comparisons = model.comparisons.map((comparison, c) => ({
    ...comparison,
    levels: comparison.levels.map((level, l) =>
      !('m' in level) ? level : { ...level, m: decimalOf(odds[c]!.m[l]!), u: decimalOf(odds[c]!.u[l]!) },
    ),
  }));
  const entries = joint.map((table) => ({
    comparisons: table.members.map((c) => shape.comparisons[c]!.name),
    levels: Array.from(table.m, (m, cell) => ({
      at: levelsOfCell(shape, table, cell),
      m: decimalOf(m),
      u: decimalOf(table.u[cell]!),
    })),
  }));
  return {
    ...model,
    comparisons,
    priorMatchProbability: decimalOf(prior),
    ...(entries.length > 0 && { joint: entries }),
  };
}
