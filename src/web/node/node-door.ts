export { disposalsOf } from '../../node/disposal-plan.ts';
export { bundleFile, folderOf, runFolder } from '../../node/folder.ts';
export { type AgreementState, type RunState, runIn } from '../../node/journal/state.ts';
export { MACHINE_POST, readRecordFile } from '../../node/keyring.ts';
export { fileTileStore, logOrigin } from '../../node/log.ts';
export { type NodeView, viewNode } from '../../node/node.ts';
export { type Services, systemServices } from '../../node/services.ts';
export { trustOf } from '../../node/trust-file.ts';
