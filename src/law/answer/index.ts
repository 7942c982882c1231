export { answerOf } from './answer.ts';
export type { Answer, Line, Section } from './line.ts';
export { answerMarkdown, answerText } from './text.ts';
export {
  categoryWords,
  factorWords,
  factWords,
  groundWords,
  purposeWords,
  schemeWords,
} from './words/index.ts';
