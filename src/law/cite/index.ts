export { type CitationFinding, checkCitations, type ProviderEntry } from './check.ts';
