import * as fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDate } from '#kernel';
import {
  addSignature,
  fingerprintOf,
  generateKeyPair,
  makeKeyRecord,
  signingKey,
  signKeyRecord,
} from '#signing';
import { adopt } from './agreements.ts';
import { retireKey, trustKey } from './commands/init.ts';
import { findKey } from './keyring.ts';
import { publicEntries } from './log.ts';
import {
  FIRST_DAY,
  makeIntakeFor,
  makeShare,
  type Party,
  prepareFor,
  runFor,
  type Share,
  sampleExtracts,
} from './testing/share.ts';
import { verify } from './verify/verify.ts';

const extracts = sampleExtracts();

describe('a retired key', () => {
  let share: Share;
  const keyOf = (party: Party, post: string) => share.with(party, (node) => findKey(node, post));
  const retireAt = async (at: Party, of: Party, post: string, from: string) => {
    const { record } = await keyOf(of, post);
    return share.with(at, (node) => retireKey(node, record.keyId.slice(0, 8), parseDate(from)));
  };
  const logOf = (party: Party) =>
    share.with(party, (node) => publicEntries(node.config.organisation, node.journal()));
  beforeAll(async () => {
    share = await makeShare();
    await makeIntakeFor(share, 1);
    for (const party of ['department', 'supplier-1', 'supplier-2'] as const)
      await prepareFor(share, party, 1, extracts[party]);
  });
  afterAll(() => fs.rmSync(share.root, { recursive: true, force: true }));

  it('is named by at least 8 digits of an id that the node trusts', async () => {
    for (const key of ['', '0000000', 'f'.repeat(64)])
      await expect(
        share.with('department', (node) => retireKey(node, key, parseDate('2026-11-20'))),
      ).rejects.toMatchObject({ code: 'NODE_KEY_NOT_TRUSTED' });
  });

  it('of a signatory does not undo an agreement that the node had verified before that day', async () => {
    await retireAt('department', 'supplier-2', 'authorised-signatory', '2026-11-21');
    share.setTime('2026-11-22T09:00:00Z');
    await share.with('department', (node) => void adopt(node, share.bundle));
    const { checks } = await verify(share.at('department'), {}, share.services);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    share.setTime(FIRST_DAY);
  });

  it('of a signatory undoes an agreement when it goes back to the day on which the node first saw it', async () => {
    await retireAt('supplier-1', 'supplier-2', 'authorised-signatory', '2026-11-20');
    await expect(share.with('supplier-1', (node) => void adopt(node, share.bundle))).rejects.toMatchObject({
      code: 'SIGNING_SIGNATURES_MISSING',
    });
    expect((await verify(share.at('supplier-1'), {}, share.services)).ok).toBe(false);
  });

  it('of a sending node counts up to the day before, and its package is refused from that day, after a restart too', async () => {
    const { keyId } = (await retireAt('department', 'supplier-1', 'node', '2026-11-21')).record;
    const file = JSON.parse(fs.readFileSync(share.at('department', 'trust.json'), 'utf8'));
    expect(file.records.at(-1)).toEqual({ retired: keyId, from: '2026-11-21' });
    expect((await logOf('department')).at(-1)).toMatchObject({
      kind: 'key-retired',
      organisation: 'supplier-1.example',
      keyId,
      from: '2026-11-21',
    });
    share.setTime('2026-11-21T00:00:00Z');
    await expect(runFor(share, 1)).rejects.toMatchObject({ code: 'SIGNING_NO_TRUSTED_SIGNATURE' });
    expect((await verify(share.at('department'), {}, share.services)).ok).toBe(true);
  });

  it('stays retired from the earlier day', async () => {
    expect(await retireAt('department', 'supplier-1', 'node', '2026-12-01')).toMatchObject({
      retiredFrom: '2026-11-21',
    });
  });

  it('cannot vouch for a new key any more; one that counts can, and is retired by it, after a restart too', async () => {
    const newKeyOf = async (party: Party) => {
      const { privateKeyPem, publicKey } = generateKeyPair();
      const key = signingKey(privateKeyPem);
      const old = await keyOf(party, 'node');
      const record = makeKeyRecord({
        organisation: `${party}.example`,
        organisationName: party,
        posts: ['node'],
        publicKey,
        validFrom: parseDate('2026-11-23'),
        supersedes: old.record.keyId,
      });
      const file = share.at(`${party}-new-key.json`);
      fs.writeFileSync(file, JSON.stringify(addSignature(signKeyRecord(record, key), old.key)));
      return { file, record, old: old.record };
    };
    const late = await newKeyOf('supplier-1');
    await expect(share.with('department', (node) => void trustKey(node, late.file))).rejects.toMatchObject({
      code: 'SIGNING_ROTATION_REFUSED',
    });
    const { file, record, old } = await newKeyOf('supplier-2');
    await share.with('department', (node) => void trustKey(node, file));
    expect((await logOf('department')).at(-1)).toMatchObject({
      kind: 'key-rotated',
      keyId: record.keyId,
      supersedes: old.keyId,
      fingerprint: fingerprintOf(record),
    });
    share.setTime('2026-11-28T09:00:00Z');
    await makeIntakeFor(share, 2);
    await prepareFor(share, 'department', 2, extracts.department);
    await prepareFor(share, 'supplier-2', 2, extracts['supplier-2']);
    await expect(
      runFor(share, 2, [
        share.at('supplier-2-2.stile'),
        share.at('department-2.stile'),
        share.at('department-2.stile'),
      ]),
    ).rejects.toMatchObject({ code: 'SIGNING_NO_TRUSTED_SIGNATURE' });
  });
});
