import type { PlainDate } from '#kernel';
import type { BodyFacts, Facts } from '../facts.ts';
import type { LawData } from '../law-data.ts';

/** One answer of a list. */
export interface Choice {
  /** What becomes the fact. */
  readonly value: unknown;
  readonly says: string;
  /** Long lists are read in groups: first the group, then the answer in it. */
  readonly group?: string;
  /** The path of the fact, where the answer is to another than the question's own. */
  readonly path?: string;
  /** Further facts that the answer states, by path. */
  readonly also?: Readonly<Record<string, unknown>>;
}

export type Form =
  | { readonly kind: 'choice'; readonly choices: readonly Choice[]; readonly suggested?: Choice }
  /** Any number of the choices, none included; the fact holds the list. */
  | { readonly kind: 'several'; readonly choices: readonly Choice[] }
  | { readonly kind: 'date' }
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  /** An organisation or a kind of body, looked for by name; or a kind alone. */
  | { readonly kind: 'body'; readonly among: 'all' | 'classes' };

/** The words of a question, for somebody who knows no law. */
interface Words {
  readonly asks: string;
  readonly help?: string;
  /** Words for passing over it, in place of “I don’t know”. */
  readonly unsaid?: string;
}

/** One question. */
export type Ask = Form &
  Words & {
    /** The fact that it asks for, such as `data.heldFor`. */
    readonly path: string;
  };

/** A question before it is put: its form may depend on the facts, and be nothing where it can't be put to them. */
export type Asking = Words &
  (Form | { readonly form: (facts: Facts, law: LawData, path: string) => Form | undefined });

/** An answer, by the form of its question. A body is named, or its kind, or both. */
export type Answer =
  | { readonly kind: 'choice'; readonly choice: Choice }
  | { readonly kind: 'several'; readonly chosen: readonly Choice[] }
  | { readonly kind: 'date'; readonly date: PlainDate }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'body'; readonly body: BodyFacts };
