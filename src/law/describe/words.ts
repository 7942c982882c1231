import { isDate, longDate } from '#kernel';
import type { LawData, Period, Power, Sureness } from '../law-data.ts';
import type { LawIndex } from '../law-index.ts';
import { surenessOf } from '../rule.ts';
import { type Block, type Inline, text } from './blocks.ts';

const names: Readonly<Record<string, string>> = {
  E: 'England',
  W: 'Wales',
  S: 'Scotland',
  NI: 'Northern Ireland',
  GB: 'Great Britain',
  UK: 'United Kingdom',
  'E+W': 'England and Wales',
};

/** `['E', 'W']` gives “England and Wales”. */
export function territoryWords(territories: readonly string[]): string {
  if (territories.length === 4) return 'the United Kingdom';
  return listed(territories.map((one) => names[one] ?? one));
}

/** “a, b and c”. */
export const listed = (all: readonly string[]): string =>
  all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;

/** The territories, of the four, that a body's or a class's own territory covers. */
export function territoriesOf(territory: string): readonly ('E' | 'W' | 'S' | 'NI')[] {
  if (territory === 'UK') return ['E', 'W', 'S', 'NI'];
  if (territory === 'GB') return ['E', 'W', 'S'];
  if (territory === 'E+W') return ['E', 'W'];
  return territory === 'E' || territory === 'W' || territory === 'S' || territory === 'NI' ? [territory] : [];
}

export const dayWords = (day: string): string => (isDate(day) ? longDate(day) : day);

/** “since 1 May 2018”, or “1 May 2018 to 2 May 2023”. */
export const datesWords = ({ from, to }: { readonly from: string; readonly to?: string }): string =>
  to === undefined ? `since ${dayWords(from)}` : `${dayWords(from)} to ${dayWords(to)}`;

/** A period in words: where, when, and for whom only. */
export function periodWords(period: Period, law: LawIndex): string {
  const { territories, undertakers, disclosers } = period;
  const only = [
    ...(undertakers === undefined
      ? []
      : [`for undertakers of ${undertakers === 'wales' ? 'Wales' : 'England'}`]),
    ...(disclosers === undefined ? [] : [`by ${listed(disclosers.map((one) => classLabel(one, law)))}`]),
  ];
  return [`${territoryWords(territories)} ${datesWords(period)}`, ...only].join(', ');
}

export const classLabel = (id: string, law: LawIndex): string => law.classes.get(id)?.label ?? id;

/** “ (M)” or “ (L)” where the data are less than sure of a record or of one of its members. */
export const mark = (record: object, member: string): string =>
  markOf(surenessOf(record as Parameters<typeof surenessOf>[0], member));

export const markOf = (stated: Sureness | undefined): string =>
  stated === undefined || stated === 'H' ? '' : ` (${stated})`;

const chapterTitles: Readonly<Record<string, string>> = {
  '5/1': 'Chapter 1: public service delivery',
  '5/2': 'Chapter 2: civil registration',
  '5/3': 'Chapter 3: debt owed to the public sector',
  '5/4': 'Chapter 4: fraud against the public sector',
  '5/5': 'Chapter 5: research',
  '5/6': 'Chapter 6: revenue authorities',
  '5/7': 'Chapter 7: statistics',
};
export const chapterTitle = (chapter: string): string => chapterTitles[chapter] ?? chapter;

/** `35`, `64(1)`, or with the section that it inserts in another Act: `46 (19AA)`, `80 (45B)`. */
export function sectionLabel({ section, citation, id }: Power): string {
  const [, act, inserted, sub = ''] = /^(\S+) s\.([0-9A-Z]+)((?:\(.*)?)$/.exec(citation) ?? [];
  if (act !== 'DEA2017') return inserted === undefined ? section : `${section} (${inserted})`;
  return id.endsWith(`s${section}`) ? section : `${section}${sub}`;
}

export const kindWords: Readonly<Record<Power['kind'], string>> = {
  permissive: 'may',
  'duty-to-reply': 'must reply',
  'duty-to-comply': 'must comply',
};

/** The state of mind that makes an offence. */
export const mindWords = (mind: string): string =>
  mind === 'strict with defence' ? 'none has to be proved; there is a defence' : mind;

/** A slug such as `already-public` in words. */
export const slugWords = (slug: string): string => slug.replaceAll('-', ' ');

/** A member that the data have beyond what the rules read, when it is text. */
export function told(record: object, member: string): string | undefined {
  const value = (record as Readonly<Record<string, unknown>>)[member];
  return typeof value === 'string' ? value : undefined;
}

/** Notes may be one text or several. */
export function notesOf(record: object): readonly string[] {
  const value = (record as Readonly<Record<string, unknown>>)['notes'];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** What every answer ends with: to which day the data were checked. */
export const foot = ({ checkedTo }: LawData, on?: string): Block => {
  const late: readonly Inline[] =
    on !== undefined && on > checkedTo ? [` For ${dayWords(on)}, check what has changed since.`] : [];
  return text(`Law data checked to ${longDate(checkedTo)}. Not legal advice.`, ...late);
};
