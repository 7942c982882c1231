import type { Asking } from './ask.ts';
import { choice, yes } from './forms.ts';

/** Questions on what the UK Statistics Authority asks for, and how it was answered. */
export const statisticsAsks: Readonly<Record<string, Asking>> = {
  'conditions.statistics.notice': {
    asks: 'Has the UK Statistics Authority (or its Office for National Statistics) asked for it formally?',
    kind: 'choice',
    choices: [
      { value: 'none', says: 'No, it would be given freely' },
      {
        value: '45B',
        says: 'Yes, by a request under section 45B (departments and financial regulators)',
        also: { power: 'dea2017-s80-45b' },
      },
      {
        value: '45C',
        says: 'Yes, by a notice under section 45C (other public bodies)',
        also: { power: 'dea2017-s80-45c' },
      },
      {
        value: '45D',
        says: 'Yes, by a notice under section 45D (businesses and charities)',
        also: { power: 'dea2017-s80-45d' },
      },
    ],
  },
  'conditions.statistics.undertakingSize': {
    asks: 'How large is the business or charity?',
    ...choice({
      micro: 'Fewer than 10 people',
      small: '10 to 49 people',
      medium: '50 to 249 people',
      large: '250 people or more',
    }),
  },
  'conditions.statistics.requiredForBoardFunction': yes(
    'Does the UK Statistics Authority need the information for its work?',
  ),
  'conditions.statistics.reasonsGiven': yes('Does the request give reasons?'),
  'conditions.statistics.devolvedConsent': yes(
    'Has the devolved government (Scottish, Welsh or Northern Ireland) consented to the notice?',
  ),
  'conditions.statistics.consultClause': yes(
    'Does the notice say that the Authority must be consulted before the system is changed?',
  ),
  'conditions.statistics.statisticalPurpose': yes('Is it wanted for statistics only?'),
  'conditions.statistics.writtenRequest': yes(
    'Is there a written request that names the information and what it is for?',
  ),
  'conditions.statistics.sourceConsent': yes('Does the body from which it first came consent?'),
  'conditions.statistics.reply': {
    asks: 'How has the body answered the request?',
    ...choice({
      willing: 'It is willing',
      'unwilling-with-reasons': 'It is unwilling, and has given reasons',
      'unwilling-no-reasons': 'It is unwilling, and has given no reasons',
      none: 'It has not answered',
    }),
  },
  'conditions.statistics.complied': {
    ...yes('Has the notice been complied with?'),
    unsaid: 'It is not due yet, or I don’t know',
  },
  'conditions.statistics.reasonableExcuse': yes('Is there a reasonable excuse?'),
};
