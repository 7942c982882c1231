import { type Category, lawCategory } from './categories.ts';
import { type Context, clauses } from './checks/context.ts';
import { isProcessor } from './checks/parties.ts';
import { outputColumns } from './operations/flag.ts';
import { fieldsOf } from './rules/walk.ts';
import type { PlanFlow } from './run-plan.ts';
import type { Input, InputField, Party, PowerClause } from './schema.ts';

/** Data that pass from one party to another, before it is said under which power. */
export interface Flow {
  readonly from: Party;
  readonly to: Party;
  readonly carries: readonly string[];
  readonly categories: readonly Category[];
  readonly source: 'hmrc' | 'wra' | 'rs' | 'other';
  readonly held: Held;
  readonly clause: string;
}

/** For which function it is held, and whether for one for which the Schedule lists the holder. */
type Held = Pick<Input, 'heldFor' | 'heldForListedFunction'>;
const heldForNothingSpecial: Held = { heldFor: 'other' };

/**
 * Every flow of personal information, inputs first, then outputs, then returns; none inside one party. Counts are not
 * among them: two rounded numbers are about nobody.
 */
export function flowsOf(context: Context): readonly Flow[] {
  const { agreement, operator } = context;
  if (operator === undefined) return [];
  const inputs = clauses(agreement.inputs, 'inputs').flatMap(([input, clause]) =>
    flow(context, input.party, operator.id, {
      carries: crossing(context, input).map(({ name }) => name),
      categories: crossing(context, input).map(({ category }) => category),
      source: sourceOf(context, crossing(context, input), input),
      held: held(input),
      clause,
    }),
  );
  const personal = clauses(agreement.outputs, 'outputs').filter(([{ kind }]) => kind !== 'counts');
  const outputs = personal.flatMap(([output, clause]) =>
    flow(context, operator.id, output.to, {
      carries: outputColumns(context, output).map(({ name }) => name),
      categories: ['reference', 'eligibility-flag'],
      source: flagSource(context),
      held: heldOfFlags(context),
      clause,
    }),
  );
  const returns = clauses(agreement.returns, 'returns').flatMap(([one, clause]) =>
    flow(context, one.from, one.to, {
      carries: ['reference', 'code'],
      categories: ['reference', 'eligibility-flag'],
      source: 'other',
      held: heldForNothingSpecial,
      clause,
    }),
  );
  return [...inputs, ...outputs, ...returns];
}

type Carried = Omit<Flow, 'from' | 'to'>;

function flow({ party }: Context, fromId: string, toId: string, carried: Carried): Flow[] {
  const from = party(fromId);
  const to = party(toId);
  if (from === undefined || to === undefined || principalOf(from) === principalOf(to)) return [];
  return [{ from, to, ...carried }];
}

/** A processor under contract acts for its controller: between the two nothing is disclosed. */
export const principalOf = (party: Party): string =>
  isProcessor(party) ? (party.contract?.with ?? party.id) : party.id;

/** The fields of an input that leave it: its reference, what is matched, and the household's. The rest stays. */
function crossing(context: Context, input: Input): readonly InputField[] {
  return input.fields.filter((field) =>
    context
      .uses(input, field)
      .some((use) => use === 'reference' || use === 'matching' || use === 'household'),
  );
}

const revenueClasses = { hmrc: 'hmrc', wra: 'wra', 'revenue-scotland': 'rs' } as const;

/** Safeguard 7: sources travel with fields. A revenue authority's own fields come from it. */
function sourceOf({ party }: Context, fields: readonly InputField[], input: Input): Flow['source'] {
  const tagged = fields.map(({ source }) => source).find((source) => source !== 'own');
  if (tagged !== undefined) return tagged;
  const body = party(input.party)?.body;
  const own = Object.entries(revenueClasses).find(
    ([slug]) => slug === body?.organisation || slug === body?.class,
  );
  return own?.[1] ?? 'other';
}

/** The source of what is flagged: that of the fields on which the flags rest. */
export function flagSource(context: Context): Flow['source'] {
  const { agreement } = context;
  const used = new Set(agreement.operation.flags.flatMap(({ rule }) => fieldsOf(rule)));
  const sources = agreement.inputs.map((input) => {
    const fields = input.fields.filter(({ name }) => used.has(`${input.name}.${name}`));
    return fields.length === 0 ? 'other' : sourceOf(context, fields, input);
  });
  return sources.find((source) => source !== 'other') ?? 'other';
}

const held = ({ heldFor, heldForListedFunction }: Input): Held => ({
  heldFor,
  ...(heldForListedFunction === undefined ? {} : { heldForListedFunction }),
});

/** Flags are held as the records are of which they speak: for health or care, if any of these are. */
function heldOfFlags({ agreement }: Context): Held {
  const people = agreement.inputs.filter(({ name }) => agreement.operation.people.includes(name));
  const closest = people.find(({ heldFor }) => heldFor !== 'other') ?? people[0];
  return closest === undefined ? heldForNothingSpecial : held(closest);
}

/** The clause of the agreement whose power covers a flow. */
export const powerFor = ({ agreement }: Context, { from, to }: Flow): PowerClause | undefined =>
  agreement.powers.find(
    (power) => power.from.includes(principalOf(from)) && power.to.includes(principalOf(to)),
  );

/** The flow as the plan holds it: once for each territory, with the facts for the law. */
export function planFlows(context: Context): readonly PlanFlow[] {
  return flowsOf(context).flatMap((one) => {
    const power = powerFor(context, one);
    if (power === undefined) return [];
    return power.territory.map((territory) => ({
      from: one.from.id,
      to: one.to.id,
      carries: one.carries,
      facts: factsOf(context, one, power, territory),
      clause: one.clause,
    }));
  });
}

/**
 * The facts of a flow. An agreement is about help that is offered: its form has no place for punishment, and every
 * recipient swears off other uses. A breach of data protection law, or a bar of the Investigatory Powers Act, is not for
 * the agreement to deny: nothing is said of them, and the assessment says that they were not looked at.
 */
function factsOf(
  { agreement }: Context,
  { from, to, categories, source, held: of }: Flow,
  power: PowerClause,
  territory: string,
): PlanFlow['facts'] {
  const { approval } = agreement.readiness;
  return {
    territory,
    from: bodyFacts(from),
    to: bodyFacts(to),
    power: power.power,
    ...(power.objective === undefined ? {} : { objective: power.objective }),
    purpose: agreement.purpose.code,
    subjects: 'person',
    data: {
      categories: [...new Set(categories.map(lawCategory))],
      identifiable: true,
      source,
      ...of,
    },
    ...(power.disadvantages === undefined
      ? {}
      : { factors: power.disadvantages.map((one) => ({ ...one, person: 0 })) }),
    conditions: { benefitsIndividual: true, punitive: false, ...power.conditions },
    readiness: {
      agreement: true,
      dpia: true,
      securityPlan: true,
      registerEntry: true,
      businessCase: true,
      pilot:
        approval === undefined
          ? { status: 'none' }
          : {
              status: approval.as === 'pilot' ? 'approved' : 'bau',
              ...(approval.ends === undefined ? {} : { ends: approval.ends }),
            },
    },
  };
}

const bodyFacts = ({ body, capacity }: Party): Readonly<Record<string, unknown>> => ({
  ...body,
  capacity: capacity.kind,
  ...(capacity.of === undefined ? {} : { of: capacity.of }),
  ...(capacity.kind === 'provider-to' ? { withinService: true } : {}),
});
