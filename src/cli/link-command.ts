import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { fail } from '#kernel';
import {
  checkTarget,
  explain,
  type MatchOptions,
  match,
  readTables,
  type TablePaths,
  type TablesRead,
  trainModel,
  writeClusters,
  writePairs,
  writeText,
} from '#link-job';
import { type LinkageModel, type Merging, personModel } from '#linkage';
import { columnsOf, readLinkageModel } from './link-model.ts';
import { tellOfLinks, tellOfPair, tellOfTraining } from './link-words.ts';
import { example, type Terminal } from './output.ts';
import { progressOn } from './progress.ts';

interface JobOptions {
  readonly model?: string;
  readonly person?: true;
  readonly id?: string;
  readonly threads?: string;
  readonly memory: string;
  readonly json?: true;
}

interface LinkOptions extends JobOptions {
  readonly out?: string;
  readonly clusters?: string;
  readonly threshold: string;
  readonly oneToOne?: true;
  readonly save?: string;
}

interface TrainOptions extends JobOptions {
  readonly save: string;
}

interface PairOptions extends Pick<JobOptions, 'model' | 'id' | 'json'> {
  readonly left: string;
  readonly right: string;
}

/** Tables and the model that they are linked by. */
interface Job {
  readonly read: TablesRead;
  readonly model: LinkageModel;
  readonly merge?: Merging;
  /** What was chosen, and what to know about the model. */
  readonly notes: readonly string[];
}

/** Adds `stile link match`, `train`, `predict` and `explain`. */
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
    .option('--json', 'one JSON line in place of text')
    .addHelpText('after', example('stile link explain people.csv --model trained.json --left 7 --right 12'))
    .action(async (a: string, b: string | undefined, options: PairOptions) => {
      const job = await jobOf(b === undefined ? [a] : [a, b], options);
      tellOfPair(explain(job.model, job.read, options.left, options.right), options.json, terminal);
    });
}

const withFiles = (command: Command): Command =>
  command
    .argument('<a>', 'a file of records: .csv, .csv.gz or .parquet')
    .argument('[b]', 'a second file; then records are linked between the two')
    .option('--id <name>', 'the column of ids; without it “id” or “unique_id”')
    .option('--threads <n>', 'threads that compare; without it as many as there are processors')
    .option('--memory <mib>', 'memory for records and pairs, in MiB', '3072')
    .option('--json', 'one JSON line in place of text');

const withResults = (command: Command): Command =>
  command
    .option('--out <file>', 'where to write the linked pairs: .parquet or .csv')
    .option('--clusters <file>', 'where to write the clusters: .parquet or .csv')
    .option('--threshold <weight>', 'match weight from which records are linked; 0 is an even chance', '0')
    .option('--one-to-one', 'of two files, link a record to at most one of the other; a tie is left open');

const withModel = (command: Command): Command =>
  command
    .option('--model <file>', 'a linkage model, or one saved by Splink (JSON); its figures are trained anew')
    .option('--person', 'in place of a model: make one from the columns, which must be about people');

async function link(
  figures: NonNullable<MatchOptions['figures']>,
  a: string,
  b: string | undefined,
  options: LinkOptions,
  terminal: Terminal,
): Promise<void> {
  if (options.oneToOne && b === undefined) usage('--one-to-one needs two files.');
  const threshold = numberOf(options.threshold, '--threshold must be a number such as 0 or 5.5.');
  const means = meansOf(options);
  const paths: TablePaths = b === undefined ? [a] : [a, b];
  await checkTargets(paths, options);
  const onStage = stagesOn(terminal, options);
  const { read, model, merge, notes } = await jobOf(paths, options, onStage);
  const found = await match(model, read, {
    ...means,
    threshold,
    figures,
    onStage,
    ...(merge && { merge }),
    ...(options.oneToOne && { oneToOne: true }),
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
  await checkTargets(paths, options);
  const onStage = stagesOn(terminal, options);
  const { read, model, merge, notes } = await jobOf(paths, options, onStage);
  const found = await trainModel(model, read, { ...means, onStage, ...(merge && { merge }) });
  await saveModel(options.save, found.model);
  onStage('done');
  tellOfTraining(found, read, notes, options.json, terminal);
}

const usage = (reason: string): never => fail('CLI_USAGE', { reason });

/** Checks what can be checked before a file is read. */
function meansOf({ model, person, threads, memory }: JobOptions) {
  if ((model === undefined) === (person === undefined))
    usage('Give either --model with a file, or --person.');
  return {
    memory: count(memory, '--memory must be a whole number of MiB.') * 1_048_576,
    threads:
      threads === undefined
        ? availableParallelism()
        : count(threads, '--threads must be a whole number from 1.'),
  };
}

function stagesOn(terminal: Terminal, { json }: JobOptions): (stage: string) => void {
  const progress = progressOn(terminal, json);
  return (stage) => progress({ stage });
}

const saveModel = (path: string, model: LinkageModel): Promise<void> =>
  writeText(path, `${JSON.stringify(model, null, 2)}\n`);

/** Checks where results will be written before anything is read: no file of records is replaced, and no result by another. */
async function checkTargets(
  paths: TablePaths,
  { out, clusters, save }: Pick<LinkOptions, 'out' | 'clusters' | 'save'>,
): Promise<void> {
  const taken = new Set(paths.map((path) => resolve(path)));
  const targets = [
    ['--out', out, 'table'],
    ['--clusters', clusters, 'table'],
    ['--save', save, 'text'],
  ] as const;
  for (const [option, path, kind] of targets) {
    if (path === undefined) continue;
    if (taken.has(resolve(path))) usage(`${option} names a file that is read, or written to, already.`);
    taken.add(resolve(path));
    await checkTarget(path, kind);
  }
}

async function jobOf(
  paths: TablePaths,
  { model: path, id }: Pick<JobOptions, 'model' | 'id'>,
  onStage: (stage: string) => void = () => {},
): Promise<Job> {
  if (path !== undefined) {
    const { model, id: named, notes } = await readLinkageModel(path);
    onStage('read');
    const column = id ?? named;
    const read = await readTables(paths, {
      ...(column !== undefined && { id: column }),
      columns: columnsOf(model),
    });
    return { read, model, notes };
  }
  onStage('read');
  const read = await readTables(paths, id === undefined ? {} : { id });
  onStage('choose');
  const { model, merge, sentences } = personModel(read.table);
  return { read, model, merge, notes: sentences };
}

const numberOf = (text: string, reason: string): number =>
  /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : fail('CLI_USAGE', { reason });

const count = (text: string, reason: string): number =>
  /^[1-9]\d{0,8}$/.test(text) ? Number(text) : fail('CLI_USAGE', { reason });
