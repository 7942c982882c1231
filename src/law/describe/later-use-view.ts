import type { Exceptions, LawData } from '../law-data.ts';
import { type Block, cited, cites, heading, joined, list, type Text, table, text } from './blocks.ts';
import { foot, listed, markOf, sectionLabel, slugWords } from './words.ts';

type Kind = 'use' | 'onward';

/** Which later uses each chapter allows: the grounds by chapter, then what revenue authorities hold. */
export function laterUseBlocks(law: LawData): readonly Block[] {
  return [
    heading(1, 'What may be done with it afterwards'),
    text(
      'Use is use by the recipient for something else; passing on is disclosure to somebody else. Each chapter has its own list, and none borrows from another: an empty cell means that the chapter has no such ground. The bars protect personal information only.',
    ),
    ...kindBlocks(law, 'use', 'Use for something else'),
    ...kindBlocks(law, 'onward', 'Passing it on'),
    heading(2, 'What a revenue authority disclosed'),
    text(
      'None of the ordinary grounds opens these bars. Only the authority’s consent does, or an exception named here.',
    ),
    list(law.exceptions.flatMap((one) => one.revenue.map((revenue) => revenueItem(one, revenue, law)))),
    foot(law),
  ];
}

/** The powers of a list, by section. */
const sectionsOf = ({ powers }: Exceptions, law: LawData): string =>
  listed(law.powers.filter(({ id }) => powers.includes(id)).map(sectionLabel));

const named = (one: Exceptions, law: LawData): string =>
  `${one.powers.length > 1 ? 'Sections' : 'Section'} ${sectionsOf(one, law)}`;

function kindBlocks(law: LawData, kind: Kind, title: string): readonly Block[] {
  const whole = (one: Exceptions): boolean =>
    one[kind].exceptions.length > 0 && one[kind].otherwise === undefined;
  const lists = law.exceptions.filter(whole);
  const others = law.exceptions.filter((one) => !whole(one));
  const grounds = new Map(
    lists.flatMap((one) => one[kind].exceptions.map(({ ground, text: words }) => [ground, words] as const)),
  );
  const cell = (one: Exceptions, ground: string): Text => {
    const found = one[kind].exceptions.find((each) => each.ground === ground);
    if (found !== undefined) return { cite: found.citation, label: short(found.citation) };
    const doubt = one[kind].unsettled?.find((each) => each.ground === ground);
    return doubt === undefined
      ? ''
      : ['not settled: ', { cite: doubt.citation, label: short(doubt.citation) }];
  };
  const rules = (all: readonly Exceptions[]): readonly Text[] =>
    all.map((one) => {
      const { rule, citation, otherwise, sourceConsent, exceptions } = one[kind];
      const end =
        otherwise === 'free'
          ? '; free'
          : otherwise === 'unsettled'
            ? '; this Act does not settle it'
            : '; nothing else';
      const consent =
        sourceConsent === undefined ? '' : ` (consent for: ${sourceConsent.map(slugWords).join(', ')})`;
      const open = exceptions.length === 0 ? '' : `; allowed where ${oneOf(exceptions)}; otherwise`;
      const words = lists.includes(one) ? '' : `${open}${open === '' ? end : end.replace(/^;/, '')}`;
      return cited(`${named(one, law)}: ${rule}${consent}${words}`, citation);
    });
  return [
    heading(2, title),
    list(rules(lists)),
    text('Except:'),
    table(
      ['Ground', ...lists.map((one) => `s. ${sectionsOf(one, law)}`)],
      [...grounds].map(([ground, words]) => [words, ...lists.map((one) => cell(one, ground))]),
    ),
    ...(others.length === 0
      ? []
      : [text('The other powers have no list of their own:'), list(rules(others))]),
  ];
}

const oneOf = (exceptions: Exceptions['use']['exceptions']): string =>
  exceptions.map(({ text: words, citation }) => `${words} (${citation})`).join(', or ');

/** `DEA2017 s.41(2)(a)` gives `41(2)(a)`. */
const short = (citation: string): string => citation.replace(/^\S+ s\./, '');

function revenueItem(one: Exceptions, revenue: Exceptions['revenue'][number], law: LawData): Text {
  const { holder, use, onward, consent, except, offence, defence } = revenue;
  const sureness = revenue['sureness'];
  return [
    `${named({ ...one, powers: revenue.appliesTo }, law)}, from ${holder}${sureness === 'M' || sureness === 'L' ? markOf(sureness) : ''}: `,
    ...(use === undefined ? [] : ['other use ', { cite: use }, '; ']),
    'passing on ',
    { cite: onward },
    '; consent ',
    ...cites([consent]),
    ...(except.length === 0
      ? []
      : [
          '; except ',
          ...joined(
            except.map(({ ground, citation }): Text => [`${slugWords(ground)} `, { cite: citation }]),
            ', ',
          ),
        ]),
    '; offence ',
    { cite: offence },
    ', defence ',
    { cite: defence },
    '.',
  ];
}
