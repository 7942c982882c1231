import type { Command } from 'commander';
import { holding, nodeRoom, number, type OfAgreement } from './holding.ts';
import { type Terminal, tell } from './output.ts';

/** Adds `prepare`, `run`, `open` and `return`: the way of the data. */
export function addDataCommands(program: Command, terminal: Terminal): void {
  program
    .command('prepare')
    .description('check, minimise, clean and seal this authority’s own extract for one run')
    .argument('<extract>', 'CSV, Parquet, JSON Lines or Excel')
    .requiredOption('--node <dir>')
    .requiredOption('--agreement <bundle>')
    .requiredOption('--intake <file>', 'the operator’s intake record')
    .requiredOption('--input <name>', 'which input of the agreement this is')
    .requiredOption('--out <file>', 'the sealed package')
    .option('--encoding <name>', 'of a text file: utf-8, utf-16le, utf-16be, latin-1, windows-1252')
    .option('--json', 'one JSON line in place of text')
    .action(
      async (
        extract: string,
        given: OfAgreement & { intake: string; input: string; out: string; encoding?: string },
      ) => {
        const { prepare } = await nodeRoom();
        const { agreement: bundle, intake, input, out, encoding } = given;
        const prepared = await holding(terminal, given.node, given.json, (node) =>
          prepare(node, {
            extract,
            bundle,
            intake,
            input,
            out,
            ...(encoding !== undefined && { encoding }),
          }),
        );
        const { report } = prepared;
        tell(terminal, given.json, { ok: true, ...prepared, report: { ...report } } as never, [
          ...report.notices,
          ...report.rejections.map(
            ({ rule, field, count, firstRows }) =>
              `Left out ${count} rows: ${rule}${field === undefined ? '' : ` in ${field}`} (rows ${firstRows.join(', ')}${count > firstRows.length ? ' …' : ''}).`,
          ),
          ...report.excluded.map(
            ({ reason, count }) => `Dropped ${count} rows before anything left: ${reason}.`,
          ),
          `Sealed ${prepared.rows} of ${report.rowsRead} rows for run ${prepared.run}: ${out}`,
          `It is a permit until ${prepared.notAfter}.`,
        ]);
      },
    );
  program
    .command('run')
    .description('operator: run the agreed operation over the sealed inputs')
    .requiredOption('--node <dir>')
    .requiredOption('--agreement <bundle>')
    .requiredOption('--run <n>')
    .requiredOption('--input <package...>', 'each party’s sealed package')
    .requiredOption('--out <dir>', 'a new folder for sealed outputs, receipt and proof')
    .option('--json', 'one JSON line in place of text')
    .action(async (given: OfAgreement & { run: string; input: readonly string[]; out: string }) => {
      const { run } = await nodeRoom();
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
    .argument('<package>')
    .requiredOption('--node <dir>')
    .requiredOption('--agreement <bundle>')
    .option('--out <file>', 'a new CSV file; an answer file needs none')
    .option('--release <file>', 'the signed release for the operator; beside the rows unless told')
    .option('--json', 'one JSON line in place of text')
    .action(async (file: string, given: OfAgreement & { out?: string; release?: string }) => {
      const { open } = await nodeRoom();
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
    .requiredOption('--node <dir>')
    .requiredOption('--agreement <bundle>')
    .requiredOption('--run <n>')
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
