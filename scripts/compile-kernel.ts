/**
 * Compiles the kernels (wasm/*.as.ts, AssemblyScript) to WebAssembly, and writes each as text that is imported, so that
 * nothing has to be built before Stile runs. With `--check` says whether what is there is up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { main as compile } from 'assemblyscript/asc';

interface Kernel {
  readonly folder: string;
  /** Written to the folder. */
  readonly text: string;
  /** The memory is made outside, and shared by threads. */
  readonly shared: boolean;
}

const kernels: readonly Kernel[] = [
  { folder: 'src/linkage/scan', text: 'kernel-wasm.ts', shared: true },
  { folder: 'src/linkage/train', text: 'agree-wasm.ts', shared: false },
  { folder: 'src/linkage/resolve', text: 'resolve-wasm.ts', shared: false },
  { folder: 'src/link-job/files', text: 'values-wasm.ts', shared: false },
];

const shared = ['--importMemory', '--sharedMemory', '--enable', 'threads'];

async function compiled({ folder, shared: isShared }: Kernel): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await compile(
    [
      'index.as.ts',
      ...['--baseDir', fileURLToPath(new URL(`../${folder}/wasm`, import.meta.url))],
      ...['--outFile', 'kernel.wasm', '-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd'],
      ...['--initialMemory', isShared ? '16' : '1', '--maximumMemory', '65536'],
      ...(isShared ? shared : []),
    ],
    {
      writeFile(_name: string, contents: Uint8Array | string) {
        if (typeof contents !== 'string') bytes = contents;
      },
    },
  );
  if (error !== null || bytes === undefined)
    throw new Error(`${folder}/wasm does not compile.\n${stderr.toString()}`);
  return bytes;
}

for (const kernel of kernels) {
  const text = `/** Made by scripts/compile-kernel.ts from wasm/*.as.ts: change those, not this. */
export const kernelBytes =
  '${Buffer.from(await compiled(kernel)).toString('base64')}';
`;
  const file = fileURLToPath(new URL(`../${kernel.folder}/${kernel.text}`, import.meta.url));
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(
      `${kernel.folder}/${kernel.text} is not what its kernel compiles to: run “npm run -s kernel”.`,
    );
    process.exitCode = 1;
  }
}
