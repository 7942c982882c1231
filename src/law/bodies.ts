import type { BodyFacts, Territory } from './facts.ts';
import type { Paragraph, Period } from './law-data.ts';
import type { LawIndex } from './law-index.ts';
import { nameOf } from './names.ts';

/** What a body is in law, as far as the data know. */
export interface Body {
  /** Class slugs; empty when the data can't say. */
  readonly classes: readonly string[];
  /** For people who provide services: the classes of the body served, empty when not known. */
  readonly serves?: readonly string[];
  /** The legal person, where the data know the organisation: an executive agency is its department. */
  readonly person?: string;
  /** As it is called in the middle of a sentence. */
  readonly name: string;
  readonly kinds: readonly string[];
  /** Territories to which its classes belong. */
  readonly territories: readonly string[];
  /** Those of its classes that are one department or office. */
  readonly offices: readonly string[];
  /** Whether it is of the Crown, by its classes; absent where they do not settle it. */
  readonly crown?: boolean;
  /** Of which the agency is a part, by its name. */
  readonly agencyOf?: string;
}

/**
 * Finds a body's classes. An executive agency counts as its department, for it is no separate person in law. An
 * organisation that the data do not know, without a class, resolves to nothing: a class is never guessed.
 */
export function resolveBody(facts: BodyFacts | undefined, law: LawIndex): Body {
  const organisation = law.organisations.get(facts?.organisation ?? '');
  const named = facts?.organisation ?? facts?.class;
  const agency = facts?.capacity === 'agency-of';
  const parent = agency ? facts.of : organisation?.agencyOf;
  const own = facts?.class === undefined ? classesOf(facts?.organisation, law) : classesOf(facts.class, law);
  const classes = agency && facts.of !== undefined ? classesOf(facts.of, law) : own;
  const described = classes.flatMap((one) => law.classes.get(one) ?? []);
  const body: Body = {
    classes,
    name: named === undefined ? 'a body not named' : nameOf(named, law),
    kinds: described.map(({ kind }) => kind),
    territories: described.map(({ territory }) => territory),
    offices: described.filter(({ oneOffice }) => oneOffice === true).map(({ id }) => id),
    ...(described.some(({ crown }) => crown === 'not-settled')
      ? {}
      : { crown: described.some(({ crown }) => crown === 'yes') }),
    ...(facts?.organisation === undefined ? {} : { person: parent ?? facts.organisation }),
    ...(parent === undefined ? {} : { agencyOf: nameOf(parent, law) }),
  };
  return facts?.capacity === 'provider-to' ? { ...body, serves: classesOf(facts.of, law) } : body;
}

function classesOf(name: string | undefined, law: LawIndex): readonly string[] {
  if (name === undefined) return [];
  return law.organisations.get(name)?.classes ?? (law.classes.has(name) ? [name] : []);
}

/** True when the data know what the body is; for a provider, what the body is that it serves. */
export const isResolved = ({ classes, serves }: Body): boolean =>
  serves === undefined ? classes.some((one) => one !== 'provider') : serves.length > 0;

/** The fact that would resolve it. */
export const missingOf = (side: 'from' | 'to', { classes, serves, agencyOf }: Body): string =>
  serves !== undefined || agencyOf !== undefined || classes.includes('provider')
    ? `${side}.of`
    : `${side}.class`;

const holdsOn = ({ from, to }: Period, on: string): boolean => from <= on && (to === undefined || on <= to);

/** True when a period is in force on a day in that very territory. */
export const inForceIn = (period: Period, on: string, territory: Territory): boolean =>
  holdsOn(period, on) && period.territories.includes(territory);

/**
 * True when a list or an objective is in force on a day; where the day or the territory is not said, when it is on some
 * day, or somewhere. England, Wales and Scotland count together, so that bodies of one can share with bodies of
 * another; Northern Ireland stands alone. Source: s.119; the extent notes follow which legislature added an entry.
 */
export const covers = (
  periods: readonly Period[],
  on: string | undefined,
  territory: Territory | undefined,
): boolean =>
  periods.some(
    (period) =>
      (on === undefined || holdsOn(period, on)) &&
      (territory === undefined || period.territories.some((one) => (one === 'NI') === (territory === 'NI'))),
  );

/** Where a schedule lists a body: its paragraph, and for a provider also that of the body served. */
export interface Listing {
  readonly paragraph: Paragraph;
  readonly served?: Paragraph;
  /** Further paragraphs that list its class on the day. */
  readonly further: readonly Paragraph[];
}

/** The paragraph of a schedule under which a body is listed on a day; where the day is not said, on some day. */
export function listing(
  body: Body,
  schedule: number,
  on: string | undefined,
  territory: Territory | undefined,
  law: LawIndex,
): Listing | undefined {
  const current = (key: string) =>
    law.paragraphs.get(`${schedule} ${key}`)?.filter((one) => covers(one.inForce, on, territory)) ?? [];
  const named = (body.serves ?? body.classes).filter((one) => one !== 'provider');
  const [direct, ...further] = named.flatMap(current);
  if (direct === undefined || body.serves === undefined) return direct && { paragraph: direct, further };
  const [paragraph] = current(`part ${direct.part}`);
  return paragraph && { paragraph, served: direct, further: [] };
}

/** An entry that may have passed to a class of this body by a transfer of functions; that is not settled. */
export function possibleListing(
  body: Body,
  schedule: number,
  on: string | undefined,
  law: LawIndex,
): Paragraph | undefined {
  return law.data.paragraphs.find(
    ({ schedule: of, possibleSuccessor: next }) =>
      of === schedule &&
      next !== undefined &&
      (on === undefined || next.from <= on) &&
      body.classes.includes(next.class),
  );
}
