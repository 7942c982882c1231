import type { PlainDate } from '#kernel';
import type { LawData, Power } from '../law-data.ts';
import { indexOf, type LawIndex } from '../law-index.ts';
import {
  type Block,
  cited,
  cites,
  heading,
  joined,
  list,
  steps,
  type Text,
  table,
  terms,
  text,
  under,
} from './blocks.ts';
import { partiesOf } from './parties.ts';
import { laterUse, offencesOf } from './power-afterwards.ts';
import { exceptionsFor, inForceOn, testsFor } from './powers.ts';
import {
  chapterTitle,
  classLabel,
  datesWords,
  dayWords,
  foot,
  kindWords,
  mark,
  notesOf,
  periodWords,
  sectionLabel,
  slugWords,
  told,
} from './words.ts';

/** One row for each power. `nameOf` may make the title a link. */
export const powersTable = (
  law: LawData,
  on?: PlainDate,
  nameOf: (power: Power) => Text = ({ title }) => title,
): Block =>
  table(
    ['Section', 'Power', 'From', 'To', 'In force', 'Kind'],
    law.powers.map((power) => [
      sectionLabel(power),
      nameOf(power),
      partiesOf.get(power.id)?.from.who ?? '',
      partiesOf.get(power.id)?.to.who ?? '',
      shortForce(power, on),
      kindWords[power.kind],
    ]),
  );

/** Where it is in force on a day, and since when: `E W S 2018-05-01; NI 2026-02-12`. Without a day, all there is. */
function shortForce(power: Power, on: PlainDate | undefined): string {
  const periods = power.inForce.filter(
    ({ from, to }) => on === undefined || (from <= on && (to === undefined || on <= to)),
  );
  const since = (territories: readonly string[], from: string) => `${territories.join(' ')} ${from}`;
  const first = new Map<string, string>();
  for (const { territories, from } of periods)
    for (const territory of territories) if ((first.get(territory) ?? '9') > from) first.set(territory, from);
  const days = [...new Set(first.values())].sort();
  if (days.length === 0) return 'not in force';
  return days
    .map((day) =>
      since(
        [...first].filter(([, from]) => from === day).map(([one]) => one),
        day,
      ),
    )
    .join('; ');
}

export const powersBlocks = (law: LawData, on: PlainDate): readonly Block[] => [
  heading(1, `Powers of Part 5 on ${dayWords(on)}`),
  text('E England, W Wales, S Scotland, NI Northern Ireland. All about one: stile law powers SECTION.'),
  powersTable(law, on),
  foot(law, on),
];

/** All about one power. With a day, where it is in force then is said too. */
export function powerBlocks(power: Power, law: LawData, level: 1 | 2, on?: PlainDate): readonly Block[] {
  const index = indexOf(law);
  const parties = partiesOf.get(power.id);
  const under3 = (title: string, blocks: readonly Block[], empty?: string) =>
    under(level === 1 ? 2 : 3, title, blocks, empty);
  const exceptions = exceptionsFor(power, law);
  const tests = testsFor(power);
  return [
    heading(level, powerTitle(power)),
    text(power.description),
    terms([
      ['Provision', [{ cite: power.citation }, `; ${chapterTitle(power.chapter)}`]],
      [
        'Kind',
        {
          permissive: 'permissive: nobody must share',
          'duty-to-reply': 'a duty to reply, not to share',
          'duty-to-comply': 'a duty to comply',
        }[power.kind],
      ],
      ['From', party(power, parties?.from.who)],
      ['To', joined([party(power, parties?.to.who), mark(power, 'recipient')], '')],
      [
        'In force',
        joined(
          power.inForce.map((period) =>
            cited(`${periodWords(period, index)}${note(period)}`, period.citation),
          ),
          '; ',
        ),
      ],
      ['On the day', on === undefined ? undefined : dayState(power, on)],
      ['Extent', power.extent === undefined ? undefined : { cite: power.extent }],
    ]),
    ...under3('Who may receive', recipients(power, index)),
    ...under3('Tests of the law, in the order asked', testList(tests, 'gateway')),
    ...under3('Steps of the code of practice', testList(tests, 'readiness'), 'None is in the data.'),
    ...under3('Purposes', purposes(power, law)),
    ...under3('Later use', exceptions === undefined ? [] : laterUse(exceptions, power)),
    ...under3('Personal liability', offencesOf(power), 'No offence in this chapter.'),
    ...under3('Around it', [around(power)]),
    ...under3('How long it has taken', howLong(power), 'No measured times are known.'),
    ...under3('Versions', versions(power)),
    ...under3('Notes', notesOf(power).length === 0 ? [] : [list(notesOf(power))]),
  ];
}

export const powerTitle = (power: Power): string => `Section ${sectionLabel(power)}: ${power.title}`;

const note = (record: object): string => {
  const words = told(record, 'note');
  return words === undefined ? '' : `. ${words.replace(/\.$/, '')}`;
};

const dayState = (power: Power, on: PlainDate): string => {
  const where = inForceOn(power, on);
  return where.length === 0
    ? `not in force on ${dayWords(on)}`
    : `in force on ${dayWords(on)} in ${where.join(' ')}`;
};

function party(power: Power, who = '', scheduled = who.startsWith('body in Schedule')): Text {
  return power.listed === undefined || !scheduled ? who : [`${who} (`, { cite: power.listed }, ')'];
}

/** Where several classes may receive: each provision with those that it names. */
function recipients(power: Power, law: LawIndex): readonly Block[] {
  if (power.recipients === undefined || power.recipients.length < 2) return [];
  const named = new Map<string, string[]>();
  for (const { class: one, citation } of power.recipients)
    named.set(citation, [...(named.get(citation) ?? []), classLabel(one, law)]);
  return [list([...named].map(([cite, labels]): Text => [`${labels.join('; ')} (`, { cite }, ')']))];
}

function testList(tests: ReturnType<typeof testsFor>, stage: 'gateway' | 'readiness'): readonly Block[] {
  const items = tests.filter((one) => one.stage === stage).map(({ asks, citation }) => cited(asks, citation));
  return items.length === 0 ? [] : [steps(items)];
}

function purposes(power: Power, law: LawData): readonly Block[] {
  const rows: Text[] = [
    ...(power.schedule === 4
      ? law.objectives.map(({ title, citation }): Text => cited(`objective: ${title}`, citation))
      : []),
    ...(power.purposes ?? []).map((one) => cited(slugWords(one), power.purposeCitation)),
    ...(power.measures ?? []).map(
      (one): Text => [
        `measure: ${one.text} (`,
        ...cites([one.citation, ...(one.insertedBy === undefined ? [] : [one.insertedBy])]),
        `; since ${one.from})`,
      ],
    ),
    ...(power.schemes ?? []).map((one) => cited(`charges scheme: ${one.text}`, one.citation)),
    ...(power.eligible === undefined
      ? []
      : [
          cited(
            `since ${power.eligible.from}, for undertakers of ${power.eligible.area}, also people of a class for which special provision is required`,
            power.eligible.citation,
            ...power.eligible.insertedBy,
          ),
        ]),
    ...(power.categories === undefined
      ? []
      : [`only these items: ${power.categories.map(slugWords).join(', ')}`]),
  ];
  return rows.length === 0
    ? [text('The Act names no closed list of purposes: the tests above decide.')]
    : [list(rows)];
}

function around(power: Power): Block {
  const { overrides, code, review } = power;
  return terms([
    ['Data protection', { cite: power.dataProtection }],
    ['Interception', { cite: power.investigatoryPowers }],
    [
      'Confidence',
      overrides === undefined
        ? undefined
        : cited(
            overrides.confidence
              ? overrides.otherRestrictions
                ? 'sharing breaks no duty of confidence and no other restriction'
                : 'sharing breaks no duty of confidence; other restrictions stay'
              : 'duties of confidence stay',
            overrides.citation,
          ),
    ],
    ['Code of practice', code === undefined ? undefined : cited(code.text, code.citation, code.regard)],
    ['Oversight', `${power.oversight}${mark(power, 'oversight')}`],
    ['Review', review === undefined ? undefined : cited(review.text, review.citation)],
    ['Health', `${power.health}${mark(power, 'health')}`],
  ]);
}

const howLong = ({ howLong: times = [] }: Power): readonly Block[] =>
  times.length === 0 ? [] : [list(times.map((one) => `${one.text} Source: ${one.source}.${mark(one, '')}`))];

const versions = ({ versions: all = [] }: Power): readonly Block[] =>
  all.length === 0
    ? []
    : [
        list(
          all.map((one) =>
            cited(
              `${datesWords({ from: one.from, ...(one.to !== undefined && { to: one.to }) })}: ${one.text.replace(/\.$/, '')}`,
              one.citation,
            ),
          ),
        ),
      ];
