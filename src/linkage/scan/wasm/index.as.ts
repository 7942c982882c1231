// What scripts/compile-kernel.ts compiles. AssemblyScript: TypeScript's grammar, WebAssembly's types.
export { pack, sort, unpack, yieldOf } from './blocks.as';
export { compare, compareAsNumber, heads, measureOf, sample, scan } from './scan.as';
