import { resolveBody } from '../bodies.ts';
import { type Facts, type Territory, territories } from '../facts.ts';
import type { LawData } from '../law-data.ts';
import { indexOf } from '../law-index.ts';
import type { Asking, Form } from './ask.ts';
import { choice, choices, yes } from './forms.ts';

/** Only for a body that is named, and that the law data do not know. */
const kindForm =
  (name: 'from' | 'to') =>
  (facts: Facts, law: LawData): Form | undefined => {
    const organisation = facts[name]?.organisation;
    return organisation === undefined || indexOf(law).organisations.has(organisation)
      ? undefined
      : { kind: 'body', among: 'classes' };
  };

const bodyHelp =
  'Type a name (such as DWP, or Leeds City Council) or a kind of body (such as county council in England).';

/** Who it is, for each of the two sides. */
export const side = (name: 'from' | 'to', asks: string): Readonly<Record<string, Asking>> => ({
  [name]: { asks, help: bodyHelp, kind: 'body', among: 'all' },
  [`${name}.class`]: {
    asks: `What kind of body is it that would ${name === 'from' ? 'give' : 'receive'} the information?`,
    help: 'Type a word or two, such as district council, charity or school.',
    form: kindForm(name),
  },
  [`${name}.capacity`]: {
    asks: `Would it ${name === 'from' ? 'give' : 'receive'} the information as part of a service that it provides for a public body?`,
    ...choice({ own: 'No, on its own account', 'provider-to': 'Yes, it works for a public body' }),
  },
  [`${name}.of`]: {
    asks: 'For which public body does it provide the service?',
    help: bodyHelp,
    kind: 'body',
    among: 'all',
  },
  [`${name}.withinService`]: yes('Is the information needed for that very service?'),
});

const territoryNames = { E: 'England', W: 'Wales', S: 'Scotland', NI: 'Northern Ireland' } as const;

/** The territory of the discloser, or else of the recipient, where they have just one. */
export function territoryForm(facts: Facts, law: LawData): Form {
  const index = indexOf(law);
  const of = (body: Facts['from']): Territory | undefined => {
    const own = index.organisations.get(body?.organisation ?? '')?.territory;
    const all = own === undefined ? resolveBody(body, index).territories : [own];
    return territories.find((one) => all.length > 0 && all.every((each) => each === one));
  };
  const likely = of(facts.from) ?? of(facts.to);
  const offered = choices(territoryNames);
  const suggested = offered.find(({ value }) => value === likely);
  return { kind: 'choice', choices: offered, ...(suggested !== undefined && { suggested }) };
}
