import type { Changes } from '../testing/examples.ts';
import { answers, type Row } from '../testing/spec.ts';

const use = (ground: string, more: object = {}) => ({ kind: 'use', ground, ...more });
const onward = (ground: string, more: object = {}) => ({ kind: 'onward', ground, ...more });
const knew = { done: true, stateOfMind: 'knew' };
const hmrc: Changes = { from: { organisation: 'hmrc' }, 'data.source': 'hmrc' };

answers('dea2017-s36', [
  ['use for the same purpose', { laterUse: use('same-purpose') }, 'gateway', 'DEA2017 s.40(1)'],
  ['use for marketing', { laterUse: use('other') }, 'no-gateway', 'DEA2017 s.40(1)'],
  [
    'use for another purpose, done knowingly: s.41(4) is about disclosure only',
    { laterUse: use('other', knew) },
    'no-gateway',
    'DEA2017 s.40(2)',
  ],
  ['use for safeguarding', { laterUse: use('safeguarding') }, 'gateway', 'DEA2017 s.40(2)(f)(iii)'],
  [
    'use for safeguarding, in breach of data protection law',
    { 'conditions.dpLawBreach': true, laterUse: use('safeguarding') },
    'no-gateway',
    'DEA2017 s.40(8)(a)',
  ],
  [
    'use under a court order: a ground for disclosure, not for use',
    { laterUse: use('court-order') },
    'no-gateway',
    'DEA2017 s.40(2)',
  ],
  ['onward for safeguarding', { laterUse: onward('safeguarding') }, 'gateway', 'DEA2017 s.41(2)(k)(iii)'],
  [
    'onward for safeguarding, whatever is said of consent and of the public',
    { 'conditions.consentGiven': false, 'data.alreadyPublic': false, laterUse: onward('safeguarding') },
    'gateway',
    'DEA2017 s.41(2)(k)(iii)',
  ],
  ['onward without a ground', { laterUse: onward('other') }, 'no-gateway', 'DEA2017 s.41(1)'],
  [
    'onward for the same purpose: that is no ground by itself',
    { laterUse: onward('same-purpose') },
    'no-gateway',
    'DEA2017 s.41(1)',
  ],
  [
    'onward without a ground, done knowingly',
    { laterUse: onward('other', knew) },
    'offence',
    'DEA2017 s.41(4)',
  ],
  [
    'onward without a ground, done recklessly',
    { laterUse: onward('other', { done: true, stateOfMind: 'reckless' }) },
    'offence',
    'DEA2017 s.41(4)',
  ],
  [
    'onward without a ground, nothing said of the mind: it must be shown',
    { laterUse: onward('other', { done: true }) },
    'no-gateway',
    'DEA2017 s.41(2)',
  ],
  [
    'onward without a ground, believed lawful',
    { laterUse: onward('other', { done: true, stateOfMind: 'reasonable-belief' }) },
    'no-gateway',
    'DEA2017 s.41(1)',
  ],
  [
    'onward without a ground, known to be barred but not done',
    { laterUse: onward('other', { done: false, stateOfMind: 'knew' }) },
    'no-gateway',
    'DEA2017 s.41(1)',
  ],
  [
    'onward with a ground, done knowingly',
    { laterUse: onward('legal-proceedings', knew) },
    'gateway',
    'DEA2017 s.41(2)(g)',
  ],
  [
    'what is public already',
    { 'data.alreadyPublic': true, laterUse: use('already-public') },
    'gateway',
    'DEA2017 s.40(2)(a)',
  ],
  [
    'what is called public and is not',
    { 'data.alreadyPublic': false, laterUse: use('already-public') },
    'no-gateway',
    'DEA2017 s.40(2)(a)',
  ],
  [
    'a consent that was given',
    { 'conditions.consentGiven': true, laterUse: onward('data-subject-consent') },
    'gateway',
    'DEA2017 s.41(2)(j)',
  ],
  [
    'a consent that was not given',
    { 'conditions.consentGiven': false, laterUse: onward('data-subject-consent') },
    'no-gateway',
    'DEA2017 s.41(1)',
  ],
  [
    'information about nobody',
    { subjects: 'none', 'data.identifiable': false, laterUse: onward('other') },
    'gateway',
    'DEA2017 s.40(5)',
  ],
  ['onward, no ground given', { laterUse: { kind: 'onward' } }, 'unknown', 'DEA2017 s.41(1)'],
  ['neither use nor onward', { laterUse: { ground: 'safeguarding' } }, 'unknown', 'DEA2017 s.40(1)'],
  [
    'a source that is not said',
    { 'data.source': undefined, laterUse: onward('safeguarding') },
    'unknown',
    'DEA2017 s.41(1)',
  ],
  [
    'HMRC data, even for safeguarding',
    { ...hmrc, laterUse: onward('safeguarding') },
    'consent-only',
    'DEA2017 s.42(1)',
  ],
  [
    'HMRC data, passed on for the same purpose',
    { ...hmrc, laterUse: onward('same-purpose') },
    'consent-only',
    'DEA2017 s.42(1)',
  ],
  [
    'HMRC data, used for the same purpose: consent is for other purposes only',
    { ...hmrc, laterUse: use('same-purpose') },
    'gateway',
    'DEA2017 s.40(1)',
  ],
  [
    'HMRC data, used otherwise',
    { ...hmrc, laterUse: use('crime-asb-prevention') },
    'consent-only',
    'DEA2017 s.40(4)',
  ],
  [
    'HMRC data, used otherwise and knowingly: s.42(3) is about disclosure only',
    { ...hmrc, laterUse: use('other', knew) },
    'consent-only',
    'DEA2017 s.40(4)',
  ],
  [
    'HMRC data with consent',
    { ...hmrc, laterUse: onward('other', { revenueConsent: 'given' }) },
    'gateway',
    'DEA2017 s.42(2)',
  ],
  [
    'HMRC data with a consent given for the whole share',
    { ...hmrc, 'conditions.revenueConsent': 'given', laterUse: use('crime-asb-prevention') },
    'gateway',
    'DEA2017 s.40(4)',
  ],
  [
    'HMRC data for which this consent was refused, whatever was given for the share',
    {
      ...hmrc,
      'conditions.revenueConsent': 'given',
      laterUse: use('crime-asb-prevention', { revenueConsent: 'refused' }),
    },
    'consent-only',
    'DEA2017 s.40(4)',
  ],
  [
    'HMRC data, done without consent',
    { ...hmrc, laterUse: onward('other', knew) },
    'offence',
    'DEA2017 s.42(3)',
  ],
  [
    'HMRC data, done, nothing said of the mind: the belief is for the person to show',
    { ...hmrc, laterUse: onward('other', { done: true }) },
    'offence',
    'DEA2017 s.42(3)',
  ],
  [
    'HMRC data, done in the reasonable belief that it was lawful',
    { ...hmrc, laterUse: onward('other', { done: true, stateOfMind: 'reasonable-belief' }) },
    'consent-only',
    'DEA2017 s.42(1)',
  ],
  [
    'HMRC data, disclosed knowingly in breach of data protection law',
    { ...hmrc, 'conditions.dpLawBreach': true, laterUse: onward('other', knew) },
    'offence',
    'DEA2017 s.42(3)',
  ],
  [
    'HMRC data in breach of data protection law, without consent: no consent would mend it',
    { ...hmrc, 'conditions.dpLawBreach': true, laterUse: onward('safeguarding') },
    'no-gateway',
    'DEA2017 s.40(8)(a)',
  ],
]);

answers('dea2017-s37', [
  [
    'HMRC data from a supplier: s.42 does not reach section 37',
    { 'data.source': 'hmrc', laterUse: onward('safeguarding') },
    'gateway',
    'DEA2017 s.41(2)(k)(iii)',
  ],
]);

/** s.49(2), s.50(2): three limbs of chapters 1 and 4 are missing from chapter 3; chapter 5 has none of them. */
const limbs = ['serious-physical-harm', 'loss-of-life', 'emergency'];
answers('dea2017-s48', [
  ...limbs.flatMap((ground): Row[] => [
    [`debt: use for ${ground}`, { laterUse: use(ground) }, 'no-gateway', 'DEA2017 s.49(2)'],
    [`debt: onward for ${ground}`, { laterUse: onward(ground) }, 'no-gateway', 'DEA2017 s.50(2)'],
  ]),
  ['debt: onward for safeguarding', { laterUse: onward('safeguarding') }, 'gateway', 'DEA2017 s.50(2)(k)'],
  [
    'debt: onward for national security',
    { laterUse: onward('national-security') },
    'gateway',
    'DEA2017 s.50(2)(l)',
  ],
  ['debt: knowingly without a ground', { laterUse: onward('emergency', knew) }, 'offence', 'DEA2017 s.50(4)'],
  [
    'debt: HMRC data used otherwise',
    { ...hmrc, to: { organisation: 'preston-city-council' }, laterUse: use('safeguarding') },
    'consent-only',
    'DEA2017 s.49(4)',
  ],
]);
answers('dea2017-s56', [
  ...limbs.map((ground, at): Row => {
    const limb = `DEA2017 s.58(2)(k)(${['i', 'ii', 'iv'][at]})`;
    return [`fraud: onward for ${ground}`, { laterUse: onward(ground) }, 'gateway', limb];
  }),
  ['fraud: knowingly without a ground', { laterUse: onward('other', knew) }, 'offence', 'DEA2017 s.58(4)'],
  [
    'fraud: HMRC data passed on',
    { ...hmrc, laterUse: onward('criminal-investigation') },
    'consent-only',
    'DEA2017 s.59(1)',
  ],
  [
    'fraud: HMRC data passed on knowingly',
    { ...hmrc, laterUse: onward('criminal-investigation', knew) },
    'offence',
    'DEA2017 s.59(3)',
  ],
]);

const reviewed = { 'data.identifiable': true, laterUse: onward('accredited-reviewer') };
answers('dea2017-s64-1', [
  [
    'a reviewer said to be accredited in the first share',
    { ...reviewed, 'conditions.research.reviewerAccredited': true },
    'gateway',
    'DEA2017 s.66(3)(b)',
  ],
  [
    'a reviewer said not to be accredited in the first share',
    { ...reviewed, 'conditions.research.reviewerAccredited': false },
    'no-gateway',
    'DEA2017 s.66(3)(b)',
  ],
]);
answers('dea2017-s36', [
  [
    'a later use before the power began',
    { on: '2018-04-30', laterUse: use('safeguarding') },
    'no-gateway',
    'DEA2017 s.36(1)',
  ],
  [
    'no offence before the power began',
    { on: '2018-04-30', laterUse: onward('other', knew) },
    'no-gateway',
    'DEA2017 s.36(1)',
  ],
  [
    'a later use on the first day',
    { on: '2018-05-01', laterUse: use('safeguarding') },
    'gateway',
    'DEA2017 s.40(2)(f)(iii)',
  ],
  [
    'a later use on a day that is not said',
    { on: undefined, laterUse: use('safeguarding') },
    'unknown',
    'DEA2017 s.36(1)',
  ],
]);
