import { failed, met, type Rule, rule, type Tests } from '../rule.ts';
import { dataProtection, inForce, investigatoryPowers, ofClass } from './general.ts';
import { asAuthority, required, toBoard } from './statistics-board.ts';

/** Section 78: HM Revenue and Customs to the Board. */
export const fromRevenue: Tests = {
  rules: [
    inForce,
    ofClass('from', 'HM Revenue and Customs'),
    toBoard,
    required('SRSA2007 s.45(2)'),
    dataProtection,
    investigatoryPowers,
  ],
};

const voluntary: Rule = rule(
  'public-authority',
  'SRSA2007 s.45A(2)',
  'The discloser is a public authority other than HM Revenue and Customs.',
  (question) => {
    if (question.from.classes.includes('hmrc'))
      return { ...failed('HM Revenue and Customs has its own power.'), redirect: 'dea2017-s78' };
    return asAuthority(question, ({ name }) => met(`${name} is a public authority.`, ['SRSA2007 s.45A(1)']));
  },
);

/** Section 79: s.45A of the 2007 Act, any other public authority to the Board, if it wishes. */
export const voluntaryToBoard: Tests = {
  rules: [inForce, voluntary, toBoard, required('SRSA2007 s.45A(3)'), dataProtection, investigatoryPowers],
};
