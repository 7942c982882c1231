import { addDays, type PlainDate } from '#kernel';
import type { LawData, Paragraph } from '../law-data.ts';
import { indexOf } from '../law-index.ts';
import { type Block, cited, heading, list, type Text, text } from './blocks.ts';
import { classLabel, dayWords, foot, listed, mark, sectionLabel, territoryWords } from './words.ts';

/** One thing that began, ended or changed on a day. */
export interface Change {
  readonly on: PlainDate;
  readonly text: Text;
}

/** Every dated change in the law data, in order of day. */
export function changesOf(law: LawData): readonly Change[] {
  return [
    ...powerChanges(law),
    ...objectiveChanges(law),
    ...paragraphChanges(law),
    ...law.coverage.map((one) => ({
      on: one.from,
      text: cited(
        `What is listed for ${territoryWords([one.territory])} is not fully known from this day. ${one.text}`,
        one.because,
      ),
    })),
    ...organisationChanges(law),
  ].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

const begins = (on: PlainDate, words: string, ...citations: readonly (string | undefined)[]): Change => ({
  on,
  text: cited(words, ...citations),
});

/** The day after the last day on which something held. */
const ends = (
  to: PlainDate | undefined,
  words: string,
  ...citations: readonly (string | undefined)[]
): readonly Change[] => (to === undefined ? [] : [begins(addDays(to, 1), words, ...citations)]);

function powerChanges(law: LawData): readonly Change[] {
  const index = indexOf(law);
  return law.powers.flatMap((power) => {
    const name = `Section ${sectionLabel(power)}`;
    const { measures = [], eligible, undertakings, versions = [] } = power;
    const version = new Set(versions.map(({ from }) => from));
    return [
      ...power.inForce.flatMap((one) => {
        const only = [
          ...(one.undertakers === undefined
            ? []
            : [`, for undertakers of ${one.undertakers === 'wales' ? 'Wales' : 'England'}`]),
          ...(one.disclosers === undefined
            ? []
            : [`, for ${listed(one.disclosers.map((each) => classLabel(each, index)))}`]),
        ].join('');
        const where = `${territoryWords(one.territories)}${only}`;
        return [
          begins(
            one.from,
            `${name} (${power.title}) comes into force: ${where}`,
            power.citation,
            one.citation,
          ),
          ...ends(one.to, `${name} ends: ${where}`, power.citation, one.citation),
        ];
      }),
      ...versions
        .filter(({ from }) => !power.inForce.some((one) => one.from === from) || from > '2018-05-01')
        .map((one) => begins(one.from, `${name} changes: ${one.text.replace(/\.$/, '')}`, one.citation)),
      ...measures
        .filter(({ from, insertedBy }) => insertedBy !== undefined && !version.has(from))
        .map((one) => begins(one.from, `${name} gains a measure: ${one.text}`, one.citation, one.insertedBy)),
      ...(eligible === undefined || version.has(eligible.from)
        ? []
        : [
            begins(
              eligible.from,
              `${name}: more people count as eligible for undertakers of ${eligible.area}`,
              eligible.citation,
              ...eligible.insertedBy,
            ),
          ]),
      ...(undertakings === undefined || version.has(undertakings.from)
        ? []
        : [
            begins(
              undertakings.from,
              `${name}: objectives may also be for businesses and charities`,
              ...undertakings.after,
            ),
          ]),
    ];
  });
}

const objectiveChanges = (law: LawData): readonly Change[] =>
  law.objectives.flatMap(({ title, citation, inForce, insertedBy }) =>
    inForce.flatMap(({ from, to, territories }) => [
      begins(from, `The objective “${title}” begins: ${territoryWords(territories)}`, citation, insertedBy),
      ...ends(to, `The objective “${title}” ends: ${territoryWords(territories)}`, citation, insertedBy),
    ]),
  );

/** Paragraphs that begin or end on the same day in the same places are told together. */
function paragraphChanges(law: LawData): readonly Change[] {
  const groups = new Map<
    string,
    { on: PlainDate; schedule: number; where: string; verb: string; of: Paragraph[] }
  >();
  const add = (paragraph: Paragraph, on: PlainDate, verb: string, territories: readonly string[]) => {
    const where = territoryWords(territories);
    const key = `${on} ${paragraph.schedule} ${verb} ${where}`;
    const group = groups.get(key);
    if (group === undefined)
      groups.set(key, { on, schedule: paragraph.schedule, where, verb, of: [paragraph] });
    else group.of.push(paragraph);
  };
  for (const paragraph of law.paragraphs)
    for (const { from, to, territories } of paragraph.inForce) {
      add(paragraph, from, 'in the list', territories);
      if (to !== undefined)
        add(paragraph, addDays(to, 1), 'no longer, or no longer so worded, in the list', territories);
    }
  return [...groups.values()].map(({ on, schedule, where, verb, of }) => ({
    on,
    text: [{ cite: `DEA2017 Sch ${schedule}` }, `, ${verb} (${where}): `, ...named(of, law)],
  }));
}

const FEW = 8;

/** A few paragraphs by what they say; many as runs of numbers. */
function named(
  of: readonly Paragraph[],
  law: LawData,
): readonly (string | { cite: string; label: string })[] {
  const number = (one: Paragraph) => ({ cite: one.citation, label: `para ${one.number}` });
  if (of.length <= FEW)
    return of.flatMap((one, i) => [
      ...(i === 0 ? [] : ['; ']),
      number(one),
      ` ${one.text}${mark(one, 'text')}`,
    ]);
  const order = [
    ...new Set(
      law.paragraphs.filter(({ schedule }) => schedule === of[0]?.schedule).map((one) => one.number),
    ),
  ];
  const runs: Paragraph[][] = [];
  for (const one of of) {
    const last = runs.at(-1)?.at(-1);
    if (last !== undefined && order.indexOf(one.number) - order.indexOf(last.number) <= 1)
      runs.at(-1)?.push(one);
    else runs.push([one]);
  }
  return runs.flatMap((run, i) => {
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [
      ...(i === 0 ? [] : ['; ']),
      number(first),
      ...(last === first ? [] : [' to ', { cite: last.citation, label: last.number }]),
    ];
  });
}

const organisationChanges = ({ organisations }: LawData): readonly Change[] =>
  organisations.flatMap((one) => [
    ...(one.from === undefined ? [] : [{ on: one.from, text: `${one.name} begins.` }]),
    ...(one.to === undefined ? [] : [{ on: addDays(one.to, 1), text: `${one.name} is no more.` }]),
  ]);

export function changesBlocks(law: LawData): readonly Block[] {
  const changes = changesOf(law);
  return [
    heading(1, 'Changes in the law, day by day'),
    text('The first day of each: what held until the day before is no longer so.'),
    ...[...new Set(changes.map(({ on }) => on))].flatMap((on) => [
      heading(2, dayWords(on)),
      list(changes.filter((one) => one.on === on).map((one) => one.text)),
    ]),
    foot(law),
  ];
}
