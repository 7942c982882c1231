import type { LawData } from '../law-data.ts';
import { type Block, cites, heading, joined, list, type Text, table, terms, text, under } from './blocks.ts';
import type { BodyDescription, Capacity } from './body.ts';
import { dayWords, foot, listed, markOf, territoryWords } from './words.ts';

/** Draws what a body may use on a day, and what not. */
export function bodyBlocks(body: BodyDescription, law: LawData): readonly Block[] {
  const of = (...states: readonly Capacity['may'][]) =>
    body.capacities.filter(({ may }) => states.includes(may));
  const may = of('yes');
  const may35 = may.filter(({ objectives }) => objectives !== undefined);
  const objectives = may35[0]?.objectives ?? [];
  return [
    heading(1, `${body.name} on ${dayWords(body.on)}`),
    whatItIs(body),
    ...under(
      2,
      'May use, other conditions aside',
      may.length === 0 ? [] : [mayTable(may, body)],
      'No power of Part 5.',
    ),
    ...(may35.length === 0
      ? []
      : under(
          2,
          'Objectives of section 35',
          objectives.length === 0
            ? []
            : [
                terms(
                  objectives.map(({ title, state, says, citations }) => [
                    title,
                    [
                      state === 'specified'
                        ? ''
                        : `not settled: ${says.replace(/^.* is not settled: /, '')} `,
                      ...cites(citations),
                    ],
                  ]),
                ),
              ],
          'No objective is specified for it, so it may not use section 35 yet.',
        )),
    ...under(2, 'People who provide services to it', providers(may)),
    ...under(2, 'Conditions for this body', conditions(may)),
    ...under(2, 'Not settled, or not known', reasons(of('not-settled', 'not-known'))),
    ...under(2, 'May not', refusals(body)),
    ...under(2, 'Open to anyone', [openToAnyone(body)]),
    foot(law, body.on),
  ];
}

function whatItIs(body: BodyDescription): Block {
  const dates =
    body.to !== undefined
      ? `It ended on ${dayWords(body.to)}.`
      : body.from !== undefined
        ? `It began on ${dayWords(body.from)}.`
        : undefined;
  return terms([
    [
      'Class',
      body.classes.length === 0
        ? 'None is known: the data can’t say which lists it is in.'
        : `${listed(body.classes.map(({ id, label }) => `${label} [${id}]`))}${markOf(body.sureness)}`,
    ],
    [
      'Through',
      body.agencyOf === undefined
        ? undefined
        : `${body.agencyOf}: an executive agency is no person of its own.`,
    ],
    ['Territory', territoryWords(body.territories).replace(/^the /, '')],
    ['Dates', dates],
    ['Note', body.note],
  ]);
}

/** Rows of one power, or of one reason, with both sides in one. */
function bySide<T>(
  capacities: readonly Capacity[],
  keyOf: (one: Capacity) => string,
  row: (one: Capacity, sides: string) => T,
): readonly T[] {
  const groups = new Map<string, Capacity[]>();
  for (const one of capacities) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return [...groups.values()].flatMap((group) =>
    group[0] === undefined ? [] : [row(group[0], listed(group.map(({ side }) => side)))],
  );
}

const mayTable = (may: readonly Capacity[], { territories }: BodyDescription): Block =>
  table(
    ['Section', 'Power', 'As', 'Under'],
    bySide(
      may,
      (one) => `${one.power} ${one.paragraph?.citation ?? one.side}`,
      (one, sides) => [one.section, one.title, sides, because(one, territories)],
    ),
  );

function because(
  { paragraph, citations, territories, sureness, objectives }: Capacity,
  all: readonly string[],
): Text {
  const where = territories.length === all.length ? '' : `; ${territoryWords(territories)}`;
  return [
    { cite: paragraph?.citation ?? citations.at(-1) ?? '' },
    `${markOf(sureness)}${where}${objectives?.length === 0 ? '; no objective yet' : ''}`,
  ];
}

function providers(may: readonly Capacity[]): readonly Block[] {
  const entries = may.flatMap(({ providers: entry }) => entry ?? []);
  return entries.length === 0
    ? []
    : [text('They may act within that service under ', ...cites(entries), '.')];
}

function conditions(may: readonly Capacity[]): readonly Block[] {
  const limits = may.flatMap(({ paragraph }) =>
    paragraph?.functionalLimit === undefined
      ? []
      : [[paragraph.citation, paragraph.functionalLimit] as const],
  );
  const items: readonly Text[] = [
    ...[...new Map(limits)].map(([cite, limit]): Text => [{ cite }, `: ${limit}`]),
    ...may.flatMap((one) =>
      one.conditions.map(
        ({ asks, citations }): Text => [`${one.section}: ${asks} (`, ...cites(citations), ')'],
      ),
    ),
  ];
  return items.length === 0 ? [] : [list(items)];
}

function reasons(capacities: readonly Capacity[]): readonly Block[] {
  const items = bySide(
    capacities,
    (one) => `${one.says} ${one.citations.join()}`,
    (one, sides): Text => [
      `${one.section} ${one.title}, as ${sides}: ${one.says} (`,
      ...cites(one.citations.slice(0, 3)),
      ')',
    ],
  );
  return items.length === 0 ? [] : [list(items)];
}

/** Powers in which it has no side at all, put together by the reason. */
function refusals({ capacities }: BodyDescription): readonly Block[] {
  const without = capacities.filter(
    ({ power }) => !capacities.some((one) => one.power === power && one.may !== 'no'),
  );
  const items = [...new Set(without.map(({ says }) => says))].map((says): Text => {
    const same = without.filter((one) => one.says === says);
    const sections = [...new Set(same.map(({ section }) => section))].join(', ');
    return [`${sections}: ${says} (`, ...cites(same[0]?.citations.slice(0, 1) ?? []), ')'];
  });
  return items.length === 0 ? [] : [list(items)];
}

/** What does not depend on what the body is. */
function openToAnyone({ asProvider }: BodyDescription): Block {
  return list([
    [
      'To receive: ',
      { cite: 'DEA2017 s.64(1)' },
      ' (for personal information, accredited research and people), ',
      { cite: 'DEA2017 s.74(1)' },
      ', ',
      { cite: 'DEA2017 s.75(1)' },
      ' and ',
      { cite: 'DEA2017 s.76(1)' },
      ' (what identifies nobody).',
    ],
    ['To process for research, when accredited: ', { cite: 'DEA2017 s.64(5)' }, '.'],
    ...(asProvider.length === 0
      ? []
      : [
          [
            'To act for a listed body while providing services to it, within that service: ',
            ...joined(asProvider.map(providerEntry), '; '),
            '.',
          ],
        ]),
  ]);
}

const providerEntry = ({ schedule, citations }: BodyDescription['asProvider'][number]): Text => [
  `Sch ${schedule} para `,
  ...joined(
    citations.map((cite) => ({ cite, label: cite.replace(/^.* para /, '') })),
    ', ',
  ),
];
