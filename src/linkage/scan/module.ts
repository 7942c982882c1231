import { kernelBytes } from './kernel-wasm.ts';

let made: WebAssembly.Module | undefined;

/** The compiled kernel, made once in each thread. */
export function kernelModule(): WebAssembly.Module {
  made ??= new WebAssembly.Module(Uint8Array.from(Buffer.from(kernelBytes, 'base64')));
  return made;
}
