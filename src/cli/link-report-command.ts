import type { Command } from 'commander';
import { type JobOptions, type LinkingOptions, withFiles, withLinking, withModel } from './link-jobs.ts';
import { example, type Terminal } from './output.ts';

export interface ReportCommandOptions extends JobOptions, LinkingOptions {
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
    .action(async (a: string, b: string | undefined, options: ReportCommandOptions) => {
      // Only here, because what draws pages takes longer to load than the other commands of this family need.
      const { writeReport } = await import('./link-report.ts');
      await writeReport(a, b, options, terminal);
    });
}
