import type { Lists, Step } from './program.ts';

/** Distinct values of a column as runs of letters; value 0 is missing and empty. */
export interface Dictionary {
  /** How many values, the missing one included. */
  readonly count: number;
  /** Value `v` is `letters[starts[v]] .. letters[starts[v + 1]]`. */
  readonly starts: Uint32Array;
  /** Letters as small numbers: equal numbers, equal letters. Bytes where 255 numbers are enough. */
  readonly letters: Uint8Array | Uint16Array;
}

export type MeasureKind = 'jaro-winkler' | 'jaro' | 'levenshtein' | 'damerau-levenshtein';

/** A measure of two values of a column. */
export interface Measure {
  readonly kind: MeasureKind;
  readonly column: number;
  readonly dictionary: Dictionary;
  /** The lowest similarity, or the highest distance, that any test asks for: beyond it the exact figure is not needed. */
  readonly bound: number;
}

/** One part of a blocking key: a column, and for each code its key from 1, 0 for none. Without a map the code is the key. */
export interface KeyPart {
  readonly column: number;
  readonly keys?: Uint32Array;
  readonly keyCount: number;
}

/** Rows with the same key are compared: one key a row from several parts, or several keys a row. */
export type ScanRule =
  | {
      readonly parts: readonly KeyPart[];
      /** Blocks of more rows are left out. */
      readonly atMost?: number;
    }
  | { readonly lists: Lists };

export interface ScanComparison {
  /** How many levels it has. */
  readonly levels: number;
  /** Where it begins: a step, or, when below 0, level `-start - 1` for every pair. */
  readonly start: number;
  readonly steps: readonly Step[];
}

/** A linkage over coded columns: what is paired, and how a pair is compared. Rows from `split` on are the second table. */
export interface ScanPlan {
  readonly rows: number;
  /** 0 when one table is linked with itself. */
  readonly split: number;
  /** Codes by column, each of `rows` numbers. */
  readonly columns: readonly Uint32Array[];
  readonly rules: readonly ScanRule[];
  readonly measures: readonly Measure[];
  readonly comparisons: readonly ScanComparison[];
  /** How many weights by value its pairs are weighed with: there must be room for them when all is compared. */
  readonly weights: number;
}

/** How often each pattern of levels occurs among the pairs that were compared. */
export interface PatternCounts {
  /** Levels of each comparison, pattern after pattern. */
  readonly levels: Uint8Array;
  /** Which rules give the pairs of a pattern: bit r for rule r. 0 for pairs drawn at random. */
  readonly rules: Uint32Array;
  readonly counts: Float64Array;
  readonly patterns: number;
  readonly comparisons: number;
}
