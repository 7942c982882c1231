// What scripts/compile-kernel.ts compiles. AssemblyScript: TypeScript's grammar, WebAssembly's types.
export { agreeing, having } from './agree.as';
