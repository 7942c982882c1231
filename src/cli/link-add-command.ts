import type { Command } from 'commander';
import { grouped } from '#kernel';
import { type Added, addRecords, readClusters, spineClusters, writeFindings, writePersons } from '#link-job';
import {
  checkTargets,
  type JobOptions,
  jobOf,
  meansOf,
  numberOf,
  stagesOn,
  withId,
  withJson,
  withMeans,
  withTrainedModel,
} from './link-jobs.ts';
import { example, type Terminal, tell } from './output.ts';

interface AddCommandOptions extends JobOptions {
  readonly clusters: string;
  readonly out: string;
  readonly review?: string;
  readonly threshold: string;
}

/** Adds `stile link add`. */
export function addAddCommand(group: Command, terminal: Terminal): void {
  withTrainedModel(withJson(withMeans(withId(group.command('add')))))
    .description(
      'add new records to a file whose records have clusters, which stay as they are but for growing',
    )
    .argument('<spine>', 'the file of records that have clusters: .csv, .csv.gz or .parquet')
    .argument('<new>', 'a file of new records')
    .requiredOption('--clusters <file>', 'clusters of the first file, as they were written before')
    .requiredOption('--out <file>', 'where to write the clusters of both: .parquet or .csv')
    .option(
      '--review <file>',
      'where to write what somebody should look at: clusters that may be one person, and records that fit another cluster too',
    )
    .option('--threshold <weight>', 'match weight from which records are linked; 0 is an even chance', '0')
    .addHelpText(
      'after',
      example(
        'stile link add people.csv new.csv --model trained.json --clusters clusters.parquet --out grown.parquet',
      ),
    )
    .action((spine: string, added: string, options: AddCommandOptions) =>
      add(spine, added, options, terminal),
    );
}

async function add(
  spine: string,
  added: string,
  options: AddCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const threshold = numberOf(options.threshold, '--threshold must be a number such as 0 or 5.5.');
  const means = meansOf(options);
  const onStage = stagesOn(terminal, options);
  await checkTargets(
    [spine, added, options.clusters],
    [
      ['--out', options.out, 'table'],
      ['--review', options.review, 'table'],
    ],
  );
  const { read, model } = await jobOf([spine, added], options, onStage);
  const clusters = spineClusters(await readClusters(options.clusters), read);
  const found = await addRecords(model, read, clusters, { ...means, threshold, onStage });
  onStage('write');
  await writePersons(options.out, found, read.ids, [spine, added]);
  if (options.review !== undefined) await writeFindings(options.review, found.findings, read.ids);
  onStage('done');
  tellOfAdded(found, options, terminal);
}

function tellOfAdded(
  { candidatePairs, attached, unattached, newClusters, findings }: Added,
  { json, review }: AddCommandOptions,
  terminal: Terminal,
): void {
  const merges = findings.filter(({ finding }) => finding === 'merge').length;
  const contested = findings.length - merges;
  tell(terminal, json, { candidatePairs, attached, unattached, newClusters, merges, contested }, [
    `${grouped(attached + unattached)} new records; ${grouped(candidatePairs)} pairs compared. ${grouped(attached)} joined clusters that were there; ${grouped(unattached)} make ${grouped(newClusters)} new ones.`,
    ...(findings.length === 0
      ? []
      : [
          `To look at: ${grouped(merges)} pairs of clusters that may be of one person, and were left apart; ${grouped(contested)} times a new record fits another cluster about as well.${review === undefined ? ' --review FILE writes them.' : ''}`,
        ]),
  ]);
}
