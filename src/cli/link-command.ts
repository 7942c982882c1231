import type { Command } from 'commander';
import {
  carryClusters,
  explain,
  type MatchedInSteps,
  type MatchOptions,
  match,
  matchInSteps,
  openWork,
  readClusters,
  trainModel,
  type WorkFolder,
  writeChanges,
  writeClusters,
  writePairs,
  writePersons,
} from '#link-job';
import manifest from '../../package.json' with { type: 'json' };
import { addAddCommand } from './link-add-command.ts';
import { addBlockingCommand } from './link-blocking-command.ts';
import { addClusterCommand } from './link-cluster-command.ts';
import { addFindCommand } from './link-find-command.ts';
import {
  checkEnding,
  checkTargets,
  type JobOptions,
  jobOf,
  type LinkingOptions,
  linkingOf,
  meansOf,
  oneModel,
  pathsOf,
  saveModel,
  stagesOn,
  usage,
  withFiles,
  withId,
  withJson,
  withLinking,
  withModel,
  withRecords,
  withTrainedModel,
} from './link-jobs.ts';
import { readLinkageModel } from './link-model.ts';
import { addReportCommand } from './link-report-command.ts';
import { tellOfLinks, tellOfPair, tellOfTraining } from './link-words.ts';
import { example, type Terminal } from './output.ts';

interface LinkOptions extends JobOptions, LinkingOptions {
  readonly out?: string;
  readonly clusters?: string;
  readonly save?: string;
  readonly previous?: string;
  readonly changes?: string;
  readonly work?: string;
}

interface TrainOptions extends JobOptions {
  readonly save: string;
}

interface PairOptions extends Pick<JobOptions, 'model' | 'id' | 'json'> {
  readonly left: string;
  readonly right: string;
  readonly out?: string;
}

/** Adds the commands of `stile link`. */
export function addLinkCommand(program: Command, terminal: Terminal): void {
  const group = program
    .command('link')
    .description('find the records that are of one person, in one file or between two');
  addBlockingCommand(group, terminal);
  addClusterCommand(group, terminal);
  addFindCommand(group, terminal);
  addAddCommand(group, terminal);
  withModel(withResults(withFiles(group.command('match'))))
    .description('train a model without labels, link the records, and make clusters')
    .option('--save <file>', 'where to write the model as it was trained')
    .addHelpText('after', example('stile link match people.csv --person --out pairs.parquet'))
    .action((a: string, b: string | undefined, options: LinkOptions) => {
      oneModel(options);
      return link('train', a, b, options, terminal);
    });
  withModel(withFiles(group.command('train')))
    .description('train a model without labels, and link nothing')
    .requiredOption('--save <file>', 'where to write the model as it was trained')
    .addHelpText('after', example('stile link train people.csv --person --save trained.json'))
    .action((a: string, b: string | undefined, options: TrainOptions) => trainOn(a, b, options, terminal));
  withTrainedModel(withResults(withFiles(group.command('predict'))))
    .description('link the records by a model as it is, without training')
    .addHelpText('after', example('stile link predict people.csv --model trained.json --out pairs.parquet'))
    .action((a: string, b: string | undefined, options: LinkOptions) =>
      link('keep', a, b, options, terminal),
    );
  withTrainedModel(withJson(withId(withRecords(group.command('explain')))))
    .description('say why two records weigh together what they weigh, without a value of either')
    .requiredOption('--left <id>', 'a record; of the first file where there are two')
    .requiredOption('--right <id>', 'the other record; of the second file where there are two')
    .option('--out <file>', 'write it as a chart too: .html, with a table, or .svg')
    .addHelpText('after', example('stile link explain people.csv --model trained.json --left 7 --right 12'))
    .action(async (a: string, b: string | undefined, options: PairOptions) => {
      const paths = pathsOf(a, b);
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
  )
    .option(
      '--previous <file>',
      'clusters of an earlier run: those that have mostly the same records keep their numbers',
    )
    .option('--changes <file>', 'where to write which clusters were merged, split, ended or are new since')
    .option(
      '--work <folder>',
      'a folder to keep work in: the same command takes up there what was stopped before',
    );

async function link(
  figures: NonNullable<MatchOptions['figures']>,
  a: string,
  b: string | undefined,
  options: LinkOptions,
  terminal: Terminal,
): Promise<void> {
  const { previous, clusters, changes } = options;
  if (previous !== undefined && clusters === undefined)
    usage('--previous needs --clusters, the file for the clusters of this run.');
  if (changes !== undefined && previous === undefined)
    usage('--changes needs --previous, the clusters of an earlier run.');
  const linking = linkingOf(options, b);
  const means = meansOf(options);
  const onStage = stagesOn(terminal, options);
  await checkTargets(
    [...pathsOf(a, b), ...(previous === undefined ? [] : [previous])],
    [
      ['--out', options.out, 'table'],
      ['--clusters', clusters, 'table'],
      ['--changes', changes, 'table'],
      ['--save', options.save, 'text'],
    ],
  );
  const work = options.work === undefined ? undefined : await workOf(options.work, figures, a, b, options);
  const job = await jobOf(pathsOf(a, b), options, onStage, { trained: work?.trained });
  const { read, model, merge } = job;
  const how: MatchOptions = {
    ...means,
    ...linking,
    figures,
    onStage,
    ...(merge && { merge }),
  };
  const found =
    work === undefined
      ? await linkAtOnce(model, read, how)
      : await matchInSteps(model, read, how, work, job.notes);
  const notes = [...(work?.anew === undefined ? [] : [work.anew]), ...takenUp(work), ...job.notes];
  onStage('write');
  if (options.out !== undefined) await writePairs(options.out, found.pairs(), read.ids);
  const sources = b === undefined ? undefined : ([a, b] as const);
  const carried =
    previous === undefined ? undefined : carryClusters(await readClusters(previous), read, found.labels);
  if (clusters !== undefined)
    await (carried === undefined
      ? writeClusters(clusters, found.labels, read.ids, sources)
      : writePersons(clusters, carried, read.ids, sources));
  if (changes !== undefined && carried !== undefined) await writeChanges(changes, carried.changes);
  if (options.save !== undefined) await saveModel(options.save, found.model);
  onStage('done');
  tellOfLinks(found, read, notes, carried, options.json, terminal);
}

async function linkAtOnce(...job: Parameters<typeof match>): Promise<MatchedInSteps> {
  const { candidates, ...found } = await match(...job);
  return { ...found, candidatePairs: candidates.pairs };
}

/** Opens the folder that keeps this job’s work. */
async function workOf(
  folder: string,
  figures: string,
  a: string,
  b: string | undefined,
  { model, id, threshold, oneToOne }: LinkOptions,
): Promise<WorkFolder> {
  return openWork(folder, {
    files: pathsOf(a, b),
    ...(model !== undefined && { model: (await readLinkageModel(model)).model }),
    options: { figures, id: id ?? null, threshold: Number(threshold), oneToOne: oneToOne === true },
    version: manifest.version,
  });
}

const takenUp = (work: WorkFolder | undefined): readonly string[] =>
  work?.pairs !== undefined
    ? ['The pairs were weighed before, so the work was taken up after that.']
    : work?.trained !== undefined
      ? ['The model was trained before, so the work was taken up after that.']
      : [];

async function trainOn(
  a: string,
  b: string | undefined,
  options: TrainOptions,
  terminal: Terminal,
): Promise<void> {
  oneModel(options);
  const means = meansOf(options);
  await checkTargets(pathsOf(a, b), [['--save', options.save, 'text']]);
  const onStage = stagesOn(terminal, options);
  const { read, model, merge, notes } = await jobOf(pathsOf(a, b), options, onStage);
  const found = await trainModel(model, read, { ...means, onStage, ...(merge && { merge }) });
  await saveModel(options.save, found.model);
  onStage('done');
  tellOfTraining(found, read, notes, options.json, terminal);
}
