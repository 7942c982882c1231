// What scripts/compile-kernel.ts compiles. AssemblyScript: TypeScript's grammar, WebAssembly's types.
export { dropAlone, pack, rowsOf, sort, unpack, yieldOf } from './blocks.as';
export { compare, measureOf } from './compare.as';
export { heads } from './measures.as';
export { decode, harvest, sample, scan } from './scan.as';
export { useWeigher, weigh, weightOf } from './weigh.as';
