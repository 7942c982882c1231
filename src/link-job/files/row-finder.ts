import { fail } from '#kernel';
import type { ByteDictionary } from '#linkage';
import type { CellSink } from './cells.ts';
import { moreNumbers, sharedNumbers } from './shared-arrays.ts';
import { valueStore } from './value-store.ts';

/** Finds the rows of records by their ids. */
export interface RowFinder {
  /** A column of ids: for each the row, counted from `base`. Throws `LINK_JOB_ID_UNKNOWN`. */
  sink(place: { readonly path: string; readonly column: string }, base?: number): RowSink;
}

export interface RowSink extends CellSink {
  finish(): Uint32Array;
}

const AT_ONCE = 1 << 16;

/** A finder among the ids of one file, value r + 1 being that of row r. `records`: the name of the file. */
export function rowFinder(ids: ByteDictionary, records: string): RowFinder {
  const store = valueStore();
  for (let from = 1; from < ids.count; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, ids.count - from);
    const starts = Int32Array.from(ids.starts.subarray(from, from + count + 1));
    // No id comes twice, so that they are numbered by row.
    store.intern({ bytes: ids.bytes, starts, ends: starts.subarray(1), count }, new Uint32Array(count), 0);
  }
  return {
    sink({ path, column }, base = 0) {
      let found = sharedNumbers();
      let rows = 0;
      return {
        append(cells) {
          if (rows + cells.count > found.length) found = moreNumbers(found, rows + cells.count);
          store.intern(cells, found, rows);
          for (const end = rows + cells.count; rows < end; rows += 1) {
            const code = found[rows] as number;
            if (code === 0 || code >= ids.count)
              fail('LINK_JOB_ID_UNKNOWN', { path, row: rows + 1, column, records });
            found[rows] = code - 1 + base;
          }
        },
        finish: () => found.subarray(0, rows),
      };
    },
  };
}
