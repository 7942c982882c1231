import { type FindOptions, type LinkageModel, matchProbability, openSpine as openRows } from '#linkage';
import { idText } from '../files/ids.ts';
import type { TablesRead } from '../files/read-tables.ts';

/** A record of the spine that may be of the person asked for. */
export interface FoundRecord {
  readonly id: string;
  /** Match weight, log2 of the odds. */
  readonly weight: number;
  readonly probability: number;
}

export interface FoundRecords {
  /** Best first. */
  readonly matches: readonly FoundRecord[];
  /** Records that were compared. */
  readonly compared: number;
}

/** A file of records that is ready to be asked for single ones. */
export interface SpineOfFile {
  readonly records: number;
  /** The records that may be of the person of this one, best first; `least` weight is 0 and `most` are 20 where not given. */
  find(record: Readonly<Record<string, string>>, options?: FindOptions): FoundRecords;
}

/**
 * Makes a file of records ready to be asked for single ones under a trained model. Asking is quick: no file is read, and
 * nothing is compared but the records that share a blocking key. Throws `LINKAGE_FIELD_MISSING`.
 *
 * @example
 * import { readFileSync } from 'node:fs';
 * import { openSpine, readTables } from 'stile/link-job';
 * import { parseLinkageModel } from 'stile/linkage';
 *
 * const model = parseLinkageModel(JSON.parse(readFileSync('trained.json', 'utf8')));
 * const spine = openSpine(model, await readTables(['people.csv']));
 * const { matches } = spine.find({ surname: 'ASHWORTH', born: '1944', town: 'Leeds' });
 * console.log(matches.map(({ id }) => id)); // prints: [ '3', '5' ]
 */
export function openSpine(
  model: LinkageModel,
  { table, ids }: Pick<TablesRead, 'table' | 'ids'>,
): SpineOfFile {
  const spine = openRows(model, table);
  return {
    records: spine.rows,
    find(record, options) {
      const { rows, weights, candidates } = spine.find(record, options);
      return {
        matches: Array.from(rows, (row, m) => {
          const weight = weights[m] as number;
          return { id: idText(ids, row), weight, probability: matchProbability(weight) };
        }),
        compared: candidates,
      };
    },
  };
}
