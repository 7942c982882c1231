import { fail } from '#kernel';
import type { CodedTable } from './columns.ts';
import { deriveKey } from './keys.ts';
import type { KeyKind, LinkageField, LinkageModel } from './model.ts';
import type { Dictionary } from './scan/scan-plan.ts';

/** One field of both tables over one dictionary: equal codes, equal values, whichever the table. 0 is missing. */
export interface SharedField {
  readonly name: string;
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** How many values, the missing one (0) included. */
  readonly count: number;
  /** All values as texts; made when first asked for. */
  readonly values: readonly string[];
  /** The code of a value, 0 when neither table has it. */
  codeOf(value: string): number;
  /** The values as letters for a measure of likeness: code points, or the bytes of a raw field. */
  dictionary(): Dictionary;
  /** For each code the number of its derived key, 0 for none, and how many keys there are. Made once. */
  keys(kind: KeyKind): KeyNumbers;
  /** Each value's letters as numbers; the bytes of a raw field. Made once, when a string measure asks. */
  letters(): Letters;
}

export interface KeyNumbers {
  readonly ofCode: Uint32Array;
  readonly count: number;
}

/** Value `c` is `points[starts[c]] .. points[starts[c + 1]]`; `masks[c]` has one of 32 bits set for each letter. */
export interface Letters {
  readonly points: Uint32Array;
  readonly starts: Uint32Array;
  readonly masks: Uint32Array;
}

function checkedColumn(field: LinkageField, side: 'left' | 'right', table: CodedTable) {
  const column = table.columns[field.name];
  if (column === undefined) {
    if (field.optional) return { codes: new Uint32Array(table.rows), values: [''] };
    return fail('LINKAGE_FIELD_MISSING', { side, field: field.name });
  }
  const { codes, values } = column;
  let largest = 0;
  for (const code of codes) if (code > largest) largest = code;
  if (codes.length !== table.rows || largest >= Math.max(values.length, 1))
    fail('LINKAGE_COLUMN_INVALID', { field: field.name, side, got: codes.length, rows: table.rows });
  return column;
}

function numberKeys(kind: KeyKind, store: ValueStore): KeyNumbers {
  const ofCode = new Uint32Array(store.count);
  if (kind === 'whole') {
    for (let code = 1; code < store.count; code++) ofCode[code] = code;
    return { ofCode, count: store.count - 1 };
  }
  const { values } = store;
  const numbers = new Map<string, number>();
  for (let code = 1; code < values.length; code++) {
    const key = deriveKey(kind, values[code] as string);
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

/** Letters are numbered from 1 in order of first use, so that tables over letters stay small. */
function spell(values: readonly string[]): Letters {
  let length = 0;
  for (const value of values) length += value.length;
  const points = new Uint32Array(length);
  const starts = new Uint32Array(values.length + 1);
  const masks = new Uint32Array(values.length);
  const numbers = new Map<number, number>();
  let at = 0;
  for (let code = 0; code < values.length; code++) {
    starts[code] = at;
    const value = values[code] as string;
    let mask = 0;
    for (let unit = 0; unit < value.length; unit++) {
      const point = value.codePointAt(unit) as number;
      if (point > 0xffff) unit++;
      let number = numbers.get(point);
      if (number === undefined) {
        number = numbers.size + 1;
        numbers.set(point, number);
      }
      points[at++] = number;
      mask |= 1 << (number & 31);
    }
    masks[code] = mask;
  }
  starts[values.length] = at;
  return { points, starts, masks };
}

/** As `spell`, but with the bytes of UTF-8 for letters, numbered from 1. */
function spellBytes(values: readonly string[]): Letters {
  const encoder = new TextEncoder();
  const encoded = values.map((value) => encoder.encode(value));
  const points = new Uint32Array(encoded.reduce((sum, { length }) => sum + length, 0));
  const starts = new Uint32Array(values.length + 1);
  const masks = new Uint32Array(values.length);
  let at = 0;
  encoded.forEach((bytes, code) => {
    starts[code] = at;
    let mask = 0;
    for (const byte of bytes) {
      points[at++] = byte;
      mask |= 1 << (byte & 31);
    }
    masks[code] = mask;
  });
  starts[values.length] = at;
  return { points, starts, masks };
}

function shareField(field: LinkageField, left: CodedTable, right: CodedTable): SharedField {
  const a = checkedColumn(field, 'left', left);
  const b = checkedColumn(field, 'right', right);
  const values = a.values.length === 0 ? [''] : a.values.slice();
  const codes = new Map<string, number>();
  for (let code = 1; code < values.length; code++) codes.set(values[code] as string, code);
  const sharedCode = new Uint32Array(b.values.length);
  for (let code = 1; code < b.values.length; code++) {
    const value = b.values[code] as string;
    let shared = codes.get(value);
    if (shared === undefined) {
      shared = values.length;
      values.push(value);
      codes.set(value, shared);
    }
    sharedCode[code] = shared;
  }
  const rightCodes = new Uint32Array(right.rows);
  for (let row = 0; row < right.rows; row++) rightCodes[row] = sharedCode[b.codes[row] as number] ?? 0;
  return sharedField(field, a.codes, rightCodes, { count: values.length, values });
}

/** Values by code, as texts or as bytes. */
export interface ValueStore {
  readonly count: number;
  readonly values: readonly string[];
  /** The values' letters without making texts of them, where that can be. */
  readonly spelled?: Dictionary;
}

/** A field over values that both tables share; value 0 is missing. */
export function sharedField(
  field: LinkageField,
  left: Uint32Array,
  right: Uint32Array,
  store: ValueStore,
): SharedField {
  const keys = new Map<KeyKind, KeyNumbers>();
  let letters: Letters | undefined;
  let dictionary: Dictionary | undefined;
  let codes: Map<string, number> | undefined;
  const lettersOf = (): Letters => {
    letters ??= field.kind === 'raw' ? spellBytes(store.values) : spell(store.values);
    return letters;
  };
  return {
    name: field.name,
    left,
    right,
    count: store.count,
    get values() {
      return store.values;
    },
    codeOf(value) {
      codes ??= new Map(store.values.map((text, code) => [text, code]));
      return value === '' ? 0 : (codes.get(value) ?? 0);
    },
    keys(kind) {
      const made = keys.get(kind) ?? numberKeys(kind, store);
      keys.set(kind, made);
      return made;
    },
    letters: lettersOf,
    dictionary() {
      dictionary ??= store.spelled ?? narrowed(lettersOf());
      return dictionary;
    },
  };
}

/** Bytes are enough while a column has at most 255 different letters. */
function narrowed({ points, starts }: Letters): Dictionary {
  let largest = 0;
  for (const point of points) if (point > largest) largest = point;
  const letters = largest < 256 ? Uint8Array.from(points) : Uint16Array.from(points);
  return { count: starts.length - 1, starts, letters };
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

/** The fields that the model blocks on or compares. Throws `LINKAGE_FIELD_MISSING`, `LINKAGE_COLUMN_INVALID`. */
export function shareFields(model: LinkageModel, left: CodedTable, right: CodedTable): SharedFields {
  const used = new Set([
    ...model.blocking.flatMap((rule) => rule.keys.flatMap((key) => [key.field, key.with ?? key.field])),
    ...model.comparisons.flatMap((comparison) => comparison.fields),
  ]);
  const needed = model.fields.filter((field) => used.has(field.name));
  return new Map(needed.map((field) => [field.name, shareField(field, left, right)]));
}
