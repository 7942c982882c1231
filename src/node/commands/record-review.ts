import { type Digest, digestOf } from '#kernel';
import { adopt } from '../agreements.ts';
import { readFile } from '../keyring.ts';
import type { Node } from '../node.ts';

export interface ReviewOptions {
  readonly bundle: string;
  readonly of: 'review' | 'evaluation';
  /** The report that was made: its digest is recorded. */
  readonly report: string;
}

/** Records that the agreement's review or evaluation was done, so that runs may go on after its due day. */
export function recordReview(node: Node, { bundle, of, report }: ReviewOptions): Digest {
  const { digests } = adopt(node, bundle);
  const digest = digestOf(readFile(node.services, report));
  node.commit({ kind: 'review-recorded', agreement: digests.agreement, of, report: digest });
  return digest;
}
