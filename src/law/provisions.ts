import * as z from 'zod';
import { fail, issuesText, type PlainDate, schemas } from '#kernel';
import provisionsJson from './data/provisions.json' with { type: 'json' };

const text = z.string().min(1);
/** Days by provision: `{"(9A)": "2025-04-24"}`; the empty key stands for the whole section. */
const days = z.record(z.string(), schemas.date);

const unitSchema = z.looseObject({
  heading: text,
  chapter: text.exactOptional(),
  is: text.exactOptional(),
  sub: z.array(text),
  from: days.exactOptional(),
  to: days.exactOptional(),
});

const scheduleSchema = z.looseObject({
  heading: text,
  paras: z.array(text),
  headings: z.record(z.string(), text).exactOptional(),
  from: days.exactOptional(),
  to: days.exactOptional(),
});

const instrumentSchema = z.looseObject({
  id: text,
  title: text,
  address: text,
  /** The day on which it was passed, made or began. */
  from: schemas.date,
  /** The state of the text that was read: nothing later is in the list. */
  readTo: schemas.date.exactOptional(),
  /** Of each section listed, every provision is listed. */
  complete: z.boolean(),
  /** Every section is listed too. */
  whole: z.boolean().exactOptional(),
  covers: text,
  chapters: z.array(z.looseObject({ id: text, title: text, from: text, to: text })).exactOptional(),
  sections: z.record(z.string(), unitSchema).exactOptional(),
  regulations: z.record(z.string(), unitSchema).exactOptional(),
  schedule: scheduleSchema.exactOptional(),
  schedules: z.record(z.string(), scheduleSchema).exactOptional(),
});

const provisionsSchema = z.looseObject({
  /** The Act and its relatives. */
  instruments: z.array(instrumentSchema),
  /** Other laws, of which only what the neighbouring powers cite is listed. */
  neighbours: z.array(instrumentSchema),
  guidance: z.array(z.looseObject({ citation: text, title: text, address: text })),
});
export type Provisions = z.infer<typeof provisionsSchema>;
export type Instrument = Provisions['instruments'][number];
export type Section = z.infer<typeof unitSchema>;

/** What a citation names, with where to read it. */
export interface Found {
  found: true;
  instrument: string;
  title: string;
  /** Its page at legislation.gov.uk, to the section, regulation or paragraph. */
  address: string;
  heading: string;
  chapter?: string;
  /** What the section does, in our own words. */
  is?: string;
  /** First and last day, when the provision came or went after its instrument began. */
  from?: PlainDate;
  to?: PlainDate;
}

/**
 * Why a citation names nothing: not of a form we read, an instrument, section or provision that is not listed, or one
 * that does not exist yet, or any longer, on the day asked about.
 */
export interface NotFound {
  found: false;
  reason: 'form' | 'instrument' | 'section' | 'provision' | 'not-yet' | 'no-longer';
  /** False where our list is not whole there, so that the provision may exist all the same. */
  sure: boolean;
  /** The longest part of the citation that does name something. */
  nearest?: string;
}

export type Resolution = Found | NotFound;

interface Entry extends Found {
  complete: boolean;
}

interface Index {
  entries: Map<string, Entry>;
  instruments: Map<string, Instrument>;
}

/** `(2)(k)(iii)` gives `''`, `(2)`, `(2)(k)`, `(2)(k)(iii)`. */
function parents(sub: string): string[] {
  const groups = sub.match(/\([^)]*\)/g) ?? [];
  return ['', ...groups.map((_, i) => groups.slice(0, i + 1).join(''))];
}

const dayOf = (map: Record<string, PlainDate> | undefined, paths: string[]): PlainDate | undefined => {
  const path = map && paths.findLast((key) => map[key] !== undefined);
  return path === undefined ? undefined : map?.[path];
};

function indexOf(data: Provisions): Index {
  const entries = new Map<string, Entry>();
  const instruments = [...data.instruments, ...data.neighbours];

  const add = (instrument: Instrument, key: string, paths: string[], parts: Partial<Entry>, when: Dated) => {
    if (entries.has(key)) return;
    const from = dayOf(when.from, paths);
    const to = dayOf(when.to, paths);
    entries.set(key, {
      found: true,
      instrument: instrument.id,
      title: instrument.title,
      address: instrument.address,
      heading: instrument.title,
      complete: instrument.complete,
      ...parts,
      ...(from && { from }),
      ...(to && { to }),
    });
  };

  for (const instrument of instruments) {
    const { id, address } = instrument;
    add(instrument, id, [], {}, {});

    const units = (all: Record<string, Section> | undefined, mark: string, page: string) => {
      for (const [number, unit] of Object.entries(all ?? {})) {
        const { heading, chapter, is } = unit;
        const parts = {
          address: `${address}/${page}/${number}`,
          heading,
          ...(chapter && { chapter }),
          ...(is && { is }),
        };
        for (const sub of ['', ...unit.sub])
          parents(sub).forEach((path, i, paths) => {
            add(instrument, `${id} ${mark}${number}${path}`, paths.slice(0, i + 1), parts, unit);
          });
      }
    };
    units(instrument.sections, 's.', 'section');
    units(instrument.regulations, 'reg ', 'regulation');

    const schedules = Object.entries(instrument.schedules ?? {});
    if (instrument.schedule) schedules.push(['', instrument.schedule]);
    for (const [number, schedule] of schedules) {
      const name = `${id} Sch${number && ` ${number}`}`;
      const page = `${address}/schedule${number && `/${number}`}`;
      add(instrument, name, [], { address: page, heading: schedule.heading }, {});
      for (const para of schedule.paras) {
        const top = /^[^(]+/.exec(para)?.[0] ?? para;
        const parts = {
          address: `${page}/paragraph/${top}`,
          heading: schedule.headings?.[top] ?? schedule.heading,
        };
        parents(para.slice(top.length)).forEach((path, i, all) => {
          const paths = all.slice(0, i + 1).map((p) => top + p);
          add(instrument, `${name} para ${top}${path}`, paths, parts, schedule);
        });
      }
    }
  }
  for (const { citation, title, address } of data.guidance)
    entries.set(citation, {
      found: true,
      instrument: 'guidance',
      title,
      address,
      heading: title,
      complete: true,
    });

  return { entries, instruments: new Map(instruments.map((instrument) => [instrument.id, instrument])) };
}

interface Dated {
  from?: Record<string, PlainDate>;
  to?: Record<string, PlainDate>;
}

/** Reads a list of provisions. Throws `LAW_DATA_INVALID`. */
function parseProvisions(value: unknown): Provisions {
  const read = provisionsSchema.safeParse(value);
  return read.success ? read.data : fail('LAW_DATA_INVALID', { reason: issuesText(read.error) });
}

/** The provisions that a citation may name, as they come with this version of Stile. */
export const provisions: Provisions = parseProvisions(provisionsJson);

let built: Index | undefined;
/** The index is a function of the constant data, so it is made once, when first asked for. */
const index = (): Index => {
  built ??= indexOf(provisions);
  return built;
};

const CITATION =
  /^(?<id>[A-Z]+\d{4}(?:\/\d+)?)(?: (?:(?<mark>ss?\.|regs? )(?<unit>\d+[A-Z]*)|Sch(?: (?<schedule>\d+[A-Z]*))?(?: paras? (?<para>\d+[A-Z]*))?)(?<sub>(?:\([0-9A-Za-z]+\))*)(?:-(?<end>\d+[A-Z]*)?(?<endSub>(?:\([0-9A-Za-z]+\))*))?)?$/;

const groupCount = (sub: string): number => sub.split('(').length - 1;

/** The last groups of `sub` replaced by those of `end`: `(6)(a)` and `(b)` give `(6)(b)`. */
const endOfRange = (sub: string, end: string): string =>
  parents(sub)[Math.max(0, groupCount(sub) - groupCount(end))] + end;

function lookUp(key: string, on: PlainDate | undefined): Resolution {
  const { entries, instruments } = index();
  const entry = entries.get(key);
  if (!entry) return missing(key, entries, instruments);
  const { complete: _, ...found } = entry;
  const begins = found.from ?? instruments.get(found.instrument)?.from;
  if (on !== undefined && begins !== undefined && on < begins)
    return { found: false, reason: 'not-yet', sure: true };
  if (on !== undefined && found.to !== undefined && on > found.to)
    return { found: false, reason: 'no-longer', sure: true };
  return found;
}

function missing(key: string, entries: Index['entries'], instruments: Index['instruments']): NotFound {
  const instrument = instruments.get(key.split(' ', 1)[0] ?? '');
  if (!instrument) return { found: false, reason: 'instrument', sure: false };

  const sub = /\(.*$/.exec(key)?.[0] ?? '';
  const base = key.slice(0, key.length - sub.length);
  const nearest = parents(sub)
    .map((path) => base + path)
    .findLast((path) => entries.has(path));
  if (nearest) return { found: false, reason: 'provision', sure: instrument.complete, nearest };

  const number = Number.parseInt(/ s\.(\d+)/.exec(base)?.[1] ?? '', 10);
  const inChapter = instrument.chapters?.some(
    ({ from, to }) => number >= Number(from) && number <= Number(to),
  );
  const schedule = / Sch(?: \w+)?(?= para )/.exec(base);
  const listed = schedule !== null && entries.has(instrument.id + schedule[0]);
  return {
    found: false,
    reason: 'section',
    sure: instrument.complete && (instrument.whole === true || inChapter === true || listed),
    nearest: listed ? instrument.id + schedule[0] : instrument.id,
  };
}

/**
 * What a citation names, such as `DEA2017 s.41(2)(k)(iii)`, `DEA2017 Sch 4 para 27A`, `SI2018/912 Sch para 2(2)`,
 * `SI2024/64 reg 3`, a range `DEA2017 s.45(2)-(7)` (both ends must exist; the first is returned), `CODE`, or guidance
 * marked `(guidance)`. With `on`, a provision that is not there on that day is refused. It says whether the words
 * exist, not whether they are in force for a territory: the powers say that.
 */
export function resolveCitation(citation: string, on?: PlainDate): Resolution {
  const guidance = index().entries.get(citation.replace(/ \(guidance\)$/, ''));
  if (guidance?.instrument === 'guidance') return lookUp(citation.replace(/ \(guidance\)$/, ''), on);

  const parts = CITATION.exec(citation)?.groups;
  if (!parts) return { found: false, reason: 'form', sure: true };
  const { id, mark, unit, schedule, para, sub = '', end, endSub } = parts;

  let base = `${id}`;
  let number = '';
  if (unit !== undefined) {
    base += mark?.startsWith('s') ? ' s.' : ' reg ';
    number = unit;
  } else if (citation !== id) {
    base += schedule === undefined ? ' Sch' : ` Sch ${schedule}`;
    if (para !== undefined) {
      base += ' para ';
      number = para;
    }
  }
  const first = lookUp(base + number + sub, on);
  if (!first.found || endSub === undefined) return first;
  if (end === undefined && endSub === '') return { found: false, reason: 'form', sure: true };
  const last = lookUp(base + (end === undefined ? number + endOfRange(sub, endSub) : end + endSub), on);
  return last.found ? first : last;
}

/** A section of an Act or a regulation of an instrument, such as `sectionOf('DEA2017', '41')`. */
export function sectionOf(id: string, number: string): Section | undefined {
  const instrument = index().instruments.get(id);
  return instrument?.sections?.[number] ?? instrument?.regulations?.[number];
}
