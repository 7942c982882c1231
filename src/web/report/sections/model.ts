import type { ReportFacts } from '#linkage';
import { type Block, counted, facts, paragraph } from '#web/kit';
import type { About } from '../about.ts';
import { chartBlocks, text } from '../charts/chart.ts';
import { groupedChart, rulesChart, weightsChart } from '../charts/model-charts.ts';
import { about, chance, count, percent } from '../words.ts';
import { type Section, subheading } from './section.ts';

export const blockingSection = ({ rules, expected }: ReportFacts): Section => ({
  id: 'blocking',
  title: 'Blocking: which pairs were compared',
  blocks: [
    paragraph(
      `There are ${count(expected.allPairs)} pairs of records that could be of one person. ${counted(rules.length, 'rule')} gave ${count(expected.comparedPairs)} of them (${percent(expected.allPairs === 0 ? 0 : expected.comparedPairs / expected.allPairs)}) to be compared; the others are taken for two people.`,
    ),
    ...chartBlocks(rulesChart(rules)),
  ],
});

/** How the model came by its figures, and what they are. */
export function trainingSection({ training, expected }: ReportFacts, { modelDigest }: About): Section {
  const { trained, comparisons, groups } = training;
  return {
    id: 'training',
    title: 'Training',
    blocks: [
      facts(
        ['Figures', trained ? 'trained on these records, without labels' : 'kept as they were in the model'],
        ['Model', { code: modelDigest }],
        [
          'Prior',
          `two records drawn at random are of one person with a chance of ${chance(training.prior)}: about ${about(expected.byPrior)} matches among all pairs`,
        ],
        trained?.deterministicPrior === undefined
          ? undefined
          : [
              'Prior, found another way',
              `${chance(trained.deterministicPrior)}, from agreement on facts that are not otherwise tied`,
            ],
        trained?.blockingRecall === undefined
          ? undefined
          : [
              'Matches that were compared',
              `at most ${percent(trained.blockingRecall)}, estimated from how many rules give each match`,
            ],
        trained && [
          'Convergence',
          `${trained.rounds.converged ? 'reached' : 'not reached'} after ${counted(trained.rounds.count, 'round')}; the last moved no figure by more than ${chance(trained.rounds.change)}`,
        ],
        trained && ['Pairs drawn at random, for u', count(trained.randomPairs)],
      ),
      ...(trained ? [findingsBlock(trained.findings)] : []),
      ...chartBlocks(weightsChart(comparisons)),
      ...(comparisons.some(({ levels }) => levels.some(({ byValue }) => byValue))
        ? [paragraph('* A rare value counts for more than this, and a common one for less.')]
        : []),
      ...groupBlocks(groups),
    ],
  };
}

const findingsBlock = (findings: NonNullable<ReportFacts['training']['trained']>['findings']): Block => ({
  kind: 'table',
  caption: 'What training found to look at',
  columns: [text('What'), text('What to do'), text('Code')],
  rows: findings.map(({ message, cure, code }) => [message, cure, { code }]),
  empty: 'Training found nothing to look at.',
  figures: true,
});

function groupBlocks(groups: ReportFacts['training']['groups']): Block[] {
  if (groups.length === 0)
    return [
      subheading('Comparisons that go together'),
      paragraph('None were merged: each comparison is weighed by itself.'),
    ];
  return [
    subheading('Comparisons that go together'),
    paragraph(
      'People who share a home share its postcode, its address and often a surname. Counting each of these by itself would take them for one person, so comparisons that agree together too often are weighed as one.',
    ),
    ...groups.flatMap((group, g) => [
      ...(group.sentence === undefined ? [] : [paragraph(group.sentence)]),
      ...chartBlocks(groupedChart(group, g + 1)),
    ]),
  ];
}
