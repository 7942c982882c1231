import type { Side } from '../rules/general.ts';

/** Who stands on one side of a power, and the rule that tests it; without a rule anyone may. */
export interface Party {
  readonly who: string;
  readonly rule?: string;
}

const scheduled = (schedule: number, side: Side): Party => ({
  who: `body in Schedule ${schedule}`,
  rule: `${side}-listed`,
});
const both = (schedule: number): Record<Side, Party> => ({
  from: scheduled(schedule, 'from'),
  to: scheduled(schedule, 'to'),
});
const supplier: Party = { who: 'licensed gas or electricity supplier', rule: 'licensed-supplier' };
const undertaker: Party = { who: 'water or sewerage undertaker', rule: 'undertaker' };
const discloser = (who: string): Party => ({ who, rule: 'discloser' });
const recipient = (who: string): Party => ({ who, rule: 'recipient' });
const board = recipient('Statistics Board');
const anyone: Party = { who: 'anyone' };

/** The parties of each power: in which of its tests the discloser and the recipient are looked at. */
export const partiesOf: ReadonlyMap<string, Readonly<Record<Side, Party>>> = new Map([
  ['dea2017-s35', both(4)],
  ['dea2017-s36', { from: scheduled(5, 'from'), to: supplier }],
  ['dea2017-s37', { from: supplier, to: scheduled(5, 'to') }],
  ['dea2017-s38', { from: scheduled(6, 'from'), to: undertaker }],
  ['dea2017-s39', { from: undertaker, to: scheduled(6, 'to') }],
  [
    'dea2017-s46',
    {
      from: { who: 'civil registration official', rule: 'official' },
      to: recipient('named authority, or another official'),
    },
  ],
  ['dea2017-s48', both(7)],
  ['dea2017-s56', both(8)],
  [
    'dea2017-s64-1',
    {
      from: { who: 'public authority', rule: 'public-authority' },
      to: { who: 'anyone; for personal information, accredited' },
    },
  ],
  [
    'dea2017-s64-5',
    {
      from: { who: 'public authority, or processor', rule: 'authority-or-processor' },
      to: { who: 'accredited processor' },
    },
  ],
  ['dea2017-s74', { from: discloser('HM Revenue and Customs'), to: anyone }],
  ['dea2017-s75', { from: discloser('Welsh Revenue Authority'), to: anyone }],
  ['dea2017-s76', { from: discloser('Revenue Scotland'), to: anyone }],
  [
    'dea2017-s77',
    { from: discloser('HM Revenue and Customs'), to: recipient('Employers’ Liability Tracing Office') },
  ],
  ['dea2017-s78', { from: discloser('HM Revenue and Customs'), to: board }],
  [
    'dea2017-s79',
    {
      from: { who: 'public authority other than HM Revenue and Customs', rule: 'public-authority' },
      to: board,
    },
  ],
  [
    'dea2017-s80-45b',
    { from: { who: 'Crown body or financial regulator', rule: 'crown-or-regulator' }, to: board },
  ],
  ['dea2017-s80-45c', { from: { who: 'other public authority', rule: 'other-authority' }, to: board }],
  [
    'dea2017-s80-45d',
    { from: { who: 'business or charity, not micro or small', rule: 'undertaking' }, to: board },
  ],
  ['dea2017-s81', { from: discloser('Statistics Board'), to: recipient('devolved statistical body') }],
]);
