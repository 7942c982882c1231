import * as path from 'node:path';
import { fail, instantOf, isStileError } from '#kernel';
import { folderOf, type Services } from '#node';
import { loadNodeView, nodeId, type SharedFolder } from './load-node-view.ts';
import type { SiteView } from './share-view.ts';

/** Where the demonstration puts what its parties send to each other. */
const SHARED = 'shared';

/**
 * Reads a node's folder, or a folder whose direct subfolders include nodes' folders. Nothing in it is changed, and no
 * private key is read. With `only`, the other authorities are left out. Throws `WEB_NO_NODE_FOLDER`.
 */
export async function loadSite(root: string, services: Services, only?: string): Promise<SiteView> {
  const folders = nodeFolders(root, services);
  if (folders.length === 0) return fail('WEB_NO_NODE_FOLDER', { folder: root });
  const shared = sharedFolders(root, services);
  const nodes = [];
  const wanted = folders.filter((folder) => only === undefined || nodeId(folder) === only);
  for (const folder of wanted) nodes.push(await loadNodeView(folder, shared, services));
  return { nodes, checkedAt: instantOf(services.clock()) };
}

function nodeFolders(root: string, services: Services): readonly string[] {
  const isNode = (folder: string): boolean => isThere(folderOf(folder).config, services);
  if (isNode(root)) return [root];
  return services.files
    .list(root)
    .map((name) => path.join(root, name))
    .filter((folder) => services.files.isFolder(folder) && isNode(folder));
}

/** A folder that cannot be entered is no node of ours. */
function isThere(file: string, { files }: Services): boolean {
  try {
    return files.read(file) !== undefined;
  } catch (error) {
    if (isStileError(error)) throw error;
    return false;
  }
}

function sharedFolders(root: string, { files }: Services): readonly SharedFolder[] {
  const top = path.join(root, SHARED);
  if (!files.isFolder(top)) return [];
  const below = files.list(top).map((name) => path.join(top, name));
  return [top, ...below.filter((file) => files.isFolder(file))];
}
