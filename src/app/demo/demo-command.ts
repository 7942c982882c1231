import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Command } from 'commander';
import { fail, grouped } from '#kernel';
import { systemServices } from '#node';
import { serveNode } from '#web/node';
import { type DemoSummary, runDemo } from './demo.ts';
import { plainNarrator, silentNarrator } from './narrator.ts';

interface Given {
  readonly out?: string;
  readonly recipients: string;
  readonly customers: string;
  readonly seed: string;
  readonly serve: boolean;
  readonly port: string;
  readonly json?: boolean;
}

/** Adds `stile demo`, which is also `npm start`. */
export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('the main job from end to end, with made-up people: agreement, run, receipt, proof, pages')
    .option('--recipients <n>', 'about how many benefit recipients', '100000')
    .option('--customers <n>', 'about how many energy customers, three suppliers together', '120000')
    .option('--seed <text>', 'the same seed makes the same people', 'stile')
    .option('--out <dir>', 'keep everything in this new folder')
    .option('--no-serve', 'end after the verification, without the pages')
    .option('--port <n>', 'port of the pages', '3000')
    .option('--json', 'print one closing JSON line and nothing else')
    .action(demo);
}

async function demo(given: Given): Promise<void> {
  const kept = given.out !== undefined;
  const out = given.out ?? fs.mkdtempSync(path.join(os.tmpdir(), 'stile-demo-'));
  if (kept && fs.existsSync(out) && fs.readdirSync(out).length > 0)
    fail('DEMO_FOLDER_NOT_EMPTY', { folder: out });
  const print = (text: string): void => console.log(text);
  const narrator = given.json ? silentNarrator : plainNarrator(print, process.stdout.isTTY === true);
  const discard = (): void => {
    if (!kept) fs.rmSync(out, { recursive: true, force: true });
  };
  try {
    const summary = await runDemo({
      out,
      recipients: Number(given.recipients),
      customers: Number(given.customers),
      seed: given.seed,
      narrator,
    });
    console.log(given.json ? JSON.stringify(summary) : closing(summary));
    if (kept && !given.json) console.log(`\nEverything is in ${out}.`);
    if (!summary.verified) process.exitCode = 5;
    if (!given.serve || given.json) return;
    const serving = await serveNode({
      folder: out,
      host: '127.0.0.1',
      port: Number(given.port),
      services: systemServices(),
      onFault: (error) => console.error(error),
    });
    console.log(`\nSee it at ${serving.url} (Ctrl+C stops${kept ? '' : ', and removes the made-up data'}).`);
    await new Promise<void>((stopped) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped());
    });
    await serving.close();
  } finally {
    discard();
  }
}

function closing({ read, matched, flagged, precision, recall, verified, seconds }: DemoSummary): string {
  const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;
  return [
    '',
    `${grouped(read)} rows read; ${grouped(matched)} people matched; ${grouped(flagged)} customers flagged, in ${seconds.toFixed(0)} seconds.`,
    `Against the truth: ${percent(precision)} of flags were right, and ${percent(recall)} of the households due help got it.`,
    verified ? 'The receipt and its proof are verified.' : 'The verification FAILED.',
  ].join('\n');
}
