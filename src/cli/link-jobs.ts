import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { fail } from '#kernel';
import {
  checkTarget,
  readTables,
  type SavedTraining,
  type TablePaths,
  type TablesRead,
  writeText,
} from '#link-job';
import { type LinkageModel, type Merging, personModel } from '#linkage';
import { columnsOf, readLinkageModel } from './link-model.ts';
import type { Terminal } from './output.ts';
import { progressOn } from './progress.ts';

/* What the commands of `stile link` have in common: options, and how files and a model become a job. */

/** Options of jobs that make links. */
export interface LinkingOptions {
  readonly threshold: string;
  readonly oneToOne?: true;
}

export interface ModelOptions {
  readonly model?: string;
  readonly id?: string;
}

export interface JobOptions extends ModelOptions {
  readonly person?: true;
  readonly threads?: string;
  readonly memory: string;
  readonly json?: true;
}

/** Tables and the model that they are linked by. */
export interface Job {
  readonly read: TablesRead;
  readonly model: LinkageModel;
  readonly merge?: Merging;
  /** What was chosen, and what to know about the model. */
  readonly notes: readonly string[];
}

const RECORDS = 'a file of records: .csv, .csv.gz or .parquet';

export const withId = (command: Command): Command =>
  command.option('--id <name>', 'the column of ids; without it “id” or “unique_id”');

export const withJson = (command: Command): Command =>
  command.option('--json', 'one JSON line in place of text');

export const withMeans = (command: Command): Command =>
  command
    .option('--threads <n>', 'threads that compare; without it as many as there are processors')
    .option('--memory <mib>', 'memory for records and pairs, in MiB', '3072');

/** One file of records, or two. */
export const withRecords = (command: Command): Command =>
  command.argument('<a>', RECORDS).argument('[b]', 'a second file; then records are linked between the two');

export const withFiles = (command: Command): Command => withJson(withMeans(withId(withRecords(command))));

export const withModel = (
  command: Command,
  figures = 'a linkage model, or one saved by Splink (JSON); its figures are trained anew',
): Command =>
  command
    .option('--model <file>', figures)
    .option('--person', 'in place of a model: make one from the columns, which must be about people');

export const withLinking = (command: Command): Command =>
  command
    .option('--threshold <weight>', 'match weight from which records are linked; 0 is an even chance', '0')
    .option('--one-to-one', 'of two files, link a record to at most one of the other; a tie is left open');

export const withTrainedModel = (command: Command): Command =>
  command.requiredOption('--model <file>', 'a trained linkage model, or one saved by Splink (JSON)');

export const usage = (reason: string): never => fail('CLI_USAGE', { reason });

/** A number, of a text that was checked before a file is read. */
export const numberOf = (text: string, reason: string): number =>
  /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : usage(reason);

/** A whole number from 1. */
export const count = (text: string, reason: string): number =>
  /^[1-9]\d{0,11}$/.test(text) ? Number(text) : usage(reason);

export const meansOf = ({ threads, memory }: Omit<JobOptions, 'model' | 'person' | 'id' | 'json'>) => ({
  memory: count(memory, '--memory must be a whole number of MiB.') * 1_048_576,
  threads:
    threads === undefined
      ? availableParallelism()
      : count(threads, '--threads must be a whole number from 1.'),
});

/** Where a result will be written: the option, what it says, and what kind of file it is. */
export type Target = readonly [option: string, path: string | undefined, kind: 'table' | 'text'];

/** Checks where results will be written before anything is read: no file that is read is replaced, and no result by another. */
export async function checkTargets(read: readonly string[], targets: readonly Target[]): Promise<void> {
  const taken = new Set(read.map((path) => resolve(path)));
  for (const [option, path, kind] of targets) {
    if (path === undefined) continue;
    if (taken.has(resolve(path))) usage(`${option} names a file that is read, or written to, already.`);
    taken.add(resolve(path));
    await checkTarget(path, kind);
  }
}

/** Checks that a name ends as its kind of file does. Throws `CLI_OUT_ENDING`. */
export function checkEnding(file: string, endings: readonly string[]): void {
  if (!endings.some((ending) => file.toLowerCase().endsWith(ending)))
    fail('CLI_OUT_ENDING', { file, endings: endings.join(' or ') });
}

export const saveModel = (path: string, model: LinkageModel): Promise<void> =>
  writeText(path, `${JSON.stringify(model, null, 2)}\n`);

/** Checks, before a file is read, how records become links; `b` is the second file. */
export function linkingOf({ threshold, oneToOne }: LinkingOptions, b: string | undefined) {
  if (oneToOne && b === undefined) usage('--one-to-one needs two files.');
  const least = numberOf(threshold, '--threshold must be a number such as 0 or 5.5.');
  return { threshold: least, oneToOne: oneToOne === true };
}

/** Checks that there is one of two ways to a model. */
export function oneModel({ model, person }: Pick<JobOptions, 'model' | 'person'>): void {
  if ((model === undefined) === (person === undefined))
    usage('Give either --model with a file, or --person.');
}

export function stagesOn(terminal: Terminal, { json }: Pick<JobOptions, 'json'>): (stage: string) => void {
  const progress = progressOn(terminal, json);
  return (stage) => progress({ stage });
}

export const pathsOf = (a: string, b: string | undefined): TablePaths => (b === undefined ? [a] : [a, b]);

interface JobMore {
  /** Pairs that the rules of a made model may give. */
  readonly budget?: number;
  /** The model as it was trained before. */
  readonly trained?: SavedTraining | undefined;
  /** Columns that are read though the model does not ask for them. */
  readonly also?: readonly string[];
}

/** Reads the files, and the model or, without one, makes one of people from their columns; `trained` was made before. */
export async function jobOf(
  paths: TablePaths,
  { model: path, id }: ModelOptions,
  onStage: (stage: string) => void = () => {},
  { budget, trained, also = [] }: JobMore = {},
): Promise<Job> {
  if (trained !== undefined) {
    onStage('read');
    const column = id ?? (path === undefined ? undefined : (await readLinkageModel(path)).id);
    const { model, notes } = trained;
    const read = await readTables(paths, {
      ...(column !== undefined && { id: column }),
      columns: columnsOf(model),
    });
    return { read, model, notes };
  }
  if (path !== undefined) {
    const { model, id: named, notes } = await readLinkageModel(path);
    onStage('read');
    const column = id ?? named;
    const read = await readTables(paths, {
      ...(column !== undefined && { id: column }),
      columns: [...columnsOf(model), ...also],
    });
    return { read, model, notes };
  }
  onStage('read');
  const read = await readTables(paths, id === undefined ? {} : { id });
  onStage('choose');
  const { model, merge, sentences } = personModel(read.table, budget === undefined ? {} : { budget });
  return { read, model, merge, notes: sentences };
}
