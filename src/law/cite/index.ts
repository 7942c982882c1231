export { type CitationFinding, checkCitations } from './check.ts';
