import type { Ask, Asking } from './ask.ts';
import { yes } from './forms.ts';

const research = 'conditions.research.';

/** What research needs: the question, and the same as a statement. */
const inPlace: Readonly<Record<string, readonly [asks: string, says: string]>> = {
  projectAccredited: [
    'Has the UK Statistics Authority accredited the research project?',
    'The UK Statistics Authority has accredited the research project',
  ],
  processorsAccredited: [
    'Is everybody who prepares the information for research (the body itself included, if it does so) accredited?',
    'Everybody who prepares the information (the body itself included, if it does so) is accredited',
  ],
  recipientsAccredited: [
    'Is everybody who receives it accredited?',
    'Everybody who receives it is accredited',
  ],
  usersAccredited: [
    'Are all the researchers who would use it accredited?',
    'All the researchers who would use it are accredited',
  ],
  reasonableSteps: [
    'Does everybody who handles it take reasonable steps so that nobody is identified by accident?',
    'Everybody who handles it takes reasonable steps so that nobody is identified by accident',
  ],
  madeByAuthorityOrProcessor: [
    'Does the body itself hand it over, or somebody who prepared it for that body?',
    'The body itself hands it over, or somebody who prepared it for that body',
  ],
  codeRegard: [
    'Do they follow the code of practice for research?',
    'They follow the code of practice for research',
  ],
};

/** Several conditions of research in one question; each that is not chosen is not in place. */
export function researchAsk(missing: readonly string[]): (Ask & { readonly kind: 'several' }) | undefined {
  const open = Object.entries(inPlace).filter(([fact]) => missing.includes(`${research}${fact}`));
  if (open.length < 3) return undefined;
  return {
    path: 'conditions.research',
    asks: 'Which of these are in place?',
    kind: 'several',
    choices: open.map(([fact, [, says]]) => ({ path: `${research}${fact}`, value: true, says })),
  };
}

/** Each condition of research by itself. */
export const researchAsks: Readonly<Record<string, Asking>> = Object.fromEntries(
  Object.entries(inPlace).map(([fact, [question]]) => [`${research}${fact}`, yes(question)]),
);
