import { longDate } from '#kernel';
import type { Assessment, Finding } from '../assessment.ts';
import { resolveBody } from '../bodies.ts';
import type { Facts } from '../facts.ts';
import type { Exceptions, LawData, Objective, Power } from '../law-data.ts';
import { indexOf, type LawIndex } from '../law-index.ts';
import { nameOf } from '../names.ts';
import { resolveCitation } from '../provisions.ts';
import { objectiveOf } from '../rules/s35-public-service.ts';
import { actingName } from './bodies.ts';
import { listed } from './line.ts';
import { categoryWords, purposeWords, schemeWords } from './words/index.ts';

type Revenue = Exceptions['revenue'][number];

/** A question and its assessment, with everything in words that more than one part of the page needs. */
export interface Context {
  readonly facts: Facts;
  readonly assessment: Assessment;
  readonly law: LawIndex;
  readonly power: Power | undefined;
  readonly exceptions: Exceptions | undefined;
  readonly objective: Objective | undefined;
  /** The tax authority whose information it is, where the chapter has a rule for it. */
  readonly revenue: Revenue | undefined;
  readonly from: string;
  readonly to: string;
  /** Whom it would be passed on to. */
  readonly third: string;
  readonly what: string;
  readonly purpose: string;
  /** “, on 1 March 2025”, or nothing. */
  readonly day: string;
  /** “section 35 of the Digital Economy Act 2017 (public service delivery)”. */
  readonly section: string;
  /** The same without the title. */
  readonly provision: string;
}

export function contextOf(facts: Facts, assessment: Assessment, data: LawData): Context {
  const law = indexOf(data);
  const power = law.powers.get(assessment.power ?? '');
  const exceptions = data.exceptions.find(({ id }) => id === power?.exceptions);
  const third = facts.laterUse?.toClass;
  return {
    facts,
    assessment,
    law,
    power,
    exceptions,
    objective: power?.schedule === 4 ? objectiveOf({ facts, law }) : undefined,
    revenue: revenueOf(facts, law, power, exceptions),
    from: actingName(facts.from, law),
    to: actingName(facts.to, law),
    third: third === undefined ? 'somebody else' : nameOf(third, law),
    what: whatOf(facts),
    purpose: purposeOf(facts),
    day: facts.on === undefined ? '' : `, on ${longDate(facts.on)}`,
    section: power === undefined ? part5 : sectionWords(power),
    provision: power === undefined ? part5 : provisionWords(power),
  };
}

const part5 = 'Part 5 of the Digital Economy Act 2017';

function revenueOf(
  facts: Facts,
  law: LawIndex,
  power: Power | undefined,
  exceptions: Exceptions | undefined,
): Revenue | undefined {
  const { classes } = resolveBody(facts.from, law);
  const special = exceptions?.revenue.filter(({ appliesTo }) => appliesTo.includes(power?.id ?? ''));
  return (
    special?.find((one) => classes.includes(one.class)) ??
    special?.find((one) => one.source === facts.data?.source)
  );
}

function whatOf({ data, subjects }: Facts): string {
  const kinds = (data?.categories ?? []).map((one) => categoryWords[one] ?? 'other information');
  const what = kinds.length === 0 ? 'information' : listed([...new Set(kinds)], 3);
  if (subjects === 'none') return `${what} about nobody in particular`;
  return subjects === 'company' ? `${what} about companies` : what;
}

function purposeOf({ purpose, conditions }: Facts): string {
  if (purpose === undefined) return 'for a purpose not stated';
  const words = purposeWords[purpose] ?? 'for another purpose';
  const scheme = purpose.startsWith('fuel')
    ? conditions?.energy?.scheme
    : purpose.startsWith('water')
      ? conditions?.water?.scheme
      : undefined;
  return scheme === undefined || scheme === 'none' ? words : `${words} through ${schemeWords[scheme]}`;
}

/** A power by its section and Act: `RSA1953 s.19AA(1)` is “section 19AA of the Registration Service Act 1953”. */
export const sectionWords = (power: Power): string =>
  `${provisionWords(power)} (${lower(power.title).replace(/ \((.*)\)$/, ', $1')})`;

function provisionWords({ citation, section }: Power): string {
  const found = resolveCitation(citation);
  const number = /\bs\.(\d+[A-Z]*)/.exec(citation)?.[1] ?? section;
  const act = found.found ? found.title : 'Digital Economy Act 2017';
  return `section ${number} of the ${act}`;
}

const lower = (title: string): string =>
  /^(Statistics|HM|[A-Z]{2})/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);

/** The provision of a finding; the limb of it on which the finding rests, where that is just one. */
export function citedBy({ citation, citations }: Finding): string {
  const limbs = citations.filter((one) => one.startsWith(`${citation}(`));
  return limbs.length === 1 && limbs[0] !== undefined ? limbs[0] : citation;
}
