import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { fail } from '#kernel';
import { checkTarget, readTables, type TablePaths, type TablesRead, writeText } from '#link-job';
import { type LinkageModel, type Merging, personModel } from '#linkage';
import { columnsOf, readLinkageModel } from './link-model.ts';
import type { Terminal } from './output.ts';
import { progressOn } from './progress.ts';

/** Options that every job of `stile link` has. */
export interface JobOptions {
  readonly model?: string;
  readonly person?: true;
  readonly id?: string;
  readonly threads?: string;
  readonly memory: string;
  readonly json?: true;
}

/** Options of jobs that make links. */
export interface LinkingOptions {
  readonly threshold: string;
  readonly oneToOne?: true;
}

/** Tables and the model that they are linked by. */
export interface Job {
  readonly read: TablesRead;
  readonly model: LinkageModel;
  readonly merge?: Merging;
  /** What was chosen, and what to know about the model. */
  readonly notes: readonly string[];
}

export const withFiles = (command: Command): Command =>
  command
    .argument('<a>', 'a file of records: .csv, .csv.gz or .parquet')
    .argument('[b]', 'a second file; then records are linked between the two')
    .option('--id <name>', 'the column of ids; without it “id” or “unique_id”')
    .option('--threads <n>', 'threads that compare; without it as many as there are processors')
    .option('--memory <mib>', 'memory for records and pairs, in MiB', '3072')
    .option('--json', 'one JSON line in place of text');

export const withLinking = (command: Command): Command =>
  command
    .option('--threshold <weight>', 'match weight from which records are linked; 0 is an even chance', '0')
    .option('--one-to-one', 'of two files, link a record to at most one of the other; a tie is left open');

export const withModel = (command: Command): Command =>
  command
    .option('--model <file>', 'a linkage model, or one saved by Splink (JSON); its figures are trained anew')
    .option('--person', 'in place of a model: make one from the columns, which must be about people');

export const usage = (reason: string): never => fail('CLI_USAGE', { reason });

/** Checks what can be checked before a file is read. */
export function meansOf({ model, person, threads, memory }: JobOptions) {
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

/** The same for how records become links; `b` is the second file. */
export function linkingOf({ threshold, oneToOne }: LinkingOptions, b: string | undefined) {
  if (oneToOne && b === undefined) usage('--one-to-one needs two files.');
  if (!/^-?\d+(\.\d+)?$/.test(threshold)) usage('--threshold must be a number such as 0 or 5.5.');
  return { threshold: Number(threshold), oneToOne: oneToOne === true };
}

export function stagesOn(terminal: Terminal, { json }: Pick<JobOptions, 'json'>): (stage: string) => void {
  const progress = progressOn(terminal, json);
  return (stage) => progress({ stage });
}

export const saveModel = (path: string, model: LinkageModel): Promise<void> =>
  writeText(path, `${JSON.stringify(model, null, 2)}\n`);

/** Where a result will be written: the option, what it says, and what kind of file it is. */
export type Target = readonly [option: string, path: string | undefined, kind: 'table' | 'text'];

/** Checks where results will be written before anything is read: no file of records is replaced, and no result by another. */
export async function checkTargets(paths: TablePaths, targets: readonly Target[]): Promise<void> {
  const taken = new Set(paths.map((path) => resolve(path)));
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

/** Reads the files, and the model or makes one. `also`: columns that are read though the model does not ask for them. */
export async function jobOf(
  paths: TablePaths,
  { model: path, id }: Pick<JobOptions, 'model' | 'id'>,
  onStage: (stage: string) => void = () => {},
  also: readonly string[] = [],
): Promise<Job> {
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
  const { model, merge, sentences } = personModel(read.table);
  return { read, model, merge, notes: sentences };
}

const count = (text: string, reason: string): number =>
  /^[1-9]\d{0,8}$/.test(text) ? Number(text) : fail('CLI_USAGE', { reason });
