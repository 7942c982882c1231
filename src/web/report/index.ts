export type { About } from './about.ts';
export type { Chart } from './charts/chart.ts';
export { waterfallChart } from './charts/pair-charts.ts';
export { reportCharts, reportHtml, reportPage, waterfallHtml } from './report-page.ts';
export { count, percent } from './words.ts';
