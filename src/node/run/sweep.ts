import * as path from 'node:path';
import type { NodeView } from '../node.ts';

/** A file on its way into place: `.NAME.part`, `.NAME.part-HEX`, or a package that was being sealed, `.NAME.HEX.partial`. */
const DRAFT = /^\..+\.(part|part-[0-9a-f]+|[0-9a-f]+\.partial)$/;

/**
 * Erases what a killed process was writing in the node's own folders: half a sealed package, or half a one-run key.
 * The node must be held, so that nobody is writing there. The root is left out: there another process may be drafting
 * its lock.
 */
export function sweepDrafts({ folder, services }: Pick<NodeView, 'folder' | 'services'>): void {
  for (const sub of [folder.keys, folder.identities, folder.agreements, folder.answers, folder.runs])
    sweep(sub, services.files);
}

function sweep(folder: string, files: NodeView['services']['files']): void {
  for (const name of files.list(folder)) {
    const file = path.join(folder, name);
    if (files.isFolder(file)) sweep(file, files);
    else if (DRAFT.test(name)) files.erase(file);
  }
}
