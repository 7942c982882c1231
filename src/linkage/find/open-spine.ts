import { type EncodedTable, encodedTable } from '../encoded.ts';
import { fieldsOf } from '../fields.ts';
import { type LinkageModel, termFrequencyOf } from '../model.ts';
import { type FoundMatches, spineIndex } from '../resolve/spine-index.ts';
import { compileModel } from '../scan/compile-model.ts';
import { openKernel } from '../scan/kernel.ts';
import { newSharedMemory } from '../scan/memory.ts';
import { type Frequencies, frequenciesOf, type SharedFields } from '../shared-fields.ts';
import { weigherOf } from '../weigher.ts';
import { ruleKeys } from './rule-keys.ts';
import { smallField } from './small-fields.ts';

export interface FindOptions {
  /** Rows with less weight are left out. Default 0: a probability of one half. */
  readonly least?: number;
  /** At most so many rows. Default 20. */
  readonly most?: number;
}

/** A table that is ready to be asked for single records. */
export interface Spine {
  readonly rows: number;
  /**
   * The rows that may be of the person of a record, best first. The record's values by the names of the columns; what is
   * empty or absent is missing. Values are cleaned as those of the spine are.
   */
  find(record: Readonly<Record<string, string>>, options?: FindOptions): FoundMatches;
}

/** A record has few candidates: what they need of memory is let go after each. */
const MEMORY = 2 ** 28;

/**
 * Makes a table ready to be asked for single records under a trained model: 4 bytes a row for each blocking rule, and
 * every value as text. A record is compared with the rows that share a key with it, by the same
 * program that links tables; how frequent a value is, is judged by the spine alone, as when it is linked with itself.
 * Throws `LINKAGE_FIELD_MISSING`.
 *
 * @example
 * import { readFileSync } from 'node:fs';
 * import { encodedTable, openSpine, parseLinkageModel } from 'stile/linkage';
 *
 * const model = parseLinkageModel(JSON.parse(readFileSync('trained.json', 'utf8')));
 * const table = encodedTable({ surname: ['Ashworth', 'Bell'], town: ['Leeds', 'York'], born: ['1944', '1950'] });
 * const { rows } = openSpine(model, table).find({ surname: 'Bell', born: '1950' });
 * console.log(rows[0]); // prints: 1
 */
export function openSpine(model: LinkageModel, table: EncodedTable): Spine {
  const fields = fieldsOf(model, { ...table, split: 0 });
  const rules = model.blocking.map((rule) => ruleKeys(rule, fields));
  const index = spineIndex(
    rules.map(({ runs }) => runs),
    table.rows,
  );
  const frequencies = countedFrequencies(model, fields);
  const columns = model.fields.flatMap(({ name, column, from, join }) =>
    from === undefined && join === undefined ? [column ?? name] : [],
  );
  const weigh = smallWeigher(model, fields, frequencies);
  return {
    rows: table.rows,
    find(record, { least = 0, most = 20 } = {}) {
      const cells = columns.map(
        (column) => [column, [(Object.hasOwn(record, column) && record[column]) || '']] as const,
      );
      const own = fieldsOf(model, encodedTable(Object.fromEntries(cells)));
      const textIn = (name: string): string => {
        const field = own.get(name);
        return field?.values[field.left[0] ?? 0] ?? '';
      };
      const keys = rules.map((rule) => rule.keysOf(textIn));
      return index.findMatches({
        keys: keys.map(({ hashes }) => hashes),
        shares: (rule, key, row) => keys[rule]?.has(key, row) ?? false,
        weightsOf: (rows) => weigh(rows, textIn),
        least,
        most,
      });
    },
  };
}

/** Weighs a record with rows of the spine. Compared are tables of these rows and that record, and no more. */
function smallWeigher(
  model: LinkageModel,
  spine: SharedFields,
  frequencies: ReadonlyMap<string, Frequencies>,
): (rows: Uint32Array, textIn: (field: string) => string) => Float64Array {
  const memory = newSharedMemory(MEMORY);
  const empty = memory.taken();
  const used = new Set(model.comparisons.flatMap((comparison) => comparison.fields));
  const needed = model.fields.flatMap((field) => {
    const of = spine.get(field.name);
    return of !== undefined && used.has(field.name) ? [{ field, of }] : [];
  });
  const blocked = { ...model, blocking: [] };
  return (rows, textIn) => {
    if (rows.length === 0) return new Float64Array();
    const small = new Map(
      needed.map(({ field, of }) => [
        field.name,
        smallField(field, of, frequencies.get(field.name), rows, textIn(field.name)),
      ]),
    );
    memory.release(empty);
    const kernel = openKernel(compileModel(blocked, small, false), MEMORY, memory);
    const { weightOf } = weigherOf(model, small, kernel, false);
    return Float64Array.from(rows, (_, r) => weightOf(r, rows.length));
  };
}

/** Of the fields whose values count by how frequent they are. */
function countedFrequencies(model: LinkageModel, fields: SharedFields): ReadonlyMap<string, Frequencies> {
  const counted = new Map<string, Frequencies>();
  for (const { levels, fields: compared } of model.comparisons)
    for (const level of levels) {
      const options = termFrequencyOf(level);
      if (options === undefined || level.when !== 'exact') continue;
      const name = (options === true ? undefined : options.field) ?? level.field ?? compared[0];
      const field = name === undefined ? undefined : fields.get(name);
      if (field !== undefined && !counted.has(field.name))
        counted.set(field.name, frequenciesOf(field, true));
    }
  return counted;
}
