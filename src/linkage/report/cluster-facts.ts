// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { findRoot, singletons } from '../resolve/components.ts';
import { membersOf, orderByWeight, type ScoredEdges, type WeightOf } from '../resolve/index.ts';

/** Clusters of sizes `from` to `until`, both included; the last band is open. */
export interface SizeBand {
  readonly from: number;
  readonly until: number;
  readonly clusters: number;
  readonly records: number;
}

const SIZES = [1, 2, 3, 4, 5, 6, 11, 21, 51, 101] as const;

/** How many records clusters have, from records alone up; bands without a cluster above the largest are left out. */
export function clusterSizes(labels: Int32Array): SizeBand[] {
  const { starts } = membersOf(labels);
  const clusters = new Float64Array(SIZES.length);
  const records = new Float64Array(SIZES.length);
  for (let label = 0; label < labels.length; label++) {
    const size = starts[label + 1]! - starts[label]!;
    if (size === 0) continue;
    const band = SIZES.findLastIndex((from) => size >= from);
    clusters[band]! += 1;
    records[band]! += size;
  }
  const last = clusters.findLastIndex((count) => count > 0);
  return SIZES.slice(0, last + 1).map((from, b) => ({
    from,
    until: (SIZES[b + 1] ?? Number.POSITIVE_INFINITY) - 1,
    clusters: clusters[b]!,
    records: records[b]!,
  }));
}

/** One cluster as a graph. Records are numbered as they are listed in `rows`. */
export interface ClusterView {
  readonly why: 'largest' | 'least certain';
  /** Records in the cluster; `rows` may be fewer. */
  readonly size: number;
  /** The rows that are shown, rising: the ends of the weakest link, and the first ones. */
  readonly rows: readonly number[];
  /** Whether each is of the second table. */
  readonly second: readonly boolean[];
  /** Weights between the rows shown; `weights[a][b]`, for a < b alone. Of every pair, whether or not it was compared. */
  readonly weights: readonly (readonly number[])[];
  /** Whether the pair is a link: compared, and at or above the threshold; `linked[a][b]`, for a < b alone. */
  readonly linked: readonly (readonly boolean[])[];
  /** The link without which the cluster would fall apart at some threshold, and between which of `rows`. */
  readonly weakest: { readonly weight: number; readonly a: number; readonly b: number };
}

export interface ClusterViewOptions {
  readonly weightOf: WeightOf;
  readonly threshold: number;
  /** So many of the largest, and as many of the least certain. */
  readonly each: number;
  /** At most so many records of one are shown. */
  readonly most: number;
}

/**
 * The largest clusters, and those that hang by the weakest link: the link of least weight on the strongest ways between
 * their records (the last link of a maximum spanning tree). Equal ones by rising row.
 */
export function clusterViews(
  edges: ScoredEdges,
  labels: Int32Array,
  { weightOf, threshold, each, most }: ClusterViewOptions,
): ClusterView[] {
  const members = membersOf(labels);
  const sizeOf = (label: number): number => members.starts[label + 1]! - members.starts[label]!;
  const weakest = weakestLinks(edges, labels, threshold);
  const several = [...weakest.keys()];
  const largest = several
    .toSorted((a, b) => sizeOf(b) - sizeOf(a) || a - b)
    .filter((label) => sizeOf(label) > 2)
    .slice(0, each);
  const doubtful = several
    .filter((label) => !largest.includes(label))
    .sort((a, b) => weakest.get(a)!.weight - weakest.get(b)!.weight || a - b)
    .slice(0, each);
  const links = linksOf(edges, labels, new Set([...largest, ...doubtful]), threshold);
  const view = (label: number, why: ClusterView['why']): ClusterView => {
    const from = members.starts[label]!;
    const link = weakest.get(label)!;
    const all = members.rows.subarray(from, from + sizeOf(label));
    const rows = [...new Set([link.a, link.b, ...all])].slice(0, most).sort((a, b) => a - b);
    return {
      why,
      size: sizeOf(label),
      rows,
      second: rows.map((row) => edges.split > 0 && row >= edges.split),
      weights: rows.map((a, x) => rows.map((b, y) => (x < y ? weightOf(a, b) : Number.NaN))),
      linked: rows.map((a) => rows.map((b) => links.has(`${a} ${b}`))),
      weakest: { ...link, a: rows.indexOf(link.a), b: rows.indexOf(link.b) },
    };
  };
  return [
    ...largest.map((label) => view(label, 'largest')),
    ...doubtful.map((label) => view(label, 'least certain')),
  ];
}

/** The links of some clusters, as their two rows, the smaller first. */
function linksOf(
  edges: ScoredEdges,
  labels: Int32Array,
  of: ReadonlySet<number>,
  threshold: number,
): Set<string> {
  const links = new Set<string>();
  for (let p = 0; p < edges.count; p++) {
    const [a, b] = [edges.left[p]!, edges.right[p]!];
    if (edges.weight[p]! >= threshold && labels[a] === labels[b] && of.has(labels[a]!))
      links.add(`${a} ${b}`);
  }
  return links;
}

interface WeakLink {
  readonly weight: number;
  readonly a: number;
  readonly b: number;
}

/** By label, for each cluster of more than one record. Links between clusters do not count. */
function weakestLinks(edges: ScoredEdges, labels: Int32Array, threshold: number): Map<number, WeakLink> {
  const parent = singletons(edges.rows);
  const weakest = new Map<number, WeakLink>();
  for (const p of orderByWeight(edges, threshold)) {
    const [a, b] = [edges.left[p]!, edges.right[p]!];
    if (labels[a] !== labels[b]) continue;
    const [x, y] = [findRoot(parent, a), findRoot(parent, b)];
    if (x === y) continue;
    parent[Math.max(x, y)] = Math.min(x, y);
    weakest.set(labels[a]!, { weight: edges.weight[p]!, a, b });
  }
  return weakest;
}
