import { longDate } from '#kernel';
import type { PairExplanation, ReportFacts } from '#linkage';
import { createRenderer, link, type Page, paragraph } from '#web/kit';
import type { About } from './about.ts';
import { type Chart, chartBlocks } from './charts/chart.ts';
import { clusterChart, sizesChart } from './charts/cluster-charts.ts';
import { groupChart } from './charts/group-charts.ts';
import { groupedChart, rulesChart, weightsChart } from './charts/model-charts.ts';
import { exampleCharts, waterfallChart } from './charts/pair-charts.ts';
import {
  calibrationChart,
  distributionChart,
  thresholdsChart,
  unlinkableChart,
} from './charts/weight-charts.ts';
import { cleaningSection, dataSection } from './sections/data.ts';
import { guildSection, limitsSection } from './sections/guild.ts';
import { blockingSection, trainingSection } from './sections/model.ts';
import {
  clustersSection,
  examplesSection,
  groupsSection,
  thresholdSection,
  weightsSection,
} from './sections/results.ts';
import { type Section, sectionBlocks } from './sections/section.ts';
import { summaryBlocks } from './sections/summary.ts';

/** A linkage report as a page. */
export function reportPage(facts: ReportFacts, about: About): Page {
  const body: Section[] = [
    dataSection(facts, about),
    cleaningSection(facts),
    blockingSection(facts),
    trainingSection(facts, about),
    weightsSection(facts),
    thresholdSection(facts),
    clustersSection(facts, about),
    examplesSection(facts),
    groupsSection(facts),
    limitsSection(facts),
  ];
  const sections = [...body, guildSection(body)];
  return {
    heading: 'Linkage quality report',
    caption: about.files.map(({ name }) => name).join(' with '),
    trail: [],
    blocks: [
      ...summaryBlocks(facts),
      { kind: 'heading', text: 'Contents', level: 2 },
      {
        kind: 'list',
        items: sections.map(({ id, title }) => link(title, `#${id}`)),
        style: 'plain',
      },
      ...sections.flatMap(sectionBlocks),
    ],
  };
}

/** The report as one HTML file that loads nothing. `styles`: the stylesheets of the kit, as text. */
export const reportHtml = (facts: ReportFacts, about: About, styles: string): string =>
  createRenderer()(reportPage(facts, about), {
    name: 'Stile',
    place: 'Record linkage',
    note: `Made on ${longDate(about.date)} by Stile ${about.version}. This file loads nothing and runs no script.`,
    styles,
  });

/** Every chart of a report, for those who want them one by one. */
export const reportCharts = (facts: ReportFacts): Chart[] => [
  rulesChart(facts.rules),
  weightsChart(facts.training.comparisons),
  ...facts.training.groups.map((group, g) => groupedChart(group, g + 1)),
  ...(facts.bands.length === 0 ? [] : [distributionChart(facts), calibrationChart(facts)]),
  thresholdsChart(facts),
  unlinkableChart(facts),
  sizesChart(facts.sizes),
  ...facts.views.map((view, v) => clusterChart(view, v + 1, facts.threshold)),
  ...exampleCharts(facts.examples),
  ...facts.groups.map((group) => groupChart(group, facts.data.records.length)),
];

/** One pair's waterfall as one HTML file that loads nothing. */
export function waterfallHtml(pair: PairExplanation, version: string, styles: string): string {
  const page: Page = {
    heading: 'Why two records weigh what they weigh',
    trail: [],
    blocks: [
      paragraph('No value of either record is shown, only what holds and how much it counts.'),
      ...chartBlocks(waterfallChart(pair)),
    ],
  };
  return createRenderer()(page, {
    name: 'Stile',
    place: 'Record linkage',
    note: `Made by Stile ${version}. This file loads nothing and runs no script.`,
    styles,
  });
}
