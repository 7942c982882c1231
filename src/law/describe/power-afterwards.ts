import type { Exceptions, Power } from '../law-data.ts';
import { offences } from '../laws.ts';
import { type Block, cited, cites, joined, list, type Text, terms, text } from './blocks.ts';
import { markOf, mindWords, slugWords } from './words.ts';

const ends = { free: '; free', unsettled: '; this Act does not settle it' } as const;

const endOf = (otherwise: keyof typeof ends | undefined, listed: boolean): string => {
  if (!listed) return `${otherwise === undefined ? '' : ends[otherwise]}.`;
  return otherwise === undefined ? '; but:' : '; these are allowed, and this Act does not settle the rest:';
};

/** Rules of the chapter on other use and on passing on, each ground in a line of its own. */
export function laterUse({ use, onward, revenue }: Exceptions, power: Power): readonly Block[] {
  const grounds = (
    name: string,
    { rule, citation, exceptions, otherwise }: Exceptions['use'],
  ): readonly Block[] => [
    text(`${name}: ${rule} (`, { cite: citation }, `)${endOf(otherwise, exceptions.length > 0)}`),
    ...(exceptions.length === 0
      ? []
      : [list(exceptions.map(({ text: words, citation: cite }): Text => [`${words} (`, { cite }, ')']))]),
  ];
  const special = revenue
    .filter(({ appliesTo }) => appliesTo.includes(power.id))
    .map((one): readonly [string, Text] => [
      `From ${one.source.toUpperCase()}`,
      [
        `only with the consent of ${one.holder} (`,
        ...cites([...(one.use === undefined ? [] : [one.use]), one.onward, one.consent]),
        ')',
        ...(one.except.length === 0
          ? []
          : [
              '; except: ',
              ...joined(
                one.except.map(
                  ({ ground, citation: cite }): Text => [`${slugWords(ground)} (`, { cite }, ')'],
                ),
                '; ',
              ),
            ]),
        '; passing it on without is an offence (',
        { cite: one.offence },
        '), reasonable belief a defence (',
        { cite: one.defence },
        ')',
      ],
    ]);
  return [
    ...grounds('Use', use),
    ...grounds('Passing on', onward),
    ...(special.length === 0 ? [] : [terms(special)]),
  ];
}

/** The offences of a power, and what else follows a breach. */
export function offencesOf(power: Power): readonly Block[] {
  const of = offences.filter(({ neighbour, powers }) => !neighbour && powers.includes(power.id));
  const items = of.map(
    (one): Text => [
      { cite: one.citation },
      `${markOf(one.sureness)}: ${one.act} State of mind: ${mindWords(one.mind)}.`,
    ],
  );
  const sanction = power.sanction === undefined ? [] : [cited(power.sanction.text, power.sanction.citation)];
  return items.length + sanction.length === 0 ? [] : [list([...items, ...sanction])];
}
