import { grouped } from '#kernel';
import type { MatchedInSteps, ModelTrained, TablesRead } from '#link-job';
import {
  type CarriedIds,
  type IdChange,
  idChanges,
  type PairExplanation,
  type TrainingReport,
} from '#linkage';
import { type Terminal, tell } from './output.ts';

/** “1 record”, “2 records”. */
const counted = (value: number, noun: string): string => `${grouped(value)} ${noun}${value === 1 ? '' : 's'}`;

/** What training found: fields that go together, and what to look at. */
function trainingTold(report: TrainingReport | undefined) {
  const { groups = [], findings = [] } = report ?? {};
  return {
    json: {
      dependent: groups.map(({ comparisons }) => [...comparisons]),
      findings: findings.map(({ code, message }) => ({ code, message })),
    },
    lines: [...groups.map(({ sentence }) => sentence), ...findingLines(findings)],
  };
}

const FEW_FINDINGS = 2;
/** What is said of single levels, which may be of many. */
const aboutLevels = new Set(['LINKAGE_TRAIN_LEVEL_NEVER_SEEN', 'LINKAGE_TRAIN_LEVELS_OUT_OF_ORDER']);

/** A line for each finding; of many about single levels one line says where they are. */
function findingLines(findings: TrainingReport['findings']): string[] {
  const levels = findings.filter(({ code }) => aboutLevels.has(code));
  const shown = levels.length > FEW_FINDINGS ? findings.filter((one) => !levels.includes(one)) : findings;
  return [
    ...shown.map(({ message }) => `Note: ${message}`),
    ...(shown === findings
      ? []
      : [
          `Note: ${levels.length} levels of the model were reached by no pair, or speak more for a match than the level above them. “stile link report” and --json list them.`,
        ]),
  ];
}

/** What came of training. */
export function tellOfTraining(
  { model, report, candidatePairs }: ModelTrained,
  { table }: TablesRead,
  notes: readonly string[],
  json: true | undefined,
  terminal: Terminal,
): void {
  const told = trainingTold(report);
  const { priorMatchProbability } = model;
  tell(
    terminal,
    json,
    { records: table.rows, candidatePairs, priorMatchProbability, notes: [...notes], ...told.json },
    [
      ...notes,
      ...told.lines,
      `${counted(table.rows, 'record')}; ${counted(candidatePairs, 'pair')} compared. By this model one pair of records in ${grouped(Math.round(1 / Number(priorMatchProbability)))} is of one person.`,
    ],
  );
}

/** What came of linking. */
export function tellOfLinks(
  { report, candidatePairs, edges, links, clusters }: MatchedInSteps,
  { table }: TablesRead,
  notes: readonly string[],
  carried: CarriedIds | undefined,
  json: true | undefined,
  terminal: Terminal,
): void {
  const told = trainingTold(report);
  const changes = carried && changesTold(carried);
  const linked = links?.linked ?? edges.count;
  tell(
    terminal,
    json,
    {
      records: table.rows,
      candidatePairs,
      linkedPairs: linked,
      clusters,
      ...(links && { doubtful: links.doubtful, outbid: links.outbid }),
      ...(changes && { changes: changes.json }),
      notes: [...notes],
      ...told.json,
    },
    [
      ...notes,
      ...told.lines,
      `${counted(table.rows, 'record')}; ${counted(candidatePairs, 'pair')} compared, ${grouped(linked)} linked; ${counted(clusters, 'cluster')}.`,
      ...(links
        ? [
            `Left open because two choices are as good: ${counted(links.doubtful, 'record')}. Unlinked because others fit better: ${counted(links.outbid, 'record')}.`,
          ]
        : []),
      ...(changes ? [changes.line] : []),
    ],
  );
}

/** What became of the clusters of an earlier run: how many of each kind. */
function changesTold({ changes: { kind, count: rows } }: CarriedIds) {
  const count = Object.fromEntries(idChanges.map((change) => [change, 0])) as Record<IdChange, number>;
  for (let c = 0; c < rows; c++) count[idChanges[kind[c] as number] as IdChange]++;
  return {
    json: count,
    line: `Since the earlier run ${grouped(count.kept)} clusters kept their numbers; ${grouped(count.merged)} went into others, ${grouped(count.split)} times some records left one, ${grouped(count.ended)} ended and ${grouped(count.new)} are new.`,
  };
}

/** How the weight of a pair is made up, step by step. */
export function tellOfPair(pair: PairExplanation, json: true | undefined, terminal: Terminal): void {
  const { priorWeight, comparisons, together, weight, probability } = pair;
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
  const steps = [
    ['any two records', priorWeight],
    ...comparisons.map(({ holds, weight: counts }) => [holds, counts] as const),
    ...(together === 0 ? [] : [['less because some of these go together anyway', together] as const]),
  ] as const;
  let sum = 0;
  const rows = steps.map(([holds, counts]) => {
    sum += counts;
    return `${signed(counts).padStart(8)}  ${signed(sum).padStart(8)}  ${holds}`;
  });
  tell(terminal, json, { ...pair, comparisons: comparisons.map((one) => ({ ...one })) }, [
    `${'counts'.padStart(8)}  ${'so far'.padStart(8)}`,
    ...rows,
    `Match weight ${signed(weight)}: the probability that the two are one person is ${probabilityText(probability)}.`,
    'A step of 1 doubles the odds.',
  ]);
}

/** Never 0 or 1: a model is not sure of anything. */
export const probabilityText = (probability: number): string =>
  probability > 0.9999 ? 'above 0.9999' : probability < 0.0001 ? 'below 0.0001' : probability.toFixed(4);
