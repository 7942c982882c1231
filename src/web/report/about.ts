import type { PlainDate } from '#kernel';

/** What a report says of its own making, beside the facts. */
export interface About {
  readonly files: readonly {
    /** Without its folder. */
    readonly name: string;
    readonly idColumn: string;
    /** Columns that the file does not have. */
    readonly without: readonly string[];
  }[];
  /** What was chosen for the model, and what to know about it, a sentence each. */
  readonly notes: readonly string[];
  readonly date: PlainDate;
  /** Of Stile. */
  readonly version: string;
  /** Of the model with which the records were weighed, as canonical JSON. */
  readonly modelDigest: string;
  /** The id of a row, where ids may be shown. */
  readonly idOf?: (row: number) => string;
}
