export { type Attached, type AttachOptions, attach, type Findings } from './attach.ts';
export { type AverageLinkClusters, type AverageLinkOptions, averageLink } from './average-link.ts';
export {
  type CarriedIds,
  type ClusteredRecords,
  carryIds,
  type IdChange,
  type IdentifiedRecords,
  idChanges,
} from './carry-ids.ts';
export { componentsAt, connectedComponents, type ThresholdClusters } from './components.ts';
export { type GuardedClusters, type GuardOptions, guardedClusters } from './guard.ts';
export { chooseLinks, type LinkOptions, type RowLinks, type RowState, rowStates } from './links.ts';
export { type Members, membersOf } from './members.ts';
export { countingUp, orderByWeight } from './order.ts';
export {
  type GatherOptions,
  gatherKeyedPairs,
  gatherPairs,
  type KeyedEdges,
  type ScoredEdges,
  type ScoredPairs,
  type WeightOf,
} from './pairs.ts';
export {
  type ClusterQuality,
  clusterQuality,
  type EdgeQuality,
  edgeQuality,
  type PairQuality,
} from './quality.ts';
export { type ResolvedRows, type ResolveOptions, resolveRows } from './resolve-rows.ts';
export { type FoundMatches, type KeyRuns, keyRuns, type MatchQuery, spineIndex } from './spine-index.ts';
