import type { Context } from '../checks/context.ts';
import type { Party } from '../schema.ts';
import { capital, list } from './words.ts';

/** The name in full, for lists that are looked up. */
export const nameOf = ({ party }: Context, id: string): string => party(id)?.name ?? id;

/** What a sentence calls a party: its short name where it has one. */
const calledOf = (context: Context, id: string): string =>
  context.party(id)?.shortName ?? nameOf(context, id);

/** Parties in a sentence, each once. All recipients together are “the suppliers”, or “the recipients” of other kinds. */
export function names(context: Context, ids: readonly string[], last = 'and'): string {
  const distinct = [...new Set(ids)];
  const recipients = recipientsOf(context);
  const all = recipients.length > 1 && recipients.every((id) => distinct.includes(id));
  const rest = all ? distinct.filter((id) => !recipients.includes(id)) : distinct;
  return list([...rest.map((id) => calledOf(context, id)), ...(all ? [`the ${kindOf(context)}`] : [])], last);
}

/** `gets` for one party, `get` for several. */
export const verb = (ids: readonly string[], one: string, several: string): string =>
  new Set(ids).size === 1 ? one : several;

const recipientsOf = ({ agreement }: Context): readonly string[] =>
  agreement.parties.filter(({ roles }) => roles.includes('recipient')).map(({ id }) => id);

const kindOf = (context: Context): string =>
  recipientsOf(context).every((id) => context.party(id)?.body.class?.endsWith('-supplier'))
    ? 'suppliers'
    : 'recipients';

/** Who is meant by each short name, said before any of them is used; the operator says its own. */
export function whoIsWho(context: Context): string {
  const recipients = recipientsOf(context);
  const together =
    recipients.length > 1
      ? [`The ${kindOf(context)} are ${list(recipients.map((id) => nameOf(context, id)))}.`]
      : [];
  const single = context.agreement.parties.filter(
    ({ id }) => id !== context.operator?.id && (recipients.length < 2 || !recipients.includes(id)),
  );
  return [
    ...single.flatMap(({ shortName, name }) =>
      shortName === undefined ? [] : [`${capital(shortName)} is ${name}.`],
    ),
    ...together,
  ].join(' ');
}

/** `Example Department for Benefits (“the department”)`. */
export const introduced = ({ name, shortName }: Party): string =>
  shortName === undefined ? name : `${name} (“${shortName}”)`;
