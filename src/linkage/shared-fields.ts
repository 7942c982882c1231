import { fail } from '#kernel';
import type { CodedTable } from './columns.ts';
import { deriveKey } from './keys.ts';
import type { KeyKind, LinkageField, LinkageModel } from './model.ts';

/** One field of both tables over one dictionary: equal codes, equal values, whichever the table. 0 is missing. */
export interface SharedField {
  readonly name: string;
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  readonly values: readonly string[];
  /** The code of a value, 0 when neither table has it. */
  codeOf(value: string): number;
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

function numberKeys(kind: KeyKind, values: readonly string[]): KeyNumbers {
  const ofCode = new Uint32Array(values.length);
  if (kind === 'whole') {
    for (let code = 1; code < values.length; code++) ofCode[code] = code;
    return { ofCode, count: values.length - 1 };
  }
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
  return sharedField(field, a.codes, rightCodes, values);
}

/** A field over values that both tables share; `values[0]` is missing. */
export function sharedField(
  field: LinkageField,
  left: Uint32Array,
  right: Uint32Array,
  values: readonly string[],
): SharedField {
  let codes: Map<string, number> | undefined;
  const codeOf = (value: string): number => {
    codes ??= new Map(values.map((text, code) => [text, code]));
    return value === '' ? 0 : (codes.get(value) ?? 0);
  };
  const keys = new Map<KeyKind, KeyNumbers>();
  let letters: Letters | undefined;
  return {
    name: field.name,
    left,
    right,
    values,
    codeOf,
    keys(kind) {
      const made = keys.get(kind) ?? numberKeys(kind, values);
      keys.set(kind, made);
      return made;
    },
    letters() {
      letters ??= field.kind === 'raw' ? spellBytes(values) : spell(values);
      return letters;
    },
  };
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
