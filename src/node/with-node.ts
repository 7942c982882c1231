import { holdNode, type Node } from './node.ts';
import { recoverNode } from './run/recover.ts';
import type { Services } from './services.ts';

/**
 * Holds a node for one command. First ends whatever a killed process left behind, so a command always begins from a
 * consistent state. Throws `NODE_NOT_FOUND`, `NODE_BUSY`, `NODE_JOURNAL_DAMAGED`, and what the command throws.
 */
export const withNode = <T>(
  root: string,
  services: Services,
  command: (node: Node) => Promise<T>,
): Promise<T> => holdNode(root, services, recoverNode, command);
