// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { matchProbability } from '../probability.ts';
import type { PatternCounts } from '../scan/scan-plan.ts';
import { levelCounts } from './chance.ts';
import { type Dependence, LEAST_PAIRS } from './dependence.ts';
import { cellNumbers, type Trained, weightsOf } from './parameters.ts';
import { fixes, type Shape, touches } from './shape.ts';

/** Strangers who agree on what a rule asks for reach a level so many times as often as others, or more. */
const LEAST_LIFT = 30;
/** Of the pairs at a level so many at least are not matches by all other comparisons: else it is rather matches that these tell badly. */
const LEAST_SHARE = 0.25;

/**
 * What goes with the facts of a rule though nobody drew such a pair at random: an e-mail address is made from a name, so strangers
 * of one name have addresses alike. Among a rule's pairs that are not matches by all other comparisons, the levels of one are
 * counted; a level that is reached many times as often as by chance depends on what the rule asks for.
 */
export function ruleDependences(shape: Shape, trained: Trained, candidates: PatternCounts): Dependence[] {
  const weights = weightsOf(trained, candidates);
  const asking = shape.rules.map((rule) => fixedBy(shape, trained, rule));
  const found: Dependence[] = [];
  shape.comparisons.forEach((one, c) => {
    const telling = [...shape.rules.keys()].filter(
      (r) => asking[r] !== undefined && !touches(shape.rules[r]!, one),
    );
    const own = telling.length > 0 ? ownWeights(shape, trained, candidates, c) : undefined;
    if (own === undefined) return;
    const others = candidates.counts.map((count, p) => count * (1 - matchProbability(weights[p]! - own[p]!)));
    for (const r of telling) {
      const all = levelCounts(candidates, c, one.levels, { free: 1 << r });
      const apart = levelCounts(candidates, c, one.levels, { free: 1 << r, values: others });
      const present = one.present.reduce((sum, l) => sum + apart[l]!, 0);
      for (const l of one.present.slice(0, -1)) {
        const lift = apart[l]! / present / trained.odds[c]!.u[l]!;
        if (apart[l]! < Math.max(LEAST_PAIRS, LEAST_SHARE * all[l]!) || !(lift >= LEAST_LIFT)) continue;
        for (const f of asking[r]!)
          found.push({ a: Math.min(f, c), b: Math.max(f, c), lift, unexplained: lift, pairs: apart[l]! });
      }
    }
  });
  return found;
}

/** The comparisons whose first level a rule asks for, two or more, unless their group says already what goes with them. */
function fixedBy(shape: Shape, { joint }: Trained, rule: Shape['rules'][number]): number[] | undefined {
  if (!rule.parts.every(({ key }) => key === 'whole')) return undefined;
  const fixed = shape.comparisons.flatMap((one, c) => (fixes(rule, one) ? [c] : []));
  const known = joint.some(({ members }) => fixed.every((c) => members.includes(c)));
  return fixed.length < 2 || known ? undefined : fixed;
}

/** What a comparison adds to the weight of each pattern: alone, or within its group beside the others there. */
function ownWeights(
  shape: Shape,
  { odds, joint }: Trained,
  candidates: PatternCounts,
  c: number,
): Float64Array | undefined {
  const { levels, comparisons } = candidates;
  const one = shape.comparisons[c]!;
  const table = joint.find(({ members }) => members.includes(c));
  if (table === undefined) {
    const { m, u } = odds[c]!;
    const own = m.map((value, l) => (one.missing[l] ? 0 : Math.log2(value / u[l]!)));
    return candidates.counts.map((_, p) => own[levels[p * comparisons + c]!]!);
  }
  // The cell where it is missing says what the others say without it.
  const missing = one.missing.indexOf(1);
  if (missing < 0) return undefined;
  const { members, strides, m, u } = table;
  const stride = strides[members.indexOf(c)]!;
  const ratios = m.map((value, cell) => Math.log2(value / u[cell]!));
  const cells = cellNumbers(candidates, members, strides);
  return candidates.counts.map((_, p) => {
    const without = cells[p]! + (missing - levels[p * comparisons + c]!) * stride;
    return ratios[cells[p]!]! - ratios[without]!;
  });
}
