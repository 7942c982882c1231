import type { LawData } from '../law-data.ts';
import { indexOf } from '../law-index.ts';
import { type Block, heading, type Inline, joined, type Text, terms, text } from './blocks.ts';
import { type BodyDescription, type Capacity, describeBody } from './body.ts';
import { anchor } from './markdown.ts';
import { powerTitle } from './powers-view.ts';
import { classLabel, dayWords, foot, listed, markOf } from './words.ts';

const kinds: readonly (readonly [kind: string, title: string])[] = [
  ['uk-department', 'Departments of the United Kingdom'],
  ['non-ministerial', 'Non-ministerial departments'],
  ['public-body', 'Public bodies'],
  ['regulator', 'Regulators'],
  ['local', 'Local government and fire'],
  ['police', 'Police'],
  ['education', 'Education'],
  ['devolved-government', 'Devolved governments'],
  ['devolved-public-body', 'Devolved public bodies'],
  ['health', 'Health'],
  ['housing', 'Housing'],
  ['registration', 'Registration'],
  ['utility', 'Energy and water'],
  ['research', 'Research'],
  ['private', 'Businesses, charities and others'],
];

interface Group {
  readonly classes: readonly string[];
  readonly kind: string;
  readonly names: string[];
  readonly body: BodyDescription;
}

/** Every organisation that the data know, with what its kind of body may use on the checked day. */
export function bodiesBlocks(law: LawData): readonly Block[] {
  const groups = groupsOf(law);
  const used = new Set(groups.map(({ kind }) => kind));
  const order = [
    ...kinds,
    ...[...used]
      .filter((kind) => !kinds.some(([known]) => known === kind))
      .map((kind) => [kind, kind] as const),
  ];
  return [
    heading(1, 'Bodies and what they may use'),
    text(
      `On ${dayWords(law.checkedTo)}, other conditions aside. Anyone may receive non-identifying information from a revenue authority, and information for accredited research; anyone may act for a listed body while providing services to it. For one body, with the reasons why not: stile law body NAME.`,
    ),
    ...order.flatMap(([kind, title]) => {
      const of = groups.filter((one) => one.kind === kind);
      return of.length === 0 ? [] : [heading(2, title), ...of.flatMap((one) => groupBlocks(one, law))];
    }),
    foot(law),
  ];
}

/** Organisations of the same classes and the same department are told together. */
function groupsOf(law: LawData): readonly Group[] {
  const index = indexOf(law);
  const groups = new Map<string, Group>();
  for (const organisation of law.organisations) {
    const { id, name, classes, sureness, to } = organisation;
    const shown = `${name}${to === undefined ? '' : ` (to ${dayWords(to)})`}${typeof sureness === 'string' ? markOf(sureness) : ''}`;
    const key = classes.join();
    const group = groups.get(key);
    if (group === undefined)
      groups.set(key, {
        classes,
        kind: index.classes.get(classes[0] ?? '')?.kind ?? 'private',
        names: [shown],
        body: describeBody({ id, name, is: 'organisation' }, law.checkedTo, law),
      });
    else group.names.push(shown);
  }
  return [...groups.values()];
}

function groupBlocks({ classes, names, body }: Group, law: LawData): readonly Block[] {
  const index = indexOf(law);
  const may = (side: Capacity['side']) =>
    body.capacities.filter((one) => one.side === side && one.may === 'yes');
  const doubtful = body.capacities.filter(
    ({ may: state }) => state === 'not-settled' || state === 'not-known',
  );
  const objectives = may('discloser').flatMap((one) => one.objectives ?? []);
  const row = (some: readonly Capacity[]): Text =>
    some.length === 0
      ? 'none'
      : joined(
          some.map((one) => useText(one, law)),
          ', ',
        );
  return [
    heading(3, listed(classes.map((one) => classLabel(one, index)))),
    terms([
      ['Organisations', names.join('; ')],
      ['May disclose under', row(may('discloser'))],
      ['May receive under', row(may('recipient'))],
      [
        'Objectives',
        objectives.length === 0
          ? undefined
          : joined(
              objectives.map(
                ({ title, state }): Text => ({
                  to: `objectives.md#${anchor(title)}`,
                  label: `${title}${state === 'specified' ? '' : ' (not settled)'}`,
                }),
              ),
              ', ',
            ),
      ],
      [
        'Not settled, or not known',
        doubtful.length === 0
          ? undefined
          : joined(
              doubtful.map((one) => useText(one, law)),
              ', ',
            ),
      ],
    ]),
  ];
}

/** A link to the power, with the paragraph that lists the body. */
function useText({ power: id, section, paragraph, objectives }: Capacity, law: LawData): Text {
  const power = law.powers.find((one) => one.id === id);
  const link: Inline =
    power === undefined ? section : { to: `powers.md#${anchor(powerTitle(power))}`, label: section };
  const none = objectives?.length === 0 ? ', no objective yet' : '';
  if (paragraph === undefined) return link;
  const label = paragraph.citation.replace('DEA2017 ', '');
  return [link, ' (', { cite: paragraph.citation, label }, `${none})`];
}
