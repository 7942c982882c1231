/**
 * Puts the program of src/ together in dist/, so that it starts quickly: the same code, without types, in few files.
 * `npm ci` runs it; `bin/stile` runs the source when it is newer than this, or when this is not there.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import manifest from '../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');
const worker = path.join(root, 'src/link-job/threads/worker.ts');

/** What stands beside a source file stays there; only the thread’s program is built too. */
const places: Plugin = {
  name: 'places',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]src[/\\].*\.ts$/ }, ({ path: file }) => {
      const text = fs.readFileSync(file, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const place = path.relative(dist, file).replaceAll(path.sep, '/');
      const contents = text
        .replace("new URL('./worker.ts', import.meta.url)", "new URL('./worker.js', import.meta.url)")
        .replaceAll(
          /(?<!worker\.js', )import\.meta\.url/g,
          `new URL(${JSON.stringify(place)}, import.meta.url)`,
        );
      return { contents, loader: 'ts' };
    });
  },
};

/** Commander can run other programs as its commands. We have none, and what it would load for that takes longer than it. */
const commander: Plugin = {
  name: 'commander',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('commander') ? { path: 'no-programs', namespace: 'stile' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'stile' }, () => ({ contents: 'module.exports = {};' }));
  },
};

fs.rmSync(dist, { recursive: true, force: true });
await build({
  entryPoints: { stile: path.join(root, 'src/app/index.ts'), worker },
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // What checks every document is put in too: reading it file by file is most of what a short command does.
  external: Object.keys(manifest.dependencies).filter((name) => name !== 'zod' && name !== 'commander'),
  plugins: [places, commander],
  // Commander asks for what Node has as its modules of old did.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  // Short commands spend most of their time on reading the program: half as many letters, and nobody reads these.
  minify: !process.env['STILE_READABLE'],
  logLevel: 'warning',
});
