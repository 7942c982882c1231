import * as z from 'zod';
import { type Digest, digestOfJson, fail, issuesText, type JsonValue, schemas } from '#kernel';
import about from './data/about.json' with { type: 'json' };
import classes from './data/classes.json' with { type: 'json' };
import exceptions from './data/exceptions.json' with { type: 'json' };
import objectives from './data/objectives.json' with { type: 'json' };
import organisations from './data/organisations.json' with { type: 'json' };
import paragraphs from './data/paragraphs.json' with { type: 'json' };
import powers from './data/powers.json' with { type: 'json' };

/*
 * Objects are open: a member that this version does not know is kept and changes no answer. So a bundle signed today
 * still runs after the data gain a fact. Whatever would change an answer needs a new format number.
 */
const text = z.string().min(1);
const maybe = text.exactOptional();
const texts = z.array(text);
const cited = z.looseObject({ text, citation: text });

/** H, M or L: how sure we are of a record, or of its members by name. H where nothing is said. */
const sureness = z.union([z.enum(['H', 'M', 'L']), z.record(text, z.enum(['H', 'M', 'L']))]).exactOptional();

/** Days `from` and `to` are both inside. */
const period = z.looseObject({
  territories: texts,
  from: schemas.date,
  to: schemas.date.exactOptional(),
  /** The provision that begins it. */
  citation: maybe,
  /** Only for disclosures to or by water undertakers of this area. */
  undertakers: z.enum(['england', 'wales']).exactOptional(),
  /** Only for disclosures by bodies of these classes. */
  disclosers: texts.exactOptional(),
});

const classCited = z.looseObject({ class: text, citation: text, sureness });

const powerSchema = z.looseObject({
  id: text,
  chapter: text,
  section: text,
  title: text,
  description: text,
  citation: text,
  kind: z.enum(['permissive', 'duty-to-reply', 'duty-to-comply']),
  inForce: z.array(period),
  /** The provision that limits the territories to which it extends. */
  extent: maybe,
  /** The Schedule that lists who may share, and the provisions that say so and limit it. */
  schedule: z.int().exactOptional(),
  listed: maybe,
  functionalLimit: maybe,
  providerLimit: maybe,
  purposes: texts.exactOptional(),
  purposeCitation: maybe,
  /** Classes that may disclose, and that may receive, where no Schedule lists them. */
  disclosers: texts.exactOptional(),
  recipients: z.array(classCited).exactOptional(),
  suppliers: z
    .array(z.looseObject({ class: text, fuel: z.enum(['gas', 'electricity']), citation: text }))
    .exactOptional(),
  measures: z
    .array(
      z.looseObject({
        scheme: text,
        text,
        citation: text,
        from: schemas.date,
        insertedBy: maybe,
        fuel: z.enum(['gas', 'electricity']).exactOptional(),
      }),
    )
    .exactOptional(),
  undertakers: z
    .array(z.looseObject({ class: text, area: z.enum(['england', 'wales']), citation: text }))
    .exactOptional(),
  schemes: z.array(z.looseObject({ scheme: text, text, citation: text })).exactOptional(),
  /** Customers who count as eligible without being in water poverty. */
  eligible: z
    .looseObject({ from: schemas.date, area: text, citation: text, insertedBy: texts })
    .exactOptional(),
  /** Since when an objective may be for businesses and charities. */
  undertakings: z.looseObject({ from: schemas.date, before: texts, after: texts }).exactOptional(),
  categories: texts.exactOptional(),
  exceptions: text,
  dataProtection: text,
  investigatoryPowers: text,
  /** What the chapter means by personal information; its bars protect nothing else. */
  personalInformation: maybe,
  code: z.looseObject({ citation: text, text, regard: text, steps: texts }).exactOptional(),
  offence: maybe,
  sanction: cited.exactOptional(),
  overrides: z
    .looseObject({ confidence: z.boolean(), otherRestrictions: z.boolean(), citation: text })
    .exactOptional(),
  oversight: text,
  review: cited.exactOptional(),
  health: text,
  howLong: z
    .array(
      z.looseObject({
        text,
        source: text,
        /** Under s.35: how long a new objective took, or a share under one that exists. */
        for: z.enum(['new-objective', 'existing-objective']).exactOptional(),
        sureness,
      }),
    )
    .exactOptional(),
  versions: z
    .array(z.looseObject({ from: schemas.date, to: schemas.date.exactOptional(), text, citation: text }))
    .exactOptional(),
  notes: texts.exactOptional(),
  sureness,
});

const paragraphSchema = z.looseObject({
  id: text,
  schedule: z.int(),
  part: z.int(),
  number: text,
  citation: text,
  text,
  /** Absent for a paragraph that lists nobody. */
  class: maybe,
  inForce: z.array(period),
  /** The entry for people who provide services to a body of the same Part. */
  providerEntry: z.boolean().exactOptional(),
  /** Only what is held for these functions may be disclosed. */
  functionalLimit: maybe,
  /** A body to which the entry may have passed; unsettled. */
  possibleSuccessor: z.looseObject({ class: text, from: schemas.date }).exactOptional(),
  sureness,
});

const objectiveSchema = z.looseObject({
  id: text,
  title: text,
  citation: text,
  definition: text,
  purposes: texts,
  inForce: z.array(period),
  /** The provision that says to which territories the regulations extend. */
  extent: text,
  insertedBy: maybe,
  /** For businesses and charities, and not for people and households. */
  undertakings: z.boolean().exactOptional(),
  test: z.looseObject({ minFactors: z.int(), scope: text, citation: text }).exactOptional(),
  factors: z
    .array(
      z.looseObject({
        id: text,
        text,
        citation: text,
        ageLimit: z
          .looseObject({ minAge: z.int(), maxAgeExclusive: z.int(), citation: text })
          .exactOptional(),
      }),
    )
    .exactOptional(),
  allocation: z.looseObject({
    citation: text,
    /** Numbers of paragraphs of Schedule 4. */
    paragraphs: texts,
    /** The regulations' own entry for a paragraph, where they have a list of their own. */
    entries: z.array(z.looseObject({ paragraph: text, citation: text })).exactOptional(),
    /** The provision that takes in people who provide services to an allocated body. */
    providers: text,
    /** Paragraphs of which it is not settled whether they are allocated. */
    uncertain: z.array(z.looseObject({ paragraph: text, why: text, sureness })),
  }),
  sureness,
});

const groundsSchema = z.looseObject({
  rule: text,
  citation: text,
  /** The provision that lists the exceptions. */
  list: maybe,
  exceptions: z.array(z.looseObject({ ground: text, text, citation: text })),
  unsettled: z.array(z.looseObject({ ground: text, why: text, citation: text })).exactOptional(),
  /** Where no exception fits: barred, unless the chapter leaves it free or says nothing. */
  otherwise: z.enum(['free', 'unsettled']).exactOptional(),
  /** Classes to which it goes only with the consent of the body that supplied it. */
  sourceConsent: texts.exactOptional(),
});

const exceptionsSchema = z.looseObject({
  id: text,
  powers: texts,
  use: groundsSchema,
  onward: groundsSchema,
  /** Information from a revenue authority, to which only its consent opens the bar. */
  revenue: z.array(
    z.looseObject({
      source: text,
      /** The class of the revenue authority itself. */
      class: text,
      /** It is itself the body that supplied the information, so that body's consent is its consent. */
      bySource: z.boolean().exactOptional(),
      appliesTo: texts,
      /** Who consents, as in the middle of a sentence. */
      holder: text,
      use: maybe,
      onward: text,
      consent: text,
      except: z.array(
        z.looseObject({
          ground: text,
          citation: text,
          /** Classes to which the exception does not open it. */
          notTo: texts.exactOptional(),
        }),
      ),
      offence: text,
      defence: text,
    }),
  ),
});

const coverageSchema = z.looseObject({
  schedules: z.array(z.int()),
  territory: text,
  from: schemas.date,
  citations: z.record(text, texts),
  because: text,
  text,
});

/** The law as data, with the day to which it was checked. */
export const lawDataSchema = z.looseObject({
  format: z.literal('stile-law-data/1'),
  checkedTo: schemas.date,
  licence: text,
  coverage: z.array(coverageSchema),
  powers: z.array(powerSchema),
  objectives: z.array(objectiveSchema),
  paragraphs: z.array(paragraphSchema),
  classes: z.array(
    z.looseObject({
      id: text,
      label: text,
      territory: text,
      kind: text,
      /** How one of many is called in the middle of a sentence: “a county council in England”. */
      called: maybe,
      /** What else people call it, to find it by. */
      also: texts.exactOptional(),
      /** It is one department or office, and so one person. */
      oneOffice: z.boolean().exactOptional(),
      /** Whether its bodies are of the Crown; absent where they are not. */
      crown: z.enum(['yes', 'not-settled']).exactOptional(),
      /** The provision by which it registers civil partnerships, and only then counts as an official. */
      registers: maybe,
      sureness,
    }),
  ),
  organisations: z.array(
    z.looseObject({
      id: text,
      name: text,
      classes: texts,
      territory: text,
      agencyOf: maybe,
      /** What else people call it, to find it by. */
      also: texts.exactOptional(),
      from: schemas.date.exactOptional(),
      to: schemas.date.exactOptional(),
      note: maybe,
      sureness,
    }),
  ),
  exceptions: z.array(exceptionsSchema),
});
export type LawData = z.infer<typeof lawDataSchema>;
export type Power = LawData['powers'][number];
export type Objective = LawData['objectives'][number];
export type Paragraph = LawData['paragraphs'][number];
export type Exceptions = LawData['exceptions'][number];
export type Period = z.infer<typeof period>;
export type Sureness = 'H' | 'M' | 'L';

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
  objectives,
  paragraphs,
  classes,
  organisations,
  exceptions,
});
