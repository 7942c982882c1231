import { type ByteDictionary, textOf } from '#linkage';

/** The ids of all rows: value r + 1 of a part is the id of its row r. */
export interface Ids {
  /**
   * `integer` where every id of every file is a whole number of 64 bits, and of Parquet the column's type says so too;
   * so it is written again.
   */
  readonly type: 'integer' | 'text';
  /** Rows from here on are of the second part; 0: there is one part. */
  readonly split: number;
  readonly parts: readonly ByteDictionary[];
}

/** The id of a row of the table. */
export function idText({ split, parts }: Ids, row: number): string {
  const second = split > 0 && row >= split;
  return textOf(parts[second ? 1 : 0] as ByteDictionary, (second ? row - split : row) + 1);
}

const MINUS = 45;
const ZERO = 48;

/** The ids of all rows as whole numbers; of `integer` ids only. 8 bytes a row. */
export function idNumbers({ split, parts }: Ids): BigInt64Array {
  const counts = parts.map(({ count }) => count - 1);
  const numbers = new BigInt64Array(counts.reduce((sum, count) => sum + count, 0));
  parts.forEach((part, p) => {
    fillNumbers(part, numbers.subarray(p === 0 ? 0 : split));
  });
  return numbers;
}

/** Up to 15 digits are counted as numbers, which is quicker than as bigints, and exact. */
function fillNumbers(part: ByteDictionary, into: BigInt64Array): void {
  const { bytes, starts, count } = part;
  for (let code = 1; code < count; code += 1) {
    const from = starts[code] as number;
    const end = starts[code + 1] as number;
    if (end - from > 15) into[code - 1] = BigInt(textOf(part, code));
    else {
      const minus = bytes[from] === MINUS;
      let number = 0;
      for (let at = minus ? from + 1 : from; at < end; at += 1)
        number = number * 10 + (bytes[at] as number) - ZERO;
      into[code - 1] = BigInt(minus ? -number : number);
    }
  }
}
