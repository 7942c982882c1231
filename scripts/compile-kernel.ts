/**
 * Compiles the kernel (src/linkage/scan/wasm/*.as.ts, AssemblyScript) to WebAssembly, and writes it as text that is
 * imported, so that nothing has to be built before Stile runs. With `--check` says whether what is there is up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { main as compile } from 'assemblyscript/asc';

const at = (path: string): string => fileURLToPath(new URL(`../src/linkage/scan/${path}`, import.meta.url));

let bytes: Uint8Array | undefined;
const { error, stderr } = await compile(
  [
    'index.as.ts',
    '--baseDir',
    at('wasm'),
    '--outFile',
    'kernel.wasm',
    '-O3',
    '--runtime',
    'stub',
    '--noAssert',
    '--importMemory',
    '--sharedMemory',
    '--initialMemory',
    '16',
    '--maximumMemory',
    '65536',
    '--enable',
    'threads',
    '--enable',
    'simd',
  ],
  {
    writeFile(_name: string, contents: Uint8Array | string) {
      if (typeof contents !== 'string') bytes = contents;
    },
  },
);
if (error !== null || bytes === undefined)
  throw new Error(`The kernel does not compile.\n${stderr.toString()}`);

const text = `/** Made by scripts/compile-kernel.ts from wasm/*.as.ts: change those, not this. */
export const kernelBytes =
  '${Buffer.from(bytes).toString('base64')}';
`;
const file = at('kernel-wasm.ts');
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error(
    'src/linkage/scan/kernel-wasm.ts is not what the kernel compiles to: run “npm run -s kernel”.',
  );
  process.exitCode = 1;
}
