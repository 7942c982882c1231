import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import type { Command } from 'commander';
import { grouped, type PlainDate, parseDate } from '#kernel';
import { type Extract, generateFuelPoverty, generateLinkagePeople, toCsvLine } from '#synthetic';

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

export interface GenerateLinkageOptions {
  /** A CSV file. Two files are named after it, with `-a` and `-b`; the truth with `-truth`. */
  readonly out: string;
  readonly seed: string;
  readonly records: number;
  readonly two: boolean;
  readonly written?: (file: GeneratedFile) => void;
}

/** Writes records of made-up people for trying record linkage, and which of them are of one person. Streams. */
export async function writeLinkagePeople(options: GenerateLinkageOptions): Promise<readonly GeneratedFile[]> {
  const { out, seed, records, two } = options;
  const people = generateLinkagePeople({ seed, records, two });
  const { dir, name, ext } = parse(out);
  const beside = (suffix: string): string => join(dir, `${name}${suffix}${ext}`);
  mkdirSync(dirname(out), { recursive: true });
  const files: GeneratedFile[] = [];
  for (const [n, extract] of [...people.files, people.truth].entries()) {
    const path = extract === people.truth ? beside('-truth') : two ? beside(`-${'ab'[n]}`) : out;
    const file = await writeCsv(extract, path);
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

const tell = ({ path, rows }: GeneratedFile): void => console.log(`${path}  ${grouped(rows)} rows`);

/** Adds `stile generate`; without a further word it means `stile generate fuel-poverty`. */
export function addGenerateCommand(program: Command): void {
  const generate = program
    .command('generate')
    .description('make up data of made-up people, with the truth beside it');
  generate
    .command('fuel-poverty', { isDefault: true })
    .description('extracts for a fuel-poverty share, with the truth beside them')
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
        ...(given.json ? {} : { written: tell }),
      });
      if (given.json) console.log(JSON.stringify({ files }));
    });
  generate
    .command('linkage')
    .description('records of people, several of one person and with errors, to try record linkage on')
    .requiredOption('--out <file>', 'CSV file; the truth is written beside it')
    .option('--records <n>', 'how many rows, in all files together', '100000')
    .option('--two', 'two files to link, in place of one to deduplicate')
    .option('--seed <text>', 'the same seed makes the same files', 'stile')
    .option('--json', 'one JSON line in place of text')
    .action(async (given) => {
      const files = await writeLinkagePeople({
        out: given.out,
        seed: given.seed,
        records: Number(given.records),
        two: given.two === true,
        ...(given.json ? {} : { written: tell }),
      });
      if (given.json) console.log(JSON.stringify({ files }));
    });
}
