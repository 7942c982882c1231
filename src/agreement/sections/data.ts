import * as z from 'zod';
import { heldForFunctions } from '#law';
import { linkageModelSchema } from '#linkage';
import { categoryNames } from '../categories.ts';
import { count, decimal, fieldPath, label, line, list, name, paragraph, post, sentence } from './common.ts';
import { rule } from './rules.ts';

export const fieldTypes = ['reference', 'text', 'date', 'whole-number', 'code', 'yes-no'] as const;

const field = z.strictObject({
  name,
  type: z.enum(fieldTypes),
  /** For a code: every value that it may have, and what each means to somebody who does not know the codes. */
  values: list(z.strictObject({ value: line(60), meaning: label }), 200, 1).exactOptional(),
  required: z.boolean(),
  /** The field of the linkage model that it feeds. */
  matchesAs: name.exactOptional(),
  source: z.enum(['own', 'hmrc', 'wra', 'rs']),
  category: z.enum(categoryNames),
  /** Why this share needs it. */
  reason: sentence.exactOptional(),
});

export const inputs = list(
  z.strictObject({
    party: name,
    name,
    side: z.enum(['people', 'customers']),
    description: sentence,
    /** For which function the party holds it. */
    heldFor: z.enum(heldForFunctions),
    /** Where the Schedule lists the party for some functions only: whether it is held for them. */
    heldForListedFunction: z.boolean().exactOptional(),
    fields: list(field, 60, 2),
    minimumRows: count(1, 100_000_000),
    maximumRows: count(1, 100_000_000),
    maximumAgeDays: count(1, 366),
    maximumRejectedPerThousand: count(0, 1000),
    /** Rows that never leave: each rule is over this input's own fields. */
    exclusions: list(
      z.strictObject({
        reason: z.enum(['already-helped', 'safety-marker', 'opted-out', 'other']),
        when: rule,
      }),
      20,
    ),
  }),
  60,
  2,
);

const per10000 = count(0, 10_000);

export const matching = z.strictObject({
  operator: name,
  model: linkageModelSchema,
  /** Match weight (base 2) from which a pair counts as the same person. */
  threshold: decimal,
  /** Match weight from which a pair goes to people for review. */
  reviewFrom: decimal.exactOptional(),
  /** The most pairs that one run may compare. */
  maximumPairs: count(1, 2_000_000_000),
  expected: z.strictObject({
    wrongPer10000: per10000,
    missedPer10000: per10000,
    bearsWrong: sentence,
    bearsMissed: sentence,
  }),
  review: z.strictObject({ reviewers: list(post, 20), maximumCases: count(1, 100_000) }).exactOptional(),
});

/** `flag`: each reference that a recipient supplied gets a yes or no for each flag, and nothing else. */
export const operation = z.strictObject({
  kind: z.literal('flag'),
  people: list(name, 20, 1),
  customers: list(name, 40, 1),
  flags: list(z.strictObject({ name, meaning: sentence, rule }), 10, 1),
  oneHelpPerHousehold: z.strictObject({ field: fieldPath, preferWhen: rule.exactOptional() }).exactOptional(),
});

export const outputKinds = ['flags', 'results', 'review', 'counts'] as const;

export const outputs = list(
  z.strictObject({
    name,
    kind: z.enum(outputKinds),
    to: name,
    /** The input whose references it answers. */
    input: name.exactOptional(),
    /** The code of the agreement's purpose. */
    purpose: name,
    fields: list(name, 20, 1),
    /** For results: the letters to people, without any fact about a person. */
    letters: z.strictObject({ matched: paragraph, unmatched: paragraph }).exactOptional(),
  }),
  100,
  1,
);

/** Safeguard 19: the only things that a recipient may send back. */
export const returnCodes = [
  'no-longer-ours',
  'helped',
  'declined',
  'wrong-person',
  'deceased',
  'disputed',
  'corrected',
  'withdrawn',
] as const;

export const returns = list(
  z.strictObject({
    from: name,
    to: name,
    input: name,
    codes: list(z.strictObject({ code: z.enum(returnCodes), meaning: sentence }), returnCodes.length, 1),
    dueDays: count(1, 366),
  }),
  40,
);

export const onward = list(
  z.strictObject({
    from: name,
    to: label,
    /** A ground of the law data's list for the chapter. */
    ground: name,
    fields: list(name, 20, 1),
    reason: sentence,
    sponsor: name.exactOptional(),
    commissionersConsent: z.strictObject({ reference: label }).exactOptional(),
  }),
  20,
);
