import type { Artefact } from '#agreement';
import type { Digest, Instant, PlainDate } from '#kernel';

/** What has happened at a node. The journal holds these and nothing else; state is folded from them. */
export type NodeEvent =
  | { readonly kind: 'key-made'; readonly post: string; readonly keyId: string }
  | {
      readonly kind: 'key-trusted';
      readonly organisation: string;
      readonly keyId: string;
      readonly fingerprint: Digest;
      /** The key whose word was enough, and which it replaces. */
      readonly supersedes?: string;
    }
  | {
      readonly kind: 'key-retired';
      readonly organisation: string;
      readonly keyId: string;
      readonly from: PlainDate;
    }
  /** What the log said of itself when it was last brought up to date: a signed note, never logged itself. */
  | { readonly kind: 'log-published'; readonly checkpoint: string }
  | (OfAgreement & {
      readonly kind: 'agreement-signed';
      readonly series: string;
      readonly post: string;
      readonly keyId: string;
    })
  /** A bundle was verified here and kept. */
  | (OfAgreement & { readonly kind: 'agreement-adopted'; readonly series: string; readonly envelope: Digest })
  | (OfRun & {
      readonly kind: 'intake-made';
      readonly sealedTo: string;
      readonly record: Digest;
      readonly notAfter: Instant;
    })
  | (OfRun & {
      readonly kind: 'input-prepared';
      readonly input: string;
      readonly package: Digest;
      readonly intake: Digest;
      readonly replyTo: string;
      readonly notAfter: Instant;
      /** Rounded for the public. */
      readonly rows: number;
    })
  | (OfRun & { readonly kind: 'run-started'; readonly intake: Digest })
  | (OfRun & {
      readonly kind: 'run-finished';
      readonly receipt: Digest;
      readonly outputs: readonly Delivered[];
    })
  /** The run number was spent, and nothing came out. */
  | (OfRun & { readonly kind: 'run-failed'; readonly receipt: Digest; readonly code: string })
  /** Refused before the run number was spent. */
  | (OfRun & { readonly kind: 'run-refused'; readonly receipt: Digest; readonly code: string })
  | (OfRun & {
      readonly kind: 'output-opened';
      readonly name: string;
      readonly content: Content;
      readonly package: Digest;
      readonly rows: number;
      readonly returnTo?: string;
      /** Where the opened output was put: known to this node only. */
      readonly files: readonly string[];
    })
  | (OfRun & { readonly kind: 'return-sealed'; readonly input: string; readonly package: Digest })
  | (OfAgreement & {
      readonly kind: 'suspended' | 'resumed';
      readonly reason: string;
      readonly post: string;
      readonly keyId: string;
    })
  /** Another party's signed word that it stops or goes on. */
  | (OfAgreement & {
      readonly kind: 'statement-accepted';
      readonly organisation: string;
      readonly state: 'suspended' | 'resumed';
      readonly sequence: number;
      readonly reason: string;
      readonly keyIds: readonly string[];
      readonly statement: Digest;
    })
  | (OfAgreement & {
      readonly kind: 'review-recorded';
      readonly of: 'review' | 'evaluation';
      readonly report: Digest;
    })
  | (OfRun & {
      readonly kind: 'artefact-destroyed';
      readonly artefact: Artefact;
      /** Digests of what was destroyed. */
      readonly things: readonly Digest[];
      /** Public halves of the one-run keys destroyed with it. */
      readonly keys: readonly string[];
      readonly deadline: PlainDate;
    })
  | (OfRun & {
      readonly kind: 'disposal-certified';
      readonly artefacts: readonly Artefact[];
      readonly certificate: Digest;
      readonly post: string;
    });

interface OfAgreement {
  readonly agreement: Digest;
}

interface OfRun extends OfAgreement {
  readonly run: number;
}

/** What an opened package held. */
export type Content = 'flags' | 'results' | 'review' | 'answers' | 'return' | 'counts';

export interface Delivered {
  readonly name: string;
  readonly to: string;
  readonly package: Digest;
  /** File name in the run's folder. */
  readonly file: string;
}

/** An event with its place and time. */
export interface JournalEntry {
  readonly at: Instant;
  readonly event: NodeEvent;
}
