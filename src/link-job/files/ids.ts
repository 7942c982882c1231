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

/**
 * The ids of all rows as whole numbers; of `integer` ids only. 8 bytes a row. As floating-point numbers, which cost least,
 * where all have at most 15 characters and so are exact.
 */
export function idNumbers({ split, parts }: Ids): Float64Array | BigInt64Array {
  const rows = parts.reduce((sum, { count }) => sum + count - 1, 0);
  const placeOf = (p: number): number => (p === 0 ? 0 : split);
  if (!parts.every(areShort)) {
    const numbers = new BigInt64Array(rows);
    parts.forEach((part, p) => {
      for (let code = 1; code < part.count; code += 1)
        numbers[placeOf(p) + code - 1] = BigInt(textOf(part, code));
    });
    return numbers;
  }
  const numbers = new Float64Array(rows);
  parts.forEach((part, p) => {
    fillNumbers(part, numbers.subarray(placeOf(p)));
  });
  return numbers;
}

const EXACT = 15;

function areShort({ starts, count }: ByteDictionary): boolean {
  for (let code = 1; code < count; code += 1)
    if ((starts[code + 1] as number) - (starts[code] as number) > EXACT) return false;
  return true;
}

function fillNumbers({ bytes, starts, count }: ByteDictionary, into: Float64Array): void {
  for (let code = 1; code < count; code += 1) {
    const from = starts[code] as number;
    const end = starts[code + 1] as number;
    const minus = bytes[from] === MINUS;
    let number = 0;
    for (let at = minus ? from + 1 : from; at < end; at += 1)
      number = number * 10 + (bytes[at] as number) - ZERO;
    into[code - 1] = minus ? -number : number;
  }
}
