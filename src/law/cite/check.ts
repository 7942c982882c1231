import { longDate, type PlainDate } from '#kernel';
import { provisions, type Resolution, resolveCitation } from '../provisions.ts';
import { dea } from './instruments.ts';
import { type Mention, mentionsOf } from './mentions.ts';
import { scan } from './scan.ts';

export type FlagName =
  | 'does-not-exist'
  | 'wrong-chapter'
  | 'wrong-schedule-paragraph'
  | 'section-called-paragraph'
  | 'not-in-force-then';

/** What is wrong with a citation, in a sentence, and what to write instead when that is plain. */
export interface Flag {
  readonly flag: FlagName;
  readonly text: string;
  readonly write?: string;
}

export interface CitationFinding {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** The citation as written, on one line, at most 120 characters. */
  readonly words: string;
  readonly state: 'wrong' | 'not-checked' | 'right';
  /** In the form of the law data, such as `DEA2017 s.48`. */
  readonly citation?: string;
  readonly heading?: string;
  readonly address?: string;
  readonly flags: readonly Flag[];
  /** Why it was not checked. */
  readonly reason?: string;
}

/** A paragraph of a Schedule, as in the law data. */
export interface ScheduleParagraph {
  readonly schedule: number;
  readonly part: number;
  readonly number: string;
  /** Whom it lists. */
  readonly text: string;
  /** The entry for people who provide services to a body of the same Part. */
  readonly providerEntry?: boolean;
}

export interface CitationCheck {
  readonly findings: readonly CitationFinding[];
  /** False when the text has more citations than are read; the rest was not looked at. */
  readonly complete: boolean;
}

export interface CitationChecks {
  /** The day on which each provision must be there; without it, any day will do. */
  readonly on?: PlainDate;
  /** Of Schedules 4 to 8, from the law data; of several versions the last is shown. */
  readonly paragraphs: readonly ScheduleParagraph[];
}

const LONGEST_WORDS = 120;
const WHICH_ACT = 'Which Act? The words around it don’t say.';
const TERRITORY_OF_PART = ['', '', 'Wales', 'Scotland'];

/**
 * Finds the citations of Part 5 of the Digital Economy Act 2017 and its relatives in a text, and says of each whether
 * the provision exists and is in the chapter named. It never says whether the provision supports what the text says.
 * Never throws.
 */
export function checkCitations(text: string, checks: CitationChecks): CitationCheck {
  const { units, complete } = scan(text);
  const read = mentionsOf(text, units);
  const findings: CitationFinding[] = [];
  for (const mention of read.mentions) {
    const finding = findingOf(text, mention, checks);
    if (finding !== undefined && !isAgain(finding, findings.at(-1))) findings.push(finding);
  }
  return { findings, complete: complete && read.complete };
}

/** “ss. 35 to 40” that can’t be checked is said once, not for each end. */
const isAgain = (finding: CitationFinding, last: CitationFinding | undefined): boolean =>
  finding.state === 'not-checked' &&
  finding.start === last?.start &&
  finding.end === last.end &&
  finding.reason === last.reason;

const wordsOf = (text: string, { start, end }: Mention): string => {
  const words = text.slice(start, end).replace(/\s+/g, ' ');
  return words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS - 1)}…` : words;
};

const isAct = (title: string): boolean => / Act \d{4}$/.test(title);

/** The provision in the form of the law data. */
function citationOf({ kind, label, schedule }: Mention, id: string): string {
  const provision =
    label === undefined ? '' : `${label.number}${label.subs.map((sub) => `(${sub})`).join('')}`;
  if (kind === 'schedule') {
    const name = `${id} Sch${schedule === undefined || schedule === '' ? '' : ` ${schedule}`}`;
    return label === undefined ? name : `${name} para ${provision}`;
  }
  return kind === 'regulation' ? `${id} reg ${provision}` : `${id} s.${provision}`;
}

/** A citation of the law data in words: `section 48(2)`, `paragraph 17 of Schedule 7`. */
export function inWords(citation: string): string {
  const [, section, , regulation, schedule, paragraph] =
    /^\S+ (?:s\.(\S+)|(reg (\S+))|Sch ?(\d*)(?: para (\S+))?)$/.exec(citation) ?? [];
  if (section !== undefined) return `section ${section}`;
  if (regulation !== undefined) return `regulation ${regulation}`;
  const whole = schedule === '' ? 'the Schedule' : `Schedule ${schedule}`;
  return paragraph === undefined ? whole : `paragraph ${paragraph} of ${whole}`;
}

function findingOf(text: string, mention: Mention, checks: CitationChecks): CitationFinding | undefined {
  const { start, end, instrument, explicit, kind } = mention;
  if (mention.loose && !explicit) return undefined;
  const base = { start, end, words: wordsOf(text, mention), flags: [] };
  const notChecked = (reason: string): CitationFinding => ({ ...base, state: 'not-checked', reason });
  // An agreement has Schedules of its own.
  const isOwnSchedule = kind === 'schedule' && !explicit && !/^[4-8]$/.test(mention.schedule ?? '');
  if (isOwnSchedule) return undefined;
  if (instrument === undefined) return kind === 'chapter' ? undefined : notChecked(WHICH_ACT);
  if (instrument.id === undefined)
    return explicit
      ? notChecked(`Stile does not hold the ${instrument.title}.`)
      : notChecked(`Which Act? If it is the ${instrument.title}, Stile does not hold it.`);
  if (kind === 'chapter') return chapterFinding(base, mention);

  if (kind !== 'schedule' && (kind === 'regulation') === isAct(instrument.title))
    return notChecked(
      explicit
        ? `Which one? The ${instrument.title} has ${kind === 'regulation' ? 'sections' : 'regulations'}.`
        : WHICH_ACT,
    );
  const citation = citationOf(mention, instrument.id);
  const resolution = resolveCitation(citation, checks.on);
  const flags: Flag[] = [];
  if (!resolution.found) {
    const elsewhere = relativeWith(mention, instrument.id);
    if (!explicit && elsewhere !== undefined)
      return notChecked(`Which Act? There is a ${inWords(elsewhere.citation)} in the ${elsewhere.title}.`);
    if (!resolution.sure)
      return notChecked(
        explicit
          ? `Stile holds only some provisions of the ${instrument.title}, and not this one.`
          : WHICH_ACT,
      );
    flags.push(absentFlag(mention, instrument.title, citation, resolution, elsewhere, checks));
  }
  flags.push(...providerFlags(text, mention, instrument.id, resolution.found, checks));
  const there = resolution.found ? resolution : anyDay(citation, resolution);
  if (there?.found === true) flags.push(...chapterFlags(mention, there.chapter));
  if (kind === 'paragraph') {
    const { label } = mention;
    flags.push({
      flag: 'section-called-paragraph',
      text: `${label?.number} is a section; only Schedules have paragraphs.`,
      ...(there?.found === true &&
        flags.every(({ write }) => write === undefined) && { write: inWords(citation) }),
    });
  }
  return {
    ...base,
    state: flags.length > 0 ? 'wrong' : 'right',
    citation,
    ...(there?.found === true && {
      heading: listedIn(mention, checks) ?? there.heading,
      address: there.address,
    }),
    flags,
  };
}

/** Whom a paragraph of Schedules 4 to 8 lists. */
const listedIn = (
  { schedule, label, instrument }: Mention,
  { paragraphs }: CitationChecks,
): string | undefined =>
  instrument?.id === dea.id && schedule !== undefined
    ? paragraphs.findLast((one) => String(one.schedule) === schedule && one.number === label?.number)?.text
    : undefined;

/** The provision without the day asked about, or the nearest that holds it. */
function anyDay(citation: string, resolution: Resolution & { found: false }): Resolution | undefined {
  if (resolution.reason === 'not-yet' || resolution.reason === 'no-longer') return resolveCitation(citation);
  return resolution.nearest !== undefined && / s\./.test(resolution.nearest)
    ? resolveCitation(resolution.nearest)
    : undefined;
}

function absentFlag(
  mention: Mention,
  title: string,
  citation: string,
  { reason, nearest }: Resolution & { found: false },
  elsewhere: { citation: string; title: string } | undefined,
  { on }: CitationChecks,
): Flag {
  const said = inWords(citation);
  if ((reason === 'not-yet' || reason === 'no-longer') && on !== undefined)
    return {
      flag: 'not-in-force-then',
      text: `There ${reason === 'not-yet' ? 'was not yet' : 'was no longer'} a ${said} in the ${title} on ${longDate(on)}.`,
    };
  const absent = `There is no ${said} in the ${title}`;
  if (elsewhere !== undefined)
    return {
      flag: 'does-not-exist',
      text: `${absent}; there is in the ${elsewhere.title}.`,
      write: `${inWords(elsewhere.citation)} of the ${elsewhere.title}`,
    };
  const known = nearest?.includes(' ') ? inWords(nearest) : undefined;
  const isSchedule = mention.kind === 'schedule';
  return {
    flag: 'does-not-exist',
    text: known === undefined || isSchedule ? `${absent}.` : `${absent}; the nearest there is: ${known}.`,
  };
}

/** A relative that has the provision: 45C is of the Statistics and Registration Service Act, not of the Digital Economy Act. */
function relativeWith(mention: Mention, not: string): { citation: string; title: string } | undefined {
  if (mention.kind !== 'section' || !/[A-Z]$/.test(mention.label?.number ?? '')) return undefined;
  for (const { id, title } of provisions.instruments) {
    const citation = citationOf(mention, id);
    if (id !== not && resolveCitation(citation).found) return { citation, title };
  }
  return undefined;
}

const chapters = provisions.instruments.find(({ id }) => id === dea.id)?.chapters ?? [];
const chapterOf = (number: string | undefined) => chapters.find(({ id }) => id === `5/${number}`);

function chapterFlags(mention: Mention, id: string | undefined): Flag[] {
  const { chapter, label } = mention;
  const own = chapters.find((one) => one.id === id);
  if (chapter === undefined || own === undefined || own.id === `5/${chapter}`) return [];
  const number = own.id.slice(2);
  return [
    {
      flag: 'wrong-chapter',
      text: `Section ${label?.number} is in Chapter ${number} (${own.title}), not Chapter ${chapter}${aboutChapter(chapter)}.`,
      write: `Chapter ${number} of Part 5, section ${label?.number}`,
    },
  ];
}

const aboutChapter = (number: string): string => {
  const chapter = chapterOf(number);
  return chapter === undefined ? '' : ` (${chapter.title})`;
};

function chapterFinding(
  base: Pick<CitationFinding, 'start' | 'end' | 'words' | 'flags'>,
  { instrument, label }: Mention,
): CitationFinding | undefined {
  if (instrument?.id !== dea.id) return undefined;
  const chapter = chapterOf(label?.number);
  if (chapter !== undefined)
    return {
      ...base,
      state: 'right',
      citation: `${dea.id} Part 5 Chapter ${label?.number}`,
      heading: chapter.title,
    };
  const text = `Part 5 of the ${dea.title} has Chapters 1 to ${chapters.length}.`;
  return { ...base, state: 'wrong', flags: [{ flag: 'does-not-exist', text }] };
}

const PROVIDERS =
  /\b(?:(?:service|services)\s+providers?|provid(?:er|ers|es|e|ing|ed)\s+(?:of\s+)?services?)\b([^,;()[\].]{0,60})$/iu;

/** Whether the words just before a citation speak of people who provide services. */
function isAboutProviders(text: string, { start }: Mention): boolean {
  const [, between] = PROVIDERS.exec(text.slice(Math.max(0, start - 100), start)) ?? [];
  return between !== undefined && !/\band\b|\n\s*\n/.test(between);
}

function providerFlags(
  text: string,
  mention: Mention,
  id: string,
  exists: boolean,
  { paragraphs }: CitationChecks,
): Flag[] {
  const { schedule, label, besides } = mention;
  if (id !== dea.id || schedule === undefined || label === undefined) return [];
  const entriesOf = (of: string): ScheduleParagraph[] =>
    paragraphs.filter((one) => one.providerEntry === true && String(one.schedule) === of);
  const isEntry = (of: string): boolean => entriesOf(of).some(({ number }) => number === label.number);
  const meant = !isEntry(schedule) && (besides.some(isEntry) || isAboutProviders(text, mention));
  const [main, ...further] = entriesOf(schedule);
  if (!meant || main === undefined) return [];
  const others = further.map(({ part, number }) => `paragraph ${number} for ${TERRITORY_OF_PART[part]}`);
  return [
    {
      flag: 'wrong-schedule-paragraph',
      text:
        `In Schedule ${schedule} the entry for people who provide services is paragraph ${main.number}` +
        `${others.length > 0 ? ` (${others.join(', ')})` : ''}${exists ? `; paragraph ${label.number} is another` : ''}.`,
      write: `paragraph ${main.number} of Schedule ${schedule}`,
    },
  ];
}
