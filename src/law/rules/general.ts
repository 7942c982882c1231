import { longDate } from '#kernel';
import { type Body, inForceIn, isResolved, listing, missingOf, possibleListing } from '../bodies.ts';
import type { Power } from '../law-data.ts';
import {
  bar,
  type Found,
  failed,
  met,
  type Question,
  type Rule,
  rule,
  surenessOf,
  unknown,
  unsettled,
} from '../rule.ts';
import { undertakerArea } from './undertaker.ts';

/** Rules that hold for several powers; the citation is the power's own. */

export type Side = 'from' | 'to';
const sides = { from: 'discloser', to: 'recipient' } as const;

export const inForce: Rule = rule(
  'in-force',
  ({ citation }) => citation,
  'The power is in force on the day, in the territory.',
  (question, power) => {
    const { on, territory, from } = question;
    const area = undertakerArea(question, power);
    const extent = power.extent === undefined ? [] : [power.extent];
    const fits = power.inForce.filter(
      (one) =>
        (territory === undefined || one.territories.includes(territory)) &&
        (one.disclosers === undefined || one.disclosers.some((each) => from.classes.includes(each))) &&
        (one.undertakers === undefined || area === undefined || one.undertakers === area),
    );
    if (fits.length === 0)
      return failed(`Section ${power.section} does not extend to this territory.`, extent);
    const begun = on === undefined || fits.some((one) => one.from <= on);
    if (on === undefined || (territory === undefined && begun))
      return unknown(
        'It is not said on which day, or under the law of which territory.',
        ...(on === undefined ? ['on'] : []),
        ...(territory === undefined ? ['territory'] : []),
      );
    const period = territory && fits.find((one) => inForceIn(one, on, territory));
    if (period !== undefined) return met(`Section ${power.section} is in force.`, [...by(period), ...extent]);
    const later = fits.find((one) => one.from > on);
    if (later === undefined)
      return failed(`Section ${power.section} does not extend to this territory.`, extent);
    return failed(`Section ${power.section} was not in force until ${longDate(later.from)}.`, [
      ...by(later),
      ...extent,
    ]);
  },
);

const by = ({ citation }: { readonly citation?: string }): readonly string[] =>
  citation === undefined ? [] : [citation];

/** The provision that says who is listed. */
const listedBy = (power: Power): string => power.listed ?? power.citation;

/** The body is within a paragraph of the power's Schedule in force on the day. */
export const listed = (side: Side): Rule =>
  rule(
    `${side}-listed`,
    listedBy,
    `The ${sides[side]} is within a paragraph of the Schedule that is in force on the day.`,
    (question, power) => {
      const { on, territory, law } = question;
      const body = question[side];
      const schedule = power.schedule ?? 0;
      if (!isResolved(body))
        return unknown(`It is not known what kind of body ${body.name} is.`, missingOf(side, body));
      const found = listing(body, schedule, on, territory, law);
      const said = on !== undefined && territory !== undefined;
      if (!said && (found !== undefined || mayBeListed(question, side, schedule)))
        return unknown('Who is listed depends on the day and the territory.');
      if (found !== undefined) {
        const { paragraph, served, further } = found;
        const through = body.agencyOf === undefined ? '' : `, through ${body.agencyOf}`;
        const behind = [paragraph, ...(served === undefined ? [] : [served]), ...further];
        const also = [power.citation, ...behind.map(({ citation }) => citation)];
        const ended = law.organisations.get(question.facts[side]?.organisation ?? '')?.to;
        if (ended !== undefined && on !== undefined && on > ended)
          return unsettled(
            `${body.name} ended on ${longDate(ended)}. Whether its entry has passed to another body is not settled.`,
            also,
          );
        return {
          ...met(`${body.name} is listed${through}: ${paragraph.text}.`, also),
          sureness: surenessOf(paragraph, 'text') ?? organisationSureness(question, side),
        };
      }
      return notListed(question, side, schedule, power);
    },
  );

/** A list that was not read, or an entry that may have passed to it. */
function gaps({ law, on, ...question }: Question, side: Side, schedule: number) {
  const body = question[side];
  return {
    successor: possibleListing(body, schedule, on, law),
    gap: law.data.coverage.find(
      (one) =>
        one.schedules.includes(schedule) &&
        (on === undefined || one.from <= on) &&
        body.territories.includes(one.territory),
    ),
  };
}

const mayBeListed = (question: Question, side: Side, schedule: number): boolean =>
  Object.values(gaps(question, side, schedule)).some((one) => one !== undefined);

function notListed(question: Question, side: Side, schedule: number, power: Power): Found {
  const { law } = question;
  const body = question[side];
  const { successor, gap } = gaps(question, side, schedule);
  if (successor !== undefined)
    return unsettled(
      `${body.name} is not listed by name. Whether the entry for “${successor.text}” has passed to it is not settled.`,
      [successor.citation],
    );
  if (gap !== undefined)
    return {
      ...unknown(`${body.name} is not in the list that was read. ${gap.text}`, `${side}.class`),
      also: [...(gap.citations[String(schedule)] ?? []), gap.because],
    };
  const elsewhere = law.data.paragraphs
    .filter((one) => one.schedule === schedule && body.classes.includes(one.class ?? ''))
    .map(({ citation }) => citation);
  return failed(`${body.name} is not listed in Schedule ${schedule} on that day.`, [
    power.citation,
    ...elsewhere,
  ]);
}

const organisationSureness = ({ law, facts }: Question, side: Side) => {
  const organisation = law.organisations.get(facts[side]?.organisation ?? '');
  return typeof organisation?.sureness === 'string' ? organisation.sureness : undefined;
};

/** The listing on which later rules rest, where there is one. */
export function listingOf({ law, on, territory, ...question }: Question, side: Side, power: Power) {
  if (on === undefined || territory === undefined || power.schedule === undefined) return undefined;
  return listing(question[side], power.schedule, on, territory, law);
}

/** Sharing is between two persons; an agency and its department are one. */
export const twoPersons: Rule = rule(
  'two-persons',
  ({ citation }) => citation,
  'The recipient is a different person from the discloser.',
  ({ from, to }) => {
    if (from.serves !== undefined || to.serves !== undefined) return undefined;
    const [ofFrom, ofTo] = [from.offices, to.offices];
    const both = ofFrom.filter((one) => ofTo.includes(one)).length;
    if (from.person === to.person && from.person !== undefined) return onePerson(from, to);
    if (both === 0) return undefined;
    return both === ofFrom.length && both === ofTo.length
      ? onePerson(from, to)
      : unknown(
          `${from.name} and ${to.name} may be parts of one department: it is not said of which each is a part on the day.`,
          ofFrom.length > 1 ? 'from.of' : 'to.of',
        );
  },
);

const onePerson = (from: Body, to: Body): Found =>
  failed(`${from.name} and ${to.name} are one person in law: the power is for sharing with somebody else.`);

/** A provider is limited to the functions that it exercises for the service. */
export const providerLimit = (side: Side): Rule =>
  rule(
    `${side}-provider-limit`,
    ({ providerLimit: limit, citation }) => limit ?? citation,
    `If the ${sides[side]} is listed as a provider of services, the information lies within that service.`,
    (question, power) => {
      if (question[side].serves === undefined) return undefined;
      const within = question.facts[side]?.withinService;
      const also = listingOf(question, side, power)?.paragraph.citation;
      if (within === undefined)
        return unknown(
          'It is not said whether the information lies within the service provided.',
          `${side}.withinService`,
        );
      return within
        ? met('The information lies within the service provided.', also === undefined ? [] : [also])
        : failed('The information lies outside the service provided.', also === undefined ? [] : [also]);
    },
  );

/**
 * Where an entry names functions, only what is held for them may be disclosed. The Act limits the discloser; for a
 * recipient that is listed only for some functions the same is asked, on the side of care.
 */
export const functionalLimit = (side: Side): Rule =>
  rule(
    `${side}-functional-limit`,
    ({ functionalLimit: limit, citation }) => limit ?? citation,
    `If the ${sides[side]}’s entry names functions, the information is held for them.`,
    (question, power) => {
      const found = listingOf(question, side, power)?.paragraph;
      if (found?.functionalLimit === undefined) return undefined;
      const held = question.facts.data?.heldForListedFunction;
      if (held === undefined)
        return {
          ...unknown(
            `${question[side].name} is listed for some functions only, and it is not said whether the information is held for them.`,
            'data.heldForListedFunction',
          ),
          also: [found.citation],
        };
      return held
        ? met('The information is held for the functions that the entry names.', [found.citation])
        : failed('The information is not held for the functions that the entry names.', [found.citation]);
    },
  );

/** The purpose is one that the power names. */
export const purposeNamed = (words: string, redirect?: string): Rule =>
  rule(
    'purpose',
    ({ purposeCitation, citation }) => purposeCitation ?? citation,
    `The purpose is ${words}.`,
    ({ facts: { purpose } }, power) => {
      if (purpose === undefined) return unknown('The purpose is not given.', 'purpose');
      if (power.purposes?.includes(purpose)) return met(`The purpose is ${words}.`);
      const found = failed(`The one purpose allowed is ${words}. The purpose given is another.`);
      return redirect === undefined ? found : { ...found, redirect };
    },
  );

/** The discloser or the recipient is of a class that the power names. */
export const ofClass = (side: Side, words: string): Rule =>
  rule(
    side === 'from' ? 'discloser' : 'recipient',
    ({ citation }) => citation,
    `The ${sides[side]} is ${words}.`,
    (question, power) => {
      const body = question[side];
      if (!isResolved(body))
        return unknown(`It is not known what kind of body ${body.name} is.`, missingOf(side, body));
      const named =
        side === 'from'
          ? power.disclosers?.map((one) => ({ class: one, citation: power.citation, sureness: undefined }))
          : power.recipients;
      const found = named?.find((one) => body.serves === undefined && body.classes.includes(one.class));
      if (found === undefined) return failed(`${body.name} is not ${words}.`, recipientList(power, side));
      const { sureness } = found;
      return {
        ...met(`${body.name === words ? `The ${sides[side]}` : body.name} is ${words}.`, [found.citation]),
        sureness: typeof sureness === 'string' ? sureness : undefined,
      };
    },
  );

/** `RSA1953 s.19AB(1)(e)` is in the list `RSA1953 s.19AB(1)`. */
const recipientList = (power: Power, side: Side): readonly string[] =>
  side === 'from'
    ? []
    : [...new Set((power.recipients ?? []).map(({ citation }) => citation.replace(/\([a-z]\)$/, '')))];

/** What data protection law forbids stays forbidden; only a breach that is alleged is a finding. */
export const dataProtection: Rule = bar(
  'data-protection',
  (power) => power.dataProtection,
  'conditions.dpLawBreach',
  'The disclosure does not break data protection law.',
  ({ facts }) => {
    const breach = facts.conditions?.dpLawBreach;
    if (breach === undefined) return undefined;
    return breach
      ? failed('The disclosure would break data protection law.')
      : met('No breach of data protection law is seen.');
  },
);

/** What the Investigatory Powers Act 2016 bars stays barred. */
export const investigatoryPowers: Rule = bar(
  'investigatory-powers',
  (power) => power.investigatoryPowers,
  'data.ipaBarred',
  'The Investigatory Powers Act 2016 does not prohibit the disclosure.',
  ({ facts }) => {
    const barred = facts.data?.ipaBarred;
    if (barred === undefined) return undefined;
    return barred
      ? failed('The Investigatory Powers Act 2016 prohibits this disclosure.')
      : met('The Investigatory Powers Act 2016 does not prohibit it.');
  },
);

/** What the powers of chapters 1, 3 and 4 end with. */
export const commonEnd: readonly Rule[] = [dataProtection, investigatoryPowers];
