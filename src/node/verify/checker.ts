import type { Digest, PlainDate } from '#kernel';
import type { Envelope, Trust } from '#signing';
import type { Services } from '../services.ts';

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Collects checks; an error of the catalogue becomes a failed check, any other is thrown on. */
export interface Checker {
  readonly services: Services;
  readonly trust: Trust;
  readonly on: PlainDate;
  /** The day by which an agreement's signatures were there, where the node that is checked knows it. */
  readonly signedBy?: (envelope: Digest) => PlainDate | undefined;
  check(name: string, look: () => string | Promise<string>): Promise<void>;
  keep(name: string, envelope: Envelope): void;
}
