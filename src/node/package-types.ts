import type { Digest, Instant } from '#kernel';

/**
 * A package is the one format for everything sealed: `age( tar( data-0001.parquet … , manifest.dsse.json ) )` to one
 * recipient. The manifest comes last and names the parts; nothing is read from a part before it verifies.
 */
export type PackageKind = 'input' | 'flags' | 'results' | 'review' | 'answers' | 'return' | 'counts';

export interface PackageManifest {
  readonly format: 'stile-package/1';
  readonly kind: PackageKind;
  readonly agreement: Digest;
  readonly runPlan: Digest;
  /** Counts from 1 within an agreement version. */
  readonly run: number;
  /** Organisation identifiers. */
  readonly sender: string;
  readonly recipient: string;
  /** The plan's input or output that this is. */
  readonly name: string;
  /** The one-run public key to which it is sealed (`age1…`), and for an input the digest of the intake record. */
  readonly sealedTo: string;
  readonly intake?: Digest;
  /** For an input: the one-run public key of the sender to which its own outputs are to be sealed. */
  readonly replyTo?: string;
  /** For an input from a party that gets a return, and for flags: the one-run public key to which the return is sealed. */
  readonly returnTo?: string;
  /** For an input: the salted root of the sender's own rows. */
  readonly subjectRoot?: Digest;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly parts: readonly { readonly name: string; readonly digest: Digest; readonly rows: number }[];
  readonly sealedAt: Instant;
  /** For an input: the permit ends here. */
  readonly notAfter?: Instant;
}
