import type { PlainDate } from '#kernel';
import type { Met } from '../assessment.ts';
import { covers, listing, resolveBody } from '../bodies.ts';
import type { BodyFacts, Facts, Territory } from '../facts.ts';
import type { LawData, Paragraph, Power } from '../law-data.ts';
import { indexOf, type LawIndex } from '../law-index.ts';
import { citationOf, type Found, type Question } from '../rule.ts';
import type { Side } from '../rules/general.ts';
import { testsOf } from '../rules/index.ts';
import { objectiveOf } from '../rules/s35-public-service.ts';
import type { KnownBody } from './find-body.ts';
import { partiesOf } from './parties.ts';
import { classLabel, sectionLabel, territoriesOf } from './words.ts';

/** An objective under s.35, and whether it is specified for the body. */
export type BodyObjective = {
  readonly id: string;
  readonly title: string;
  readonly state: 'specified' | 'not-settled';
  readonly says: string;
  readonly citations: readonly string[];
};

/** One side of one power, and what the law says of the body there. */
export type Capacity = {
  readonly power: string;
  readonly section: string;
  readonly title: string;
  readonly side: 'discloser' | 'recipient';
  /** Whether the body may stand there on the day, other conditions aside. */
  readonly may: 'yes' | 'no' | 'not-known' | 'not-settled';
  /** Where, of the territories to which the body belongs. */
  readonly territories: readonly string[];
  readonly says: string;
  readonly citations: readonly string[];
  readonly sureness: 'H' | 'M' | 'L';
  /** The paragraph of a Schedule that lists it. */
  readonly paragraph?: {
    readonly citation: string;
    readonly text: string;
    /** Only what is held for these functions. */
    readonly functionalLimit?: string;
  };
  /** The entry under which people who provide services to it may act. */
  readonly providers?: string;
  /** Further tests that arise for this body only. */
  readonly conditions: readonly { readonly asks: string; readonly citations: readonly string[] }[];
  readonly objectives?: readonly BodyObjective[];
};

/** Which powers a body may use on a day, and which not. */
export type BodyDescription = {
  readonly id: string;
  readonly name: string;
  readonly is: 'organisation' | 'class';
  readonly on: string;
  readonly classes: readonly { readonly id: string; readonly label: string }[];
  readonly territories: readonly string[];
  /** The department of which the agency is a part, and through which it is listed. */
  readonly agencyOf?: string;
  readonly from?: string;
  readonly to?: string;
  readonly note?: string;
  readonly sureness: 'H' | 'M' | 'L';
  readonly capacities: readonly Capacity[];
  /** Entries under which it may act while it provides services to somebody listed. */
  readonly asProvider: readonly { readonly schedule: number; readonly citations: readonly string[] }[];
};

/**
 * Every power on both sides, as `assess` would find it for this body on that day: the same tests are run, on the
 * facts of the body alone. A supplier is taken to hold its licence itself.
 */
export function describeBody(body: KnownBody, on: PlainDate, law: LawData): BodyDescription {
  const index = indexOf(law);
  const facts: BodyFacts = body.is === 'organisation' ? { organisation: body.id } : { class: body.id };
  const resolved = resolveBody(facts, index);
  const organisation = body.is === 'organisation' ? index.organisations.get(body.id) : undefined;
  const own = organisation?.territory ?? index.classes.get(body.id)?.territory ?? 'UK';
  const territories = territoriesOf(own);
  const asked: Asked = { id: body.id, facts, territories, on, law: index };
  const { agencyOf } = resolved;
  return {
    id: body.id,
    name: body.name,
    is: body.is,
    on,
    classes: resolved.classes.map((id) => ({ id, label: classLabel(id, index) })),
    territories,
    ...(agencyOf !== undefined && { agencyOf }),
    ...(organisation?.from !== undefined && { from: organisation.from }),
    ...(organisation?.to !== undefined && { to: organisation.to }),
    ...(organisation?.note !== undefined && { note: organisation.note }),
    sureness: typeof organisation?.sureness === 'string' ? organisation.sureness : 'H',
    capacities: law.powers.flatMap((power) =>
      (['from', 'to'] as const).flatMap((side) => capacity(asked, power, side) ?? []),
    ),
    asProvider: providerEntries(asked),
  };
}

interface Asked {
  readonly id: string;
  readonly facts: BodyFacts;
  readonly territories: readonly Territory[];
  readonly on: PlainDate;
  readonly law: LawIndex;
}

/** A supplier that the data list as licensed is taken to be the licensed company itself. */
const assumed: Facts = { conditions: { energy: { recipientLicensed: true } } };

function questionOf({ facts, on, law }: Asked, side: Side, territory: Territory, more: Facts = {}): Question {
  const all: Facts = { ...assumed, ...more, on, territory, [side]: facts };
  return {
    facts: all,
    law,
    on,
    territory,
    from: resolveBody(all.from, law),
    to: resolveBody(all.to, law),
    objective: objectiveOf({ facts: all, law }),
  };
}

/** Tests that ask something more of some bodies than of others. */
const ownConditions: Readonly<Record<Side, readonly string[]>> = {
  from: ['devolved-consent', 'size'],
  to: [],
};

const order: readonly Met[] = [true, 'unsettled', 'unknown', false];
const better = (a: Found, b: Found): Found => (order.indexOf(b.met) < order.indexOf(a.met) ? b : a);

function capacity(asked: Asked, power: Power, side: Side): Capacity | undefined {
  const rules = testsOf.get(power.id)?.rules ?? [];
  const party = rules.find(({ id }) => id === partiesOf.get(power.id)?.[side].rule);
  if (party === undefined) return undefined;
  const inForce = rules.find(({ id }) => id === 'in-force');
  const tried = asked.territories.flatMap((territory) => {
    const question = questionOf(asked, side, territory);
    const place = party.test(question, power);
    const force = inForce?.test(question, power);
    if (place === undefined || force === undefined) return [];
    const found = place.met === false || force.met === true ? place : force;
    return [{ territory, question, found }];
  });
  const [first, ...others] = tried;
  if (first === undefined) return undefined;
  const found = others.reduce((best, { found: one }) => better(best, one), first.found);
  const holding = tried.filter(({ found: one }) => one.met === found.met);
  const { question } = holding[0] ?? first;
  const may =
    found.met === true
      ? 'yes'
      : found.met === false
        ? 'no'
        : found.met === 'unsettled'
          ? 'not-settled'
          : 'not-known';
  const listedAs =
    power.schedule === undefined || found.met !== true || !party.id.endsWith('-listed')
      ? undefined
      : place(question, side, power);
  const providers = listedAs && providerOf(asked, question, power);
  const conditions =
    found.met !== true
      ? []
      : rules
          .filter(({ id }) => ownConditions[side].includes(id))
          .flatMap((rule) => {
            const one = rule.test(question, power);
            if (one === undefined) return [];
            return [{ asks: rule.asks, citations: citationsOf(one, citationOf(rule, power)) }];
          });
  return {
    power: power.id,
    section: sectionLabel(power),
    title: power.title,
    side: side === 'from' ? 'discloser' : 'recipient',
    may,
    territories: holding.map(({ territory }) => territory),
    says: aboutIt(found.says, question[side].name),
    citations: citationsOf(found, citationOf(party, power)),
    sureness: found.sureness ?? 'H',
    ...(listedAs !== undefined && { paragraph: paragraphOf(listedAs) }),
    ...(providers !== undefined && { providers }),
    conditions,
    ...(power.id === 'dea2017-s35' && may === 'yes' && { objectives: objectivesFor(asked, power, side) }),
  };
}

/** A finding without the name of the body that it is all about. */
const aboutIt = (says: string, name: string): string =>
  says.startsWith(`${name} `) ? `It${says.slice(name.length)}` : says;

const paragraphOf = ({ citation, text, functionalLimit }: Paragraph) => ({
  citation,
  text,
  ...(functionalLimit !== undefined && { functionalLimit }),
});

const citationsOf = ({ instead, also = [] }: Found, citation: string): readonly string[] => [
  ...new Set([instead ?? citation, ...also]),
];

const place = ({ law, on, territory, ...question }: Question, side: Side, { schedule }: Power) =>
  on === undefined || territory === undefined || schedule === undefined
    ? undefined
    : listing(question[side], schedule, on, territory, law)?.paragraph;

/** The entry for people who provide services to this body. */
function providerOf(
  { id, on, law }: Asked,
  { territory }: Question,
  { schedule }: Power,
): string | undefined {
  if (territory === undefined || schedule === undefined) return undefined;
  const provider = resolveBody({ class: 'provider', capacity: 'provider-to', of: id }, law);
  return listing(provider, schedule, on, territory, law)?.paragraph.citation;
}

/** s.35: the objectives in force that are specified for the body, or of which that is not settled. */
function objectivesFor(asked: Asked, power: Power, side: Side): readonly BodyObjective[] {
  const rules = testsOf.get(power.id)?.rules ?? [];
  const rulesFor = ['objective', `${side}-allocated`].flatMap(
    (id) => rules.find((rule) => rule.id === id) ?? [],
  );
  return asked.law.data.objectives.flatMap(({ id, title }) => {
    const tried = asked.territories.flatMap((territory) => {
      const question = questionOf(asked, side, territory, { objective: id });
      const [inForce, allocated] = rulesFor.map((rule) => rule.test(question, power));
      return inForce?.met === true && allocated !== undefined ? [allocated] : [];
    });
    const [first, ...others] = tried;
    const found = first && others.reduce(better, first);
    if (found === undefined || (found.met !== true && found.met !== 'unsettled')) return [];
    const state = found.met === true ? ('specified' as const) : ('not-settled' as const);
    return [{ id, title, state, says: found.says, citations: found.also ?? [] }];
  });
}

function providerEntries({ territories, on, law }: Asked): BodyDescription['asProvider'] {
  const entries = law.data.paragraphs.filter(
    ({ providerEntry, inForce }) =>
      providerEntry === true && territories.some((territory) => covers(inForce, on, territory)),
  );
  return [...new Set(entries.map(({ schedule }) => schedule))].map((schedule) => ({
    schedule,
    citations: entries.filter((one) => one.schedule === schedule).map(({ citation }) => citation),
  }));
}
