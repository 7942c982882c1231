import type { PlainDate } from '#kernel';
import type { LawData, Objective, Power } from '../law-data.ts';
import { offences } from '../laws.ts';
import { type Block, heading } from './blocks.ts';
import type { BodyDescription } from './body.ts';
import { bodyBlocks } from './body-view.ts';
import { allocatedOn, newObjective, objectiveBlocks, objectivesBlocks } from './objectives-view.ts';
import { exceptionsFor, inForceOn, testsFor } from './powers.ts';
import { powerBlocks, powersBlocks } from './powers-view.ts';
import { scheduleBlocks } from './schedule-view.ts';
import { type SectionDescription, sectionBlocks } from './section-view.ts';
import { toTerminal } from './terminal.ts';
import { foot } from './words.ts';

export { type BodyDescription, describeBody } from './body.ts';
export { bodiesNamed, type KnownBody, nearestBodies } from './find-body.ts';
export { findObjectives, nearestObjectives, paragraphsOn } from './objectives-view.ts';
export { lawPages } from './pages.ts';
export { findPowers } from './powers.ts';
export { scheduleNumbers } from './schedule-view.ts';
export { citationAsked, describeSection, nearestSection, type SectionDescription } from './section-view.ts';
export { sectionLabel } from './words.ts';

type Lines = readonly string[];

/** All that the data and the rules say of one power, for a program. */
export const powerRecord = (power: Power, law: LawData, on: PlainDate) => ({
  ...power,
  inForceOn: inForceOn(power, on),
  tests: testsFor(power),
  laterUse: exceptionsFor(power, law),
  offences: offences.filter(({ neighbour, powers }) => !neighbour && powers.includes(power.id)),
});

/** An objective with the paragraphs for which it is specified on a day, for a program. */
export const objectiveRecord = (objective: Objective, law: LawData, on: PlainDate) => ({
  ...objective,
  specifiedFor: allocatedOn(objective, law, on),
});

const some = (each: readonly (readonly Block[])[], law: LawData, on: PlainDate): Lines =>
  toTerminal([...each.flat(), foot(law, on)]);

/** Lines of at most 80 characters. */
export const linesOf = {
  powers: (law: LawData, on: PlainDate): Lines => toTerminal(powersBlocks(law, on)),
  power: (powers: readonly Power[], law: LawData, on: PlainDate): Lines =>
    some(
      powers.map((power) => powerBlocks(power, law, 1, on)),
      law,
      on,
    ),
  body: (body: BodyDescription, law: LawData): Lines => toTerminal(bodyBlocks(body, law)),
  objectives: (law: LawData, on: PlainDate): Lines => toTerminal(objectivesBlocks(law, on)),
  objective: (objectives: readonly Objective[], law: LawData, on: PlainDate): Lines =>
    some(
      [
        ...objectives.map((one) => objectiveBlocks(one, law, 1, on)),
        [heading(2, 'A new objective'), ...newObjective(law)],
      ],
      law,
      on,
    ),
  schedule: (schedule: number, law: LawData, on?: PlainDate): Lines =>
    toTerminal(scheduleBlocks(schedule, law, 1, on)),
  section: (section: SectionDescription, law: LawData): Lines => toTerminal(sectionBlocks(section, law)),
};
