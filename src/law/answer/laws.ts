import * as z from 'zod';
import { fail, issuesText } from '#kernel';
import neighboursJson from '../data/neighbours.json' with { type: 'json' };
import offencesJson from '../data/offences.json' with { type: 'json' };

const text = z.string().min(1);

const offenceSchema = z.looseObject({
  id: text,
  citation: text,
  powers: z.array(text),
  mind: text,
  defence: z.looseObject({ text, citation: text }).exactOptional(),
  protects: text,
  neighbour: z.boolean(),
});

const neighbourSchema = z.looseObject({
  id: text,
  title: text,
  citation: text,
  helpsWith: z.array(text),
  subjects: z.array(text).exactOptional(),
  note: text,
  territory: text,
  verified: z.boolean(),
});

export type Offence = z.infer<typeof offenceSchema>;
export type Neighbour = z.infer<typeof neighbourSchema>;

/** Offences of Part 5 and of its neighbours. */
export const offences: readonly Offence[] = read(z.array(offenceSchema), offencesJson);
/** Powers outside Part 5 that may do instead. */
export const neighbours: readonly Neighbour[] = read(z.array(neighbourSchema), neighboursJson);

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const found = schema.safeParse(value);
  return found.success ? found.data : fail('LAW_DATA_INVALID', { reason: issuesText(found.error) });
}
