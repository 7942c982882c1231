import * as z from 'zod';
import { type Digest, digestOfJson, fail, issuesText, type JsonValue, schemas } from '#kernel';
import about from './data/about.json' with { type: 'json' };
import classes from './data/classes.json' with { type: 'json' };
import exceptions from './data/exceptions.json' with { type: 'json' };
import organisations from './data/organisations.json' with { type: 'json' };
import paragraphs from './data/paragraphs.json' with { type: 'json' };
import powers from './data/powers.json' with { type: 'json' };

/*
 * Objects are open: a member that this version does not know is kept and changes no answer. So a bundle signed today
 * still runs after the data gain a fact. Whatever would change an answer needs a new format number.
 */
const text = z.string().min(1);
const inForce = z.looseObject({
  territories: z.array(text),
  from: schemas.date,
  to: schemas.date.exactOptional(),
});

const powerSchema = z.looseObject({
  id: text,
  section: text,
  title: text,
  citation: text,
  address: text,
  inForce: z.array(inForce),
  /** The provision that says to which territories the power extends. */
  extent: text,
  schedule: z.int(),
  direction: z.enum(['to-suppliers', 'from-suppliers']),
  purposes: z.array(text),
  suppliers: z.array(z.looseObject({ class: text, fuel: z.enum(['gas', 'electricity']), citation: text })),
  measures: z
    .array(
      z.looseObject({
        scheme: text,
        text,
        citation: text,
        from: schemas.date,
        insertedBy: text.exactOptional(),
        fuel: z.enum(['gas', 'electricity']).exactOptional(),
      }),
    )
    .exactOptional(),
  exceptions: text,
  offence: text,
});

const paragraphSchema = z.looseObject({
  id: text,
  schedule: z.int(),
  part: z.int(),
  number: text,
  citation: text,
  text,
  class: text,
  inForce: z.array(inForce),
  /** The entry for people who provide services to a body of the same Part. */
  providerEntry: z.boolean().exactOptional(),
});

const groundsSchema = z.looseObject({
  rule: text,
  citation: text,
  exceptions: z.array(z.looseObject({ ground: text, text, citation: text })),
});

const exceptionsSchema = z.looseObject({
  id: text,
  powers: z.array(text),
  use: groundsSchema,
  onward: groundsSchema,
  revenue: z.array(
    z.looseObject({
      source: text,
      appliesTo: z.array(text),
      holder: text,
      use: text,
      onward: text,
      consent: text,
      offence: text,
      defence: text,
    }),
  ),
});

/** The law as data, with the day to which it was checked. */
export const lawDataSchema = z.looseObject({
  format: z.literal('stile-law-data/1'),
  checkedTo: schemas.date,
  licence: text,
  powers: z.array(powerSchema),
  paragraphs: z.array(paragraphSchema),
  classes: z.array(z.looseObject({ id: text, label: text })),
  organisations: z.array(z.looseObject({ id: text, name: text, classes: z.array(text) })),
  exceptions: z.array(exceptionsSchema),
});
export type LawData = z.infer<typeof lawDataSchema>;
export type Power = LawData['powers'][number];
export type Paragraph = LawData['paragraphs'][number];
export type Exceptions = LawData['exceptions'][number];

/** Reads law data, such as a bundle's. Unknown members are kept. Throws `LAW_DATA_INVALID`. */
export function parseLawData(value: unknown): LawData {
  const read = lawDataSchema.safeParse(value);
  return read.success ? read.data : fail('LAW_DATA_INVALID', { reason: issuesText(read.error) });
}

/** SHA-256 of the canonical JSON of law data. */
export const lawDataDigest = (data: LawData): Digest => digestOfJson(data as JsonValue);

/** The law data that come with this version of Stile. */
export const lawData: LawData = parseLawData({
  ...about,
  powers,
  paragraphs,
  classes,
  organisations,
  exceptions,
});
