import * as z from 'zod';
import { fail, issuesText } from '#kernel';
import neighboursJson from './data/neighbours.json' with { type: 'json' };
import offencesJson from './data/offences.json' with { type: 'json' };

const text = z.string().min(1);
const maybe = text.exactOptional();
const texts = z.array(text);
const sureness = z.enum(['H', 'M', 'L']).exactOptional();

const offenceSchema = z.looseObject({
  id: text,
  citation: text,
  powers: texts,
  chapter: maybe,
  who: text,
  act: text,
  mind: text,
  defence: z.looseObject({ text, citation: text }).exactOptional(),
  penalty: text,
  penaltyCitation: maybe,
  territoryNotes: maybe,
  protects: text,
  notes: maybe,
  /** In another Act. */
  neighbour: z.boolean(),
  /** Whether its text was read. */
  read: z.boolean(),
  sureness,
});
export type Offence = z.infer<typeof offenceSchema>;

const neighbourSchema = z.looseObject({
  id: text,
  title: text,
  citation: text,
  address: text,
  helpsWith: texts,
  /** Who may give under it, and who may receive, as classes or kinds of class; absent where anyone may. */
  from: texts.exactOptional(),
  to: texts.exactOptional(),
  subjects: texts.exactOptional(),
  note: text,
  territory: text,
  read: z.boolean(),
  verified: z.boolean(),
  sureness,
});
export type Neighbour = z.infer<typeof neighbourSchema>;

function parse<T>(schema: z.ZodType<T>, value: unknown): readonly T[] {
  const read = z.array(schema).safeParse(value);
  return read.success ? read.data : fail('LAW_DATA_INVALID', { reason: issuesText(read.error) });
}

/** Offences of Part 5 and of its neighbours. */
export const offences: readonly Offence[] = parse(offenceSchema, offencesJson);
/** Other laws under which data may be shared. */
export const neighbours: readonly Neighbour[] = parse(neighbourSchema, neighboursJson);
