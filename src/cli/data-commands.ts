import type { Command } from 'commander';
import { holding, nodeRoom, number, type OfAgreement, sayMemory } from './holding.ts';
import { example, type Terminal, tell } from './output.ts';

/** Adds `prepare`, `run`, `open` and `return`: the way of the data. */
export function addDataCommands(program: Command, terminal: Terminal): void {
  program
    .command('prepare')
    .description('check, minimise, clean and seal this authority’s own extract for one run')
    .argument('<extract>', 'CSV, Parquet, JSON Lines or Excel')
    .requiredOption('--node <dir>', 'your node’s folder')
    .requiredOption('--agreement <bundle>', 'the signed agreement: the file that “stile bundle” made')
    .requiredOption('--intake <file>', 'the operator’s intake record')
    .requiredOption('--input <name>', 'which input of the agreement this is')
    .requiredOption('--out <file>', 'the sealed package')
    .option('--format <name>', 'csv, parquet, jsonl or excel, where the ending of its name does not say')
    .option('--encoding <name>', 'of a text file: utf-8, utf-16le, utf-16be, latin-1, windows-1252')
    .option('--json', 'one JSON line in place of text')
    .addHelpText(
      'after',
      example(
        'stile prepare people.csv --node node --agreement bundle.json --intake intake-1.json --input department --out department-1.stile',
      ),
    )
    .action(
      async (
        extract: string,
        given: OfAgreement & {
          intake: string;
          input: string;
          out: string;
          format?: string;
          encoding?: string;
        },
      ) => {
        const { prepare, rejectionWords } = await nodeRoom();
        const { agreement: bundle, intake, input, out, format, encoding } = given;
        await sayMemory(terminal, given.json, 'prepare', [extract]);
        const prepared = await holding(terminal, given.node, given.json, (node) =>
          prepare(node, {
            extract,
            bundle,
            intake,
            input,
            out,
            ...(format !== undefined && { format }),
            ...(encoding !== undefined && { encoding }),
          }),
        );
        const { report } = prepared;
        tell(terminal, given.json, { ok: true, ...prepared, report: { ...report } } as never, [
          ...report.notices,
          ...report.rejections.map((one) => `Rejected: ${rejectionWords(one)}.`),
          ...report.excluded
            .filter(({ count }) => count > 0)
            .map(
              ({ reason, count }) =>
                `Left out before sealing, as the agreement says (${plain(reason)}): ${count}.`,
            ),
          `Sealed ${prepared.rows} of ${report.rowsRead} rows for run ${prepared.run}: ${out}`,
          `It is a permit until ${prepared.notAfter}.`,
        ]);
      },
    );
  program
    .command('run')
    .description('operator: run the agreed operation over the sealed inputs')
    .requiredOption('--node <dir>', 'your node’s folder')
    .requiredOption('--agreement <bundle>', 'the signed agreement: the file that “stile bundle” made')
    .requiredOption('--run <n>', 'the number of the run, from 1')
    .requiredOption('--input <package...>', 'each party’s sealed package')
    .requiredOption('--out <dir>', 'a new folder for sealed outputs, receipt and proof')
    .option('--json', 'one JSON line in place of text')
    .addHelpText(
      'after',
      example(
        'stile run --node node --agreement bundle.json --run 1 --input department-1.stile supplier-1.stile --out run-1',
      ),
    )
    .action(async (given: OfAgreement & { run: string; input: readonly string[]; out: string }) => {
      const { run } = await nodeRoom();
      await sayMemory(terminal, given.json, 'open', given.input);
      const ran = await holding(terminal, given.node, given.json, (node) =>
        run(node, {
          bundle: given.agreement,
          run: number(given.run, '--run'),
          inputs: given.input,
          out: given.out,
        }),
      );
      tell(terminal, given.json, { ok: true, ...ran } as never, [
        `Run ${ran.run} has finished. Receipt ${ran.receipt}.`,
        ...ran.outputs.map(({ name, to, file }) => `  ${name} for ${to}: ${file}`),
        `Everything is in ${given.out}.`,
      ]);
    });
  program
    .command('open')
    .description('open a package that was sealed to this node')
    .argument('<package>', 'the sealed package')
    .requiredOption('--node <dir>', 'your node’s folder')
    .requiredOption('--agreement <bundle>', 'the signed agreement: the file that “stile bundle” made')
    .option('--out <file>', 'a new CSV file; an answer file needs none')
    .option('--release <file>', 'the signed release for the operator; beside the rows unless told')
    .option('--json', 'one JSON line in place of text')
    .addHelpText(
      'after',
      example('stile open run-1/supplier-1-flags.stile --node node --agreement bundle.json --out flags.csv'),
    )
    .action(async (file: string, given: OfAgreement & { out?: string; release?: string }) => {
      const { open } = await nodeRoom();
      await sayMemory(terminal, given.json, 'open', [file]);
      const opened = await holding(terminal, given.node, given.json, (node) =>
        open(node, {
          package: file,
          bundle: given.agreement,
          ...(given.out !== undefined && { out: given.out }),
          ...(given.release !== undefined && { release: given.release }),
        }),
      );
      tell(terminal, given.json, { ok: true, ...opened } as never, [
        opened.kind === 'answers'
          ? `The answer file of run ${opened.run} (${opened.rows} rows) is kept sealed in the node.`
          : `Opened ${opened.kind} of run ${opened.run}: ${opened.rows} rows.`,
        ...opened.files.map((one) => `  ${one}`),
        ...(opened.release === undefined
          ? []
          : [`Send the operator the signed release, which says that you opened it: ${opened.release}`]),
      ]);
    });
  program
    .command('return')
    .description('recipient: send back one code for each reference that got a yes')
    .argument('<codes>', 'CSV with your own reference and “code”')
    .requiredOption('--node <dir>', 'your node’s folder')
    .requiredOption('--agreement <bundle>', 'the signed agreement: the file that “stile bundle” made')
    .requiredOption('--run <n>', 'the number of the run, from 1')
    .requiredOption('--out <file>', 'the sealed return')
    .option('--json', 'one JSON line in place of text')
    .action(async (codes: string, given: OfAgreement & { run: string; out: string }) => {
      const { sealReturn } = await nodeRoom();
      const sealed = await holding(terminal, given.node, given.json, (node) =>
        sealReturn(node, {
          codes,
          bundle: given.agreement,
          run: number(given.run, '--run'),
          out: given.out,
        }),
      );
      tell(terminal, given.json, { ok: true, ...sealed }, [
        `Sealed a return of ${sealed.rows} rows: ${given.out}`,
      ]);
    });
}

/** `already helped` for `already-helped`. */
const plain = (code: string): string => code.replaceAll('-', ' ');
