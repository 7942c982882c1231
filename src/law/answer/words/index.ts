export { categoryWords, ownProof, sensitiveCategories } from './categories.ts';
export { factorWords } from './factors.ts';
export { factWords } from './facts.ts';
export { groundWords } from './grounds.ts';
export { purposeWords } from './purposes.ts';
export { schemeWords } from './schemes.ts';
