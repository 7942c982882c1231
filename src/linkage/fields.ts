import { fail } from '#kernel';
import { clean } from './clean.ts';
import { derive, joinedColumns } from './derive.ts';
import { type ByteDictionary, type EncodedTable, textOf } from './encoded.ts';
import type { LinkageField, LinkageModel } from './model.ts';
import { type SharedField, type SharedFields, sharedField, type ValueStore } from './shared-fields.ts';

/** Codes by row, and the values that they stand for; 0 is missing. */
interface Column extends ValueStore {
  readonly codes: Uint32Array;
}

/**
 * The fields of a model over an encoded table: cleaned by their kind, or made from other fields. Each distinct value is
 * cleaned once; values that need no cleaning stay the bytes that they are. Throws `LINKAGE_FIELD_MISSING`.
 */
export function fieldsOf(model: Pick<LinkageModel, 'fields'>, table: EncodedTable): SharedFields {
  const columns = new Map<string, Column>();
  const fields = new Map<string, SharedField>();
  for (const field of model.fields) {
    const column = columnOf(field, table, columns);
    columns.set(field.name, column);
    const { codes } = column;
    const left = table.split === 0 ? codes : codes.subarray(0, table.split);
    const right = table.split === 0 ? codes : codes.subarray(table.split);
    fields.set(field.name, sharedField(field, left, right, column));
  }
  return fields;
}

function columnOf(field: LinkageField, table: EncodedTable, made: ReadonlyMap<string, Column>): Column {
  const { from, join, without } = field;
  if (join !== undefined) {
    const { codes, values } = joinedColumns(
      join.flatMap((part) => made.get(part) ?? []),
      without?.flatMap((part) => made.get(part) ?? []),
    );
    return { codes, values, count: values.length };
  }
  if (from !== undefined) {
    const source = made.get(from.field);
    if (source === undefined) return fail('LINKAGE_FIELD_MISSING', { side: 'left', field: from.field });
    const { codes, values } = source;
    return mapped(codes, values.length, (code) => derive(from.by, values[code] as string));
  }
  const name = field.column ?? field.name;
  const column = table.columns.find((one) => one.name === name);
  if (column === undefined) {
    if (field.optional) return { codes: new Uint32Array(table.rows), count: 1, values: [''] };
    return fail('LINKAGE_FIELD_MISSING', { side: 'left', field: name });
  }
  const { codes, dictionary } = column;
  if (field.kind === 'raw') return asItIs(codes, dictionary);
  return mapped(codes, dictionary.count, (code) => clean(field.kind, textOf(dictionary, code)));
}

/** A column as it is: its bytes are its letters, and its texts are made only when asked for. */
function asItIs(codes: Uint32Array, dictionary: ByteDictionary): Column {
  let texts: readonly string[] | undefined;
  return {
    codes,
    count: dictionary.count,
    get values() {
      texts ??= Array.from({ length: dictionary.count }, (_, code) => textOf(dictionary, code));
      return texts;
    },
    spelled: { count: dictionary.count, starts: dictionary.starts, letters: dictionary.bytes },
  };
}

/** The same rows over new values: those that become the same get one code, those that give nothing are missing. */
function mapped(codes: Uint32Array, count: number, value: (code: number) => string | undefined): Column {
  const values = [''];
  const known = new Map<string, number>();
  const map = new Uint32Array(count);
  for (let code = 1; code < count; code++) {
    const text = value(code) ?? '';
    if (text === '') continue;
    const seen = known.get(text);
    if (seen === undefined) {
      known.set(text, values.length);
      map[code] = values.length;
      values.push(text);
    } else map[code] = seen;
  }
  const mappedCodes = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row++) mappedCodes[row] = map[codes[row] as number] as number;
  return { codes: mappedCodes, count: values.length, values };
}
