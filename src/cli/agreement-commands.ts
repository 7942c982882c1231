import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Command } from 'commander';
import { agreementBytes, type Compiled, compile, newAgreement, readAgreement } from '#agreement';
import { canonicalise, dateOf, fail, instantOf, parseDate } from '#kernel';
import { lawData } from '#law';
import { systemTerminal, type Terminal, tell } from './output.ts';

interface JsonOption {
  readonly json?: true;
}

/** Adds `stile agreement new`, `check` and `compile`. Their errors are thrown, for the program to print. */
export function addAgreementCommands(program: Command, terminal: Terminal = systemTerminal()): void {
  const agreement = program.command('agreement').description('write, check and compile an agreement');

  agreement
    .command('new')
    .description('write a fuel-poverty agreement to start from')
    .option('--suppliers <n>', 'how many energy suppliers, 1 to 20', '3')
    .option('--today <date>', 'the day of publication; the first run comes 14 days later')
    .option('--qualifying-date <date>', 'the day on which a benefit must be in payment')
    .option('--out <file>', 'where to write it; without it, to the terminal')
    .action((options: { suppliers: string; today?: string; qualifyingDate?: string; out?: string }) => {
      const yaml = newAgreement({
        today: options.today === undefined ? dateOf(instantOf(Date.now())) : parseDate(options.today),
        series: newSeries(),
        suppliers: supplierCount(options.suppliers),
        ...(options.qualifyingDate === undefined
          ? {}
          : { qualifyingDate: parseDate(options.qualifyingDate) }),
      });
      if (options.out === undefined) terminal.out(yaml.trimEnd());
      else writeFileSync(options.out, yaml);
    });

  agreement
    .command('check')
    .description('say whether an agreement compiles, with every reason if it does not')
    .argument('<file>', 'the agreement: YAML, or JSON by its ending')
    .option('--json', 'one JSON line in place of text')
    .action(async (file: string, options: JsonOption) => {
      say(terminal, (await compileFile(file)).compiled, options, 'It compiles.');
    });

  agreement
    .command('compile')
    .description('write the run plan, its English and what is to be signed')
    .argument('<file>', 'the agreement: YAML, or JSON by its ending')
    .requiredOption(
      '--out <folder>',
      'where to write agreement.json, plan.json, plan.txt, law-data.json and digests.json',
    )
    .option('--json', 'one JSON line in place of text')
    .action(async (file: string, options: JsonOption & { out: string }) => {
      const { agreement: bytes, compiled } = await compileFile(file);
      mkdirSync(options.out, { recursive: true });
      const write = (name: string, content: Uint8Array | string) =>
        writeFileSync(join(options.out, name), content);
      write('agreement.json', bytes);
      write('plan.json', compiled.planBytes);
      write('plan.txt', compiled.english);
      write('law-data.json', canonicalise(lawData));
      write('digests.json', canonicalise({ ...compiled.digests }));
      say(terminal, compiled, options, `Written to ${options.out}.`);
    });
}

function supplierCount(text: string): number {
  const suppliers = Number(text);
  if (Number.isInteger(suppliers) && suppliers >= 1 && suppliers <= 20) return suppliers;
  return fail('CLI_USAGE', { reason: '--suppliers must be a whole number from 1 to 20.' });
}

/** Reads a file by its ending (`.json`, else YAML) and compiles it with this version's law data. */
async function compileFile(
  file: string,
): Promise<{ readonly agreement: Uint8Array; readonly compiled: Compiled }> {
  const { readFile, systemServices } = await import('#node');
  const read = readAgreement(readFile(systemServices(), file), extname(file) === '.json' ? 'json' : 'yaml');
  return { agreement: agreementBytes(read), compiled: compile(read, lawData) };
}

function say(
  terminal: Terminal,
  { digests, warnings }: Compiled,
  { json }: JsonOption,
  verdict: string,
): void {
  tell(terminal, json, { digests: { ...digests }, warnings }, [
    ...warnings.map((warning) => `Warning: ${warning}`),
    `Agreement  ${digests.agreement}`,
    `Run plan   ${digests.runPlan}`,
    `English    ${digests.english}`,
    `Law data   ${digests.lawData}`,
    verdict,
  ]);
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** 26 random characters of base 32: 130 bits that say nothing. */
const newSeries = (): string => Array.from(randomBytes(26), (byte) => BASE32[byte % 32]).join('');
