import * as fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTrusted } from '#signing';
import { addKey, trustKey } from './commands/init.ts';
import { findKey, MACHINE_POST, type OwnKey } from './keyring.ts';
import { makeShare, type Share } from './testing/share.ts';
import { trustOf } from './trust-file.ts';

describe('a key that takes the place of another', () => {
  const post = 'authorised-signatory';
  let share: Share;
  let old: OwnKey;
  let fresh: OwnKey;
  beforeAll(async () => {
    share = await makeShare();
    old = await share.with('supplier-1', (node) => findKey(node, post));
    fresh = await share.with('supplier-1', (node) => addKey(node, post, old.record.keyId.slice(0, 8)));
  });
  afterAll(() => fs.rmSync(share.root, { recursive: true, force: true }));

  it('is the one with which the post signs from now on', async () => {
    const now = await share.with('supplier-1', (node) => findKey(node, post));
    expect(now.record.keyId).toBe(fresh.record.keyId);
    expect(now.record.supersedes).toBe(old.record.keyId);
  });

  it('is trusted by others on the word of the old key, which then counts no more', async () => {
    const file = share.at('supplier-1', 'keys', 'records', `${post}-${fresh.record.keyId.slice(0, 8)}.json`);
    const trust = await share.with('department', (node) => {
      trustKey(node, file);
      return trustOf(node);
    });
    expect(findTrusted(trust, fresh.record.keyId)).toBeDefined();
    expect(findTrusted(trust, old.record.keyId)).toMatchObject({ retiredFrom: fresh.record.validFrom });
  });

  it('can’t take the place of a key that the node has not, nor of the machine’s own', async () => {
    const missing = share.with('supplier-1', (node) => addKey(node, post, 'ffffffff'));
    await expect(missing).rejects.toMatchObject({ code: 'NODE_KEY_MISSING' });
    const machine = share.with('supplier-1', (node) => addKey(node, MACHINE_POST, ''));
    await expect(machine).rejects.toMatchObject({ code: 'NODE_POST_INVALID' });
  });
});
