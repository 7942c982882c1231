import * as path from 'node:path';
import { fail } from '#kernel';
import { adopt, today } from '../agreements.ts';
import { short } from '../folder.ts';
import { agreementIn } from '../journal/state.ts';
import { MACHINE_POST, readEnvelopeFile } from '../keyring.ts';
import { type Node, writeDocument } from '../node.ts';
import { partyOf } from '../permit.ts';
import { type Suspension, verifySuspension } from '../suspension.ts';
import { trustOf } from '../trust-file.ts';

export interface AcceptOptions {
  /** Another party's signed suspension or resumption. */
  readonly statement: string;
  readonly bundle: string;
}

/**
 * Applies another party's signed word that it stops, or goes on. While any party to an agreement has stopped, no intake,
 * package or run of it is made here: every run includes every party. Its own node alone can say that it goes on.
 * Throws (exit 5) `NODE_STATEMENT_OF_ANOTHER` and what `verifySuspension` throws; (exit 3) `NODE_NOT_A_PARTY`,
 * `NODE_STATEMENT_OWN`, `NODE_STATEMENT_OLD`, `NODE_STATEMENT_ONE_PERSON`.
 */
export function accept(node: Node, { statement: file, bundle }: AcceptOptions): Suspension {
  const { plan, digests } = adopt(node, bundle);
  const { agreement } = digests;
  const envelope = readEnvelopeFile(node.services, file);
  const { statement, digest, signers } = verifySuspension(envelope, trustOf(node), today(node));
  const { organisation, state, sequence, reason } = statement;
  if (statement.agreement !== agreement) fail('NODE_STATEMENT_OF_ANOTHER', {});
  partyOf(plan, organisation);
  if (organisation === node.config.organisation) fail('NODE_STATEMENT_OWN', {});
  const known = agreementIn(node.state(), agreement).others.get(organisation);
  if (known !== undefined && sequence <= known.sequence)
    fail('NODE_STATEMENT_OLD', { organisation, sequence, known: known.sequence });
  const keyIds = signers.map(({ keyId }) => keyId);
  // Whoever stopped cannot be the person who says that it goes on.
  const others = signers.filter(({ keyId }) => !known?.suspended?.keyIds.includes(keyId));
  if (state === 'resumed' && !others.some(({ posts }) => !posts.includes(MACHINE_POST)))
    fail('NODE_STATEMENT_ONE_PERSON', { organisation });
  node.commit({
    kind: 'statement-accepted',
    agreement,
    organisation,
    state,
    sequence,
    reason,
    keyIds,
    statement: digest,
  });
  const kept = `${short(agreement)}-${organisation}-${state}-${sequence}.dsse.json`;
  writeDocument(node.services, path.join(node.folder.agreements, kept), envelope);
  return statement;
}
