import * as fs from 'node:fs';
import * as path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseEnvelope, payloadOf } from '#signing';
import { readRunReceipt } from '#transparency';
import { open } from './commands/open.ts';
import { customerRow, makeShare, outFolder, type Share, sampleExtracts, wholeRun } from './testing/share.ts';

const shares: Share[] = [];
afterAll(() => {
  for (const { root } of shares) fs.rmSync(root, { recursive: true, force: true });
});

/** What supplier 1 and everybody can see of a run over its extract. */
async function seenOf(extract: string) {
  const share = await makeShare();
  shares.push(share);
  await wholeRun(share, 1, { ...sampleExtracts(), 'supplier-1': extract });
  const sealed = path.join(outFolder(share, 1), 'supplier-1-flags.stile');
  const answers = path.join(outFolder(share, 1), 'answers-supplier-1.stile');
  const out = share.at('flags.csv');
  await share.with('supplier-1', (node) => open(node, { package: sealed, bundle: share.bundle, out }));
  const envelope = parseEnvelope(fs.readFileSync(path.join(outFolder(share, 1), 'receipt.dsse.json')));
  const receipt = readRunReceipt(payloadOf(envelope));
  const sealedName = /^sha256:/;
  return {
    bytes: fs.readFileSync(out, 'utf8'),
    lengths: [fs.statSync(sealed).size, fs.statSync(answers).size],
    // Digests are over salted and sealed bytes, so they differ from run to run whatever is in them.
    receipt: JSON.parse(
      JSON.stringify(receipt, (_, value) =>
        typeof value === 'string' && sealedName.test(value) ? 'a digest' : value,
      ),
    ),
  };
}

describe('a recipient can’t tell “not found” from “found, not qualifying”', () => {
  it('by bytes, by the length of a package, or by any field of the receipt', async () => {
    const { 'supplier-1': extract } = sampleExtracts();
    // Customers 1, 3, 5 … 19 are people without a qualifying benefit; 901, 903 … are nobody that the department knows.
    const rows = extract.trim().split('\n');
    const crafted = rows.map((row) => {
      const reference = row.split(',')[0] ?? '';
      const i = Number(reference.slice(1)) - 5000;
      return i >= 0 && i < 20 && i % 2 === 1 ? customerRow(reference, 900 + i) : row;
    });
    expect(crafted.filter((row, i) => row !== rows[i])).toHaveLength(10);
    const notQualifying = await seenOf(extract);
    const notFound = await seenOf(`${crafted.join('\n')}\n`);
    expect(notFound).toEqual(notQualifying);
  });
});
