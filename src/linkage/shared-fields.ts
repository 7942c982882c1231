import { fail } from '#kernel';
import type { CodedColumn, CodedTable } from './columns.ts';
import { type ByteDictionary, byteDictionaryOf, textOf, textsOf } from './encoded.ts';
import { interner } from './interner.ts';
import { deriveKey } from './keys.ts';
import { bytesAsLetters, lettersOfBytes, lettersOfTexts } from './letters.ts';
import type { KeyKind, LinkageField, LinkageModel } from './model.ts';
import { gathered } from './recode.ts';
import type { Dictionary } from './scan/scan-plan.ts';

/** The distinct values of a field. Value 0 is the missing one. */
export interface FieldValues {
  /** How many values, the missing one included. */
  readonly count: number;
  /** All values as texts; made when first asked for. */
  readonly values: readonly string[];
  /** One value as text. */
  text(code: number): string;
  /** The code of a value, 0 when neither table has it. */
  codeOf(value: string): number;
  /** The values as letters for a measure of likeness: code points, or the bytes of a raw field. */
  dictionary(): Dictionary;
  /** For each code the number of its derived key, 0 for none, and how many keys there are. Made once. */
  keys(kind: KeyKind): KeyNumbers;
}

/** One field of both tables over one dictionary: equal codes, equal values, whichever the table. 0 is missing. */
export interface SharedField extends FieldValues {
  readonly name: string;
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** How many rows of each side have each value; counted once. */
  counts(): SideCounts;
  /** Where frequencies are judged by other rows than the field's own. */
  readonly frequencies?: Frequencies;
}

/** Rows by code; those of a missing value at 0. */
export interface SideCounts {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
}

/** How often each value stands in the rows by which frequencies are judged, and how many of these have a value. */
export interface Frequencies {
  readonly counts: Float64Array;
  readonly present: number;
}

/** Of both tables together. One table that is linked with itself is on both sides, and its rows count once. */
export function frequenciesOf(field: SharedField, self: boolean): Frequencies {
  if (field.frequencies !== undefined) return field.frequencies;
  const { left, right } = field.counts();
  const counts = Float64Array.from(left);
  if (!self)
    for (let code = 0; code < counts.length; code++) (counts[code] as number) += right[code] as number;
  const rows = field.left.length + (self ? 0 : field.right.length);
  return { counts, present: rows - (counts[0] as number) };
}

/** How many rows have each code, of so many codes. */
export function countCodes(codes: Uint32Array, size: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (let row = 0; row < codes.length; row++) (counts[codes[row] as number] as number)++;
  return counts;
}

/** The same values over other rows: one table that is linked with itself, whose values are as frequent as in the two before. */
export const overRows = (field: SharedField, codes: Uint32Array): SharedField =>
  sharedField(field.name, codes, codes, field, frequenciesOf(field, false));

export interface KeyNumbers {
  readonly ofCode: Uint32Array;
  readonly count: number;
}

/** Values by code, as texts or as bytes. */
export interface ValueStore {
  readonly count: number;
  readonly values: readonly string[];
  text(code: number): string;
  letters(): Dictionary;
}

/** Texts; the first is the empty one. */
export const storeOfTexts = (values: readonly string[], raw: boolean): ValueStore => ({
  count: values.length,
  values,
  text: (code) => values[code] as string,
  letters: () => (raw ? bytesAsLetters(byteDictionaryOf(values)) : lettersOfTexts(values)),
});

/** Bytes as they are: texts are made only when asked for. */
export function storeOfBytes(dictionary: ByteDictionary, raw: boolean): ValueStore {
  let texts: readonly string[] | undefined;
  return {
    count: dictionary.count,
    get values() {
      texts ??= textsOf(dictionary);
      return texts;
    },
    text: (code) => textOf(dictionary, code),
    letters: () => (raw ? bytesAsLetters(dictionary) : lettersOfBytes(dictionary)),
  };
}

/** What is asked of values, each worked out once. */
export function fieldValues(store: ValueStore): FieldValues {
  const keys = new Map<KeyKind, KeyNumbers>();
  let letters: Dictionary | undefined;
  let codes: Map<string, number> | undefined;
  return {
    count: store.count,
    get values() {
      return store.values;
    },
    text: store.text,
    codeOf(value) {
      codes ??= new Map(store.values.map((text, code) => [text, code]));
      return value === '' ? 0 : (codes.get(value) ?? 0);
    },
    keys(kind) {
      const made = keys.get(kind) ?? numberKeys(kind, store);
      keys.set(kind, made);
      return made;
    },
    dictionary() {
      letters ??= store.letters();
      return letters;
    },
  };
}

/** A field's rows over values that both tables share. */
export const sharedField = (
  name: string,
  left: Uint32Array,
  right: Uint32Array,
  of: FieldValues,
  frequencies?: Frequencies,
): SharedField => {
  let counted: SideCounts | undefined;
  return {
    ...(frequencies && { frequencies }),
    name,
    left,
    right,
    count: of.count,
    get values() {
      return of.values;
    },
    text: of.text,
    codeOf: of.codeOf,
    dictionary: of.dictionary,
    keys: of.keys,
    counts() {
      if (counted === undefined) {
        const ours = countCodes(left, Math.max(of.count, 1));
        counted = { left: ours, right: left === right ? ours : countCodes(right, Math.max(of.count, 1)) };
      }
      return counted;
    },
  };
};

function numberKeys(kind: KeyKind, { count, text }: ValueStore): KeyNumbers {
  const ofCode = new Uint32Array(count);
  if (kind === 'whole') {
    for (let code = 1; code < count; code++) ofCode[code] = code;
    return { ofCode, count: count - 1 };
  }
  const numbers = new Map<string, number>();
  for (let code = 1; code < count; code++) {
    const key = deriveKey(kind, text(code));
    if (key === undefined) continue;
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size + 1;
      numbers.set(key, number);
    }
    ofCode[code] = number;
  }
  return { ofCode, count: numbers.size };
}

function checkedColumn(field: LinkageField, side: 'left' | 'right', table: CodedTable): CodedColumn {
  const column = table.columns[field.name];
  if (column === undefined) {
    if (field.optional) return { codes: new Uint32Array(table.rows), values: [''] };
    return fail('LINKAGE_FIELD_MISSING', { side, field: field.name });
  }
  const { codes } = column;
  let largest = 0;
  for (const code of codes) if (code > largest) largest = code;
  const count = column.dictionary?.count ?? column.values.length;
  if (codes.length !== table.rows || largest >= Math.max(count, 1))
    fail('LINKAGE_COLUMN_INVALID', { field: field.name, side, got: codes.length, rows: table.rows });
  return column;
}

const bytesOfColumn = ({ dictionary, values }: CodedColumn): ByteDictionary =>
  dictionary ?? byteDictionaryOf(values.length === 0 ? [''] : values);

/** What was worked out of a dictionary is kept while it is: several pairs of tables may share it. */
const known = new WeakMap<ByteDictionary, { raw?: FieldValues; text?: FieldValues }>();

function valuesOf(dictionary: ByteDictionary, { kind }: LinkageField): FieldValues {
  const of = known.get(dictionary) ?? {};
  known.set(dictionary, of);
  const form = kind === 'raw' ? 'raw' : 'text';
  of[form] ??= fieldValues(storeOfBytes(dictionary, kind === 'raw'));
  return of[form];
}

function shareField(field: LinkageField, left: CodedTable, right: CodedTable): SharedField {
  const a = checkedColumn(field, 'left', left);
  const b = checkedColumn(field, 'right', right);
  if (a.dictionary !== undefined && a.dictionary === b.dictionary)
    return sharedField(field.name, a.codes, b.codes, valuesOf(a.dictionary, field));
  const values = interner();
  const merge = ({ codes }: CodedColumn, { count, starts, bytes }: ByteDictionary): Uint32Array => {
    const merged = new Uint32Array(count);
    for (let code = 1; code < count; code++)
      merged[code] = values.intern(bytes, starts[code] as number, starts[code + 1] as number);
    return gathered(merged, codes);
  };
  const [lefts, rights] = [merge(a, bytesOfColumn(a)), merge(b, bytesOfColumn(b))];
  return sharedField(field.name, lefts, rights, valuesOf(values.dictionary(), field));
}

/**
 * Keys by row for a rule that asks for one field on the left and another on the right: the same number where the same
 * key is derived, 0 where there is none.
 */
export function crossedKeys(field: SharedField, other: SharedField, kind: KeyKind) {
  const numbers = new Map<string, number>();
  const numbered = (values: readonly string[]): Uint32Array =>
    Uint32Array.from(values, (value) => {
      const key = deriveKey(kind, value);
      if (key === undefined) return 0;
      const number = numbers.get(key) ?? numbers.size + 1;
      numbers.set(key, number);
      return number;
    });
  const [here, there] = [numbered(field.values), numbered(other.values)];
  return {
    left: field.left.map((code) => here[code] as number),
    right: other.right.map((code) => there[code] as number),
    count: numbers.size,
  };
}

export type SharedFields = ReadonlyMap<string, SharedField>;

/**
 * The fields that the model blocks on or compares, over values that are clean already. Columns of bytes that share a
 * dictionary are taken as they are. Throws `LINKAGE_FIELD_MISSING`, `LINKAGE_COLUMN_INVALID`.
 */
export function shareFields(model: LinkageModel, left: CodedTable, right: CodedTable): SharedFields {
  const used = new Set([
    ...model.blocking.flatMap((rule) => rule.keys.flatMap((key) => [key.field, key.with ?? key.field])),
    ...model.comparisons.flatMap((comparison) => comparison.fields),
  ]);
  const needed = model.fields.filter((field) => used.has(field.name));
  return new Map(needed.map((field) => [field.name, shareField(field, left, right)]));
}
