import { fail } from '#kernel';
import { clean } from './clean.ts';
import { derive, joinedColumns } from './derive.ts';
import { type EncodedTable, textOf } from './encoded.ts';
import type { LinkageField, LinkageModel } from './model.ts';
import { type SharedField, type SharedFields, sharedField } from './shared-fields.ts';

/** Codes by row, and the values that they stand for; 0 is missing. */
interface Column {
  readonly codes: Uint32Array;
  readonly values: readonly string[];
}

/**
 * The fields of a model over an encoded table: cleaned by their kind, or made from other fields. Each distinct value is
 * cleaned once. Throws `LINKAGE_FIELD_MISSING`.
 */
export function fieldsOf(model: Pick<LinkageModel, 'fields'>, table: EncodedTable): SharedFields {
  const columns = new Map<string, Column>();
  const fields = new Map<string, SharedField>();
  for (const field of model.fields) {
    const column = columnOf(field, table, columns);
    columns.set(field.name, column);
    fields.set(field.name, shared(field, column, table.split));
  }
  return fields;
}

function columnOf(field: LinkageField, table: EncodedTable, made: ReadonlyMap<string, Column>): Column {
  const { from, join } = field;
  if (join !== undefined) return joinedColumns(join.flatMap((part) => made.get(part) ?? []));
  if (from !== undefined) {
    const source = made.get(from.field);
    if (source === undefined) return fail('LINKAGE_FIELD_MISSING', { side: 'left', field: from.field });
    return mapped(source.codes, source.values.length, (code) =>
      derive(from.by, source.values[code] as string),
    );
  }
  const name = field.column ?? field.name;
  const column = table.columns.find((one) => one.name === name);
  if (column === undefined) {
    if (field.optional) return { codes: new Uint32Array(table.rows), values: [''] };
    return fail('LINKAGE_FIELD_MISSING', { side: 'left', field: name });
  }
  const { codes, dictionary } = column;
  return mapped(codes, dictionary.count, (code) => {
    const text = textOf(dictionary, code);
    return field.kind === 'raw' ? text : clean(field.kind, text);
  });
}

/** The same rows over new values: those that become the same get one code, those that give nothing are missing. */
function mapped(codes: Uint32Array, count: number, value: (code: number) => string | undefined): Column {
  const values = [''];
  const known = new Map<string, number>();
  const map = new Uint32Array(count);
  let same = true;
  for (let code = 1; code < count; code++) {
    const text = value(code) ?? '';
    if (text === '') {
      same = false;
      continue;
    }
    const seen = known.get(text);
    if (seen === undefined) {
      known.set(text, values.length);
      map[code] = values.length;
      values.push(text);
    } else map[code] = seen;
    same &&= map[code] === code;
  }
  if (same) return { codes, values };
  const mappedCodes = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row++) mappedCodes[row] = map[codes[row] as number] as number;
  return { codes: mappedCodes, values };
}

function shared(field: LinkageField, { codes, values }: Column, split: number): SharedField {
  const left = split === 0 ? codes : codes.subarray(0, split);
  const right = split === 0 ? codes : codes.subarray(split);
  return sharedField(field, left, right, values);
}
