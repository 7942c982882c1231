import { dea, type Instrument } from './instruments.ts';
import type { Label } from './labels.ts';
import {
  MOST_CITATIONS,
  type NamedInstrument,
  type Numbered,
  type SameInstrument,
  type Unit,
} from './scan.ts';

/** One provision that a text cites. */
export interface Mention {
  /** Offsets in the text of the words that cite it. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'section' | 'schedule' | 'regulation' | 'paragraph' | 'chapter';
  /** The section, regulation, chapter or paragraph; absent for a whole Schedule. */
  readonly label?: Label;
  /** The Schedule's number; empty for an instrument that has one only. */
  readonly schedule?: string;
  /** The chapter named beside a section. */
  readonly chapter?: string;
  readonly instrument?: Instrument;
  /** Whether the words themselves say which instrument it is; otherwise it was taken from what stands around them. */
  readonly explicit: boolean;
  /** Other schedules that the same words cite the same paragraph of. */
  readonly besides: readonly string[];
  /** Written like a room or a size: counts only when its instrument is named. */
  readonly loose: boolean;
}

/** How two pieces of a citation are joined. */
type Glue = 'none' | 'of' | 'comma' | 'colon' | 'bracket' | 'and';

const GLUE =
  /^(?:\s|[,;:()[\]"“”‘’*_–—-]|&|\/|(?:of|to|in|under|the|that|said|and|or|both|either|with)(?![\p{L}\p{N}]))*$/u;
const LONGEST_GLUE = 40;
const BLANK_LINE = /\n[^\S\n]*\n/;
const LONGEST_CLUSTER = 40;

function glueBetween(text: string, from: number, to: number): Glue | undefined {
  if (to - from > LONGEST_GLUE) return undefined;
  const between = text.slice(from, to);
  if (!GLUE.test(between) || BLANK_LINE.test(between)) return undefined;
  if (/\b(?:and|or)\b|[&/;]/u.test(between)) return 'and';
  if (/\b(?:of|to|in|under)\b/u.test(between)) return 'of';
  if (between.includes(':')) return 'colon';
  if (/[,–—-]/u.test(between)) return 'comma';
  if (/[()[\]]/.test(between)) return 'bracket';
  return 'none';
}

interface Cluster {
  readonly units: readonly Unit[];
  /** How each unit is joined to the one before; the first has `and`. */
  readonly glue: readonly Glue[];
}

function* clustersOf(text: string, units: readonly Unit[]): Generator<Cluster> {
  let members: Unit[] = [];
  let glues: Glue[] = [];
  for (const unit of units) {
    const last = members.at(-1);
    const glue = last === undefined ? undefined : glueBetween(text, last.end, unit.start);
    if (members.length > 0 && (glue === undefined || members.length >= LONGEST_CLUSTER)) {
      yield { units: members, glue: glues };
      members = [];
      glues = [];
    }
    glues.push(members.length === 0 ? 'and' : (glue ?? 'and'));
    members.push(unit);
  }
  if (members.length > 0) yield { units: members, glue: glues };
}

/** Whether a unit is what a citation points at, and not the name of what it is in. */
const isTarget = (unit: Unit | undefined): boolean =>
  unit !== undefined && (unit.kind === 'section' || unit.kind === 'paragraph' || unit.kind === 'regulation');

type Named = NamedInstrument | SameInstrument;
const isNamed = (unit: Unit | undefined): unit is Named =>
  unit?.kind === 'instrument' || unit?.kind === 'same';

/** Which instrument of its cluster a unit belongs to, by where people put the name. */
function ownInstrument({ units, glue }: Cluster, index: number): Named | undefined {
  const search = (step: 1 | -1, crossing: boolean, joined: (glue: Glue) => boolean): Named | undefined => {
    for (let i = index + step; i >= 0 && i < units.length; i += step) {
      const unit = units[i];
      const between = glue[step === 1 ? i : i + 1] ?? 'and';
      if (isNamed(unit)) return joined(between) ? unit : undefined;
      if (!crossing && (isTarget(unit) || between === 'and')) return undefined;
    }
    return undefined;
  };
  return (
    search(1, false, (between) => between === 'of' || between === 'none' || between === 'bracket') ??
    search(-1, false, (between) => between !== 'and') ??
    search(1, false, (between) => between === 'comma') ??
    search(1, true, (between) => between === 'of' || between === 'none') ??
    search(-1, true, (between) => between !== 'and')
  );
}

/** The chapter that a section is said to be in. */
function ownChapter({ units, glue }: Cluster, index: number): string | undefined {
  for (let i = index - 1; i >= 0; i--) {
    const unit = units[i];
    const between = glue[i + 1];
    if (unit?.kind === 'chapter') return between === 'and' ? undefined : unit.labels.at(-1)?.number;
    // “Chapter 3, section 48 and section 49”: both.
    if (unit?.kind === 'schedule' || (between === 'and' && unit?.kind !== units[index]?.kind)) break;
  }
  for (let i = index + 1; i < units.length; i++) {
    const unit = units[i];
    if (glue[i] === 'and' || isTarget(unit) || unit?.kind === 'schedule') return undefined;
    if (unit?.kind !== 'chapter') continue;
    const next = units[i + 1];
    // “section 35, Chapter 4, section 56”: the chapter is the next section's.
    return next !== undefined && isTarget(next) && glue[i + 1] !== 'and' ? undefined : unit.labels[0]?.number;
  }
  return undefined;
}

/** The index of the Schedules that a paragraph is in. */
function ownSchedule({ units, glue }: Cluster, index: number): number | undefined {
  const isBefore = units[index - 1]?.kind === 'schedule' && glue[index] !== 'and';
  for (let i = index + 1; i < units.length; i++) {
    const unit = units[i];
    if (unit?.kind === 'schedule') {
      // “Sch 4 para 14A, Sch 5 para 8A”: the comma ends it.
      if (glue[i] === 'of' || (glue[i] !== 'and' && !isBefore)) return i;
      break;
    }
    if (unit?.kind !== 'paragraph' && unit?.kind !== 'part') break;
  }
  for (let i = index - 1; i >= 0; i--) {
    const unit = units[i];
    if (unit?.kind === 'schedule') return i;
    if (unit?.kind !== 'paragraph' && unit?.kind !== 'part' && !isNamed(unit)) return undefined;
  }
  return undefined;
}

/** Reads the pieces found in a text as citations, in order: at most `MOST_CITATIONS`. */
export function mentionsOf(text: string, units: readonly Unit[]): { mentions: Mention[]; complete: boolean } {
  const context = contextOf(text, units);
  const mentions: Mention[] = [];
  for (const cluster of clustersOf(text, units)) {
    if (mentions.length > MOST_CITATIONS)
      return { mentions: mentions.slice(0, MOST_CITATIONS), complete: false };
    const used = new Set<number>();
    const chosen = cluster.units.map((unit, i) =>
      unit.kind === 'paragraph' ? ownSchedule(cluster, i) : undefined,
    );
    for (const index of chosen) if (index !== undefined) used.add(index);
    cluster.units.forEach((unit, index) => {
      if (isNamed(unit) || unit.kind === 'part') return;
      if (unit.kind === 'schedule' && (used.has(index) || unit.labels.length === 0)) return;
      const named = ownInstrument(cluster, index);
      const scheduleIndex = chosen[index];
      const scheduleUnit = scheduleIndex === undefined ? undefined : cluster.units[scheduleIndex];
      const chapter =
        unit.kind === 'section' || (unit.kind === 'paragraph' && scheduleUnit === undefined)
          ? ownChapter(cluster, index)
          : undefined;
      const ofPartFive = cluster.units.some((one) => one.kind === 'part' && one.labels[0]?.number === '5');
      if (
        unit.kind === 'paragraph' &&
        scheduleUnit === undefined &&
        chapter === undefined &&
        named?.kind !== 'instrument'
      )
        return;
      if (unit.kind === 'chapter') {
        // A chapter counts alone when it is said to be of Part 5 and no section is said to be in it.
        const beside = cluster.units.some((one, i) => isTarget(one) && ownChapter(cluster, i) !== undefined);
        if (beside || (named?.kind !== 'instrument' && !ofPartFive)) return;
      }
      // “The Act: paragraph 12 says” begins something else.
      if (unit.kind === 'paragraph' && scheduleUnit === undefined && cluster.glue[index] === 'colon') return;
      const instrument = context.instrumentOf(unit, named);
      const span = spanOf(text, cluster, index, named, scheduleIndex);
      const schedules =
        scheduleUnit?.kind === 'schedule' ? scheduleUnit.labels.map(({ number }) => number) : undefined;
      const common = {
        ...span,
        explicit: named?.kind === 'instrument',
        loose: unit.loose,
        ...(instrument !== undefined && { instrument }),
        ...(chapter !== undefined && { chapter }),
      };
      for (const label of unit.labels) {
        if (unit.kind === 'schedule') {
          // “Schedule 7(13)” is its paragraph 13.
          const [paragraph, ...subs] = label.subs;
          mentions.push({
            ...common,
            kind: 'schedule',
            schedule: label.number,
            besides: [],
            ...(paragraph !== undefined && { label: { number: paragraph, subs } }),
          });
        } else if (schedules !== undefined)
          for (const schedule of schedules.length === 0 ? [''] : schedules)
            mentions.push({
              ...common,
              kind: 'schedule',
              label,
              schedule,
              besides: schedules.filter((one) => one !== schedule),
            });
        else mentions.push({ ...common, kind: unit.kind as 'section', label, besides: [] });
      }
    });
  }
  return { mentions, complete: true };
}

/** From the first to the last piece that belongs to a citation. */
function spanOf(
  text: string,
  { units, glue }: Cluster,
  index: number,
  named: Named | undefined,
  schedule: number | undefined,
): { start: number; end: number } {
  const members = [index, ...(schedule === undefined ? [] : [schedule])];
  const at = named === undefined ? -1 : units.indexOf(named);
  if (at >= 0) members.push(at);
  let first = Math.min(...members);
  let last = Math.max(...members);
  const joins = (unit: Unit | undefined): boolean => unit?.kind === 'part' || unit?.kind === 'chapter';
  while (first > 0 && glue[first] !== 'and' && joins(units[first - 1])) first--;
  while (last + 1 < units.length && glue[last + 1] !== 'and' && joins(units[last + 1])) {
    const next = units[last + 2];
    if (next !== undefined && isTarget(next) && glue[last + 2] !== 'and') break;
    last++;
  }
  const [start, end] = [units[first]?.start ?? 0, units[last]?.end ?? 0];
  const words = text.slice(start, end);
  const unclosed = text.charAt(end) === ')' && words.split('(').length > words.split(')').length;
  return { start, end: unclosed ? end + 1 : end };
}

/** How far a paragraph is read for the name of an Act. */
const REACH = 1500;
const PARAGRAPH_END = /\n[^\S\n]*(?:\n|[-*#|]|\d{1,3}[.)])/;
const SENTENCE_END = /[.!?]["”’)\]]?\s+["“‘(]?\p{Lu}/u;

function contextOf(text: string, units: readonly Unit[]) {
  const named = units.filter((unit): unit is NamedInstrument => unit.kind === 'instrument');
  const counts = new Map<string, number>();
  for (const { instrument } of named) counts.set(instrument.title, (counts.get(instrument.title) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  // The Act named first, as in a title, or most often.
  const aboutDea = most > 0 && (named[0]?.instrument.id === dea.id || counts.get(dea.title) === most);
  const sameParagraph = (from: number, to: number): boolean =>
    to - from < REACH && !PARAGRAPH_END.test(text.slice(from, to));
  const sameSentence = (from: number, to: number): boolean =>
    sameParagraph(from, to) && !SENTENCE_END.test(text.slice(from, to + 1));

  /** The index of the first instrument that begins after an offset. */
  const firstAfter = (offset: number): number => {
    let [low, high] = [0, named.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((named[middle]?.start ?? 0) >= offset) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  /** An Act for words that name none: nothing when it is not sure which. */
  const nearby = (unit: Numbered): Instrument | undefined => {
    const next = firstAfter(unit.start);
    const before = named[next - 1];
    const after = named[next];
    if (before !== undefined && sameSentence(before.end, unit.start)) return before.instrument;
    if (after !== undefined && sameSentence(unit.end, after.start))
      return after.instrument.id === dea.id ? dea : undefined;
    if (!aboutDea) return undefined;
    const other = before !== undefined && before.instrument.id !== dea.id;
    return other && sameParagraph(before.end, unit.start) ? undefined : dea;
  };

  const sameAs = (same: SameInstrument): Instrument | undefined => {
    for (let i = firstAfter(same.start) - 1, steps = 0; i >= 0 && steps < 20; i--, steps++) {
      const title = named[i]?.instrument.title ?? '';
      const isAct = /\bAct\b|A\b/.test(title.replace(/[^A-Za-z]+\d.*$/, ''));
      if (isAct === !same.regulations && (same.year === undefined || title.endsWith(same.year)))
        return named[i]?.instrument;
    }
    return undefined;
  };

  return {
    instrumentOf(unit: Numbered, own: Named | undefined): Instrument | undefined {
      if (own?.kind === 'instrument') return own.instrument;
      return own === undefined ? nearby(unit) : sameAs(own);
    },
  };
}
