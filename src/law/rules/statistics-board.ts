import { type Body, isResolved, missingOf } from '../bodies.ts';
import type { Facts } from '../facts.ts';
import { byFact, type Found, failed, met, type Question, type Rule, rule, unknown } from '../rule.ts';
import { ofClass } from './general.ts';
import { isPublicAuthority } from './public-authority.ts';

/** What the rules of sections 78 to 81 have in common. */

type StatisticsFacts = NonNullable<NonNullable<Facts['conditions']>['statistics']>;
export const factsOf = ({ facts }: Question): StatisticsFacts => facts.conditions?.statistics ?? {};

export const toBoard = ofClass('to', 'the Statistics Board');

/** The Board requires the information for one or more of its functions. */
export const required = (citation: string): Rule =>
  rule('required', citation, 'The Board requires the information for a function.', (question) =>
    byFact(factsOf(question).requiredForBoardFunction, 'conditions.statistics.requiredForBoardFunction', [
      'The Board requires it for a function.',
      'The Board does not require it for any function.',
      'It is not said whether the Board requires it for a function.',
    ]),
  );

/** What a public authority is here: whoever exercises functions of a public nature. */
export function asAuthority({ from }: Question, then: (body: Body) => Found): Found {
  if (!isResolved(from))
    return unknown(`It is not known what kind of body ${from.name} is.`, missingOf('from', from));
  const known = isPublicAuthority(from);
  if (known === undefined)
    return unknown(`It is not known whether ${from.name} is a public authority.`, 'from.class');
  return known ? then(from) : failed(`${from.name} is not a public authority.`);
}

/** Under which section the Board asks. */
export const notice = (wanted: '45B' | '45C' | '45D' | '53A', citation: string, asks: string): Rule =>
  rule('notice', citation, asks, (question) => {
    const given = factsOf(question).notice;
    if (given === undefined)
      return unknown('It is not said under which section the Board asks.', 'conditions.statistics.notice');
    return given === wanted
      ? met(`The Board asks under section ${wanted}.`)
      : failed(`The Board has not asked under section ${wanted}.`);
  });
