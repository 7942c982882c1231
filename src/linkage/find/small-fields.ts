// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import type { LinkageField } from '../model.ts';
import {
  type Frequencies,
  fieldValues,
  type SharedField,
  sharedField,
  storeOfTexts,
} from '../shared-fields.ts';

/**
 * A field of a few rows of a spine, on the left, and of one record, on the right, over no more values than these have.
 * Values are as frequent as they are in the spine, where that counts; one that the spine does not have is as one row.
 */
export function smallField(
  field: LinkageField,
  spine: SharedField,
  frequencies: Frequencies | undefined,
  rows: Uint32Array,
  value: string,
): SharedField {
  const values = [''];
  const counts = [0];
  const countOf = (code: number): number => frequencies?.counts[code] ?? 0;
  const known = new Map<number, number>();
  let own = 0;
  const left = new Uint32Array(rows.length);
  const codes = spine.left;
  for (let r = 0; r < rows.length; r++) {
    const code = codes[rows[r]!]!;
    if (code === 0) continue;
    let small = known.get(code);
    if (small === undefined) {
      small = values.push(spine.text(code)) - 1;
      counts.push(countOf(code));
      if (values[small] === value) own = small;
      known.set(code, small);
    }
    left[r] = small;
  }
  if (own === 0 && value !== '') {
    own = values.push(value) - 1;
    counts.push(Math.max(1, frequencies === undefined ? 0 : countOf(spine.codeOf(value))));
  }
  const of = fieldValues(storeOfTexts(values, field.kind === 'raw'));
  const small = frequencies && { counts: Float64Array.from(counts), present: frequencies.present };
  return sharedField(field.name, left, Uint32Array.of(own), of, small);
}
