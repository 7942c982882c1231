import type { Facts } from '../facts.ts';
import type { Ask, Asking } from './ask.ts';
import { factAt } from './fact-paths.ts';

/** The steps of a code of practice that people take. That the code itself is in force is not theirs to say. */
const steps: Readonly<Record<string, string>> = {
  businessCase: 'The business case is accepted',
  dpia: 'The data protection impact assessment is done',
  securityPlan: 'The security plan is agreed',
  agreement: 'The information sharing agreement is signed',
  registerEntry: 'The share is in the public register',
};

/** Questions on the code of practice, asked once there is a gateway. */
export const readinessAsks: Readonly<Record<string, Asking>> = {
  'readiness.pilot.status': {
    asks: 'Debt and fraud shares begin as a pilot. How far is yours?',
    kind: 'choice',
    choices: [
      { value: 'none', says: 'There is none' },
      { value: 'submitted', says: 'It is submitted, and not approved yet' },
      { value: 'approved', says: 'It is approved' },
      { value: 'bau', says: 'It has been approved as business as usual' },
      { value: 'ended', says: 'It has ended' },
    ],
  },
  'readiness.pilot.ends': { asks: 'On which day does the approved pilot end?', kind: 'date' },
};

/** All the steps of a code in one question; nothing when they are all known. The others are then not done. */
export function readinessAsk(facts: Facts, codeSteps: readonly string[]): Ask | undefined {
  const open = Object.entries(steps).filter(
    ([step]) => codeSteps.includes(step) && factAt(facts, `readiness.${step}`) === undefined,
  );
  if (open.length === 0) return undefined;
  return {
    path: 'readiness',
    asks: 'Which of these are done?',
    kind: 'several',
    choices: open.map(([step, says]) => ({ path: `readiness.${step}`, value: true, says })),
  };
}
