import { type ByteDictionary, byteDictionaryOf, textOf } from '#linkage';

/** The ids of one file: texts, of which value r + 1 is of row r, or a number a row, each exact. */
export type IdPart = ByteDictionary | Float64Array;

/** The ids of all rows. */
export interface Ids {
  /**
   * `integer` where every id of every file is a whole number of 64 bits, and of Parquet the column's type says so too;
   * so it is written again.
   */
  readonly type: 'integer' | 'text';
  /** Rows from here on are of the second part; 0: there is one part. */
  readonly split: number;
  readonly parts: readonly IdPart[];
}

/** The id of a row of the table. */
export function idText({ split, parts }: Omit<Ids, 'type'>, row: number): string {
  const second = split > 0 && row >= split;
  const part = parts[second ? 1 : 0] as IdPart;
  const own = second ? row - split : row;
  return part instanceof Float64Array ? String(part[own]) : textOf(part, own + 1);
}

/** The ids of a part as texts: value r + 1 is of row r. */
export const idTexts = (part: IdPart): ByteDictionary =>
  part instanceof Float64Array ? byteDictionaryOf(['', ...Array.from(part, String)]) : part;

const rowsOf = (part: IdPart): number => (part instanceof Float64Array ? part.length : part.count - 1);

const MINUS = 45;
const ZERO = 48;

/**
 * The ids of all rows as whole numbers; of `integer` ids only. 8 bytes a row. As floating-point numbers, which cost least,
 * where all have at most 15 characters and so are exact.
 */
export function idNumbers({ split, parts }: Ids): Float64Array | BigInt64Array {
  const [only] = parts;
  if (parts.length === 1 && only instanceof Float64Array) return only;
  const rows = parts.reduce((sum, part) => sum + rowsOf(part), 0);
  const placeOf = (p: number): number => (p === 0 ? 0 : split);
  if (!parts.every(areShort)) {
    const numbers = new BigInt64Array(rows);
    parts.forEach((part, p) => {
      for (let own = 0; own < rowsOf(part); own += 1)
        numbers[placeOf(p) + own] = BigInt(
          part instanceof Float64Array ? (part[own] as number) : textOf(part, own + 1),
        );
    });
    return numbers;
  }
  const numbers = new Float64Array(rows);
  parts.forEach((part, p) => {
    const own = numbers.subarray(placeOf(p));
    if (part instanceof Float64Array) own.set(part);
    else fillNumbers(part, own);
  });
  return numbers;
}

const EXACT = 15;

function areShort(part: IdPart): boolean {
  if (part instanceof Float64Array) return true;
  const { starts, count } = part;
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
