import * as z from 'zod';
import { inputs, matching, onward, operation, outputs, returns } from './sections/data.ts';
import { identity, parties, powers } from './sections/parties.ts';
import {
  costs,
  dataProtection,
  purpose,
  readiness,
  rights,
  risks,
  subjects,
  transparency,
} from './sections/protection.ts';
import { ending, limits, retention, time } from './sections/running.ts';

/** The agreement: the document that people read, sign and run. Closed at every level. */
export const agreementSchema = z.strictObject({
  format: z.literal('stile-agreement/1'),
  identity,
  parties,
  powers,
  dataProtection,
  purpose,
  subjects,
  inputs,
  matching,
  operation,
  outputs,
  returns,
  onward,
  limits,
  retention,
  rights,
  transparency,
  readiness,
  costs,
  risks,
  time,
  ending,
});

export type Agreement = z.infer<typeof agreementSchema>;
export type Party = Agreement['parties'][number];
export type Input = Agreement['inputs'][number];
export type InputField = Input['fields'][number];
/** The codes that a field may hold: the plan knows these, and only the English what they mean. */
export const codesOf = ({ values }: InputField): readonly string[] | undefined =>
  values?.map(({ value }) => value);
export type Output = Agreement['outputs'][number];
export type PowerClause = Agreement['powers'][number];

/** The agreement's form as JSON Schema 2020-12, made from the schema above. */
export function agreementJsonSchema(): Readonly<Record<string, unknown>> {
  const made = z.toJSONSchema(agreementSchema, {
    target: 'draft-2020-12',
    unrepresentable: 'any',
    io: 'input',
  });
  return { $id: 'urn:stile:agreement:1', title: 'Stile agreement, format 1', ...made };
}
