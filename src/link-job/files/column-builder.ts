import { fail } from '#kernel';
import type { EncodedColumn } from '#linkage';
import type { CellSink } from './cells.ts';
import { moreNumbers, sharedNumbers } from './shared-arrays.ts';
import { valueStore } from './value-store.ts';

const MOST_ROWS = 2 ** 30 - 1;

/** Encodes a column while it is read. */
export interface ColumnBuilder extends CellSink {
  /** Rows in which the value is missing. */
  skip(rows: number): void;
  finish(): EncodedColumn;
}

export function columnBuilder(name: string): ColumnBuilder {
  const store = valueStore();
  let codes = sharedNumbers();
  let rows = 0;
  const room = (more: number): void => {
    if (rows + more <= codes.length) return;
    if (rows + more > MOST_ROWS) fail('LINK_JOB_TOO_MANY_ROWS', { limit: MOST_ROWS });
    codes = moreNumbers(codes, rows + more);
  };
  return {
    append(cells) {
      room(cells.count);
      store.intern(cells, codes, rows);
      rows += cells.count;
    },
    appendTexts(page) {
      const more = page.kind === 'data' ? page.count : 0;
      room(more);
      store.page(page, codes, rows);
      rows += more;
    },
    skip(more) {
      room(more);
      rows += more;
    },
    finish: () => ({ name, codes: codes.subarray(0, rows), dictionary: store.finish() }),
  };
}
