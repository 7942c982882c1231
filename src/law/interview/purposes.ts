import type { Choice } from './ask.ts';

/** What people want to do, in their own words, as the purposes that the law data know. */
export const purposes: readonly Choice[] = grouped({
  'Help people or households': {
    'multiple-disadvantages-support': 'Help people or families who have several problems at once',
    'fuel-poverty-assistance': 'Help people who struggle to pay for heating',
    'water-poverty-assistance': 'Help people who struggle to pay for water or sewerage',
    'water-special-provision-assistance':
      'Help water customers who have a right to special terms (such as WaterSure)',
    'television-retuning-assistance': 'Help people retune their television',
    'scottish-elc-contact': 'Find families in Scotland with a right to free early learning',
    'identity-verification': 'Check who somebody is, for an online public service',
    'small-business-support': 'Help small businesses or charities',
    safeguarding: 'Protect a child or an adult who is at risk',
  },
  'Debt, and mistakes about money': {
    'collect-public-debt': 'Deal with money that is owed to a public body',
    'correct-official-error': 'Put right a mistake of our own, where nobody cheated',
    'collect-private-debt': 'Deal with money that is owed to a private creditor',
  },
  'Fraud and crime': {
    'combat-public-fraud': 'Find, stop or act on fraud against a public body',
    'combat-private-fraud': 'Find, stop or act on fraud against somebody else',
    'crime-prevention': 'Prevent or detect crime other than fraud',
    'punish-or-sanction': 'Punish or prosecute somebody',
  },
  'Births, deaths and marriages': {
    'civil-registration-function': 'Use registration records for a public task',
  },
  Research: {
    research: 'Give information to researchers',
    'research-processing': 'Have information prepared for researchers (matched, or names taken off)',
  },
  Statistics: {
    'official-statistics': 'Official statistics, by the Office for National Statistics',
    'devolved-statistics': 'Statistics of the Scottish, Welsh or Northern Ireland government',
    'change-data-system': 'Change a system on which official statistics depend',
  },
  'Release or trace': {
    'public-interest-release': 'Release totals or other figures in the public interest',
    'employer-liability-tracing': 'Find an employer’s insurer, for a claim by somebody injured at work',
  },
  'Run or enforce a service': {
    'school-place-planning': 'Plan school places',
    casework: 'Decide single cases',
    'select-people-for-action': 'Pick out people for checks or sanctions',
    'fire-safety-enforcement': 'Enforce fire safety law',
    'trade-policy': 'Make or run trade policy',
  },
  'Business use': {
    marketing: 'Sell goods or services',
    'price-comparison': 'Compare tariffs',
    'insurance-business': 'Ordinary business of an insurer',
    'commercial-profit': 'Make a profit',
  },
});

function grouped(groups: Readonly<Record<string, Readonly<Record<string, string>>>>): readonly Choice[] {
  return Object.entries(groups).flatMap(([group, some]) =>
    Object.entries(some).map(([value, says]) => ({ value, says, group })),
  );
}

const received = 'Something with information that was shared with us before';

/** The last groups: what is done later, and what no name was found for. */
export const otherPurposes: readonly Choice[] = [
  { path: 'laterUse.kind', value: 'use', says: 'Use it for something else', group: received },
  { path: 'laterUse.kind', value: 'onward', says: 'Pass it on to somebody else', group: received },
  { value: 'other', says: 'Something else', group: 'Something else' },
];
