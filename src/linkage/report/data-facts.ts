// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import type { EncodedTable } from '../encoded.ts';
import type { LinkageField, LinkageModel } from '../model.ts';
import type { SharedFields } from '../shared-fields.ts';
import { cleaningWords } from './cleaning-words.ts';

/** One column of the tables. */
export interface ColumnFacts {
  readonly column: string;
  /** Whether the model uses it. */
  readonly used: boolean;
  /** Records without a value, in each file. */
  readonly missing: readonly number[];
  /** Different values, both files together. */
  readonly distinct: number;
}

/** One field of the model after cleaning. */
export interface FieldFacts {
  readonly field: string;
  readonly kind: LinkageField['kind'];
  /** What is done before it is compared. */
  readonly words: string;
  /** Records that have it, both files together. */
  readonly present: number;
  /** Records that have a value in the column that it is read from, and none that can be used. Absent for a made field. */
  readonly lost?: number;
  readonly distinct: number;
}

export interface DataFacts {
  /** Records of each file. */
  readonly records: readonly number[];
  readonly columns: readonly ColumnFacts[];
  readonly fields: readonly FieldFacts[];
}

const isRead = ({ from, join }: LinkageField): boolean => from === undefined && join === undefined;
const columnOf = ({ column, name }: LinkageField): string => column ?? name;

/** What the tables hold, as counts, and what cleaning made of it. */
export function dataFacts(model: LinkageModel, fields: SharedFields, table: EncodedTable): DataFacts {
  const { rows, split } = table;
  const read = model.fields.filter(isRead).map(columnOf);
  const columns = table.columns.map(({ name, codes, dictionary }) => ({
    column: name,
    used: read.includes(name),
    missing:
      split === 0 ? [missingIn(codes, 0, rows)] : [missingIn(codes, 0, split), missingIn(codes, split, rows)],
    distinct: dictionary.count - 1,
  }));
  return {
    records: split === 0 ? [rows] : [split, rows - split],
    columns,
    fields: model.fields.map((field) => {
      const { left, right, count } = fields.get(field.name)!;
      const present =
        left.length - missingIn(left, 0) + (split === 0 ? 0 : right.length - missingIn(right, 0));
      const source = columns.find(({ column }) => isRead(field) && column === columnOf(field));
      return {
        field: field.name,
        kind: field.kind,
        words: cleaningWords(field),
        present,
        ...(source && { lost: rows - source.missing.reduce((sum, one) => sum + one, 0) - present }),
        distinct: count - 1,
      };
    }),
  };
}

function missingIn(codes: Uint32Array, from: number, until = codes.length): number {
  let missing = 0;
  for (let row = from; row < until; row++) if (codes[row] === 0) missing++;
  return missing;
}
