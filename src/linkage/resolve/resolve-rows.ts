import { guardedClusters } from './guard.ts';
import { chooseLinks, type RowLinks } from './links.ts';
import type { ScoredEdges, WeightOf } from './pairs.ts';

export interface ResolveOptions {
  /** Asked for any two rows but those of the pairs given, which weigh the same; of one-to-one links for none. */
  readonly weightOf: WeightOf;
  /** Match weight from which two records are linked. */
  readonly threshold: number;
  /** A record of one table has at most one of the other; a tie is left open. */
  readonly oneToOne: boolean;
}

export interface ResolvedRows {
  /** One-to-one: the links that were chosen. */
  readonly links?: RowLinks;
  /** For each row the smallest row of its cluster. */
  readonly labels: Int32Array;
  /** Rows alone are clusters too. */
  readonly clusters: number;
}

/** Which rows are of one person at a threshold: guarded clusters, or one-to-one, where a link is a cluster. */
export function resolveRows(
  edges: ScoredEdges,
  { weightOf, threshold, oneToOne }: ResolveOptions,
): ResolvedRows {
  if (!oneToOne) {
    const { labels, clusters } = guardedClusters(edges, { weightOf, least: threshold, known: true });
    return { labels, clusters };
  }
  const links = chooseLinks(edges, { kind: 'one-to-one', least: threshold });
  const { partner, linked } = links;
  const labels = partner.map((other, row) => (other >= 0 ? Math.min(other, row) : row));
  return { links, labels, clusters: partner.length - linked };
}
