import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { fail, parseStrict } from '#kernel';
import { match, readTables, writeClusters, writePairs } from '#link-job';
import { type LinkageModel, parseLinkageModel } from '#linkage';
import { example, type Terminal, tell } from './output.ts';
import { progressOn } from './progress.ts';

interface Options {
  readonly model: string;
  readonly out?: string;
  readonly clusters?: string;
  readonly id?: string;
  readonly threshold: string;
  readonly threads?: string;
  readonly memory: string;
  readonly save?: string;
  readonly json?: true;
}

/** Adds `stile link match`. */
export function addLinkCommand(program: Command, terminal: Terminal): void {
  const group = program
    .command('link')
    .description('find the records that are of one person, in one file or between two');

  group
    .command('match')
    .description('train a model without labels, link the records, and make clusters')
    .argument('<a>', 'a file of records: .csv, .csv.gz or .parquet')
    .argument('[b]', 'a second file; then records are linked between the two')
    .requiredOption('--model <file>', 'a linkage model (JSON); its figures are trained anew')
    .option('--out <file>', 'where to write the linked pairs: .parquet or .csv')
    .option('--clusters <file>', 'where to write the clusters: .parquet or .csv')
    .option('--save <file>', 'where to write the model as it was trained')
    .option('--id <name>', 'the column of ids; without it “id” or “unique_id”')
    .option('--threshold <weight>', 'match weight from which records are linked; 0 is an even chance', '0')
    .option('--threads <n>', 'threads that compare; without it as many as there are processors')
    .option('--memory <mib>', 'memory for records and pairs, in MiB', '3072')
    .option('--json', 'one JSON line in place of text')
    .addHelpText('after', example('stile link match people.csv --model model.json --out pairs.parquet'))
    .action(async (a: string, b: string | undefined, options: Options) => {
      const { writeFileSync } = await import('node:fs');
      const model = readModel(options.model);
      const threshold = numberOf(options.threshold, '--threshold must be a number such as 0 or 5.5.');
      const memory = count(options.memory, '--memory must be a whole number of MiB.') * 1_048_576;
      const threads =
        options.threads === undefined
          ? availableParallelism()
          : count(options.threads, '--threads must be a whole number from 1.');
      const progress = progressOn(terminal, options.json);
      progress({ stage: 'read' });
      const read = await readTables(b === undefined ? [a] : [a, b], {
        ...(options.id !== undefined && { id: options.id }),
        columns: columnsOf(model),
      });
      const found = await match(model, read, {
        threads,
        memory,
        threshold,
        onStage: (stage) => progress({ stage }),
      });
      progress({ stage: 'write' });
      if (options.out !== undefined) await writePairs(options.out, found.pairs(), read.ids);
      if (options.clusters !== undefined)
        await writeClusters(options.clusters, found.labels, read.ids, b === undefined ? undefined : [a, b]);
      if (options.save !== undefined)
        writeFileSync(options.save, `${JSON.stringify(found.model, null, 2)}\n`);
      progress({ stage: 'done' });
      const { report } = found;
      tell(
        terminal,
        options.json,
        {
          records: read.table.rows,
          candidatePairs: found.candidates.pairs,
          linkedPairs: found.edges.count,
          clusters: found.clusters,
          dependent: report.groups.map(({ comparisons }) => [...comparisons]),
          findings: report.findings.map(({ code, message }) => ({ code, message })),
        },
        [
          ...report.groups.map(({ sentence }) => sentence),
          ...report.findings.map(({ message }) => `Note: ${message}`),
          `${read.table.rows.toLocaleString('en-GB')} records; ${found.candidates.pairs.toLocaleString('en-GB')} pairs compared, ${found.edges.count.toLocaleString('en-GB')} linked; ${found.clusters.toLocaleString('en-GB')} clusters.`,
        ],
      );
    });
}

const readModel = (path: string): LinkageModel =>
  parseLinkageModel(parseStrict(new Uint8Array(readFileSync(path))));

/** Columns that the model asks for, by their names in the file; optional ones may be absent. */
const columnsOf = ({ fields }: LinkageModel): readonly string[] =>
  fields
    .filter(({ from, join }) => from === undefined && join === undefined)
    .map(({ column, name }) => column ?? name);

const numberOf = (text: string, reason: string): number =>
  /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : fail('CLI_USAGE', { reason });

const count = (text: string, reason: string): number =>
  /^[1-9]\d{0,8}$/.test(text) ? Number(text) : fail('CLI_USAGE', { reason });
