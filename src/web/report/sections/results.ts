import type { ReportFacts } from '#linkage';
import { type Block, facts, paragraph } from '#web/kit';
import type { About } from '../about.ts';
import { chartBlocks } from '../charts/chart.ts';
import { clusterChart, sizesChart } from '../charts/cluster-charts.ts';
import { groupChart } from '../charts/group-charts.ts';
import { exampleCharts } from '../charts/pair-charts.ts';
import {
  calibrationChart,
  distributionChart,
  thresholdsChart,
  unlinkableChart,
} from '../charts/weight-charts.ts';
import { about, count, percent, weight } from '../words.ts';
import { type Section, subheading } from './section.ts';

export const weightsSection = (report: ReportFacts): Section => ({
  id: 'weights',
  title: 'Match weights',
  blocks:
    report.bands.length === 0
      ? [paragraph('No pair was compared.')]
      : [...chartBlocks(distributionChart(report)), ...chartBlocks(calibrationChart(report))],
});

export function thresholdSection(report: ReportFacts): Section {
  const { expected, threshold, truth } = report;
  return {
    id: 'threshold',
    title: 'Threshold, and what is expected to be wrong or missed',
    blocks: [
      facts(
        [
          'Threshold in use',
          `a match weight of ${weight(threshold)}: a probability of ${percent(1 / (1 + 2 ** -threshold))}`,
        ],
        ['Matches by the prior', about(expected.byPrior)],
        ['Matches among the compared pairs', about(expected.compared)],
        ['Of these, at or above the threshold', about(expected.linked)],
        ['Wrong pairs at or above the threshold', about(expected.wronglyLinked)],
        ['Missed below the threshold', about(expected.missedBelow)],
        ['Missed because never compared', `about ${about(expected.notCompared)}, if the prior is right`],
      ),
      ...(truth ? truthBlocks(truth) : []),
      ...chartBlocks(thresholdsChart(report)),
      ...chartBlocks(unlinkableChart(report)),
    ],
  };
}

const truthBlocks = (truth: NonNullable<ReportFacts['truth']>): Block[] => [
  subheading('Against the truth'),
  facts(
    ['Persons', count(truth.persons)],
    ['True pairs', count(truth.actualPairs)],
    ['Pairs in one cluster', `${count(truth.foundPairs)}, of which ${count(truth.truePairs)} are true`],
    ['Precision', percent(truth.precision)],
    ['Recall', percent(truth.recall)],
    ['F1', truth.f1 === null ? 'none' : truth.f1.toFixed(4)],
    [
      'B-cubed precision and recall',
      `${percent(truth.bCubed.precision)} and ${percent(truth.bCubed.recall)}, the mean over records`,
    ],
  ),
];

export function clustersSection({ sizes, views, threshold }: ReportFacts, { idOf }: About): Section {
  return {
    id: 'clusters',
    title: 'Clusters',
    blocks: [
      ...chartBlocks(sizesChart(sizes)),
      paragraph(
        idOf
          ? 'Below are some of the largest and of the least certain clusters. Record ids are shown because they were asked for: keep this report as you keep the records.'
          : 'Below are some of the largest and of the least certain clusters. Records are numbered, so that the report names nobody; “--show-ids” shows their ids to those who may see them.',
      ),
      ...(views.length === 0 ? [paragraph('No two records are linked.')] : []),
      ...views.flatMap((view, v) =>
        chartBlocks(clusterChart(view, v + 1, threshold, idOf && view.rows.map(idOf))),
      ),
    ],
  };
}

export const examplesSection = ({ examples }: ReportFacts): Section => ({
  id: 'pairs',
  title: 'Three pairs explained',
  blocks:
    examples.length === 0
      ? [paragraph('No pair is near the threshold or above it.')]
      : [
          paragraph('No value is shown, only what holds and how much it counts.'),
          ...exampleCharts(examples).flatMap(chartBlocks),
        ],
});

export const groupsSection = ({ groups, data }: ReportFacts): Section => ({
  id: 'groups',
  title: 'Linked and unlinked records by group',
  blocks:
    groups.length === 0
      ? [
          paragraph(
            'No columns of groups were named. Links that are missed more often for some people than for others bias what is made of them: name columns such as an age band, sex or region with “--group”.',
          ),
        ]
      : [
          paragraph(
            'Missed links are seldom spread evenly: people with names from elsewhere, without a fixed address or who have moved are missed more often. A difference can also be true: some groups really do have more records in both files. Groups of fewer than 10 records are put together.',
          ),
          ...groups.flatMap((one) => [
            ...chartBlocks(groupChart(one, data.records.length)),
            ...(one.compared
              ? [
                  paragraph(
                    'Linking itself uses this column, so the share of records without a value is expected to differ.',
                  ),
                ]
              : []),
          ]),
        ],
});
