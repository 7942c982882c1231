import { statSync } from 'node:fs';
import { fail, grouped } from '#kernel';
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
  const notices = terminal.ownProcess ? hardenProcess().notices : [];
  if (json !== true) for (const notice of notices) terminal.err(notice);
  return withNode(root, systemServices(progressOn(terminal, json)), async (node) => command(node));
}

/** Says before a command starts how much memory it takes at most. Files that are not there are passed over. */
export async function sayMemory(
  { err }: Terminal,
  json: boolean | undefined,
  work: 'prepare' | 'open',
  files: readonly string[],
): Promise<void> {
  if (json === true) return;
  const { memoryNeeded } = await nodeRoom();
  const bytes = files.map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  const needed = memoryNeeded(
    work,
    bytes.reduce((sum, one) => sum + one, 0),
  );
  err(
    `This takes at most about ${grouped(Math.ceil(needed / 2 ** 20))} MB of memory. Nothing is put on disk in the clear.`,
  );
}
