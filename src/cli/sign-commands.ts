import * as readline from 'node:readline/promises';
import type { Command } from 'commander';
import { canonicalise, fail, schemas } from '#kernel';
import { type Terminal, tell } from './output.ts';

interface SignGiven {
  readonly node: string;
  readonly post: string;
  readonly key?: string;
  readonly envelope: string;
  readonly expectDigests?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

interface BundleGiven {
  readonly envelope: string;
  readonly records: readonly string[];
  readonly out: string;
  readonly json?: boolean;
}

async function confirm({ interactive }: Terminal): Promise<void> {
  if (!interactive) fail('CLI_NOT_CONFIRMED', {});
  const asking = readline.createInterface({ input: process.stdin, output: process.stderr });
  try {
    const said = await asking.question('Sign this? Type yes to sign: ');
    if (said.trim().toLowerCase() !== 'yes') fail('CLI_NOT_CONFIRMED', {});
  } finally {
    asking.close();
  }
}

/** The four digests in a file, as another party gives them. */
async function readDigests(file: string) {
  const { readFile, systemServices } = await import('#node');
  const { parseStrict } = await import('#kernel');
  const value = parseStrict(readFile(systemServices(), file)) as Readonly<Record<string, unknown>>;
  const digest = (name: string) => {
    const read = schemas.digest.safeParse(value[name]);
    return read.success ? read.data : fail('CLI_DIGESTS_INVALID', { file });
  };
  return {
    agreement: digest('agreement'),
    runPlan: digest('runPlan'),
    english: digest('english'),
    lawData: digest('lawData'),
  };
}

/** Adds `stile sign` and `stile bundle`. */
export function addSignCommands(program: Command, terminal: Terminal): void {
  program
    .command('sign')
    .description('compile an agreement on this machine, read its English, and sign it')
    .argument('<agreement>', 'YAML or JSON')
    .requiredOption('--node <dir>', 'your node’s folder')
    .requiredOption('--post <post>', 'the post that signs')
    .requiredOption('--envelope <file>', 'the signatures: made when there are none yet')
    .option('--key <id>', 'first digits of the key id, where several people hold the post')
    .option(
      '--expect-digests <file>',
      'JSON with the digests that were offered; refuses to sign anything else',
    )
    .option('--yes', 'sign without asking')
    .option('--json', 'one JSON line in place of text')
    .action(async (agreement: string, given: SignGiven) => {
      const { disk, readToSign, sign, systemServices, withNode } = await import('#node');
      const services = systemServices();
      const options = {
        agreement,
        post: given.post,
        ...(given.key !== undefined && { keyId: given.key }),
        ...(disk.isThere(given.envelope) && { envelope: given.envelope }),
        ...(given.expectDigests !== undefined && { expected: await readDigests(given.expectDigests) }),
      };
      const compiled = readToSign(services, options);
      if (given.json !== true) terminal.out(compiled.english);
      if (given.yes !== true) await confirm(terminal);
      const signed = await withNode(given.node, services, async (node) => {
        const envelope = sign(node, compiled, options);
        disk.write(given.envelope, canonicalise(envelope), 0o644);
        return envelope;
      });
      const { digests, warnings } = compiled;
      const count = signed.signatures.length;
      tell(
        terminal,
        given.json,
        { ok: true, signatures: count, digests: { ...digests }, warnings: [...warnings] },
        [
          `Signed as ${given.post}. Signatures so far: ${count}, in ${given.envelope}.`,
          `  agreement ${digests.agreement}`,
          `  run plan  ${digests.runPlan}`,
          `  English   ${digests.english}`,
          `  law data  ${digests.lawData}`,
        ],
      );
    });
  program
    .command('bundle')
    .description(
      'put what a node needs into one file: agreement, plan, English, signatures, law data, key records',
    )
    .argument('<agreement>', 'YAML or JSON')
    .requiredOption('--envelope <file>', 'the signatures')
    .requiredOption('--records <file...>', 'key records, or folders of them')
    .requiredOption('--out <file>', 'a new file for the bundle')
    .option('--json', 'one JSON line in place of text')
    .action(async (agreement: string, { envelope, records, out, json }: BundleGiven) => {
      const { bundle, disk, systemServices } = await import('#node');
      const { digestOf } = await import('#kernel');
      const bytes = bundle(systemServices(), { agreement, envelope, records });
      if (!disk.create(out, bytes, 0o644)) fail('NODE_OUT_EXISTS', { out });
      tell(terminal, json, { ok: true, file: out, digest: digestOf(bytes) }, [`Wrote ${out}.`]);
    });
}
