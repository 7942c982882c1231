export { adopt } from './agreements.ts';
export { type AcceptOptions, accept } from './commands/accept.ts';
export { type Answer, type AnswerOptions, answer } from './commands/answer.ts';
export {
  type CheckOptions,
  checkDisposal,
  type Disposed,
  type DisposeOptions,
  disposalsDue,
  dispose,
} from './commands/dispose.ts';
export { addKey, type InitOptions, initNode, retireKey, trustKey } from './commands/init.ts';
export { type IntakeOptions, makeIntake } from './commands/intake.ts';
export { type OpenedFiles, type OpenOptions, open } from './commands/open.ts';
export { type Prepared, type PrepareOptions, prepare } from './commands/prepare.ts';
export { type ReviewOptions, recordReview } from './commands/record-review.ts';
export { type ReturnOptions, sealReturn } from './commands/return.ts';
export {
  type BundleOptions,
  bundle,
  readAgreementFile,
  readToSign,
  type SignOptions,
  sign,
} from './commands/sign.ts';
export { resume, type SuspendOptions, suspend } from './commands/suspend.ts';
export { disk, type Files } from './disk.ts';
export { type Due, disposalsOf, overdueDisposals } from './disposal-plan.ts';
export { rejectionWords } from './extracts/check-rows.ts';
export type { ExtractEncoding } from './extracts/encoding.ts';
export type { ExtractReport } from './extracts/prepare-extract.ts';
export { bundleFile, type Folder, folderOf, runFolder } from './folder.ts';
export type { JournalEntry, NodeEvent } from './journal/events.ts';
export { type AgreementState, agreementIn, type NodeState, type RunState, runIn } from './journal/state.ts';
export { lifeCycleTables } from './journal/transitions.ts';
export {
  findKey,
  MACHINE_POST,
  type OwnKey,
  ownKeys,
  readEnvelopeFile,
  readFile,
  readRecordFile,
} from './keyring.ts';
export { fileTileStore, logOrigin } from './log.ts';
export { hardenProcess } from './memory/harden.ts';
export { memoryNeeded } from './memory/memory-needed.ts';
export { type Node, type NodeConfig, type NodeView, viewNode } from './node.ts';
export type { PackageKind, PackageManifest } from './package-types.ts';
export { type Ran, type RunOptions, run } from './run/run.ts';
export { type Progress, type ProgressEvent, type Services, systemServices } from './services.ts';
export { readTrustFile, trustOf } from './trust-file.ts';
export type { Check } from './verify/checker.ts';
export { exportChecks } from './verify/export.ts';
export { type Verification, type VerifyOptions, verify } from './verify/verify.ts';
export { withNode } from './with-node.ts';
