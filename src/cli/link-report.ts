import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { dateOf, digestOfJson, instantOf } from '#kernel';
import { idText, readTruth, report, type TablePaths, writeText } from '#link-job';
import type { PairExplanation, ReportFacts } from '#linkage';
import { stylesWith } from '#web/kit';
import { count, percent, reportHtml, waterfallChart, waterfallHtml } from '#web/report';
import manifest from '../../package.json' with { type: 'json' };
import {
  checkEnding,
  checkTargets,
  jobOf,
  linkingOf,
  meansOf,
  oneModel,
  saveModel,
  stagesOn,
} from './link-jobs.ts';
import type { ReportCommandOptions } from './link-report-command.ts';
import { type Terminal, tell } from './output.ts';

/** Links as `match` does, and writes the report. */
export async function writeReport(
  a: string,
  b: string | undefined,
  options: ReportCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const linking = linkingOf(options, b);
  oneModel(options);
  const means = meansOf(options);
  const paths: TablePaths = b === undefined ? [a] : [a, b];
  checkEnding(options.out, ['.html']);
  await checkTargets(paths, [
    ['--out', options.out, 'text'],
    ['--save', options.save, 'text'],
  ]);
  const onStage = stagesOn(terminal, options);
  const groups = options.group ?? [];
  const { read, model, merge, notes } = await jobOf(paths, options, onStage, { also: groups });
  const { table, ids, files } = read;
  const truth =
    options.truth === undefined ? undefined : await readTruth(options.truth, ids, table.rows, options.id);
  const { facts, model: used } = await report(model, read, {
    ...means,
    ...linking,
    figures: options.keep ? 'keep' : 'train',
    groups,
    onStage,
    ...(merge && { merge }),
    ...(truth && { truth }),
  });
  onStage('write');
  const html = reportHtml(
    facts,
    {
      files: files.map(({ path, idColumn, without }) => ({ name: basename(path), idColumn, without })),
      notes,
      date: dateOf(instantOf(Date.now())),
      version: manifest.version,
      modelDigest: digestOfJson(used),
      ...(options.showIds && { idOf: (row: number) => idText(ids, row) }),
    },
    styles(),
  );
  await writeText(options.out, html);
  if (options.save !== undefined) await saveModel(options.save, used);
  onStage('done');
  tellOfReport(facts, options, terminal);
}

const styles = (): string => stylesWith((file) => readFileSync(file, 'utf8'));

function tellOfReport(
  facts: ReportFacts,
  { out, json, showIds }: ReportCommandOptions,
  terminal: Terminal,
): void {
  const { expected, threshold, thresholds, resolved, truth, training } = facts;
  const chosen = thresholds.find((one) => one.threshold === threshold);
  const found = resolved.find((one) => one.threshold === threshold);
  tell(
    terminal,
    json,
    {
      out,
      records: facts.data.records.reduce((sum, one) => sum + one, 0),
      comparedPairs: expected.comparedPairs,
      linkedPairs: chosen?.pairs ?? 0,
      clusters: found?.clusters ?? 0,
      expectedPrecision: chosen?.precision ?? null,
      expectedRecall: chosen?.recall ?? null,
      ...(truth && { truth: { precision: truth.precision, recall: truth.recall, f1: truth.f1 } }),
      dependent: training.groups.map(({ comparisons }) => [...comparisons]),
      findings: (training.trained?.findings ?? []).map(({ code, message }) => ({ code, message })),
    },
    [
      `Of ${count(chosen?.pairs ?? 0)} pairs at or above the threshold the model expects ${percent(chosen?.precision)} to be right, and ${percent(chosen?.recall)} of all matches to be among them.`,
      ...(truth
        ? [
            `Against the truth, in clusters: ${percent(truth.precision)} right, ${percent(truth.recall)} found.`,
          ]
        : []),
      `The report is in ${out}. ${showIds ? 'It shows ids of records: keep it as you keep the records.' : 'It holds no value of a record but the names of groups that you asked for.'}`,
    ],
  );
}

/** Writes how the weight of a pair is made up, as a page (.html) or a picture (.svg). */
export const writeWaterfall = (out: string, pair: PairExplanation): Promise<void> =>
  writeText(
    out,
    out.toLowerCase().endsWith('.svg')
      ? `${waterfallChart(pair).svg}\n`
      : waterfallHtml(pair, manifest.version, styles()),
  );
