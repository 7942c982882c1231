import type { Command } from 'commander';
import { parseDigest } from '#kernel';
import { example, type Terminal, tell } from './output.ts';

interface VerifyGiven {
  readonly trust?: string;
  readonly fingerprint?: readonly string[];
  readonly export?: string;
  readonly json?: boolean;
}

/** Exit code of a verification that found something wrong. */
const FAILED = 5;

/** Adds `stile verify`. */
export function addVerifyCommands(
  program: Command,
  terminal: Terminal,
  setExit: (code: number) => void,
): void {
  program
    .command('verify')
    .description('check a bundle, receipt, certificate, proof, answer, or a folder of them; no network')
    .argument('<path>', 'a file, a folder of files, or a node')
    .option('--trust <file>', 'a trust file, such as a node’s trust.json')
    .option('--fingerprint <digest...>', 'of key records beside what is verified')
    .option('--export <dir>', 'also write the signed bytes, signatures, keys and openssl commands')
    .option('--json', 'one JSON line in place of text')
    .addHelpText('after', example('stile verify run-1 --trust node/trust.json'))
    .action(async (target: string, given: VerifyGiven) => {
      const { exportChecks, systemServices, verify } = await import('#node');
      const services = systemServices();
      const verified = await verify(
        target,
        {
          ...(given.trust !== undefined && { trust: given.trust }),
          ...(given.fingerprint !== undefined && { fingerprints: given.fingerprint.map(parseDigest) }),
        },
        services,
      );
      const commands = given.export === undefined ? [] : exportChecks(verified, given.export, services);
      const { ok, checks } = verified;
      tell(terminal, given.json, { ok, checks: checks.map((check) => ({ ...check })) }, [
        ...checks.map((check) => `${check.ok ? 'ok    ' : 'FAILED'} ${check.name}. ${check.detail}`),
        ok ? 'Everything verifies.' : 'Not everything verifies.',
        ...(given.export === undefined
          ? []
          : [`${commands.length} openssl commands: ${given.export}/verify.sh`]),
      ]);
      if (!ok) setExit(FAILED);
    });
}
