import * as fs from 'node:fs';
import * as path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { compile, makeBundle, readBundle, signingStatement } from '#agreement';
import { digestOf, utf8 } from '#kernel';
import { lawData, lawDataDigest, parseLawData } from '#law';
import { type Envelope, payloadTypes, signEnvelope } from '#signing';
import { open } from './commands/open.ts';
import { readAgreementFile } from './commands/sign.ts';
import { findKey } from './keyring.ts';
import {
  makeShare,
  outFolder,
  type Party,
  parties,
  type Share,
  sampleExtracts,
  wholeRun,
} from './testing/share.ts';

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) fs.rmSync(root, { recursive: true, force: true });
});

/** Signs, in place of the share's own bundle, one whose law data and English this program would not write. */
async function signAnother(share: Share): Promise<void> {
  const agreement = readAgreementFile(share.services, share.at('agreement.yaml'));
  const [first, ...others] = lawData.powers;
  const law = parseLawData({
    ...lawData,
    powers: [{ ...first, lately: 'A fact that nobody reads yet.' }, ...others],
  });
  const ours = compile(agreement, law);
  const english = ours.english.replace(
    'Who will see whose identifiers',
    'Whose identifiers are seen, and by whom',
  );
  const compiled = { ...ours, english, digests: { ...ours.digests, english: digestOf(utf8(english)) } };
  const keys = [];
  for (const party of Object.keys(parties) as Party[])
    for (const post of parties[party].posts)
      keys.push(await share.with(party, (node) => findKey(node, post).key));
  const envelope = signEnvelope(payloadTypes.signingStatement, signingStatement(compiled), keys);
  const keyRecords: readonly Envelope[] = readBundle(fs.readFileSync(share.bundle)).keyRecords;
  expect(compiled.english).not.toBe(ours.english);
  expect(compiled.digests.lawData).not.toBe(lawDataDigest(lawData));
  fs.writeFileSync(share.bundle, makeBundle({ agreement, compiled, lawData: law, envelope, keyRecords }));
}

it('a bundle signed with other law data and another English still runs, with the same answers', async () => {
  const flagsOf = async (change: (share: Share) => Promise<void>): Promise<string> => {
    const share = await makeShare();
    roots.push(share.root);
    await change(share);
    await wholeRun(share, 1, sampleExtracts());
    const out = share.at('flags.csv');
    await share.with('supplier-1', (node) =>
      open(node, {
        package: path.join(outFolder(share, 1), 'supplier-1-flags.stile'),
        bundle: share.bundle,
        out,
      }),
    );
    return fs.readFileSync(out, 'utf8');
  };
  const flags = await flagsOf(signAnother);
  expect(flags.match(/,true/g)).toHaveLength(45);
  expect(flags).toBe(await flagsOf(async () => {}));
});
