// What scripts/compile-kernel.ts compiles. AssemblyScript: TypeScript's grammar, WebAssembly's types.
export { join, joinAlone, joinRest, meanAcross, meanBetween, meanOfRow, open, parents, refused, rescored } from './guard.as';
export { orderByWeight, sortByKey } from './order.as';
