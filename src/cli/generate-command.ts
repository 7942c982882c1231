import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type PlainDate, parseDate } from '#kernel';
import { type Extract, generateFuelPoverty, toCsvLine } from '#synthetic';

/** What was written: file names within the folder, and how many rows each has. */
export interface GeneratedFile {
  readonly name: string;
  readonly path: string;
  readonly rows: number;
}

export interface GenerateOptions {
  readonly out: string;
  readonly seed: string;
  readonly recipients: number;
  readonly customers: number;
  readonly suppliers: number;
  readonly qualifyingDate?: PlainDate;
  /** Told after each file. */
  readonly written?: (file: GeneratedFile) => void;
}

/**
 * Writes made-up extracts for a fuel-poverty share: the department's, each supplier's, and a truth file that no run is
 * ever given. Streams: memory does not grow with the rows.
 */
export async function writeFuelPovertyExtracts(options: GenerateOptions): Promise<readonly GeneratedFile[]> {
  const { out, seed, recipients, customers, suppliers, qualifyingDate } = options;
  const share = generateFuelPoverty({
    seed,
    recipients,
    customers,
    suppliers,
    ...(qualifyingDate === undefined ? {} : { qualifyingDate }),
  });
  mkdirSync(out, { recursive: true });
  const files: GeneratedFile[] = [];
  for (const extract of [share.department, ...share.suppliers, share.truth]) {
    const file = await writeCsv(extract, join(out, `${extract.name}.csv`));
    files.push(file);
    options.written?.(file);
  }
  return files;
}

const PIECE = 1 << 18;

async function writeCsv(extract: Extract, path: string): Promise<GeneratedFile> {
  const stream = createWriteStream(path);
  let rows = 0;
  let piece = toCsvLine(extract.header);
  for (const row of extract.rows()) {
    piece += toCsvLine(row);
    rows++;
    if (piece.length > PIECE) {
      if (!stream.write(piece)) await once(stream, 'drain');
      piece = '';
    }
  }
  stream.end(piece);
  await once(stream, 'close');
  return { name: extract.name, path, rows };
}

/** Adds `stile generate`. */
export function addGenerateCommand(program: Command): void {
  program
    .command('generate')
    .description('make up extracts for a fuel-poverty share, with the truth beside them')
    .requiredOption('--out <dir>', 'folder for the CSV files')
    .option('--recipients <n>', 'about how many benefit recipients', '100000')
    .option('--customers <n>', 'about how many customers, all suppliers together', '120000')
    .option('--suppliers <n>', 'how many energy suppliers', '3')
    .option('--seed <text>', 'the same seed makes the same files', 'stile')
    .option('--qualifying-date <date>', 'the day on which a benefit must be in payment')
    .option('--json', 'one JSON line in place of text')
    .action(async (given) => {
      const files = await writeFuelPovertyExtracts({
        out: given.out,
        seed: given.seed,
        recipients: Number(given.recipients),
        customers: Number(given.customers),
        suppliers: Number(given.suppliers),
        ...(given.qualifyingDate === undefined ? {} : { qualifyingDate: parseDate(given.qualifyingDate) }),
        ...(given.json
          ? {}
          : { written: ({ path, rows }) => console.log(`${path}  ${rows.toLocaleString('en-GB')} rows`) }),
      });
      if (given.json) console.log(JSON.stringify({ files }));
    });
}
