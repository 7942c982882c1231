import { answers, type Row } from '../testing/spec.ts';

const two = 'SI2018/912 Sch para 2(2)';
const on = (...factors: readonly object[]) => ({ factors });
const at = (id: string, more: object = {}) => ({ id, person: 0, household: 'a', ...more });
const work = (age?: number) => at('not-in-education-or-training', age === undefined ? {} : { age });

answers('dea2017-s35', [
  ['two of one person', on(at('unemployment'), at('homelessness')), 'gateway', two],
  [
    'one of each of two people of one household',
    on(at('unemployment'), at('homelessness', { person: 1 })),
    'gateway',
    two,
  ],
  [
    'one of each of two people of two households',
    on(at('unemployment'), at('homelessness', { person: 1, household: 'b' })),
    'no-gateway',
    two,
  ],
  [
    'the same of two people of one household counts once',
    on(at('unemployment'), at('unemployment', { person: 1 })),
    'no-gateway',
    two,
  ],
  ['the same twice of one person', on(at('unemployment'), at('unemployment')), 'no-gateway', two],
  ['one', on(at('unemployment')), 'no-gateway', two],
  ['none', on(), 'no-gateway', two],
  ['one, and one that is not listed', on(at('unemployment'), at('left-handedness')), 'no-gateway', two],
  [
    'two of one person, who is in no household',
    on({ id: 'unemployment', person: 0 }, { id: 'homelessness', person: 0 }),
    'gateway',
    two,
  ],
  ['two of whose owner nothing is said', on({ id: 'unemployment' }, { id: 'homelessness' }), 'unknown', two],
  [
    'two people, of whose households nothing is said',
    on({ id: 'unemployment', person: 0 }, { id: 'homelessness', person: 1 }),
    'no-gateway',
    two,
  ],
  [
    'a person whose household is said once only',
    on(at('unemployment'), { id: 'homelessness', person: 0 }),
    'gateway',
    two,
  ],
  [
    'victim and perpetrator of anti-social behaviour are one disadvantage',
    on(
      at('anti-social-behaviour', { role: 'victim' }),
      at('anti-social-behaviour', { role: 'perpetrator', person: 1 }),
    ),
    'no-gateway',
    two,
  ],
  [
    'a victim of it counts',
    on(at('anti-social-behaviour', { role: 'victim' }), at('homelessness')),
    'gateway',
    'SI2018/912 Sch para 2(5)',
  ],
  ...[15, 16, 24, 25].map(
    (age): Row => [
      `not in education or training at ${age}`,
      on(at('homelessness'), work(age)),
      age === 16 || age === 24 ? 'gateway' : 'no-gateway',
      'SI2018/912 Sch para 2(6)',
    ],
  ),
  [
    'not in education or training, age not said',
    on(at('homelessness'), work()),
    'unknown',
    'SI2018/912 Sch para 2(6)',
  ],
  ['an age that matters no more', on(at('homelessness'), at('unemployment'), work()), 'gateway', two],
]);
