import type { Page } from './parquet-pages.ts';

/** Cells of one column, one a row, one behind the other: cell i is `bytes[starts[i]..ends[i])`, UTF-8; an empty one is missing. */
export interface Cells {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly count: number;
}

/** Takes the cells of one column in the order of the rows. */
export interface CellSink {
  append(cells: Cells): void;
  /**
   * Take a page of Parquet in place of cells, where that can be: of texts, or of plain numbers of so many bytes. Throw a
   * RangeError where it is not as the format says.
   */
  appendTexts?(page: Page): void;
  appendNumbers?(page: Page, bytes: 4 | 8): void;
}
