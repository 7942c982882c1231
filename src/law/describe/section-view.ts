import type { JsonValue, PlainDate } from '#kernel';
import type { LawData } from '../law-data.ts';
import { neighbours, offences } from '../laws.ts';
import { type Found, provisions, resolveCitation } from '../provisions.ts';
import { citationOf } from '../rule.ts';
import { testsOf } from '../rules/index.ts';
import { readinessOf } from '../rules/readiness.ts';
import { type Block, heading, list, type Text, terms, text, under } from './blocks.ts';
import { chapterTitle, datesWords, foot } from './words.ts';

/** A provision, with what in our data and rules rests on it. */
export type SectionDescription = {
  readonly citation: string;
  readonly heading: string;
  readonly is?: string;
  readonly chapter?: string;
  readonly instrument: string;
  readonly address: string;
  readonly from?: string;
  readonly to?: string;
  readonly rules: readonly {
    readonly id: string;
    readonly asks: string;
    readonly citation: string;
    readonly powers: readonly string[];
  }[];
  readonly records: readonly { readonly record: string; readonly citation: string }[];
};

/**
 * `40`, `s.40(2)` and `64(5)` are of the Digital Economy Act 2017, or, as `45C` and `19AA`, of an Act into which it
 * inserts them; anything else is a citation as it stands.
 */
export function citationAsked(asked: string): string {
  const short = /^(?:section |s\.? ?)?(\d+[A-Z]*(?:\([0-9A-Za-z]+\))*)$/i.exec(asked.trim())?.[1];
  if (short === undefined) return asked.trim();
  const section = short.replace(/^\d+[a-z]+/, (number) => number.toUpperCase());
  const citations = ['DEA2017', 'SRSA2007', 'RSA1953'].map((act) => `${act} s.${section}`);
  return citations.find((one) => resolveCitation(one).found) ?? `DEA2017 s.${section}`;
}

/** What the provision is, or nothing when the list does not know it, or not on that day. */
export function describeSection(
  citation: string,
  law: LawData,
  on?: PlainDate,
): SectionDescription | undefined {
  const found = resolveCitation(citation, on);
  return found.found ? described(citation, found, law) : undefined;
}

function described(citation: string, found: Found, law: LawData): SectionDescription {
  const { heading: title, is, chapter, title: instrument, address, from, to } = found;
  return {
    citation,
    heading: title,
    instrument,
    address,
    ...(is !== undefined && { is }),
    ...(chapter !== undefined && { chapter }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    rules: rulesOn(citation, law),
    records: recordsOn(citation, law),
  };
}

/** `DEA2017 s.40` holds `DEA2017 s.40(2)` and not `DEA2017 s.401`. */
const within = (citation: string, wanted: string): boolean =>
  citation === wanted || (citation.startsWith(wanted) && /^[ (-]/.test(citation.slice(wanted.length)));

function rulesOn(wanted: string, law: LawData): SectionDescription['rules'] {
  const rules = new Map<string, { id: string; asks: string; citation: string; powers: string[] }>();
  for (const power of law.powers)
    for (const rule of [...(testsOf.get(power.id)?.rules ?? []), ...readinessOf(power)]) {
      const citation = citationOf(rule, power);
      if (!within(citation, wanted)) continue;
      const key = `${rule.id} ${citation} ${rule.asks}`;
      const known = rules.get(key);
      if (known === undefined) rules.set(key, { id: rule.id, asks: rule.asks, citation, powers: [power.id] });
      else known.powers.push(power.id);
    }
  return [...rules.values()];
}

/** Every record of the data that cites it, by its place, such as `exceptions ch1 use`. */
function recordsOn(wanted: string, law: LawData): SectionDescription['records'] {
  const found: { record: string; citation: string }[] = [];
  const look = (value: JsonValue | undefined, record: string): void => {
    if (typeof value === 'string') {
      if (within(value, wanted)) found.push({ record, citation: value });
    } else if (Array.isArray(value)) for (const one of value) look(one, nameOf(one, record));
    else if (typeof value === 'object' && value !== null)
      for (const [member, one] of Object.entries(value))
        look(one, ['citation', 'list', 'id', 'exceptions'].includes(member) ? record : `${record} ${member}`);
  };
  const { powers, objectives, paragraphs, exceptions, coverage } = law;
  const all = { powers, objectives, paragraphs, exceptions, coverage, offences, neighbours };
  for (const [kind, records] of Object.entries(all)) look(records as unknown as JsonValue, kind);
  const unique = new Map(found.map((one) => [`${one.record} ${one.citation}`, one]));
  return [...unique.values()];
}

const nameOf = (value: JsonValue, record: string): string => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return record;
  const { id, ground, scheme } = value as Readonly<Record<string, JsonValue>>;
  const name = id ?? ground ?? scheme;
  return typeof name === 'string' ? `${record} ${name}` : record;
};

/** The section of the Act nearest in number to one that is not there, or the nearest part of a citation. */
export function nearestSection(citation: string): string {
  const found = resolveCitation(citation);
  if (!found.found && found.nearest?.includes(' ') === true) return found.nearest;
  const number = Number(/^DEA2017 s\.(\d+)/.exec(citation)?.[1] ?? Number.NaN);
  const numbers = Object.keys(provisions.instruments.find(({ id }) => id === 'DEA2017')?.sections ?? {});
  if (Number.isNaN(number)) return found.found ? citation : (found.nearest ?? 'DEA2017 s.35');
  const best = numbers.sort((a, b) => Math.abs(Number(a) - number) - Math.abs(Number(b) - number))[0];
  return `DEA2017 s.${best ?? '35'}`;
}

export function sectionBlocks(section: SectionDescription, law: LawData): readonly Block[] {
  const { from, to } = section;
  return [
    heading(1, `${section.citation}: ${section.heading}`),
    ...(section.is === undefined ? [] : [text(section.is)]),
    terms([
      ['Of', section.instrument],
      ['Chapter', section.chapter === undefined ? undefined : chapterTitle(section.chapter)],
      [
        'There',
        from === undefined
          ? to === undefined
            ? undefined
            : `until ${to}`
          : datesWords({ from, ...(to !== undefined && { to }) }),
      ],
      ['Text', section.address],
    ]),
    ...under(
      2,
      'Rules that rest on it',
      section.rules.length === 0
        ? []
        : [
            list(
              section.rules.map(
                ({ id, asks, citation, powers }): Text => [
                  `${id} (`,
                  { cite: citation },
                  `; ${powers.join(', ')}): ${asks}`,
                ],
              ),
            ),
          ],
      'None.',
    ),
    ...under(
      2,
      'Records that cite it',
      section.records.length === 0
        ? []
        : [list(section.records.map(({ record, citation }): Text => [{ cite: citation }, `: ${record}`]))],
      'None.',
    ),
    foot(law),
  ];
}
