import type { Command } from 'commander';
import { grouped } from '#kernel';
import {
  type ClustersAt,
  clustersAt,
  readPairs,
  readTables,
  writeClusters,
  writeClustersAt,
} from '#link-job';
import {
  checkTargets,
  type JobOptions,
  jobOf,
  meansOf,
  numberOf,
  pathsOf,
  stagesOn,
  withId,
  withJson,
  withRecords,
} from './link-jobs.ts';
import { example, type Terminal, tell } from './output.ts';

interface ClusterOptions extends Pick<JobOptions, 'model' | 'id' | 'memory' | 'json'> {
  readonly pairs: string;
  readonly out: string;
  readonly threshold: string;
}

/** Adds `stile link cluster`. */
export function addClusterCommand(group: Command, terminal: Terminal): void {
  withJson(withId(withRecords(group.command('cluster'))))
    .description('make clusters from pairs that were written before, at one threshold or several')
    .requiredOption('--pairs <file>', 'pairs that “match” or “predict” wrote: .parquet or .csv')
    .requiredOption('--out <file>', 'where to write the clusters: .parquet or .csv')
    .option(
      '--threshold <weights>',
      'match weights from which records are linked, with commas between them; several add a column “threshold”',
      '0',
    )
    .option('--model <file>', 'join clusters only where their records agree with each other under this model')
    .option('--memory <mib>', 'memory for records, with a model, in MiB', '3072')
    .addHelpText(
      'after',
      example(
        'stile link cluster people.csv --pairs pairs.parquet --threshold 0,5,10 --out clusters.parquet',
      ),
    )
    .action((a: string, b: string | undefined, options: ClusterOptions) => cluster(a, b, options, terminal));
}

async function cluster(
  a: string,
  b: string | undefined,
  options: ClusterOptions,
  terminal: Terminal,
): Promise<void> {
  const { memory } = meansOf(options);
  const thresholds = options.threshold
    .split(',')
    .map((text) => numberOf(text.trim(), '--threshold must be numbers such as 0 or 0,5.5,10.'));
  const onStage = stagesOn(terminal, options);
  await checkTargets([...pathsOf(a, b), options.pairs], [['--out', options.out, 'table']]);
  const job = options.model === undefined ? undefined : await jobOf(pathsOf(a, b), options, onStage);
  if (job === undefined) onStage('read');
  const id = options.id === undefined ? {} : { id: options.id };
  const read = job?.read ?? (await readTables(pathsOf(a, b), { ...id, columns: [] }));
  onStage('pairs');
  const edges = await readPairs(options.pairs, read);
  onStage('cluster');
  const guard = job && { model: job.model, table: read.table, memory };
  const told: Omit<ClustersAt, 'labels'>[] = [];
  const sources = b === undefined ? undefined : ([a, b] as const);
  function* sets() {
    for (const set of clustersAt(edges, thresholds, guard)) {
      const { labels, ...rest } = set;
      told.push(rest);
      yield { threshold: set.threshold, labels };
    }
  }
  if (new Set(thresholds).size > 1) await writeClustersAt(options.out, sets(), read.ids, sources);
  else for (const { labels } of sets()) await writeClusters(options.out, labels, read.ids, sources);
  onStage('done');
  tell(
    terminal,
    options.json,
    { records: read.table.rows, pairs: edges.count, clusters: told.map((one) => ({ ...one })) },
    told.map(
      ({ threshold, pairs, clusters, largest, refused }) =>
        `From a match weight of ${threshold}: ${grouped(pairs)} pairs link ${grouped(read.table.rows)} records into ${grouped(clusters)} clusters, the largest of ${grouped(largest)}${refused === undefined ? '' : `; ${grouped(refused)} pairs would have joined clusters that do not agree, and did not`}.`,
    ),
  );
}
