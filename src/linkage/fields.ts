import { fail } from '#kernel';
import { clean } from './clean.ts';
import type { CodedColumn } from './columns.ts';
import { deriver, joinedColumns } from './derive.ts';
import { type EncodedTable, textsOf } from './encoded.ts';
import type { LinkageField, LinkageModel } from './model.ts';
import { gathered, numbered } from './recode.ts';
import {
  fieldValues,
  type SharedField,
  type SharedFields,
  sharedField,
  storeOfBytes,
  storeOfTexts,
  type ValueStore,
} from './shared-fields.ts';

/** Codes by row, and the values that they stand for; 0 is missing. */
interface Column {
  readonly codes: Uint32Array;
  readonly store: ValueStore;
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
    const { codes, store } = column;
    const left = table.split === 0 ? codes : codes.subarray(0, table.split);
    const right = table.split === 0 ? codes : codes.subarray(table.split);
    fields.set(field.name, sharedField(field.name, left, right, fieldValues(store)));
  }
  return fields;
}

function columnOf(field: LinkageField, table: EncodedTable, made: ReadonlyMap<string, Column>): Column {
  const { from, join, without } = field;
  const raw = field.kind === 'raw';
  if (join !== undefined) {
    const partsOf = (names: readonly string[]): CodedColumn[] =>
      names.flatMap((name) => {
        const part = made.get(name);
        return part === undefined ? [] : { codes: part.codes, values: part.store.values };
      });
    const { codes, values } = joinedColumns(partsOf(join), partsOf(without ?? []));
    return { codes, store: storeOfTexts(values, raw) };
  }
  if (from !== undefined) {
    const source = made.get(from.field);
    if (source === undefined) return fail('LINKAGE_FIELD_MISSING', { side: 'left', field: from.field });
    const { codes, store } = source;
    const derive = deriver(from.by);
    return mapped(codes, store.values, raw, derive);
  }
  const name = field.column ?? field.name;
  const column = table.columns.find((one) => one.name === name);
  if (column === undefined) {
    if (field.optional) return { codes: new Uint32Array(table.rows), store: storeOfTexts([''], raw) };
    return fail('LINKAGE_FIELD_MISSING', { side: 'left', field: name });
  }
  const { codes, dictionary } = column;
  if (raw) return { codes, store: storeOfBytes(dictionary, raw) };
  return mapped(codes, textsOf(dictionary), raw, (text) => clean(field.kind, text));
}

/** The same rows over new values: those that become the same get one code, those that give nothing are missing. */
function mapped(
  codes: Uint32Array,
  texts: readonly string[],
  raw: boolean,
  value: (text: string) => string | undefined,
): Column {
  const { values, map } = numbered(texts.map((text, code) => (code === 0 ? undefined : value(text))));
  return { codes: gathered(map, codes), store: storeOfTexts(values, raw) };
}
