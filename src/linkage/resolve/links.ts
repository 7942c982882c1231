// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { fail } from '#kernel';
import { optimalAssignment } from './assignment.ts';
import { connectedComponents } from './components.ts';
import { orderByWeight, sortByKey } from './order.ts';
import type { ScoredEdges } from './pairs.ts';

export interface LinkOptions {
  /** `one-to-many`: a left row may have many right rows, a right row one left row. `many-to-one`: the other way round. */
  readonly kind: 'one-to-one' | 'one-to-many' | 'many-to-one';
  /** A link must weigh at least this. Where links compete, a link is worth its weight above it. Default 0. */
  readonly least?: number;
  /** A link is doubtful when another choice for its rows is worth less by less than this, or the same. Default 0. */
  readonly margin?: number;
  /** Up to so many rows on the smaller side a component is solved as a whole, above it greedily. Default 64. */
  readonly limit?: number;
}

/**
 * `none`: no pair at or above the least weight. `doubtful`: choices that are equal or nearly so, of which none was made.
 * `outbid`: it has candidates, but they go better with others.
 */
export type RowState = (typeof rowStates)[number];
export const rowStates = ['none', 'linked', 'doubtful', 'outbid'] as const;
const LINKED = 1;
const DOUBTFUL = 2;
const OUTBID = 3;

export interface RowLinks {
  /** For each row the row it is linked to, -1 for none; not set on a side that may have many. */
  readonly partner: Int32Array;
  /** For each row its place in `rowStates`. */
  readonly state: Uint8Array;
  /** Links made, and the sum of their weights. */
  readonly linked: number;
  readonly weight: number;
  /** Rows. */
  readonly doubtful: number;
  readonly outbid: number;
  /** Components that were too large to solve as a whole, and the rows in them. */
  readonly greedy: { readonly components: number; readonly rows: number };
}

/** Weights of nine decimals and more are sums of logarithms: below this a difference is rounding. */
const ROUNDING = 1e-9;

/**
 * Chooses links between two tables. One-to-one: in each connected component of the pairs at or above the least weight,
 * the links of greatest total worth; one that could be exchanged for others at a loss within the margin is doubtful, and
 * so is a row that could as well have had a link. A component above the limit is taken greedily, best pair first, and
 * pairs within the margin of each other are set apart. One-to-many: each right row's best left row, by the same margin.
 * The order of pairs changes nothing.
 *
 * Throws `LINKAGE_SCORED_PAIR_INVALID` for a pair inside one table, `LINKAGE_RESOLVE_OPTION_INVALID`.
 */
export function chooseLinks(edges: ScoredEdges, options: LinkOptions): RowLinks {
  const { kind, least = 0, margin = 0, limit = 64 } = options;
  if (!Number.isFinite(least)) invalid('least', 'a finite number');
  if (!(margin >= 0)) invalid('margin', 'a number of 0 or more');
  if (!Number.isInteger(limit) || limit < 1) invalid('limit', 'a whole number from 1');
  const { rows, split } = edges;
  for (let p = 0; p < edges.count; p++)
    if (!(edges.left[p]! < split && edges.right[p]! >= split))
      fail('LINKAGE_SCORED_PAIR_INVALID', { pair: p, rows, reason: 'both its rows are of one table' });
  const partner = new Int32Array(rows).fill(-1);
  const state = new Uint8Array(rows);
  const result = { weight: 0, greedy: { components: 0, rows: 0 } };
  if (kind === 'one-to-one') linkOneToOne(edges, { least, margin, limit }, partner, state, result);
  else
    bestOfEach(
      edges,
      { least, margin, manySide: kind === 'one-to-many' ? 'right' : 'left' },
      partner,
      state,
      result,
    );
  let linked = 0;
  let doubtful = 0;
  let outbid = 0;
  for (let row = 0; row < rows; row++) {
    if (partner[row]! >= 0 && (kind !== 'one-to-one' || row < split)) linked++;
    if (state[row] === DOUBTFUL) doubtful++;
    else if (state[row] === OUTBID) outbid++;
  }
  return { partner, state, linked, doubtful, outbid, ...result };
}

const invalid = (option: string, allowed: string): never =>
  fail('LINKAGE_RESOLVE_OPTION_INVALID', { option, allowed });

interface Tally {
  weight: number;
  readonly greedy: { components: number; rows: number };
}

function bestOfEach(
  { rows, left, right, weight, count }: ScoredEdges,
  { least, margin, manySide }: { least: number; margin: number; manySide: 'left' | 'right' },
  partner: Int32Array,
  state: Uint8Array,
  tally: Tally,
): void {
  const best = new Float64Array(rows).fill(Number.NEGATIVE_INFINITY);
  const second = new Float64Array(rows).fill(Number.NEGATIVE_INFINITY);
  const [many, one] = manySide === 'right' ? [right, left] : [left, right];
  for (let p = 0; p < count; p++) {
    const w = weight[p]!;
    if (w < least) continue;
    const row = many[p]!;
    const other = one[p]!;
    state[other] = OUTBID;
    if (w > best[row]!) {
      if (partner[row] !== other) second[row] = best[row]!;
      best[row] = w;
      partner[row] = other;
    } else if (partner[row] !== other && w > second[row]!) second[row] = w;
  }
  for (let row = 0; row < rows; row++) {
    if (partner[row]! < 0) continue;
    if (tooClose(best[row]! - second[row]!, margin)) state[row] = DOUBTFUL;
    else {
      state[row] = LINKED;
      tally.weight += best[row]!;
    }
  }
  for (let p = 0; p < count; p++) {
    const row = many[p]!;
    const other = one[p]!;
    if (state[row] === LINKED && partner[row] === other) state[other] = LINKED;
    else if (state[row] === DOUBTFUL && state[other] === OUTBID && weight[p]! >= least)
      if (tooClose(best[row]! - weight[p]!, margin)) state[other] = DOUBTFUL;
  }
  for (let row = 0; row < rows; row++) if (state[row] === DOUBTFUL) partner[row] = -1;
}

/** Whether another choice is worth as much, or less by less than the margin. */
export const tooClose = (loss: number, margin: number): boolean =>
  loss <= ROUNDING || loss < margin - ROUNDING;

function linkOneToOne(
  edges: ScoredEdges,
  { least, margin, limit }: { least: number; margin: number; limit: number },
  partner: Int32Array,
  state: Uint8Array,
  tally: Tally,
): void {
  const { rows, split, left, right, weight } = edges;
  const labels = connectedComponents(edges, least);
  const order = orderByWeight(edges, least);
  const kept = order.length;
  const labelOf = new Uint32Array(edges.count);
  for (let p = 0; p < edges.count; p++) labelOf[p] = labels[left[p]!]!;
  sortByKey(order, labelOf);

  /** Each row's number within its side of the component. */
  const local = new Int32Array(rows).fill(-1);
  const link = (i: number, j: number, w: number): void => {
    partner[i] = j;
    partner[j] = i;
    state[i] = LINKED;
    state[j] = LINKED;
    tally.weight += w;
  };
  for (let from = 0; from < kept; ) {
    const label = labelOf[order[from]!]!;
    let until = from + 1;
    while (until < kept && labelOf[order[until]!] === label) until++;
    const component = order.subarray(from, until);
    from = until;
    if (component.length === 1) {
      const p = component[0]!;
      link(left[p]!, right[p]!, weight[p]!);
      continue;
    }
    const lefts: number[] = [];
    const rights: number[] = [];
    for (const p of component) {
      if (local[left[p]!]! < 0) local[left[p]!] = lefts.push(left[p]!) - 1;
      if (local[right[p]!]! < 0) local[right[p]!] = rights.push(right[p]!) - 1;
    }
    if (Math.min(lefts.length, rights.length) <= limit) solve(component, lefts, rights);
    else {
      tally.greedy.components++;
      tally.greedy.rows += lefts.length + rights.length;
      takeGreedily(component, lefts.length);
    }
  }

  function solve(component: Uint32Array, lefts: readonly number[], rights: readonly number[]): void {
    const turned = lefts.length > rights.length;
    const [tableRows, tableColumns] = turned ? [rights, lefts] : [lefts, rights];
    const columns = tableColumns.length;
    const gain = new Float64Array(tableRows.length * columns).fill(Number.NEGATIVE_INFINITY);
    for (const p of component) {
      const [row, column] = turned ? [right[p]!, left[p]!] : [left[p]!, right[p]!];
      const at = local[row]! * columns + local[column]!;
      gain[at] = Math.max(gain[at]!, weight[p]! - least);
    }
    const found = optimalAssignment({ rows: tableRows.length, columns, gain });
    tableRows.forEach((row, r) => {
      const c = found.columnOf[r]!;
      const close = tooClose(found.rowLoss[r]!, margin);
      if (c < 0) state[row] = close ? DOUBTFUL : OUTBID;
      else if (close) {
        state[row] = DOUBTFUL;
        state[tableColumns[c]!] = DOUBTFUL;
      } else {
        const column = tableColumns[c]!;
        const w = gain[r * columns + c]! + least;
        if (turned) link(column, row, w);
        else link(row, column, w);
      }
    });
    tableColumns.forEach((column, c) => {
      if (found.rowOf[c]! < 0) state[column] = tooClose(found.columnLoss[c]!, margin) ? DOUBTFUL : OUTBID;
    });
  }

  /** The component's pairs come by falling weight. */
  function takeGreedily(component: Uint32Array, lefts: number): void {
    const place = (row: number): number => (row < split ? local[row]! : lefts + local[row]!);
    const starts = new Uint32Array(component.length + 2);
    for (const p of component) {
      starts[place(left[p]!) + 1]!++;
      starts[place(right[p]!) + 1]!++;
      state[left[p]!] = OUTBID;
      state[right[p]!] = OUTBID;
    }
    for (let s = 1; s < starts.length; s++) starts[s]! += starts[s - 1]!;
    const at = starts.slice();
    const lists = new Uint32Array(component.length * 2);
    for (const p of component) {
      lists[at[place(left[p]!)]!++] = p;
      lists[at[place(right[p]!)]!++] = p;
    }
    /** Sets apart every free row that this row could as well be linked to; says whether there is one. */
    const rivals = (row: number, but: number, w: number): boolean => {
      let found = false;
      const end = starts[place(row) + 1]!;
      for (let x = starts[place(row)]!; x < end && tooClose(w - weight[lists[x]!]!, margin); x++) {
        const p = lists[x]!;
        const other = left[p] === row ? right[p]! : left[p]!;
        if (other === but || state[other] !== OUTBID) continue;
        state[other] = DOUBTFUL;
        found = true;
      }
      return found;
    };
    for (const p of component) {
      const i = left[p]!;
      const j = right[p]!;
      if (state[i] !== OUTBID || state[j] !== OUTBID) continue;
      const byLeft = rivals(i, j, weight[p]!);
      if (rivals(j, i, weight[p]!) || byLeft) {
        state[i] = DOUBTFUL;
        state[j] = DOUBTFUL;
      } else link(i, j, weight[p]!);
    }
  }
}
