/**
 * How the one error catalogue is written and used. Each room keeps its entries in a file of its own in this
 * folder; `catalogue.ts` joins them. Nothing else in the product makes up an error message.
 *
 * Rule of the house: a parameter is never a value from a person's row. Row numbers, field names, file names
 * that the user typed, digests, ids and counts are allowed.
 */

/** 1 a fault of ours, 2 usage, 3 refused by the agreement or the law, 4 bad input, 5 verification failed. */
export type ExitCode = 1 | 2 | 3 | 4 | 5;

/** One kind of error. `{name}` in a text is a parameter. */
export interface ErrorEntry {
  readonly exit: ExitCode;
  /** What happened, and where. One or two plain sentences. */
  readonly what: string;
  /** What to do about it. Begins with a verb. */
  readonly cure: string;
}

export type ErrorGroup = Readonly<Record<string, ErrorEntry>>;

type Placeholder<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

export type ErrorParameter = string | number | bigint;

/** The parameters that an entry's two texts name. */
export type ParametersOf<E extends ErrorEntry> = Readonly<
  Record<Placeholder<E['what']> | Placeholder<E['cure']>, ErrorParameter>
>;
