/** Distinct values as UTF-8, one after another. Value 0 is “missing” and empty. */
export interface ByteDictionary {
  /** How many values, value 0 included. */
  readonly count: number;
  /** Value c is `bytes[starts[c]..starts[c + 1])`; `count + 1` numbers. */
  readonly starts: Uint32Array;
  readonly bytes: Uint8Array;
}

export interface EncodedColumn {
  readonly name: string;
  /** One a row: which value of the dictionary; 0 is missing. */
  readonly codes: Uint32Array;
  readonly dictionary: ByteDictionary;
}

/** One table, or two one after the other with shared dictionaries. */
export interface EncodedTable {
  readonly rows: number;
  /** Rows from here on are the second file; 0: there is one file. */
  readonly split: number;
  readonly columns: readonly EncodedColumn[];
}

/** The bytes of a value; a view, not a copy. */
export const bytesOf = ({ bytes, starts }: ByteDictionary, code: number): Uint8Array =>
  bytes.subarray(starts[code], starts[code + 1]);

/** The text of a value. Missing is the empty text. */
export const textOf = (dictionary: ByteDictionary, code: number): string =>
  code === 0 ? '' : decoder.decode(bytesOf(dictionary, code));

/** To take letters out of one long text costs a tenth of decoding each value. */
const LONG_TEXT = 1 << 24;

/** All values as texts. */
export function textsOf(dictionary: ByteDictionary): string[] {
  const { bytes, starts, count } = dictionary;
  const whole =
    bytes.length > LONG_TEXT
      ? undefined
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const allNarrow = whole !== undefined && !isWide(whole);
  return Array.from({ length: count }, (_, code) => {
    const text = whole?.slice(starts[code], starts[code + 1]);
    return text === undefined || (!allNarrow && isWide(text)) ? textOf(dictionary, code) : text;
  });
}

/** Whether a byte of these is not a letter by itself. */
const isWide = (text: string): boolean => /[\x80-\xff]/.test(text);

/** Without taking a mark at the start of a value for a byte order mark. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A dictionary of these texts; the first must be the empty one. */
export function byteDictionaryOf(texts: readonly string[]): ByteDictionary {
  const encoded = texts.map((text) => new TextEncoder().encode(text));
  const starts = new Uint32Array(texts.length + 1);
  encoded.forEach((bytes, i) => {
    starts[i + 1] = (starts[i] as number) + bytes.length;
  });
  const bytes = new Uint8Array(starts[texts.length] as number);
  encoded.forEach((value, i) => {
    bytes.set(value, starts[i]);
  });
  return { count: texts.length, starts, bytes };
}

/** A column of these cells, values numbered as they first come. Null and the empty text are missing. For small tables. */
export function encodedColumn(name: string, cells: readonly (string | null)[]): EncodedColumn {
  const codes = new Uint32Array(cells.length);
  const codeOf = new Map<string, number>([['', 0]]);
  cells.forEach((cell, row) => {
    const text = cell ?? '';
    const code = codeOf.get(text) ?? codeOf.size;
    codeOf.set(text, code);
    codes[row] = code;
  });
  return { name, codes, dictionary: byteDictionaryOf([...codeOf.keys()]) };
}

/** A table of these columns of cells. For small tables. */
export function encodedTable(
  columns: Readonly<Record<string, readonly (string | null)[]>>,
  split = 0,
): EncodedTable {
  const encoded = Object.entries(columns).map(([name, cells]) => encodedColumn(name, cells));
  return { rows: encoded[0]?.codes.length ?? 0, split, columns: encoded };
}
