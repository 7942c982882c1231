import type { BodyFacts, Facts } from '../facts.ts';
import type { Answer, Ask, Choice } from './ask.ts';
import { withFact, withFacts } from './fact-paths.ts';

/** The facts with the answer to a question. Throws `LAW_FACTS_INVALID` for one that does not fit the facts. */
export function withAnswer(facts: Facts, ask: Ask, answer: Answer): Facts {
  const { path } = ask;
  switch (answer.kind) {
    case 'choice': {
      const { value, also, path: own = path } = answer.choice;
      return withFacts(facts, { [own]: value, ...also });
    }
    case 'several':
      return withSeveral(facts, ask, answer.chosen);
    case 'date':
      return withFact(facts, path, answer.date);
    case 'number':
      return withFact(facts, path, answer.number);
    default:
      return withBody(facts, path, answer);
  }
}

/** A list of values; or, where each choice has a fact of its own, whether it was chosen. */
function withSeveral(facts: Facts, ask: Ask, chosen: readonly Choice[]): Facts {
  const offered = ask.kind === 'several' ? ask.choices : [];
  const own = offered.flatMap((choice) =>
    choice.path === undefined ? [] : [[choice.path, chosen.includes(choice)] as const],
  );
  if (own.length > 0) return withFacts(facts, Object.fromEntries(own));
  return withFact(
    facts,
    ask.path,
    chosen.map(({ value }) => value),
  );
}

function withBody(facts: Facts, path: string, { body }: Extract<Answer, { kind: 'body' }>): Facts {
  const [side = '', member] = path.split('.');
  if (member === 'of') return withFact(facts, path, body.organisation ?? body.class);
  if (member === undefined) return withFact(facts, side, acting(body));
  return withFact(facts, side, { ...(side === 'from' ? facts.from : facts.to), ...acting(body) });
}

/** Who provides services to a public body is a body of that kind by acting so. */
const acting = (body: BodyFacts): BodyFacts =>
  body.class === 'provider' ? { ...body, capacity: 'provider-to' } : body;

/** A name as the facts can hold it, for a body that the law data do not know: `ashfield-district-council`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 100)
    .replace(/-$/, '');
