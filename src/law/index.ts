export { type Answer, answerMarkdown, answerOf, answerText, factWords } from './answer/index.ts';
export { assess } from './assess.ts';
export {
  type Assessment,
  type Finding,
  type Met,
  type Outcome,
  outcomes,
  permissiveness,
} from './assessment.ts';
export { type CitationFinding, checkCitations } from './cite/index.ts';
export { daysOfChange } from './days-of-change.ts';
export * from './describe/index.ts';
export { type AssessmentDiff, diffAssessments, type LawChange, type RuleChange } from './diff.ts';
export {
  bodyFactsSchema,
  capacities,
  conditionsSchema,
  energySchemes,
  type Facts,
  factsSchema,
  heldForFunctions,
  parseFacts,
  revenueSources,
  territories,
} from './facts.ts';
export {
  type Answer as InterviewAnswer,
  type Ask,
  type Choice,
  nextQuestion,
  slugOf,
  withAnswer,
} from './interview/index.ts';
export { type LawData, lawData, lawDataDigest, lawDataSchema, parseLawData } from './law-data.ts';
export { type Resolution, resolveCitation, sectionOf } from './provisions.ts';
