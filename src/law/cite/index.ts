export {
  type CitationCheck,
  type CitationChecks,
  type CitationFinding,
  checkCitations,
  type Flag,
  type FlagName,
  flagNames,
  type ProviderEntry,
} from './check.ts';
