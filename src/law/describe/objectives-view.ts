import type { PlainDate } from '#kernel';
import { covers } from '../bodies.ts';
import { territories } from '../facts.ts';
import type { LawData, Objective, Paragraph } from '../law-data.ts';
import { indexOf } from '../law-index.ts';
import {
  type Block,
  cited,
  cites,
  heading,
  joined,
  list,
  type Text,
  table,
  terms,
  text,
  under,
} from './blocks.ts';
import { nearest } from './find-body.ts';
import {
  dayWords,
  foot,
  mark,
  markOf,
  notesOf,
  periodWords,
  slugWords,
  territoryWords,
  told,
} from './words.ts';

/** The objectives that a name may mean: an id, a title or a part of one; with several, all. */
export function findObjectives(name: string, { objectives }: LawData): readonly Objective[] {
  const wanted = name.trim().toLowerCase();
  const exact = objectives.filter(({ id, title }) => id === wanted || title.toLowerCase() === wanted);
  if (exact.length > 0) return exact;
  return objectives.filter(({ id, title }) => title.toLowerCase().includes(wanted) || id.includes(wanted));
}

export const nearestObjectives = (name: string, { objectives }: LawData): readonly Objective[] =>
  nearest(name, objectives, ({ id, title }) => [id, title], 3);

/** Who an objective is specified for: paragraphs of Schedule 4 with the bodies that they list. */
export type Allocated = {
  readonly paragraph: string;
  readonly citation: string;
  readonly text: string;
  readonly entry?: string;
};

/** The paragraphs in force on a day for which an objective is specified, in their order. */
export function allocatedOn({ allocation }: Objective, law: LawData, on: PlainDate): readonly Allocated[] {
  return paragraphsOn(law, 4, on)
    .filter(({ number, providerEntry }) => providerEntry !== true && allocation.paragraphs.includes(number))
    .map(({ number, citation, text: words }) => {
      const entry = allocation.entries?.find(({ paragraph }) => paragraph === number)?.citation;
      return { paragraph: number, citation, text: words, ...(entry !== undefined && { entry }) };
    });
}

/** The paragraphs of a Schedule in force somewhere on a day. */
export const paragraphsOn = (law: LawData, schedule: number, on: PlainDate): readonly Paragraph[] =>
  law.paragraphs.filter(
    (one) => one.schedule === schedule && territories.some((territory) => covers(one.inForce, on, territory)),
  );

const whereOn = ({ inForce }: Objective, on: PlainDate): string => {
  const where = territories.filter((one) =>
    inForce.some(
      ({ territories: of, from, to }) => of.includes(one) && from <= on && (to === undefined || on <= to),
    ),
  );
  return where.length === 0 ? 'not in force' : territoryWords(where);
};

export const objectivesBlocks = (law: LawData, on: PlainDate): readonly Block[] => [
  heading(1, `Objectives of section 35 on ${dayWords(on)}`),
  table(
    ['Objective', 'In force', 'Bodies listed', 'Under'],
    law.objectives.map((one) => [
      one.title,
      whereOn(one, on),
      String(allocatedOn(one, law, on).length),
      { cite: one.citation },
    ]),
  ),
  text('All about one: stile law objective NAME.'),
  foot(law, on),
];

/** All about one objective, with the bodies for which it is specified on a day. */
export function objectiveBlocks(
  objective: Objective,
  law: LawData,
  level: 1 | 2,
  on: PlainDate,
): readonly Block[] {
  const index = indexOf(law);
  const { allocation, factors, test, insertedBy } = objective;
  const sub = (title: string, blocks: readonly Block[], empty?: string) =>
    under(level === 1 ? 2 : 3, title, blocks, empty);
  const bodies = allocatedOn(objective, law, on);
  return [
    heading(level, objective.title),
    text(objective.definition),
    terms([
      ['Provision', { cite: objective.citation }],
      [
        'In force',
        joined(
          objective.inForce.map((one) => [periodWords(one, index), ...noteOf(one)]),
          '; ',
        ),
      ],
      ['On the day', `${whereOn(objective, on)} on ${dayWords(on)}`],
      ['Extent', { cite: objective.extent }],
      ['Inserted by', insertedBy === undefined ? undefined : { cite: insertedBy }],
      ['For', objective.undertakings === true ? 'businesses and charities' : 'people and households'],
      ['Purposes', objective.purposes.map(slugWords).join(', ')],
    ]),
    ...sub(
      'Factors',
      factors === undefined || test === undefined
        ? []
        : [
            text(`At least ${test.minFactors}: ${test.scope} (`, { cite: test.citation }, ').'),
            list(
              factors.map((one) =>
                cited(
                  `${slugWords(one.id)}: ${one.text.replace(/\.$/, '')}${one.ageLimit === undefined ? '' : `; aged ${one.ageLimit.minAge} to ${one.ageLimit.maxAgeExclusive - 1}`}`,
                  one.citation,
                ),
              ),
            ),
          ],
    ),
    ...sub(
      `Specified for, on ${dayWords(on)}`,
      bodies.length === 0
        ? []
        : [
            text(
              'By ',
              { cite: allocation.citation },
              mark(objective, 'allocation'),
              '; people who provide services to them by ',
              { cite: allocation.providers },
              '.',
            ),
            list(
              bodies.map(
                ({ citation, text: words, entry }): Text => [
                  `${words} (`,
                  ...cites([citation, ...(entry === undefined ? [] : [entry])]),
                  ')',
                ],
              ),
            ),
          ],
      'No body listed in Schedule 4 on that day.',
    ),
    ...sub(
      'Not settled',
      allocation.uncertain.length === 0
        ? []
        : [
            list(
              allocation.uncertain.map(
                ({ paragraph, why, sureness }): Text => [
                  { cite: `DEA2017 Sch 4 para ${paragraph}` },
                  `: ${why}${typeof sureness === 'string' ? markOf(sureness) : ''}`,
                ],
              ),
            ),
          ],
      'Nothing in the data.',
    ),
    ...sub(
      'Notes',
      notesOf(objective).length === 0
        ? []
        : [list(notesOf(objective).map((one) => `${one}${mark(objective, 'notes')}`))],
    ),
  ];
}

const noteOf = (record: object): readonly string[] => {
  const words = told(record, 'note');
  return words === undefined ? [] : [`. ${words.replace(/\.$/, '')}`];
};

/** How a new objective comes about. */
export function newObjective({ powers }: LawData): readonly Block[] {
  const times = powers.flatMap(({ howLong = [] }) => howLong.filter((one) => one.for === 'new-objective'));
  return [
    text(
      'A new objective needs regulations (',
      { cite: 'DEA2017 s.35(7)' },
      '). Its conditions (',
      ...cites(['DEA2017 s.35(8)', 'DEA2017 s.35(9)', 'DEA2017 s.35(11)', 'DEA2017 s.35(12)']),
      ') bind whoever makes the regulations; they are no further test for each share. The Public Service Delivery Review Board advises.',
    ),
    ...times.map((one) => text(one.text)),
  ];
}
