import { longDate } from '#kernel';
import type { Facts } from '../facts.ts';
import type { Power } from '../law-data.ts';
import { assuming, failed, met, type Rule } from '../rule.ts';

type Step = Exclude<keyof NonNullable<Facts['readiness']>, 'pilot'>;

const done: Readonly<Record<Step, readonly [asks: string, yes: string, no: string]>> = {
  codeInForce: [
    'The code of practice has been issued.',
    'The code of practice has been issued.',
    'The code of practice has not been issued.',
  ],
  agreement: [
    'An information sharing agreement is signed.',
    'An information sharing agreement is signed.',
    'There is no signed information sharing agreement.',
  ],
  dpia: [
    'A data protection impact assessment is done.',
    'The data protection impact assessment is done.',
    'There is no data protection impact assessment.',
  ],
  securityPlan: [
    'A security plan is agreed.',
    'The security plan is agreed.',
    'There is no agreed security plan.',
  ],
  registerEntry: [
    'The share is in the public register.',
    'The share is in the public register.',
    'The share is not in the public register.',
  ],
  businessCase: [
    'The business case is accepted.',
    'The business case is accepted.',
    'The business case is not accepted.',
  ],
};

/**
 * Steps of the code of practice that a power has. They are no part of the statute, which asks for regard to the code:
 * a step that nothing is said of leaves the verdict alone; one that is not done makes the share not ready.
 */
export const readinessOf = ({ code }: Power): readonly Rule[] =>
  (code?.steps ?? []).flatMap((step) => rules.find(({ id }) => id === `code-${step}`) ?? []);

function codeStep(step: Step): Rule {
  const [asks, yes, no] = done[step];
  return {
    id: `code-${step}`,
    citation: regard,
    asks,
    stage: 'readiness',
    assumes: `readiness.${step}`,
    test: ({ facts }) => {
      const fact = facts.readiness?.[step];
      if (fact === undefined) return undefined;
      return fact ? met(yes, guidance) : failed(no, guidance);
    },
  };
}

const regard = ({ code, citation }: Power): string => code?.regard ?? citation;
/** The step itself is known from guidance, not from statute. */
const guidance = ['CODE'];

/** Debt and fraud: every share is a pilot first, approved for a term, or has been approved as business as usual. */
const pilot: Rule = {
  id: 'code-pilot',
  citation: regard,
  asks: 'The share is an approved pilot within its term, or is approved as business as usual.',
  stage: 'readiness',
  assumes: 'readiness.pilot.status',
  test: ({ facts, on }) => {
    const { status, ends } = facts.readiness?.pilot ?? {};
    if (status === undefined) return undefined;
    if (status === 'bau') return met('The share is approved as business as usual.', guidance);
    if (status !== 'approved') return failed('No approved pilot covers it.', guidance);
    if (ends !== undefined && on !== undefined && on > ends)
      return failed(`The approved pilot ended on ${longDate(ends)}.`, guidance);
    return assuming(met('An approved pilot covers it.', guidance), ends, 'readiness.pilot.ends');
  },
};

const rules: readonly Rule[] = [pilot, ...(Object.keys(done) as Step[]).map(codeStep)];
