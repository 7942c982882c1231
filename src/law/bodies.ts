import type { BodyFacts, Territory } from './facts.ts';
import type { LawData, Paragraph } from './law-data.ts';

/** What a body is in law, as far as the data know. */
export interface Body {
  /** Class slugs; empty when the data can't say. */
  readonly classes: readonly string[];
  /** For people who provide services: the classes of the body served, empty when not known. */
  readonly serves?: readonly string[];
  readonly label: string;
}

/**
 * Finds a body's classes. An executive agency counts as its department. An organisation that the data do not know,
 * without a class, resolves to nothing: a class is never guessed.
 */
export function resolveBody(facts: BodyFacts | undefined, law: LawData): Body {
  const own = facts?.class === undefined ? classesOf(facts?.organisation, law) : [facts.class];
  const label = labelOf(facts?.organisation ?? facts?.class, law);
  if (facts?.capacity === 'provider-to') return { classes: own, serves: classesOf(facts.of, law), label };
  if (facts?.capacity === 'agency-of' && facts.of !== undefined)
    return { classes: classesOf(facts.of, law), label };
  return { classes: own.filter((one) => law.classes.some(({ id }) => id === one)), label };
}

function classesOf(name: string | undefined, law: LawData): readonly string[] {
  const organisation = law.organisations.find(({ id }) => id === name);
  if (organisation !== undefined) return organisation.classes;
  return law.classes.filter(({ id }) => id === name).map(({ id }) => id);
}

function labelOf(name: string | undefined, law: LawData): string {
  const organisation = law.organisations.find(({ id }) => id === name);
  return organisation?.name ?? law.classes.find(({ id }) => id === name)?.label ?? name ?? 'a body not named';
}

/** True when a period of the law is in force on a day, in a territory. England, Wales and Scotland count together. */
export function covers(
  periods: readonly { territories: readonly string[]; from: string; to?: string }[],
  on: string,
  territory: Territory,
): boolean {
  return periods.some(
    (period) =>
      period.from <= on &&
      (period.to === undefined || on <= period.to) &&
      period.territories.some((one) => (one === 'NI') === (territory === 'NI')),
  );
}

/** The paragraph of a schedule under which a body is listed on a day. */
export function listing(
  body: Body,
  schedule: number,
  on: string,
  territory: Territory,
  law: LawData,
): Paragraph | undefined {
  const current = law.paragraphs.filter(
    (paragraph) => paragraph.schedule === schedule && covers(paragraph.inForce, on, territory),
  );
  const named = (classes: readonly string[]) =>
    current.find((one) => one.providerEntry !== true && classes.includes(one.class));
  if (body.serves === undefined) return named(body.classes);
  const part = named(body.serves)?.part;
  return current.find((one) => one.providerEntry === true && one.part === part);
}
