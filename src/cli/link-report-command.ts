import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { dateOf, digestOfJson, instantOf } from '#kernel';
import { idText, readTruth, report } from '#link-job';
import type { PairExplanation, ReportFacts } from '#linkage';
import { stylesWith } from '#web/kit';
import { reportHtml, waterfallChart, waterfallHtml } from '#web/report';
import manifest from '../../package.json' with { type: 'json' };
import {
  type JobOptions,
  jobOf,
  type LinkingOptions,
  linkingOf,
  meansOf,
  saveModel,
  stagesOn,
  withFiles,
  withLinking,
  withModel,
} from './link-jobs.ts';
import { example, type Terminal, tell } from './output.ts';
import { checkOut, writeText } from './write-text.ts';

interface ReportCommandOptions extends JobOptions, LinkingOptions {
  readonly out: string;
  readonly keep?: true;
  readonly truth?: string;
  readonly group?: readonly string[];
  readonly showIds?: true;
  readonly save?: string;
}

/** Adds `stile link report`. */
export function addReportCommand(group: Command, terminal: Terminal): void {
  withLinking(withModel(withFiles(group.command('report'))))
    .description('link the records as match does, and say on one page how well it went')
    .requiredOption('--out <file>', 'where to write the report: .html, one file that loads nothing')
    .option('--keep', 'keep the figures of the model as they are, as predict does')
    .option('--truth <file>', 'who is who: ids with a column “cluster”, or pairs of ids as “id_l” and “id_r”')
    .option('--group <column...>', 'set linked records against unlinked ones by the values of these columns')
    .option('--show-ids', 'show the ids of records in clusters; without it they are numbered')
    .option('--save <file>', 'where to write the model as it was trained')
    .addHelpText('after', example('stile link report people.csv --person --group sex --out report.html'))
    .action((a: string, b: string | undefined, options: ReportCommandOptions) =>
      writeReport(a, b, options, terminal),
    );
}

async function writeReport(
  a: string,
  b: string | undefined,
  options: ReportCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const linking = linkingOf(options, b);
  const means = meansOf(options);
  checkOut(options.out, ['.html']);
  const onStage = stagesOn(terminal, options);
  const groups = options.group ?? [];
  const { read, model, merge, notes } = await jobOf(b === undefined ? [a] : [a, b], options, onStage, groups);
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
  writeText(options.out, html);
  if (options.save !== undefined) saveModel(options.save, used);
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
  const percent = (share: number | null | undefined): string =>
    share === undefined || share === null ? 'none' : `${(share * 100).toFixed(1)}%`;
  const number = (value: number): string => value.toLocaleString('en-GB');
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
      `Of ${number(chosen?.pairs ?? 0)} pairs at or above the threshold the model expects ${percent(chosen?.precision)} to be right, and ${percent(chosen?.recall)} of all matches to be among them.`,
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
export const writeWaterfall = (out: string, pair: PairExplanation): void =>
  writeText(
    out,
    out.toLowerCase().endsWith('.svg')
      ? `${waterfallChart(pair).svg}\n`
      : waterfallHtml(pair, manifest.version, styles()),
  );
