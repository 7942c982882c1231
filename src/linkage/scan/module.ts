import { wasmModule } from '../wasm-module.ts';
import { kernelBytes } from './kernel-wasm.ts';

export const kernelModule = wasmModule(kernelBytes);
