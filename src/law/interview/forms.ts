import type { Asking, Choice, Form } from './ask.ts';

export const choices = (says: Readonly<Record<string, string>>): readonly Choice[] =>
  Object.entries(says).map(([value, words]) => ({ value, says: words }));

export const choice = (says: Readonly<Record<string, string>>): Form => ({
  kind: 'choice',
  choices: choices(says),
});

const yesNo: Form = {
  kind: 'choice',
  choices: [
    { value: true, says: 'Yes' },
    { value: false, says: 'No' },
  ],
};

export const yes = (asks: string, help?: string): Asking => ({
  asks,
  ...(help !== undefined && { help }),
  ...yesNo,
});
