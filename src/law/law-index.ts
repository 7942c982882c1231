import type { LawData, Objective, Paragraph, Power } from './law-data.ts';

type Organisation = LawData['organisations'][number];
type BodyClass = LawData['classes'][number];

/** Law data, arranged for look-up. */
export interface LawIndex {
  readonly data: LawData;
  readonly powers: ReadonlyMap<string, Power>;
  readonly objectives: ReadonlyMap<string, Objective>;
  readonly objectiveOfPurpose: ReadonlyMap<string, Objective>;
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly classes: ReadonlyMap<string, BodyClass>;
  /** Paragraphs that list a class in a schedule, by `schedule class`; entries for providers by `schedule part`. */
  readonly paragraphs: ReadonlyMap<string, readonly Paragraph[]>;
}

const kept = new WeakMap<LawData, LawIndex>();

/** The index of law data, made once for each. */
export function indexOf(data: LawData): LawIndex {
  const known = kept.get(data);
  if (known !== undefined) return known;
  const index: LawIndex = {
    data,
    powers: byId(data.powers),
    objectives: byId(data.objectives),
    objectiveOfPurpose: new Map(
      data.objectives.flatMap((one) => one.purposes.map((purpose) => [purpose, one] as const)),
    ),
    organisations: byId(data.organisations),
    classes: byId(data.classes),
    paragraphs: grouped(data),
  };
  kept.set(data, index);
  return index;
}

const byId = <T extends { readonly id: string }>(records: readonly T[]): ReadonlyMap<string, T> =>
  new Map(records.map((record) => [record.id, record]));

const keyOf = ({ schedule, part, class: listed, providerEntry }: Paragraph): string =>
  providerEntry === true ? `${schedule} part ${part}` : `${schedule} ${listed}`;

function grouped(data: LawData): ReadonlyMap<string, readonly Paragraph[]> {
  const groups = new Map<string, Paragraph[]>();
  for (const paragraph of data.paragraphs) {
    if (paragraph.class === undefined) continue;
    const group = groups.get(keyOf(paragraph));
    if (group === undefined) groups.set(keyOf(paragraph), [paragraph]);
    else group.push(paragraph);
  }
  return groups;
}
