export { checkLog, type LogCheck } from './check-log.ts';
export {
  type Checkpoint,
  readCheckpoint,
  signCheckpoint,
  type TreeHead,
  verifyCheckpoint,
} from './checkpoint.ts';
export {
  CANNOT_SHOW,
  type DisposalCertificate,
  disposalBytes,
  readDisposal,
  sanitisationMethods,
  type VerifiedDisposal,
  verifyDisposal,
} from './disposal.ts';
export { entryBytes, type LogEntry, type LogEntryKind, parseEntry } from './entries.ts';
export { roundCount } from './fields.ts';
export {
  type Appended,
  appendEntries,
  checkForward,
  MOST_ENTRY_BYTES,
  proveConsistency,
  proveInclusion,
  readEntries,
} from './log.ts';
export {
  type ConsistencyClaim,
  emptyRoot,
  type InclusionClaim,
  leafHash,
  nodeHash,
  rootHash,
  type TreeHasher,
  treeHasher,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';
export { consistencyProof, inclusionProof } from './proofs.ts';
export {
  type RunReceipt,
  readRunReceipt,
  runReceiptBytes,
  type VerifiedReceipt,
  verifyRunReceipt,
} from './receipt.ts';
export {
  RELEASE_TYPE,
  type Release,
  releaseBytes,
  type VerifiedRelease,
  verifyRelease,
} from './release.ts';
export {
  proveSubject,
  type SubjectProof,
  type SubjectRecord,
  subjectLeafHash,
  subjectRoot,
  verifySubject,
} from './subject-tree.ts';
export { memoryTileStore, type TileStore } from './tile-store.ts';
export { type TilePlace, tilePath } from './tiles.ts';
export { parseTlogProof, type TlogProof, verifyTlogProof, writeTlogProof } from './tlog-proof.ts';
