import type { Digest, Instant, PlainDate, Problem } from '#kernel';
import type { EnglishSection } from './english-sections.ts';
import type { PlanPicture } from './plan-picture.ts';

/**
 * What the pages need, as plain data: no file, no key, no page. Pure functions make it from documents and one loader
 * reads those. There is no place in it for a value from a person's row.
 */
export interface SiteView {
  readonly nodes: readonly NodeView[];
  readonly checkedAt: Instant;
}

/** One authority's records. */
export interface NodeView {
  /** In addresses: the folder's name. */
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  readonly agreements: readonly AgreementView[];
  readonly log: LogView;
  /** What could not be read, and is therefore missing from these pages. */
  readonly problems: readonly Problem[];
}

export type AgreementState = 'upcoming' | 'active' | 'suspended' | 'ended';

export interface AgreementView {
  /** In addresses: series and version. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly series: string;
  readonly version: number;
  readonly digests: readonly NamedDigest[];
  readonly state: AgreementState;
  /** `post` in words; `reason` is a code. */
  readonly suspended?: { readonly at: Instant; readonly post: string; readonly reason: string };
  readonly verification: readonly CheckView[];
  readonly parties: readonly PartyView[];
  readonly powers: readonly PowerView[];
  readonly help: string;
  readonly cohort: string;
  readonly narrowing: string;
  readonly notEligible?: string;
  readonly prohibitedUses: readonly string[];
  /** Sentences: who will see whose identifiers, before anything else is said. */
  readonly firstSight: readonly string[];
  /** In order. */
  readonly dates: readonly { readonly what: string; readonly on: PlainDate }[];
  /** The last day on which a run may start. */
  readonly ends: PlainDate;
  readonly mayStop: readonly string[];
  readonly signatures: readonly SignatureView[];
  readonly due: readonly DueView[];
  readonly rights: readonly { readonly what: string; readonly how: string }[];
  readonly picture: PlanPicture;
  readonly english: readonly EnglishSection[];
  readonly runs: readonly RunView[];
  readonly files: readonly FileView[];
}

export interface NamedDigest {
  readonly what: string;
  readonly digest: Digest;
}

export interface PartyView {
  readonly name: string;
  readonly organisation: string;
  readonly roles: readonly string[];
  readonly contact: string;
}

export interface PowerView {
  readonly power: string;
  readonly from: string;
  readonly to: string;
  readonly link: string;
  readonly asOf: PlainDate;
}

export interface SignatureView {
  readonly organisation: string;
  readonly post: string;
  readonly keyId?: string;
  readonly fingerprint?: Digest;
  /** `untrusted`: a signature is there, but this node does not trust its key. */
  readonly state: 'verified' | 'missing' | 'untrusted';
}

/** Something that somebody must do by a day. */
export interface DueView {
  readonly what: string;
  readonly by: PlainDate;
  readonly overdue: boolean;
  readonly run?: number;
}

/** One thing that was checked, now. */
export interface CheckView {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

export type RunOutcome = 'prepared' | 'open' | 'started' | 'finished' | 'failed' | 'refused';

export interface RunView {
  readonly run: number;
  readonly outcome: RunOutcome;
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
  readonly operator?: string;
  /** Why nothing came out. */
  readonly problem?: { readonly code: string; readonly clause?: string };
  /** Rounded for the public. */
  readonly counts: readonly {
    readonly party: string;
    readonly what: string;
    readonly rows: number;
    readonly digest: Digest;
  }[];
  readonly digests: readonly NamedDigest[];
  /** What the run itself checked before it began, from its receipt. */
  readonly checks: readonly { readonly name: string; readonly ok: boolean }[];
  /** What was verified in this moment; empty when there is no receipt here. */
  readonly verification: readonly CheckView[];
  readonly proof?: { readonly index: number; readonly size: number; readonly origin: string };
  /** OpenSSL commands over the files named in `files`. */
  readonly commands: readonly string[];
  readonly disposal: readonly DisposalView[];
  readonly files: readonly FileView[];
}

export interface DisposalView {
  readonly artefact: string;
  readonly holder: string;
  readonly due: PlainDate;
  readonly state: 'kept' | 'overdue' | 'destroyed' | 'certified';
  readonly method?: string;
  readonly destroyedOn?: PlainDate;
  readonly doneBy?: string;
  readonly checkedBy?: string;
}

export interface LogView {
  readonly origin: string;
  readonly size: number;
  /** Base64, as in the checkpoint. */
  readonly root: string;
  readonly entries: readonly LogEntryView[];
  readonly findings: readonly Problem[];
  readonly files: readonly FileView[];
}

export interface LogEntryView {
  readonly index: number;
  readonly at: Instant;
  readonly what: string;
  readonly about: string;
  readonly digest?: Digest;
}

/** A file to take away. */
export interface FileView {
  /** The last part of its address, and the name under which it is saved. */
  readonly name: string;
  readonly what: string;
  /** Media type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}
