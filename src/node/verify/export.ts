import * as path from 'node:path';
import { utf8 } from '#kernel';
import { exportForOpenssl } from '#signing';
import type { Services } from '../services.ts';
import type { Verification } from './verify.ts';

/**
 * Writes what somebody with OpenSSL and none of our code needs to check the same signatures: signed bytes, signatures,
 * public keys, and `verify.sh` with the commands. Gives the commands.
 */
export function exportChecks(
  { envelopes, trust }: Verification,
  folder: string,
  { files }: Services,
): readonly string[] {
  files.makeFolder(folder);
  const records = trust.records.map(({ record }) => record);
  const commands = envelopes.flatMap(({ name, envelope }, i) => {
    const stem = `${String(i + 1).padStart(2, '0')}-${name.replaceAll(/[^A-Za-z0-9.-]+/g, '_')}`;
    const exported = exportForOpenssl(envelope, records, stem);
    for (const { name: file, bytes } of exported.files) files.write(path.join(folder, file), bytes, 0o644);
    return exported.commands;
  });
  files.write(
    path.join(folder, 'verify.sh'),
    utf8(`set -e\ncd "$(dirname "$0")"\n${commands.join('\n')}\n`),
    0o644,
  );
  return commands;
}
