import type { ReportFacts } from '#linkage';
import { type Block, counted, facts } from '#web/kit';
import { about, count, percent, weight } from '../words.ts';

/** The whole in a few lines: what was linked, how right the model thinks it is, and what to look at. */
export function summaryBlocks({
  data,
  expected,
  thresholds,
  resolved,
  threshold,
  training,
  oneToOne,
  truth,
}: ReportFacts): Block[] {
  const records = data.records.reduce((sum, one) => sum + one, 0);
  const chosen = thresholds.find((one) => one.threshold === threshold);
  const found = resolved.find((one) => one.threshold === threshold);
  const findings = training.trained?.findings.length ?? 0;
  return [
    facts(
      [
        'Records',
        data.records.length === 1
          ? count(records)
          : `${count(records)}: ${data.records.map(count).join(' in the first file, ')} in the second`,
      ],
      ['Pairs compared', `${count(expected.comparedPairs)} of ${count(expected.allPairs)}`],
      [
        'Pairs at or above the threshold',
        `${count(chosen?.pairs ?? 0)}, at a match weight of ${weight(threshold)} or more`,
      ],
      [
        oneToOne ? 'Links, one to one' : 'Clusters',
        oneToOne
          ? count((found?.linkedRecords ?? 0) / 2)
          : `${count(found?.clusters ?? 0)}; ${count(found?.linkedRecords ?? 0)} records are linked to another`,
      ],
      [
        'Of those pairs, right',
        `${percent(chosen?.precision)} by the model: about ${about(expected.wronglyLinked)} of them wrong`,
      ],
      [
        'Of all matches, found',
        `${percent(chosen?.recall)} by the model: about ${about(expected.missedBelow)} missed below the threshold, ${about(expected.notCompared)} never compared`,
      ],
      truth && [
        'By the truth',
        `of the pairs in one cluster ${percent(truth.precision)} are right, and ${percent(truth.recall)} of the ${count(truth.actualPairs)} true pairs are found`,
      ],
      findings > 0
        ? ['To look at', `${counted(findings, 'finding')} of training, listed under “Training”`]
        : undefined,
    ),
    {
      kind: 'inset',
      content:
        'This report holds counts, shares and names of columns. It holds no value of a record but the names of the groups that were asked for. What the model expects is what it believes: it is right only as far as the model is.',
    },
  ];
}
