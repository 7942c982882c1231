import type { LawData, Power } from '../law-data.ts';
import { type Neighbour, neighbours, type Offence, offences } from '../laws.ts';
import { provisions, resolveCitation } from '../provisions.ts';
import { type Block, cited, heading, type Inline, type Text, terms, text } from './blocks.ts';
import { bodiesBlocks } from './bodies-page.ts';
import { changesBlocks } from './changes.ts';
import { laterUseBlocks } from './later-use-view.ts';
import { anchor, toMarkdown } from './markdown.ts';
import { newObjective, objectiveBlocks } from './objectives-view.ts';
import { powerBlocks, powersTable, powerTitle } from './powers-view.ts';
import { readmePage } from './readme-page.ts';
import { scheduleBlocks, scheduleNumbers } from './schedule-view.ts';
import { dayWords, foot, markOf, mindWords, sectionLabel, slugWords } from './words.ts';

const generated = text(
  'Generated: to correct this page, edit the data in src/law/data and run npm run reference.',
);

/** The pages of docs/law by file name, each with every citation as a link. Pure: the same data give the same bytes. */
export function lawPages(law: LawData): ReadonlyMap<string, string> {
  const page = (blocks: readonly Block[]): string => toMarkdown([...blocks, generated]);
  return new Map([
    ['README.md', readmePage(law, provisions)],
    ['powers.md', page(powersPage(law))],
    ['objectives.md', page(objectivesPage(law))],
    ...scheduleNumbers(law).map((one): [string, string] => [
      `schedule-${one}.md`,
      page(scheduleBlocks(one, law, 1)),
    ]),
    ['later-use.md', page(laterUseBlocks(law))],
    ['offences.md', page(offencesPage(law))],
    ['neighbours.md', page(neighboursPage(law))],
    ['bodies.md', page(bodiesBlocks(law))],
    ['changes.md', page(changesBlocks(law))],
  ]);
}

const powersPage = (law: LawData): readonly Block[] => [
  heading(1, 'The powers of Part 5'),
  text('Territories: E England, W Wales, S Scotland, NI Northern Ireland. “may”: nobody must share.'),
  powersTable(
    law,
    undefined,
    (power: Power): Text => ({ to: `#${anchor(powerTitle(power))}`, label: power.title }),
  ),
  ...law.powers.flatMap((power) => powerBlocks(power, law, 2)),
  foot(law),
];

const objectivesPage = (law: LawData): readonly Block[] => [
  heading(1, 'The objectives of section 35'),
  text(
    `The bodies are those listed on ${dayWords(law.checkedTo)}. Both the discloser and the recipient must be among them (`,
    { cite: 'DEA2017 s.35(1)' },
    ').',
  ),
  ...law.objectives.flatMap((one) => objectiveBlocks(one, law, 2, law.checkedTo)),
  heading(2, 'A new objective'),
  ...newObjective(law),
  foot(law),
];

function offencesPage(law: LawData): readonly Block[] {
  const own = offences.filter(({ neighbour }) => !neighbour);
  const others = offences.filter(({ neighbour }) => neighbour);
  return [
    heading(1, 'Offences'),
    text(
      'What a person may be prosecuted for, and what protects them. An honest mistake is seldom one: read “state of mind”.',
    ),
    heading(2, 'In Part 5 and the statistics sections'),
    ...own.flatMap((one) => offenceBlocks(one, law)),
    heading(2, 'In other laws'),
    ...others.flatMap((one) => offenceBlocks(one, law)),
    foot(law),
  ];
}

/** `DEA2017 s.41(4)` gives “Digital Economy Act 2017, s.41(4)”. */
function titleOf(citation: string): string {
  const found = resolveCitation(citation);
  return found.found ? `${found.title}, ${citation.replace(/^\S+ /, '')}` : citation;
}

function offenceBlocks(one: Offence, law: LawData): readonly Block[] {
  const sections = law.powers.filter(({ id }) => one.powers.includes(id)).map(sectionLabel);
  const { defence, penaltyCitation } = one;
  return [
    heading(3, `${titleOf(one.citation)}${markOf(one.sureness)}${one.read ? '' : ', not read'}`),
    terms([
      ['Provision', { cite: one.citation }],
      ['Powers', sections.length === 0 ? undefined : sections.join(', ')],
      ['Who', one.who],
      ['What', one.act],
      ['State of mind', mindWords(one.mind)],
      ['Defence', defence === undefined ? undefined : cited(defence.text, defence.citation)],
      ['Penalty', cited(one.penalty, penaltyCitation)],
      ['Where', one.territoryNotes],
      ['What protects you', one.protects],
      ['Note', one.notes],
    ]),
  ];
}

function neighboursPage(law: LawData): readonly Block[] {
  return [
    heading(1, 'Other laws under which data may be shared'),
    text(
      'You may not need Part 5. These are pointers, not answers: nothing here is tested by our rules. “Not read” means that the text of the law was not read for this list; check it before you rely on it.',
    ),
    ...neighbours.flatMap((one) => neighbourBlocks(one)),
    foot(law),
  ];
}

const neighbourBlocks = (one: Neighbour): readonly Block[] => [
  heading(2, one.title),
  terms([
    ['Provision', linked(one)],
    ['What it is', one.note],
    ['Helps with', one.helpsWith.map(slugWords).join(', ')],
    ['About', one.subjects?.map(slugWords).join(', ')],
    ['Where', one.territory],
    [
      'Read',
      `${one.read ? 'read' : 'not read'}${one.verified ? '' : '; not verified'}${markOf(one.sureness)}`,
    ],
  ]),
];

/** A neighbour's own address where its citation is not in our list of provisions. */
const linked = ({ citation, address }: Neighbour): Inline =>
  resolveCitation(citation).found ? { cite: citation } : { to: address, label: citation };
