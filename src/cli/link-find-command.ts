import type { Command } from 'commander';
import { grouped } from '#kernel';
import { type FoundRecords, openSpine, readRecords } from '#link-job';
import {
  count,
  type JobOptions,
  jobOf,
  numberOf,
  stagesOn,
  withId,
  withJson,
  withTrainedModel,
} from './link-jobs.ts';
import { columnsOf, readLinkageModel } from './link-model.ts';
import { probabilityText } from './link-words.ts';
import { example, type Terminal, tell } from './output.ts';
import { tableLines } from './table-lines.ts';

interface FindCommandOptions extends Pick<JobOptions, 'id' | 'json'> {
  readonly model: string;
  readonly record: string;
  readonly most: string;
  readonly threshold: string;
}

/** Adds `stile link find`. */
export function addFindCommand(group: Command, terminal: Terminal): void {
  withTrainedModel(withJson(withId(group.command('find'))))
    .description('find the records that may be of one person, and show their ids and weights alone')
    .argument('<spine>', 'a file of records: .csv, .csv.gz or .parquet')
    .requiredOption('--record <file>', 'the record to look for: a JSON object, or CSV, where each row is one')
    .option('--most <n>', 'show at most so many for each record', '20')
    .option('--threshold <weight>', 'match weight from which records are shown; 0 is an even chance', '0')
    .addHelpText(
      'after',
      example('stile link find people.csv --model trained.json --record record.json --most 5'),
    )
    .action(async (spine: string, options: FindCommandOptions) => {
      const most = count(options.most, '--most must be a whole number from 1.');
      const least = numberOf(options.threshold, '--threshold must be a number such as 0 or 5.5.');
      const onStage = stagesOn(terminal, options);
      const columns = columnsOf((await readLinkageModel(options.model)).model);
      const records = await readRecords(options.record, columns);
      const { read, model } = await jobOf([spine], options, onStage);
      onStage('index');
      const { find } = openSpine(model, read);
      onStage('find');
      const found = records.map((record) => find(record, { most, least }));
      onStage('done');
      tellOfFound(found, options.json, terminal);
    });
}

function tellOfFound(found: readonly FoundRecords[], json: true | undefined, terminal: Terminal): void {
  tell(
    terminal,
    json,
    {
      found: found.map(({ matches, compared }) => ({
        compared,
        matches: matches.map((one) => ({ ...one })),
      })),
    },
    found.flatMap(({ matches, compared }, r) => [
      `${found.length > 1 ? `Record ${r + 1}: ` : ''}${matches.length === 0 ? 'No record is' : `${matches.length} ${matches.length === 1 ? 'record is' : 'records are'}`} likely to be of this person; ${grouped(compared)} were compared.`,
      ...(matches.length === 0
        ? []
        : tableLines(
            ['weight', 'probability', 'id'],
            matches.map(({ id, weight, probability }) => [
              weight.toFixed(2),
              probabilityText(probability),
              id,
            ]),
          )),
    ]),
  );
}
