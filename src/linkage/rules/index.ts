export { type ExpectedYield, expectedYield } from './expected-yield.ts';
export { suggestRules } from './suggest-rules.ts';
