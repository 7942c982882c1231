export { assess } from './assess.ts';
export type { Assessment, Finding, Met, Outcome } from './assessment.ts';
export { type CitationFinding, checkCitations } from './cite/index.ts';
export {
  bodyFactsSchema,
  capacities,
  energySchemes,
  type Facts,
  factsSchema,
  parseFacts,
  revenueSources,
  territories,
} from './facts.ts';
export { type LawData, lawData, lawDataDigest, lawDataSchema, parseLawData } from './law-data.ts';
