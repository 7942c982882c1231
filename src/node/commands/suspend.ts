import * as path from 'node:path';
import { type Digest, fail } from '#kernel';
import { adopt } from '../agreements.ts';
import { short } from '../folder.ts';
import { agreementIn } from '../journal/state.ts';
import { refusal } from '../journal/transitions.ts';
import { findKey, MACHINE_POST } from '../keyring.ts';
import { type Node, writeDocument } from '../node.ts';
import { partyOf } from '../permit.ts';
import { publicTime } from '../services.ts';
import { isReason, type Suspension, signSuspension } from '../suspension.ts';

export interface SuspendOptions {
  readonly bundle: string;
  /** A code, such as `breach`: lower-case letters, digits, dots and hyphens. */
  readonly reason: string;
  /** Whose key signs; the machine's unless told. */
  readonly post?: string;
}

/**
 * Stops: no intake, package or run of this agreement is made at this node until it is resumed. One word stops, of
 * any post. The signed statement is for the other parties. Throws (exit 3) `NODE_ALREADY_SUSPENDED`.
 */
export function suspend(
  node: Node,
  { bundle, reason, post = MACHINE_POST }: SuspendOptions,
): { statement: string } {
  return change(node, 'suspended', bundle, reason, [post]);
}

/**
 * Lifts a suspension. It takes a person: a post other than the machine's and other than the post that stopped.
 * Throws (exit 3) `NODE_NOT_SUSPENDED`, `NODE_SECOND_POST_WANTED`.
 */
export function resume(
  node: Node,
  { bundle, reason, post }: SuspendOptions & { readonly post: string },
): { statement: string } {
  return change(node, 'resumed', bundle, reason, [MACHINE_POST, post]);
}

function change(
  node: Node,
  kind: 'suspended' | 'resumed',
  bundle: string,
  reason: string,
  posts: readonly string[],
): { statement: string } {
  const { plan, digests } = adopt(node, bundle);
  const { agreement } = digests;
  partyOf(plan, node.config.organisation);
  if (!isReason(reason)) fail('NODE_REASON_NOT_A_CODE', {});
  const state = agreementIn(node.state(), agreement);
  const code = refusal(kind === 'suspended' ? 'suspend' : 'resume', state);
  if (code !== undefined) fail(code, {});
  const post = posts.at(-1) ?? MACHINE_POST;
  if (kind === 'resumed' && (post === MACHINE_POST || post === state.suspended?.post))
    fail('NODE_SECOND_POST_WANTED', { post });
  const keys = posts.map((one) => findKey(node, one));
  const last = keys.at(-1) ?? fail('NODE_KEY_MISSING', { post });
  const statement: Suspension = {
    format: 'stile-suspension/1',
    agreement,
    organisation: node.config.organisation,
    state: kind,
    sequence: 1 + earlierStatements(node, agreement),
    reason,
    at: publicTime(node.services),
  };
  const envelope = signSuspension(
    statement,
    keys.map(({ key }) => key),
  );
  node.commit({ kind, agreement, reason, post, keyId: last.record.keyId });
  return { statement: keep(node, agreement, kind, envelope) };
}

const earlierStatements = (node: Node, agreement: Digest): number =>
  node
    .journal()
    .filter(
      ({ event }) =>
        (event.kind === 'suspended' || event.kind === 'resumed') && event.agreement === agreement,
    ).length;

function keep(node: Node, agreement: Digest, kind: string, envelope: unknown): string {
  const count = node.journal().length;
  const file = path.join(node.folder.agreements, `${short(agreement)}-${kind}-${count}.dsse.json`);
  writeDocument(node.services, file, envelope);
  return file;
}
