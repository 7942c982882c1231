import type { ErrorCode } from '#kernel';

/* A hard input and what must come of it. The tables in `cases/` are tests (edge-cases.test.ts) and a page of the reference. */

/** A file to be linked. */
export type FileContent =
  /** Rows under the header `id,forename,surname,dob`, without their line ends. */
  | readonly string[]
  /** A CSV file to the letter. */
  | { readonly csv: string }
  | { readonly csvGz: string }
  /** Bytes of a file that ends in `ending`, and words for the page. */
  | { readonly bytes: Uint8Array; readonly ending: string; readonly shown: string }
  /** What DuckDB selects, as Parquet. */
  | { readonly parquet: string }
  /** Too long for the page, which has the words alone. */
  | { readonly rows: () => readonly string[]; readonly shown: string };

export interface EdgeCase {
  /** What is hard about it. */
  readonly what: string;
  /** One file, or two. */
  readonly files: readonly [FileContent] | readonly [FileContent, FileContent];
  /** Without it `predict`: the figures of the model are kept. */
  readonly command?: 'match' | 'predict';
  /** In place of the model that all share: a document, or a file to the letter; none: `--person`. */
  readonly model?: object | string | 'none';
  /** Words for the page about the model. */
  readonly modelShown?: string;
  /** More options; `@name` is a file in the folder of the case. */
  readonly options?: readonly string[];
  /** The linked pairs with their weights, in any order. */
  readonly pairs?: readonly (readonly [left: string, right: string, weight: number])[];
  /** The clusters of more than one record, in any order; of two files each id after `a:` or `b:`. */
  readonly clusters?: readonly (readonly string[])[];
  /** What `--json` says, as far as it is named here. */
  readonly told?: {
    readonly records?: number;
    readonly candidatePairs?: number;
    readonly linkedPairs?: number;
    readonly clusters?: number;
    readonly findings?: readonly ErrorCode[];
  };
  readonly error?: { readonly code: ErrorCode; readonly says?: string };
  /** What else to know. */
  readonly note?: string;
}

export const HEADER = 'id,forename,surname,dob';

/** What a comparison of one field says: nothing where a value is missing, `agrees` for equal values, -3 for others. */
const compared = (name: string, u: string) => ({
  name,
  fields: [name],
  levels: [{ when: 'missing' }, { when: 'exact', m: '0.8', u }, { when: 'else', m: '0.1', u: '0.8' }],
});

/**
 * The model that all cases share: equal forenames count +3, surnames +4, dates of birth +5; different ones -3; a missing
 * value 0; before anything is compared the odds are even (0). So every weight below can be added up by hand.
 */
export const sharedModel = {
  format: 'stile-linkage-model/1',
  name: 'names and birth',
  fields: [
    { name: 'forename', kind: 'forename' },
    { name: 'surname', kind: 'surname' },
    { name: 'dob', kind: 'date' },
  ],
  blocking: [
    { name: 'surname', keys: [{ field: 'surname', key: 'whole' }] },
    { name: 'dob', keys: [{ field: 'dob', key: 'whole' }] },
  ],
  comparisons: [compared('forename', '0.1'), compared('surname', '0.05'), compared('dob', '0.025')],
  priorMatchProbability: '0.5',
} as const;

/** The shared model over fields that are compared as they stand. */
export const rawModel = {
  ...sharedModel,
  fields: sharedModel.fields.map(({ name }) => ({ name, kind: 'raw' })),
};
