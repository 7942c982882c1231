import { readTables } from '#link-job';
import { compileModel, fieldsOf, openKernel, weigherOf, importSplinkModel, gatherPairs, guardedClusters, train, shapeOf, rowCodesOf, withTrained } from '#linkage';
import { benchModel } from '../link-models.ts';
import fs from 'node:fs';
for (const [name, paths, thr] of [['hist', ['/tmp/hist/table_a.parquet'], 0], ['light', ['/tmp/stile-bench-link/1000000-dedupe/people.parquet'], 3.17]] as const) {
const model = name === 'hist' ? importSplinkModel(JSON.parse(fs.readFileSync('/tmp/hist/model.json', 'utf8')), {}).model : benchModel('light');
const { table } = await readTables([...paths]);
const fields = fieldsOf(model, table);
const kernel = openKernel(compileModel(model, fields, true), 2 ** 31);
const random = kernel.sample(250_000, 1n);
const c = kernel.scan();
const { trained } = train({ shape: shapeOf(model), rows: rowCodesOf(fields, true), candidates: c.counts, random });
const w = weigherOf(withTrained(model, trained), fields, kernel, true);
const edges = gatherPairs(w.weighed(c, thr), { rows: table.rows, split: 0 });
const set = new Set<number>(); for (let p = 0; p < edges.count; p++) set.add(edges.left[p]! * 2 ** 21 + edges.right[p]!);
let hit = 0, n = 0; const twice = new Map<number, number>(); let rep = 0;
const r = guardedClusters(edges, { weightOf: (i, j) => { n++; const k = i * 2 ** 21 + j; if (set.has(k)) hit++; else { if (twice.has(k)) rep++; twice.set(k, 1); } return w.weightOf(i, j); }, least: thr });
console.log(name, edges.count, 'rescored', r.rescored, 'in edges', hit, 'others repeated', rep);
}
