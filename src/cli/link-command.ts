import type { Command } from 'commander';
import {
  explain,
  type MatchOptions,
  match,
  type TablePaths,
  trainModel,
  writeClusters,
  writePairs,
} from '#link-job';
import {
  checkEnding,
  checkTargets,
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
import { addReportCommand } from './link-report-command.ts';
import { tellOfLinks, tellOfPair, tellOfTraining } from './link-words.ts';
import { example, type Terminal } from './output.ts';

interface LinkOptions extends JobOptions, LinkingOptions {
  readonly out?: string;
  readonly clusters?: string;
  readonly save?: string;
}

interface TrainOptions extends JobOptions {
  readonly save: string;
}

interface PairOptions extends Pick<JobOptions, 'model' | 'id' | 'json'> {
  readonly left: string;
  readonly right: string;
  readonly out?: string;
}

/** Adds `stile link match`, `train`, `predict`, `explain` and `report`. */
export function addLinkCommand(program: Command, terminal: Terminal): void {
  const group = program
    .command('link')
    .description('find the records that are of one person, in one file or between two');
  withModel(withResults(withFiles(group.command('match'))))
    .description('train a model without labels, link the records, and make clusters')
    .option('--save <file>', 'where to write the model as it was trained')
    .addHelpText('after', example('stile link match people.csv --person --out pairs.parquet'))
    .action((a: string, b: string | undefined, options: LinkOptions) =>
      link('train', a, b, options, terminal),
    );
  withModel(withFiles(group.command('train')))
    .description('train a model without labels, and link nothing')
    .requiredOption('--save <file>', 'where to write the model as it was trained')
    .addHelpText('after', example('stile link train people.csv --person --save trained.json'))
    .action((a: string, b: string | undefined, options: TrainOptions) => trainOn(a, b, options, terminal));
  withResults(withFiles(group.command('predict')))
    .description('link the records by a model as it is, without training')
    .requiredOption('--model <file>', 'a trained linkage model, or one saved by Splink (JSON)')
    .addHelpText('after', example('stile link predict people.csv --model trained.json --out pairs.parquet'))
    .action((a: string, b: string | undefined, options: LinkOptions) =>
      link('keep', a, b, options, terminal),
    );
  group
    .command('explain')
    .description('say why two records weigh together what they weigh, without a value of either')
    .argument('<a>', 'a file of records: .csv, .csv.gz or .parquet')
    .argument('[b]', 'a second file')
    .requiredOption('--model <file>', 'a trained linkage model, or one saved by Splink (JSON)')
    .requiredOption('--left <id>', 'a record; of the first file where there are two')
    .requiredOption('--right <id>', 'the other record; of the second file where there are two')
    .option('--id <name>', 'the column of ids; without it “id” or “unique_id”')
    .option('--out <file>', 'write it as a chart too: .html, with a table, or .svg')
    .option('--json', 'one JSON line in place of text')
    .addHelpText('after', example('stile link explain people.csv --model trained.json --left 7 --right 12'))
    .action(async (a: string, b: string | undefined, options: PairOptions) => {
      const paths: TablePaths = b === undefined ? [a] : [a, b];
      if (options.out !== undefined) checkEnding(options.out, ['.html', '.svg']);
      await checkTargets(paths, [['--out', options.out, 'text']]);
      const job = await jobOf(paths, options);
      const pair = explain(job.model, job.read, options.left, options.right);
      if (options.out !== undefined)
        await (await import('./link-report.ts')).writeWaterfall(options.out, pair);
      tellOfPair(pair, options.json, terminal);
    });
  addReportCommand(group, terminal);
}

const withResults = (command: Command): Command =>
  withLinking(
    command
      .option('--out <file>', 'where to write the linked pairs: .parquet or .csv')
      .option('--clusters <file>', 'where to write the clusters: .parquet or .csv'),
  );

async function link(
  figures: NonNullable<MatchOptions['figures']>,
  a: string,
  b: string | undefined,
  options: LinkOptions,
  terminal: Terminal,
): Promise<void> {
  const linking = linkingOf(options, b);
  const means = meansOf(options);
  const paths: TablePaths = b === undefined ? [a] : [a, b];
  await checkTargets(paths, [
    ['--out', options.out, 'table'],
    ['--clusters', options.clusters, 'table'],
    ['--save', options.save, 'text'],
  ]);
  const onStage = stagesOn(terminal, options);
  const { read, model, merge, notes } = await jobOf(paths, options, onStage);
  const found = await match(model, read, {
    ...means,
    ...linking,
    figures,
    onStage,
    ...(merge && { merge }),
  });
  onStage('write');
  if (options.out !== undefined) await writePairs(options.out, found.pairs(), read.ids);
  if (options.clusters !== undefined)
    await writeClusters(options.clusters, found.labels, read.ids, b === undefined ? undefined : [a, b]);
  if (options.save !== undefined) await saveModel(options.save, found.model);
  onStage('done');
  tellOfLinks(found, read, notes, options.json, terminal);
}

async function trainOn(
  a: string,
  b: string | undefined,
  options: TrainOptions,
  terminal: Terminal,
): Promise<void> {
  const means = meansOf(options);
  const paths: TablePaths = b === undefined ? [a] : [a, b];
  await checkTargets(paths, [['--save', options.save, 'text']]);
  const onStage = stagesOn(terminal, options);
  const { read, model, merge, notes } = await jobOf(paths, options, onStage);
  const found = await trainModel(model, read, { ...means, onStage, ...(merge && { merge }) });
  await saveModel(options.save, found.model);
  onStage('done');
  tellOfTraining(found, read, notes, options.json, terminal);
}
