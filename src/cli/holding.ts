import { fail } from '#kernel';
import type { Node } from '#node';
import type { Terminal } from './output.ts';
import { progressOn } from './progress.ts';

/** Every action loads the node room itself, so that help needs none of it. */
export const nodeRoom = () => import('#node');

export interface Common {
  readonly json?: boolean;
}

interface OfNode extends Common {
  readonly node: string;
}

export interface OfAgreement extends OfNode {
  readonly agreement: string;
}

/** A run number as typed. Throws `CLI_NUMBER_INVALID`. */
export const number = (text: string, option: string): number =>
  /^[1-9]\d{0,5}$/.test(text) ? Number(text) : fail('CLI_NUMBER_INVALID', { option });

/** Holds a node for one command, with progress on the terminal. */
export async function holding<T>(
  terminal: Terminal,
  root: string,
  json: boolean | undefined,
  command: (node: Node) => Promise<T> | T,
): Promise<T> {
  const { systemServices, withNode, hardenProcess } = await nodeRoom();
  for (const notice of hardenProcess().notices) terminal.err(notice);
  return withNode(root, systemServices(progressOn(terminal, json)), async (node) => command(node));
}
