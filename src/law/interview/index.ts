export type { Answer, Ask, Choice } from './ask.ts';
export { nextQuestion } from './next-question.ts';
export { slugOf, withAnswer } from './with-answer.ts';
