/**
 * Draws the pictures of docs/explanation/reading-linkage-charts.md from made-up people: one of each chart of a linkage
 * report. Run it when a chart changes: node --import tsx scripts/draw-linkage-charts.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { reportCharts } from '#web/report';
import { exampleReport } from '../src/web/report/fixtures/example-report.ts';

const folder = new URL('../docs/pictures/linkage/', import.meta.url);
mkdirSync(folder, { recursive: true });
const charts = reportCharts(await exampleReport({ records: 4000, truth: true }));
for (const { id, svg } of charts) {
  if (['cluster-2', 'cluster-3', 'cluster-5', 'cluster-6', 'waterfall-above'].includes(id)) continue;
  writeFileSync(new URL(`${id}.svg`, folder), `${svg}\n`);
}
