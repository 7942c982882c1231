import * as fs from 'node:fs';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { open } from './commands/open.ts';
import { makeShare, outFolder, type Share, sampleExtracts, wholeRun } from './testing/share.ts';

describe('a share from extract to opened output', () => {
  let share: Share;
  beforeAll(async () => {
    share = await makeShare();
    await wholeRun(share, 1, sampleExtracts());
  });
  afterAll(() => fs.rmSync(share.root, { recursive: true, force: true }));

  it('the recipient gets one row for each reference that it supplied, and only qualifying matches are true', async () => {
    const out = share.at('supplier-1-flags.csv');
    await share.with('supplier-1', (node) =>
      open(node, {
        package: path.join(outFolder(share, 1), 'supplier-1-flags.stile'),
        bundle: share.bundle,
        out,
      }),
    );
    const rows = fs.readFileSync(out, 'utf8').trim().split('\n');
    expect(rows[0]).toBe('customer_ref,qualifies');
    const expected = [
      ...Array.from({ length: 90 }, (_, i) => `B${5000 + i},${i % 2 === 0}`),
      ...Array.from({ length: 60 }, (_, i) => `B${5300 + i},false`),
    ];
    expect(rows.slice(1)).toEqual(expected);
  });
});
