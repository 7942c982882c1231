// What scripts/compile-kernel.ts compiles. AssemblyScript: TypeScript's grammar, WebAssembly's types.
export { dataPage, dictionaryPage, unsnap } from './pages.as';
export { chunkBytes, countOf, finish, firstChunk, index, inputRoom, intern, nextChunk, open, rise } from './values.as';
