/**
 * The whole job on historical_50k beside Splink, each training itself with Splink's own settings, from file to clusters, in a process
 * of its own, in turn. Ours reads the table as Splink saw it and the model that it wrote, and trains that again. See README.md.
 *
 * Usage: STILE_SPLINK_PYTHON=PYTHON node --import tsx bench/historical.ts [--runs 5] [--threads 2] [DATA.parquet]
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Cost, medians, ratiosOf, ratioWords, rounded, runNode, runSplink } from './side-by-side.ts';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, threads: { type: 'string', default: '2' } },
});
const [
  data = here('../../shared/data/linkage/splink_historical_50k/historical_figures_with_errors_50k.parquet'),
] = positionals;
const python = process.env['STILE_SPLINK_PYTHON'];
if (python === undefined) throw new Error('STILE_SPLINK_PYTHON names no Python that has Splink.');

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-bench-'));
const at = (file: string): string => path.join(work, file);
const ours: Cost[] = [];
const splink: Cost[] = [];
try {
  for (let n = 0; n < Number(given.runs); n++) {
    splink.push(
      await runSplink(python, 'historical_50k', { out: work, files: [data], threads: given.threads }),
    );
    const results = ['--out', at('our-pairs.parquet'), '--clusters', at('our-clusters.parquet'), '--json'];
    const words = ['link', 'match', at('table_a.parquet'), '--model', at('model.json'), ...results];
    ours.push(await runNode([here('../bin/stile'), ...words, '--threads', given.threads], at('usage.json')));
  }
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
const found = { ours: medians(ours), splink: medians(splink) };
const rowOf = ({ wallSeconds, cpuSeconds, peakMebibytes, candidates }: Cost) => ({
  'wall s': rounded(wallSeconds),
  'CPU s': rounded(cpuSeconds),
  'peak MiB': Math.round(peakMebibytes),
  candidates,
});
console.table({ ours: rowOf(found.ours), splink: rowOf(found.splink) });
const ratios = ratiosOf(found.splink, found.ours);
console.log(ratioWords(ratios));
console.log(JSON.stringify({ job: 'historical_50k', runs: Number(given.runs), ratios, found }));
