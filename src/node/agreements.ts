import { readBundle, type VerifiedAgreement, verifyBundle } from '#agreement';
import { canonicalise, type Digest, dateOf, digestOf, type PlainDate } from '#kernel';
import { bundleFile } from './folder.ts';
import { agreementIn } from './journal/state.ts';
import { readFile } from './keyring.ts';
import type { Node, NodeView } from './node.ts';
import { nowOf } from './services.ts';
import { trustOf } from './trust-file.ts';

export const today = ({ services }: Pick<NodeView, 'services'>): PlainDate => dateOf(nowOf(services));

/**
 * Verifies a bundle with this node's own trust, and keeps it on first use: signatures of every post, digests of
 * agreement, run plan, English and law data. The signatures are from the day on which this node first verified them,
 * or before: a key that is retired later does not undo them. Throws what `readBundle` and `verifyBundle` throw.
 */
export function adopt(node: Node, bundlePath: string): VerifiedAgreement {
  const bytes = readFile(node.services, bundlePath);
  const bundle = readBundle(bytes);
  const envelope = digestOf(canonicalise(bundle.envelope));
  const verified = verifyBundle(bundle, trustOf(node), signedBy(node, envelope) ?? today(node));
  const { agreement } = verified.digests;
  if (agreementIn(node.state(), agreement).series === undefined) {
    node.services.files.write(bundleFile(node.folder, agreement), bytes);
    node.commit({ kind: 'agreement-adopted', agreement, series: verified.plan.agreement.series, envelope });
  }
  return verified;
}

/** The day by which these very signatures were there, from this node's own journal. */
export function signedBy(node: NodeView, envelope: Digest): PlainDate | undefined {
  const found = [...node.state().agreements.values()].find(({ adopted }) => adopted?.envelope === envelope);
  return found?.adopted === undefined ? undefined : dateOf(found.adopted.at);
}

/** The agreements that this node has verified and kept, without verifying them again. */
export function keptBundle(node: NodeView, agreement: Digest) {
  return readBundle(readFile(node.services, bundleFile(node.folder, agreement)));
}
