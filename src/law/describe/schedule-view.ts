import type { PlainDate } from '#kernel';
import type { LawData, Paragraph } from '../law-data.ts';
import { indexOf } from '../law-index.ts';
import { nameOf } from '../names.ts';
import { type Block, heading, joined, list, type Text, table, text } from './blocks.ts';
import { paragraphsOn } from './objectives-view.ts';
import { classLabel, datesWords, dayWords, foot, listed, mark, notesOf, told } from './words.ts';

export const scheduleNumbers = ({ paragraphs }: LawData): readonly number[] =>
  [...new Set(paragraphs.map(({ schedule }) => schedule))].sort((a, b) => a - b);

const titles: Readonly<Record<number, string>> = {
  4: 'public service delivery (section 35)',
  5: 'fuel poverty: sections 36 and 37',
  6: 'water poverty: sections 38 and 39',
  7: 'debt (section 48)',
  8: 'fraud (section 56)',
};
export const scheduleTitle = (schedule: number): string => `Schedule ${schedule}: ${titles[schedule] ?? ''}`;

/** Periods in a few letters: `E W S since 1 May 2018; NI since 12 February 2026`. */
const dates = ({ inForce }: Paragraph): string =>
  inForce.map((period) => `${period.territories.join(' ')} ${datesWords(period)}`).join('; ');

/** The paragraphs of a Schedule: those in force on a day, or every version. */
export function scheduleBlocks(
  schedule: number,
  law: LawData,
  level: 1 | 2,
  on?: PlainDate,
): readonly Block[] {
  const paragraphs =
    on === undefined
      ? law.paragraphs.filter((one) => one.schedule === schedule)
      : paragraphsOn(law, schedule, on);
  const parts = [...new Set(paragraphs.map(({ part }) => part))];
  return [
    heading(level, `${scheduleTitle(schedule)}${on === undefined ? '' : `, on ${dayWords(on)}`}`),
    ...(paragraphs.length === 0 ? [text('No paragraph was in force on that day.')] : []),
    ...parts.flatMap((part) =>
      partBlocks(
        paragraphs.filter((one) => one.part === part),
        part,
        law,
      ),
    ),
    foot(law, on),
  ];
}

const partNames = ['', 'bodies of the United Kingdom and England', 'bodies of Wales', 'bodies of Scotland'];

function partBlocks(paragraphs: readonly Paragraph[], part: number, law: LawData): readonly Block[] {
  const usual = mostCommon(paragraphs.map(dates));
  const remarks = together(paragraphs.flatMap((one) => remarksOf(one, law)));
  const alike = paragraphs.every((one) => dates(one) === usual);
  const rowOf = (one: Paragraph): readonly Text[] => [
    { cite: one.citation, label: one.number },
    `${one.text}${mark(one, 'text')}`,
    one.class === undefined
      ? 'lists nobody'
      : one.providerEntry === true
        ? 'anyone, for the service'
        : classCell(one, law),
    ...(alike ? [] : [dates(one) === usual ? '' : dates(one)]),
  ];
  return [
    heading(2, `Part ${part}: ${partNames[part] ?? ''}`),
    text(`In force${alike ? '' : ', unless the last column says otherwise'}: ${usual}.`),
    table(['Para', 'Who', 'Class', ...(alike ? [] : ['In force'])], paragraphs.map(rowOf)),
    ...(remarks.length === 0 ? [] : [heading(3, `Limits and notes of Part ${part}`), list(remarks)]),
  ];
}

/** The class, when its label says more than the paragraph itself. */
function classCell({ class: id = '', text: words }: Paragraph, law: LawData): string {
  const label = classLabel(id, indexOf(law));
  return label === words ? '' : id;
}

function mostCommon(all: readonly string[]): string {
  const count = (one: string): number => all.filter((other) => other === one).length;
  return [...new Set(all)].sort((a, b) => count(b) - count(a))[0] ?? '';
}

/** What is said of one paragraph. */
interface Remark {
  readonly of: Paragraph;
  readonly words: string;
}

/** The same said of several paragraphs is said once. */
function together(remarks: readonly Remark[]): readonly Text[] {
  return [...new Set(remarks.map(({ words }) => words))].map((words) => {
    const of = remarks.filter((one) => one.words === words).map((one) => one.of);
    const numbers = of.map(({ citation, number }) => ({ cite: citation, label: number }));
    return [of.length === 1 ? 'Para ' : 'Paras ', ...joined(numbers, ', '), `: ${words}`];
  });
}

function remarksOf(one: Paragraph, law: LawData): readonly Remark[] {
  const say = (words: string): Remark => ({ of: one, words });
  const titlesHeld = historyOf(one);
  return [
    ...(one.functionalLimit === undefined ? [] : [say(one.functionalLimit)]),
    ...(one.possibleSuccessor === undefined
      ? []
      : [
          say(
            `may have passed to ${nameOf(one.possibleSuccessor.class, indexOf(law))} on ${dayWords(one.possibleSuccessor.from)}; not settled${mark(one.possibleSuccessor, '')}.`,
          ),
        ]),
    ...one.inForce.flatMap((period) => {
      const words = told(period, 'note');
      return words === undefined ? [] : [say(`${words}${mark(period, '')}`)];
    }),
    ...(titlesHeld === '' ? [] : [say(titlesHeld)]),
    ...notesOf(one).map((words) => say(`${words}${mark(one, 'notes')}`)),
  ];
}

/** The titles that an office has had. */
function historyOf(one: Paragraph): string {
  const all = one['history'];
  if (!Array.isArray(all)) return '';
  const titlesHeld = all.flatMap((entry: Readonly<Record<string, unknown>>) => {
    const { title, from, to } = entry;
    if (typeof title !== 'string' || typeof from !== 'string') return [];
    return [`${title} (${datesWords({ from, ...(typeof to === 'string' && { to }) })})${mark(entry, '')}`];
  });
  return `titles of the office: ${listed(titlesHeld)}.`;
}
