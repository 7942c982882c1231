// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { fail } from '#kernel';

/** The rows of each cluster together: those labelled `l` are `rows[starts[l]] .. rows[starts[l + 1]]`, by rising row. */
export interface Members {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** Groups rows by label; a label is a row number. Throws `LINKAGE_ROWS_UNEQUAL` for any other. */
export function membersOf(labels: Int32Array): Members {
  const count = labels.length;
  const starts = new Int32Array(count + 1);
  for (let row = 0; row < count; row++) {
    const label = labels[row]!;
    if (label < 0 || label >= count)
      fail('LINKAGE_ROWS_UNEQUAL', { what: 'list of labels', got: count, rows: count });
    starts[label + 1]!++;
  }
  for (let label = 0; label < count; label++) starts[label + 1]! += starts[label]!;
  const rows = new Int32Array(count);
  const at = starts.slice();
  for (let row = 0; row < count; row++) rows[at[labels[row]!]!++] = row;
  return { starts, rows };
}
