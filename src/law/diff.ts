import { addDays, type PlainDate } from '#kernel';
import { assess } from './assess.ts';
import { type Assessment, type Finding, permissiveness } from './assessment.ts';
import { type Body, resolveBody } from './bodies.ts';
import type { Facts } from './facts.ts';
import type { LawData, Objective, Paragraph, Period, Power } from './law-data.ts';
import { indexOf, type LawIndex } from './law-index.ts';
import { objectiveOf } from './rules/s35-public-service.ts';

/** A rule whose finding is not the same on the two days. Absent where the question does not arise. */
export interface RuleChange {
  readonly rule: string;
  readonly before?: Finding;
  readonly after?: Finding;
}

/** Something in the law data that began or ended on a day. */
export interface LawChange {
  readonly on: PlainDate;
  readonly says: string;
  readonly citations: readonly string[];
}

/** What the law says to the same facts on two days. */
export interface AssessmentDiff {
  readonly before: Assessment;
  readonly after: Assessment;
  /** The power under which rules are compared: the one named, or the one that fits best where more is allowed. */
  readonly power?: string;
  readonly rules: readonly RuleChange[];
  /** Changes of that power, its objective, and the paragraphs of the bodies, in order of day. */
  readonly changes: readonly LawChange[];
}

/**
 * What changed in law between two days for the same facts. `first` is the earlier day; what changes on `second` counts,
 * what changed on `first` does not. Throws `LAW_FACTS_INVALID`.
 */
export function diffAssessments(
  facts: Facts,
  first: PlainDate,
  second: PlainDate,
  law: LawData,
): AssessmentDiff {
  const before = assess({ ...facts, on: first }, law);
  const after = assess({ ...facts, on: second }, law);
  const more = permissiveness[before.outcome] > permissiveness[after.outcome] ? before : after;
  const power = indexOf(law).powers.get(facts.power ?? more.power ?? '');
  if (power === undefined) return { before, after, rules: [], changes: [] };
  const traceOn = (on: PlainDate) => assess({ ...facts, power: power.id, on }, law).trace;
  return {
    before,
    after,
    power: power.id,
    rules: rulesChanged(traceOn(first), traceOn(second)),
    changes: changesFor(facts, power, law)
      .filter(({ on }) => on > first && on <= second)
      .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
  };
}

function rulesChanged(before: readonly Finding[], after: readonly Finding[]): readonly RuleChange[] {
  const names = [...new Set([...after, ...before].map(({ rule }) => rule))];
  return names.flatMap((rule) => {
    const [old, now] = [before, after].map((trace) => trace.find((one) => one.rule === rule));
    if (old?.met === now?.met && old?.citation === now?.citation && old?.says === now?.says) return [];
    return [{ rule, ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) }];
  });
}

function changesFor(facts: Facts, power: Power, law: LawData): readonly LawChange[] {
  const index = indexOf(law);
  const bodies = [resolveBody(facts.from, index), resolveBody(facts.to, index)];
  const objective = power.id === 'dea2017-s35' ? objectiveOf({ facts, law: index }) : undefined;
  return [
    ...ofPower(power, facts),
    ...(objective === undefined ? [] : ofObjective(objective, facts)),
    ...law.paragraphs
      .filter(({ schedule }) => schedule === power.schedule)
      .filter((paragraph) => bodies.some((body) => concerns(paragraph, body, index)))
      .flatMap((paragraph) => ofParagraph(paragraph, facts)),
    ...ofOrganisations(facts, law),
    ...law.coverage
      .filter(({ schedules }) => power.schedule !== undefined && schedules.includes(power.schedule))
      .filter(({ territory }) => touches(bodies, territory, facts))
      .map(({ from: on, text, because }) => ({ on, says: text, citations: [because] })),
  ];
}

const inTerritory = ({ territories }: Period, { territory }: Facts): boolean =>
  territory === undefined || territories.includes(territory);

/** Lists and objectives of England, Wales and Scotland count together. */
const inUnion = ({ territories }: Period, { territory }: Facts): boolean =>
  territory === undefined || territories.some((one) => (one === 'NI') === (territory === 'NI'));

const touches = (bodies: readonly Body[], territory: string, facts: Facts): boolean =>
  facts.territory === territory || bodies.some(({ territories }) => territories.includes(territory));

/** The first day of a period, and the day after its last. */
const ends = (
  { from, to }: Period,
  begun: string,
  ended: string,
  citations: readonly string[],
): LawChange[] => [
  { on: from, says: begun, citations },
  ...(to === undefined ? [] : [{ on: addDays(to, 1), says: ended, citations }]),
];

const some = (...citations: readonly (string | undefined)[]): readonly string[] =>
  citations.filter((one) => one !== undefined);

function ofPower(power: Power, facts: Facts): readonly LawChange[] {
  const name = `Section ${power.section}`;
  const { measures = [], eligible, undertakings, versions = [] } = power;
  // What a version says of these days is said below, with the instruments behind it.
  const told = [...power.inForce.map(({ from }) => from), eligible?.from, undertakings?.from];
  return [
    ...power.inForce
      .filter((period) => inTerritory(period, facts))
      .flatMap((period) =>
        ends(
          period,
          `${name} comes into force.`,
          `${name} is no longer in force.`,
          some(power.citation, period.citation),
        ),
      ),
    ...versions
      .filter(({ from }) => !told.includes(from))
      .map(({ from: on, text, citation }) => ({
        on,
        says: `${name}: ${text.replace(/\.$/, '')}.`,
        citations: [citation],
      })),
    ...measures.map(({ from: on, text, citation, insertedBy }) => ({
      on,
      says: `${name} names a measure: ${text}.`,
      citations: some(citation, insertedBy),
    })),
    ...(eligible === undefined
      ? []
      : [
          {
            on: eligible.from,
            says: `${name}: for undertakers in ${eligible.area === 'england' ? 'England' : 'Wales'} more people count as eligible.`,
            citations: [eligible.citation, ...eligible.insertedBy],
          },
        ]),
    ...(undertakings === undefined
      ? []
      : [
          {
            on: undertakings.from,
            says: `${name}: an objective may also be for businesses and charities.`,
            citations: undertakings.after,
          },
        ]),
  ];
}

const ofObjective = (
  { title, citation, insertedBy, inForce }: Objective,
  facts: Facts,
): readonly LawChange[] =>
  inForce
    .filter((period) => inUnion(period, facts))
    .flatMap((period) =>
      ends(
        period,
        `The objective “${title}” begins.`,
        `The objective “${title}” has ended.`,
        some(citation, insertedBy),
      ),
    );

/** The paragraph lists the body, or the one that it serves, or may have passed to it; or it is the entry for providers. */
function concerns(paragraph: Paragraph, { classes, serves }: Body, index: LawIndex): boolean {
  const own = serves ?? classes;
  if (paragraph.providerEntry === true) {
    const parts = index.data.paragraphs.filter(
      (one) => one.schedule === paragraph.schedule && own.includes(one.class ?? ''),
    );
    return serves !== undefined && parts.some(({ part }) => part === paragraph.part);
  }
  return own.includes(paragraph.class ?? '') || own.includes(paragraph.possibleSuccessor?.class ?? '');
}

function ofParagraph(paragraph: Paragraph, facts: Facts): readonly LawChange[] {
  const { schedule, number, text, citation, possibleSuccessor } = paragraph;
  const name = `Schedule ${schedule} paragraph ${number} (${text})`;
  const passed =
    possibleSuccessor === undefined
      ? []
      : [
          {
            on: possibleSuccessor.from,
            says: `${name} may have passed to another body; that is not settled.`,
            citations: [citation],
          },
        ];
  return [
    ...paragraph.inForce
      .filter((period) => inUnion(period, facts))
      .flatMap((period) =>
        ends(
          period,
          `${name} is in the list.`,
          `${name} is no longer in the list.`,
          some(citation, period.citation),
        ),
      ),
    ...passed,
  ];
}

function ofOrganisations(facts: Facts, { organisations }: LawData): readonly LawChange[] {
  const named = [facts.from?.organisation, facts.from?.of, facts.to?.organisation, facts.to?.of];
  return organisations
    .filter(({ id }) => named.includes(id))
    .flatMap(({ name, from, to }) => [
      ...(from === undefined ? [] : [{ on: from, says: `${name} begins.`, citations: [] }]),
      ...(to === undefined ? [] : [{ on: addDays(to, 1), says: `${name} is no more.`, citations: [] }]),
    ]);
}
