// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { fail } from '#kernel';
import type { PatternCounts } from '../scan/scan-plan.ts';
import { agreementCounter, pairsAmong, type RowCodes, someRows } from './agreement.ts';
import { priorM } from './belief.ts';
import { chanceOf } from './chance.ts';
import {
  type Dependence,
  dependencesOf,
  groupsOf,
  matchRoots,
  nearDependencesOf,
  type PairRate,
  pairRates,
  tableOfTwo,
} from './dependence.ts';
import { asWritten } from './document.ts';
import { type Bench, type Fitted, fitFigures, isRefined, type Labels, topOf, withBesides } from './fit.ts';
import { PRIOR_INDEPENDENT } from './joint.ts';
import type { Trained } from './parameters.ts';
import { deterministicPrior } from './prior.ts';
import { ruleDependences } from './rule-dependences.ts';
import { type Shape, touches } from './shape.ts';
import { reportOf, type TrainingReport } from './training-report.ts';

export interface TrainingInput {
  readonly shape: Shape;
  readonly rows: RowCodes;
  /** What the blocking rules give. */
  readonly candidates: PatternCounts;
  /** Pairs drawn at random. */
  readonly random: PatternCounts;
  readonly labels?: Labels;
  /** Which comparisons are merged: without it those found dependent, whichever they are. */
  readonly merge?: false | Merging;
}

/** What is known of dependence before anything is counted. `false` in its place keeps all apart, as other tools do. */
export interface Merging {
  /** Comparisons, by name, that are merged in any case: such as a place and the postcode there. */
  readonly always?: readonly (readonly string[])[];
  /** Only comparisons that stand together in one of these lists are merged, if they are found dependent. */
  readonly within?: readonly (readonly string[])[];
}

/** Rows looked at for what two comparisons or more agree on; of one comparison all rows are counted. */
const MOST_ROWS = 100_000;
const MOST_ROW_VISITS = 12_000_000;
/** Agreement on both beyond this many times what chance and matches explain is dependence. Independent comparisons show 0.95 to 1.15. */
const UNEXPLAINED = 1.25;
/** The same for what training finds afterwards: learned figures hide more than they show. */
const NEW_UNEXPLAINED = 1.5;
const MOST_REGROUPINGS = 3;

/** Trains m, u, the prior and joint tables without labels, or from labels. Deterministic. Throws `LINKAGE_TRAIN_MISFIT`. */
export function train(input: TrainingInput): { trained: Trained; report: TrainingReport } {
  const { shape, rows, candidates, random, labels } = input;
  checkShapes(shape, [candidates, random, ...(labels ? [labels.counts] : [])]);
  const allPairs = Math.max(pairsAmong(rows.rows, rows.split), 1);
  const counter = agreementCounter(rows);
  const chance = chanceOf(shape, random, allPairs, counter);
  const size = shape.comparisons.length;
  const most = Math.max(
    20_000,
    Math.min(MOST_ROWS, Math.floor((2 * MOST_ROW_VISITS) / Math.max(1, size * (size - 1)))),
  );
  const few = rows.rows <= most ? counter : agreementCounter(someRows(rows, most));
  const rates = pairRates(shape, random, chance, few);
  const bench: Bench = { ...input, allPairs, chance, rates, counter: few };

  // First without any model; then again with what was learned, which may part what was merged.
  const roots = matchRoots(shape, rates);
  const merged = (found: readonly Dependence[]): Dependence[] => mergeable(shape, input.merge, rates, found);
  const near = nearDependencesOf(
    shape,
    random,
    chance,
    deterministicPrior(rates, topOf(shape, shape.comparisons.map(priorM))) ?? 1 / Math.max(rows.rows, 2),
  );
  const withNear = (found: readonly Dependence[]): Dependence[] => [
    ...found,
    ...near.filter((one) => !found.some(({ a, b }) => a === one.a && b === one.b)),
  ];
  let dependences = merged(withNear(dependencesOf(rates, (a, b) => roots[a]! * roots[b]!, UNEXPLAINED)));
  let grouping = groupsOf(shape, dependences);
  let fitted = fitFigures(bench, grouping.groups);
  for (let again = 0; again < MOST_REGROUPINGS && input.merge !== false; again++) {
    const before = JSON.stringify(grouping.groups);
    const known = new Set(dependences.map(({ a, b }) => `${a} ${b}`));
    dependences = merged(
      withNear(
        dependencesOf(rates, matchedTogether(bench, fitted), UNEXPLAINED).filter(
          ({ a, b, unexplained }) => unexplained >= NEW_UNEXPLAINED || known.has(`${a} ${b}`),
        ),
      ),
    );
    grouping = groupsOf(shape, dependences);
    if (JSON.stringify(grouping.groups) === before) break;
    fitted = fitFigures(bench, grouping.groups);
  }
  const more =
    input.merge === false || labels ? [] : merged(ruleDependences(shape, fitted.trained, candidates));
  const fresh = more.filter(
    ({ a, b }) => !grouping.groups.some((group) => group.includes(a) && group.includes(b)),
  );
  if (fresh.length > 0) {
    const wider = groupsOf(shape, [...dependences, ...fresh]);
    const next = fitFigures(bench, wider.groups);
    if (isRefined(bench, fitted, next)) {
      dependences = [...dependences, ...fresh];
      grouping = wider;
      fitted = next;
    }
  }
  if (input.merge !== false && !labels) fitted = withBesides(bench, fitted);
  const trained = asWritten(fitted.trained);
  return { trained, report: reportOf(bench, fitted, trained, grouping.left, dependences) };
}

/** Of the dependences found those that may be merged, after those that are merged in any case. */
function mergeable(
  shape: Shape,
  merge: false | Merging | undefined,
  rates: readonly PairRate[],
  found: readonly Dependence[],
): Dependence[] {
  if (merge === false) return [];
  const together = (lists: readonly (readonly string[])[] | undefined, { a, b }: { a: number; b: number }) =>
    lists?.some((list) => [a, b].every((c) => list.includes(shape.comparisons[c]!.name)));
  const certain = rates
    .filter((rate) => together(merge?.always, rate))
    .map(({ a, b, together: both, alone, pairs }) => {
      const lift = both / Math.max(alone[0] * alone[1], 1e-300);
      return { a, b, lift, unexplained: lift, pairs };
    });
  const rest = found.filter((one) => together(merge?.within, one) ?? true);
  return [...certain, ...rest.filter((one) => !certain.some(({ a, b }) => a === one.a && b === one.b))];
}

/** Share of random pairs that are matches and agree on both of two comparisons, by the fitted figures. */
function matchedTogether(bench: Bench, { trained, posteriors }: Fitted): (a: number, b: number) => number {
  const { shape, candidates, rates } = bench;
  const matches = candidates.counts.map((count, p) => count * posteriors[p]!);
  const bothM = (a: number, b: number): number => {
    const [one, two] = [shape.comparisons[a]!, shape.comparisons[b]!];
    const product = trained.odds[a]!.m[one.present[0]!]! * trained.odds[b]!.m[two.present[0]!]!;
    const free = shape.rules.reduce(
      (mask, rule, r) => (touches(rule, one) || touches(rule, two) ? mask : mask | (1 << r)),
      0,
    );
    if (free === 0) return product;
    const byLevels = tableOfTwo(shape, candidates, matches, a, b, free);
    let whole = PRIOR_INDEPENDENT;
    for (const la of one.present) for (const lb of two.present) whole += byLevels[la * two.levels + lb]!;
    const both = PRIOR_INDEPENDENT * product + byLevels[one.present[0]! * two.levels + two.present[0]!]!;
    // Matches are rather more than less alike together than the product says.
    return Math.max(product, both / whole);
  };
  const known = new Map(rates.map(({ a, b }) => [`${a} ${b}`, bothM(a, b)]));
  const m = (a: number, b: number): number => known.get(`${a} ${b}`) ?? 1;
  // Not the prior of the fit: housemates taken for matches raise that one.
  const prior = deterministicPrior(rates, m) ?? trained.prior;
  return (a, b) => prior * m(a, b);
}

function checkShapes({ comparisons }: Shape, all: readonly PatternCounts[]): void {
  for (const counts of all) {
    const misfit = (what: string, got: number, want: number) =>
      got < want && fail('LINKAGE_TRAIN_MISFIT', { what, got, want });
    if (counts.comparisons !== comparisons.length)
      fail('LINKAGE_TRAIN_MISFIT', { what: 'pattern', got: counts.comparisons, want: comparisons.length });
    misfit('list of levels', counts.levels.length, counts.patterns * counts.comparisons);
    misfit('list of counts', counts.counts.length, counts.patterns);
  }
}
