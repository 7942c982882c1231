import {
  type Instrument,
  instrumentOfName,
  instrumentOfNumber,
  instrumentOfShort,
  isListedName,
} from './instruments.ts';
import { at, GAP, type Label, labelsAt } from './labels.ts';

export type NumberedKind = 'part' | 'chapter' | 'section' | 'schedule' | 'paragraph' | 'regulation';

interface Span {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

export interface Numbered extends Span {
  readonly kind: NumberedKind;
  /** Empty for “the Schedule” of an instrument that has one only. */
  readonly labels: readonly Label[];
  /** Written `S35` or `s 35`, which could be a room or a size. */
  readonly loose: boolean;
}

export interface NamedInstrument extends Span {
  readonly kind: 'instrument';
  readonly instrument: Instrument;
}

/** “the Act”, “that Act”, “the Regulations”, “the 2017 Act”. */
export interface SameInstrument extends Span {
  readonly kind: 'same';
  readonly regulations: boolean;
  readonly year?: string;
}

/** The smallest piece of a citation. */
export type Unit = Numbered | NamedInstrument | SameInstrument;

/** More than any document has; a text with more is hostile or not a document. */
export const MOST_CITATIONS = 100_000;

const KEYWORDS: Readonly<Record<string, readonly [NumberedKind, plural: boolean]>> = {
  section: ['section', false],
  sections: ['section', true],
  sec: ['section', false],
  sect: ['section', false],
  secs: ['section', true],
  s: ['section', false],
  ss: ['section', true],
  '§': ['section', false],
  '§§': ['section', true],
  schedule: ['schedule', false],
  schedules: ['schedule', true],
  sch: ['schedule', false],
  sched: ['schedule', false],
  schs: ['schedule', true],
  scheds: ['schedule', true],
  paragraph: ['paragraph', false],
  paragraphs: ['paragraph', true],
  para: ['paragraph', false],
  paras: ['paragraph', true],
  '¶': ['paragraph', false],
  '¶¶': ['paragraph', true],
  regulation: ['regulation', false],
  regulations: ['regulation', true],
  reg: ['regulation', false],
  regs: ['regulation', true],
  chapter: ['chapter', false],
  chapters: ['chapter', true],
  ch: ['chapter', false],
  part: ['part', false],
  parts: ['part', true],
  pt: ['part', false],
};

// Every pattern is bounded, so that the scan takes time in proportion to the text.
const WORD = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|[§¶]{1,2}/gu;
const BEFORE_NUMBER = new RegExp(`\\.?${GAP}`, 'uy');
const ROMAN = /(?=[IVX])(X{0,2}(?:IX|IV|V?I{0,3}))(?![\p{L}\d_])/uy;
const NUMBER_WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
const NUMBER_WORD = new RegExp(`(${NUMBER_WORDS.join('|')})(?!\\p{L})`, 'iuy');
const YEAR_AFTER = new RegExp(`${GAP}(?:\\([A-Z][\\p{L} ]{2,30}\\)${GAP})?((?:19|20)\\d\\d)(?![\\d/])`, 'uy');
const SHORT_YEAR = /(?:[^\S\n]?((?:19|20)\d\d)|(\d\d))(?![\d/])/uy;
const SI_LETTERS = /S\.[^\S\n]?(?:S\.[^\S\n]?)?I\.[^\S\n]?/uy;
const SI_NUMBER = /[^\S\n]{0,2}((?:19|20)\d\d)(?:\/|[^\S\n]No\.?[^\S\n]?)(\d{1,5})(?!\d)/uy;
const YEAR_BEFORE = /((?:19|20)\d\d)[^\S\n]$/u;
/** Words that say that a section is of this very document, or of something that is no law. */
const ELSEWHERE =
  /[^\S\n]{1,3}(?:above|below|overleaf|(?:of|to|in)\s(?:this|our|your|their|an?)\s(?!Act|Part|Chapter|Schedule)|of\sthe\s(?:\p{L}{1,20}\s){0,2}(?:[Ff]orm|[Aa]greement|[Dd]ocument|[Aa]pplication|[Tt]emplate|[Cc]ode|[Gg]uidance|[Rr]eport|[Mm]emorandum|MoU|MOU|DPIA|[Pp]olicy|[Cc]ontract|[Aa]nnex|[Aa]ppendix|[Bb]usiness)(?!\p{L}))/uy;
const HEADING_AFTER = /[^\S\n]?(?::|[^\S\n]*(?:\n|$)|[–—-][^\S\n])/uy;
const IN_NAMES = new Set(['and', 'of', 'for', 'to', 'in', 'etc', 'on']);
const NOT_IN_NAMES = new Set(
  'The A An See Under In And Of By To For On At From Section Sections Part Chapter Schedule Our Your This That'.split(
    ' ',
  ),
);
const BETWEEN_NAME_WORDS = /^(?!.*\n\s*\n)[,()\s-]{1,12}$/su;
/** Finds the pieces of citations in a text, in order, without overlap. */
export function scan(text: string): { units: Unit[]; complete: boolean } {
  const units: Unit[] = [];
  const aliases = new Map<string, Instrument>();
  const recent: Span[] = [];
  let end = 0;
  let position = 0;
  for (;;) {
    const match = at(WORD, text, position);
    if (match === null) return { units, complete: true };
    if (units.length >= MOST_CITATIONS) return { units, complete: false };
    const [word] = match;
    const start = match.index;
    position = start + word.length;
    const unit = /[\p{L}\p{N}_]/u.test(text.charAt(start - 1))
      ? undefined
      : (instrumentAt(text, word, start, end, recent, aliases) ?? numberedAt(text, word, start));
    if (unit === undefined) {
      recent.push({ start, end: position });
      if (recent.length > 16) recent.shift();
      continue;
    }
    units.push(unit);
    recent.length = 0;
    end = unit.end;
    position = unit.end;
    if (unit.kind === 'instrument') learnAlias(text, unit, aliases);
  }
}

const ALIAS =
  /[^\S\n]?\((?:hereafter[^\S\n]|hereinafter[^\S\n])?(?:the[^\S\n])?["“‘']?(?:the[^\S\n])?([A-Z]{2,8}|Act|Regulations)["”’']?\)/uy;

/** `Digital Economy Act 2017 (“the Act”)`. */
function learnAlias(
  text: string,
  { end, instrument }: NamedInstrument,
  aliases: Map<string, Instrument>,
): void {
  const [, name] = at(ALIAS, text, end) ?? [];
  if (name !== undefined && !aliases.has(name)) aliases.set(name, instrument);
}

function instrumentAt(
  text: string,
  word: string,
  start: number,
  after: number,
  recent: readonly Span[],
  aliases: ReadonlyMap<string, Instrument>,
): NamedInstrument | SameInstrument | undefined {
  const end = start + word.length;
  if (/^(?:Act|Regulations|Order|Rules|Measure)$/.test(word))
    return named(text, word, start, after, recent, aliases);
  if (word === 'act' || word === 'ACT') return uncapitalised(text, end, recent);
  const letters = at(SI_LETTERS, text, start);
  if (letters !== null || /^(?:SI|SSI|SR)$/.test(word)) {
    const from = letters === null ? end : start + letters[0].length;
    const [all, year, number] = at(SI_NUMBER, text, from) ?? [];
    if (all !== undefined && year !== undefined && number !== undefined) {
      const series = (letters?.[0] ?? word).replace(/[^A-Z]/g, '');
      const instrument = instrumentOfNumber(series, year, number);
      return { kind: 'instrument', start, end: from + all.length, instrument };
    }
  }
  if (!/^[A-Z]{3,8}$/.test(word)) return undefined;
  const [yearText = '', long, short] = at(SHORT_YEAR, text, end) ?? [];
  const alias = aliases.get(word);
  const instrument = instrumentOfShort(word, long ?? short) ?? alias;
  if (instrument === undefined) return undefined;
  return { kind: 'instrument', start, end: end + yearText.length, instrument };
}

/** “digital economy act 2017”: only names that are listed, since “act” is a word. */
function uncapitalised(text: string, end: number, recent: readonly Span[]): NamedInstrument | undefined {
  for (const { start: from } of recent) {
    if (!isListedName(text.slice(from, end))) continue;
    const [yearText = '', year] = at(YEAR_AFTER, text, end) ?? [];
    const instrument = instrumentOfName(text.slice(from, end), year);
    return { kind: 'instrument', start: from, end: end + yearText.length, instrument };
  }
  return undefined;
}

/** A name that ends in “Act” or “Regulations”: its words are read backwards from there. */
function named(
  text: string,
  word: string,
  start: number,
  after: number,
  recent: readonly Span[],
  aliases: ReadonlyMap<string, Instrument>,
): NamedInstrument | SameInstrument | undefined {
  let first = start;
  const words: { text: string; start: number }[] = [];
  for (let i = recent.length - 1; i >= 0; i--) {
    const { start: from, end: to } = recent[i] ?? { start: 0, end: 0 };
    const one = text.slice(from, to);
    if (from < after || !BETWEEN_NAME_WORDS.test(text.slice(to, first))) break;
    if (!/^\p{Lu}/u.test(one) && !IN_NAMES.has(one)) break;
    words.unshift({ text: one, start: from });
    first = from;
  }
  while (words[0] !== undefined && (IN_NAMES.has(words[0].text) || NOT_IN_NAMES.has(words[0].text)))
    words.shift();
  const end = start + word.length;
  const [yearText = '', year] = at(YEAR_AFTER, text, end) ?? [];
  const [head] = words;
  const regulations = word !== 'Act' && word !== 'Measure';
  if (head !== undefined && (year !== undefined || !regulations)) {
    const options = words.map(({ start: from }) => ({
      start: from,
      instrument: instrumentOfName(text.slice(from, end).replace(/\s+/g, ' '), year),
    }));
    // “Please note Digital Economy Act”: a known name may begin further right.
    const best = options.find(({ instrument }) => instrument.id !== undefined) ?? options[0];
    if (best !== undefined)
      return madeUnder(text, { kind: 'instrument', ...best, end: end + yearText.length });
  }
  if (head !== undefined || (word !== 'Act' && word !== 'Regulations')) return undefined;
  const before = text.slice(Math.max(after, start - 24), start);
  const [said, yearBefore] = YEAR_BEFORE.exec(before) ?? [];
  const article = /\b(?:the|this|that|same|said)\s{1,2}$/iu.exec(
    said === undefined ? before : before.slice(0, -said.length),
  );
  if (article === null) return undefined;
  const alias = aliases.get(word);
  if (alias !== undefined && said === undefined) return { kind: 'instrument', start, end, instrument: alias };
  return {
    kind: 'same',
    start: start - (said?.length ?? 0),
    end,
    regulations,
    ...(yearBefore !== undefined && { year: yearBefore }),
  };
}

const MADE_UNDER = new RegExp(
  '\\s{0,3}\\((?:Commencement|Consequential|Transitional|Savings?|Amendment)[^()]{0,60}\\)' +
    '(?:\\s{0,3}\\([^()]{1,60}\\)){0,2}(?:\\s{1,3}and\\s{1,3}\\p{Lu}[^.;]{1,60}(?:\\.[^.;]{1,20})?)??' +
    '\\s{1,3}(?:Regulations|Order|Rules)\\s{1,3}(?:19|20)\\d\\d(?!\\d)',
  'uy',
);

/** “Digital Economy Act 2017 (Commencement No. 4) Regulations 2018” is not the Act. */
function madeUnder(text: string, act: NamedInstrument): NamedInstrument {
  const [more] = at(MADE_UNDER, text, act.end) ?? [];
  if (more === undefined) return act;
  const end = act.end + more.length;
  const title = text.slice(act.start, end);
  return { ...act, end, instrument: instrumentOfName(title.slice(0, -5), title.slice(-4)) };
}

function numberedAt(text: string, word: string, start: number): Numbered | undefined {
  const lower = word.toLowerCase();
  const entry = Object.hasOwn(KEYWORDS, lower) ? KEYWORDS[lower] : undefined;
  if (entry === undefined) return undefined;
  const [kind, plural] = entry;
  const end = start + word.length;
  if (/^(?:ss?|ch|pt|sec|reg)$/.test(lower) && /[\p{L}\p{N}.’'/]/u.test(text.charAt(start - 1)))
    return undefined;
  const dot = text.charAt(end) === '.';
  const loose =
    /^S|^s$/.test(word) && word.length === 1 && !dot && (word === 'S' || text.charAt(end) !== ' ');
  const space = at(BEFORE_NUMBER, text, end)?.[0].length ?? 0;
  const from = end + space;
  if (kind === 'part' || kind === 'chapter') {
    const written = at(ROMAN, text, from)?.[1] || at(NUMBER_WORD, text, from)?.[1];
    if (written !== undefined && space > 0) {
      const value = NUMBER_WORDS.indexOf(written.toLowerCase());
      const number = String(value >= 0 ? value + 1 : romanValue(written));
      return { kind, start, end: from + written.length, labels: [{ number, subs: [] }], loose: false };
    }
  }
  const list = labelsAt(text, from, plural);
  if (list === undefined) {
    const alone = kind === 'schedule' && (word === 'Schedule' || word === 'Sch');
    return alone ? { kind, start, end, labels: [], loose: false } : undefined;
  }
  // “Regs 2018” and “REG18” name no regulation.
  if (kind === 'regulation' && (word === 'REG' || /^(?:19|20)\d\d$/.test(list.labels[0]?.number ?? '')))
    return undefined;
  if (at(ELSEWHERE, text, list.end) !== null) return undefined;
  const before = start <= 12 ? text.slice(0, start) : ` ${text.slice(start - 12, start)}`;
  const ownLine = /(?:^|\n[^\S\n]*\n|\n#+)[\s#*]{0,6}$/.test(before);
  if (ownLine && /^\p{Lu}/u.test(word) && word.length > 3 && at(HEADING_AFTER, text, list.end) !== null)
    return undefined;
  return { kind, start, end: list.end, labels: list.labels, loose };
}

const romanValue = (text: string): number => {
  const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 };
  return [...text].reduce((sum, letter, i) => {
    const value = values[letter] ?? 0;
    return sum + (value < (values[text.charAt(i + 1)] ?? 0) ? -value : value);
  }, 0);
};
