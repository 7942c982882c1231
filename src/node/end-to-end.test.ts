import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf, parseStrict, utf8 } from '#kernel';
import { payloadOf, payloadTypes, signEnvelope } from '#signing';
import { type Release, releaseBytes } from '#transparency';
import { answer } from './commands/answer.ts';
import { checkDisposal, dispose } from './commands/dispose.ts';
import { open } from './commands/open.ts';
import { sealReturn } from './commands/return.ts';
import { findKey, readEnvelopeFile } from './keyring.ts';
import { publicEntries } from './log.ts';
import { canariesOf, filesWith } from './testing/canaries.ts';
import { makeShare, outFolder, type Party, type Share, sampleExtracts, wholeRun } from './testing/share.ts';
import { exportChecks } from './verify/export.ts';
import { verify } from './verify/verify.ts';

const lines = (file: string): string[] => fs.readFileSync(file, 'utf8').trim().split('\n');

describe('a share from extract to disposal', () => {
  let share: Share;
  const openFor = (party: Party, name: string, out?: string) =>
    share.with(party, (node) =>
      open(node, {
        package: path.join(outFolder(share, 1), `${name}.stile`),
        bundle: share.bundle,
        ...(out !== undefined && { out: share.at(out) }),
      }),
    );
  beforeAll(async () => {
    share = await makeShare();
    await wholeRun(share, 1, sampleExtracts());
  });
  afterAll(() => fs.rmSync(share.root, { recursive: true, force: true }));

  it('no file but the extracts holds a value from a row after the run', () => {
    const canaries = canariesOf(sampleExtracts().department, [
      'surname',
      'forename',
      'postcode',
      'person_ref',
    ]);
    const found = filesWith(share.root, canaries);
    expect(found).toContain('department-1.csv');
    expect(found.filter((file) => !file.endsWith('.csv'))).toEqual([]);
  });

  it('the recipient gets one row for each reference it supplied, true for qualifying matches only', async () => {
    await openFor('supplier-1', 'supplier-1-flags', 'flags.csv');
    const [header, ...rows] = lines(share.at('flags.csv'));
    expect(header).toBe('customer_ref,qualifies');
    expect(rows).toEqual([
      ...Array.from({ length: 90 }, (_, i) => `B${5000 + i},${i % 2 === 0}`),
      ...Array.from({ length: 60 }, (_, i) => `B${5300 + i},false`),
    ]);
  });

  it('the discloser gets its qualifying people with their result, two letters and a work list', async () => {
    const { files } = await openFor('department', 'department-results', 'results.csv');
    const [header, ...rows] = lines(share.at('results.csv'));
    expect(header).toBe('person_ref,result');
    const reached = (i: number): boolean => i < 90 || (i >= 100 && i < 180);
    expect(rows).toEqual(
      Array.from(
        { length: 100 },
        (_, k) => `PRS-${1000 + 2 * k},${reached(2 * k) ? 'matched' : 'unmatched'}`,
      ),
    );
    expect(files.map((file) => path.relative(share.root, file))).toEqual([
      'results.csv',
      'letters/matched.txt',
      'letters/unmatched.txt',
      'helpline-work-list.csv',
    ]);
    expect(lines(share.at('helpline-work-list.csv'))).toHaveLength(1 + 15);
  });

  it('opening is answered with a signed release, kept in the node and put beside the rows, that fits the receipt', async () => {
    const trust = share.at('department', 'trust.json');
    const [kept] = fs
      .readdirSync(share.at('supplier-1', 'runs'), { recursive: true })
      .map(String)
      .filter((file) => /release-supplier-1-flags-[0-9a-f]{8}\.dsse\.json$/.test(file));
    const sent = fs.readFileSync(share.at('flags.csv.release.dsse.json'));
    expect(sent).toEqual(fs.readFileSync(share.at('supplier-1', 'runs', kept ?? '')));
    const checks = async (file: string) =>
      (await verify(file, { trust }, share.services)).checks.map(({ ok, detail }) => ({ ok, detail }));
    expect(await checks(share.at('flags.csv.release.dsse.json'))).toEqual([
      {
        ok: true,
        detail: expect.stringContaining(
          'supplier-1.example opened supplier-1-flags of run 1, about 150 rows, by 2026-11-20T09:15:00Z. Put',
        ),
      },
    ]);
    const beside = path.join(outFolder(share, 1), 'flags.release.dsse.json');
    fs.writeFileSync(beside, sent);
    expect(await checks(beside)).toEqual([
      { ok: true, detail: expect.stringContaining('The receipt names the same package.') },
    ]);
    const logged = share.with('supplier-1', (node) =>
      publicEntries(node.config.organisation, node.journal()).filter(({ kind }) => kind === 'released'),
    );
    expect(await logged).toMatchObject([{ output: 'supplier-1-flags', rows: 150 }]);
  });

  it('a release that names another package than the receipt, or that another party signed, does not verify', async () => {
    const trust = share.at('department', 'trust.json');
    const beside = path.join(outFolder(share, 1), 'wrong.release.dsse.json');
    const envelope = readEnvelopeFile(share.services, share.at('flags.csv.release.dsse.json'));
    const { predicate } = parseStrict(payloadOf(envelope)) as unknown as { predicate: Release };
    const failure = async (release: Release, signer: Party) => {
      const { key } = await share.with(signer, (node) => findKey(node, 'node'));
      const signed = signEnvelope(payloadTypes.statement, releaseBytes(release), [key]);
      fs.writeFileSync(beside, JSON.stringify(signed));
      const { checks } = await verify(beside, { trust }, share.services);
      fs.rmSync(beside);
      return checks.map(({ ok, detail }) => [ok, detail.split(':')[0]]);
    };
    const other = digestOf(utf8('another package'));
    expect(await failure({ ...predicate, package: other }, 'supplier-1')).toEqual([
      [false, 'NODE_MANIFEST_DIFFERS'],
    ]);
    expect(await failure(predicate, 'supplier-2')).toEqual([[false, 'SIGNING_SIGNATURES_MISSING']]);
  });

  it('a package opens for nobody else', async () => {
    await expect(openFor('supplier-2', 'supplier-1-flags', 'stolen.csv')).rejects.toMatchObject({
      code: 'NODE_NO_KEY_FOR_PACKAGE',
    });
    expect(fs.existsSync(share.at('stolen.csv'))).toBe(false);
  });

  it('a person is answered from the answer file, with a proof that verifies beside the receipt', async () => {
    await openFor('department', 'answers-department');
    const said = await share.with('department', (node) =>
      answer(node, { bundle: share.bundle, run: 1, reference: 'PRS-1002' }),
    );
    expect(said.result).toBe('matched');
    fs.writeFileSync(path.join(outFolder(share, 1), 'answer.json'), JSON.stringify(said));
    await expect(
      share.with('department', (node) => answer(node, { bundle: share.bundle, run: 1, reference: 'P9' })),
    ).rejects.toMatchObject({ code: 'NODE_REFERENCE_NOT_IN_RUN' });
  });

  it('a return goes back with codes of the list, for flagged references only', async () => {
    await openFor('supplier-1', 'answers-supplier-1');
    const send = (text: string, out: string) => {
      fs.writeFileSync(share.at('codes.csv'), text);
      return share.with('supplier-1', (node) =>
        sealReturn(node, { codes: share.at('codes.csv'), bundle: share.bundle, run: 1, out: share.at(out) }),
      );
    };
    await expect(send('customer_ref,code\nB5001,helped\n', 'r0.stile')).rejects.toMatchObject({
      code: 'NODE_RETURN_NOT_FLAGGED',
    });
    await expect(send('customer_ref,code\nB5002,sold\n', 'r1.stile')).rejects.toMatchObject({ exit: 4 });
    await send('customer_ref,code\nB5002,helped\nB5004,declined\n', 'return.stile');
    const opened = await share.with('department', (node) =>
      open(node, { package: share.at('return.stile'), bundle: share.bundle, out: share.at('returned.csv') }),
    );
    expect(opened.kind).toBe('return');
    expect(lines(share.at('returned.csv'))).toEqual(['reference,code', 'B5002,helped', 'B5004,declined']);
  });

  it('what is due is destroyed and certified by a second person, and then no key opens it', async () => {
    share.setTime('2026-12-01T10:00:00Z');
    const identities = share.at('department', 'identities');
    const replyName = fs.readdirSync(identities).find((name) => name.endsWith('.reply')) ?? '';
    const replyKey = fs.readFileSync(path.join(identities, replyName));
    const done = await share.with('department', (node) => dispose(node, { bundle: share.bundle }));
    expect(done.map(({ artefact }) => artefact).sort()).toEqual([
      'input-package',
      'intake-key',
      'output-package',
    ]);
    await expect(
      share.with('department', (node) => checkDisposal(node, { bundle: share.bundle, post: 'node' })),
    ).rejects.toMatchObject({ code: 'NODE_SECOND_POST_WANTED' });
    const reply = path.join(share.at('department', 'identities'), replyName);
    fs.writeFileSync(reply, replyKey);
    await expect(
      share.with('department', (node) =>
        checkDisposal(node, { bundle: share.bundle, post: 'disposal-checker' }),
      ),
    ).rejects.toMatchObject({ code: 'NODE_STILL_THERE' });
    expect(await share.with('department', (node) => dispose(node, { bundle: share.bundle }))).toEqual([]);
    expect(fs.existsSync(reply)).toBe(false);
    const certificates = await share.with('department', (node) =>
      checkDisposal(node, { bundle: share.bundle, post: 'disposal-checker' }),
    );
    expect(certificates).toHaveLength(1);
    await expect(openFor('department', 'department-results', 'again.csv')).rejects.toMatchObject({
      code: 'NODE_NO_KEY_FOR_PACKAGE',
    });
  });

  it('everything verifies: each node, the outputs’ folder and the bundle', async () => {
    for (const party of ['department', 'supplier-1', 'supplier-2']) {
      const { ok, checks } = await verify(share.at(party), {}, share.services);
      expect(checks.filter((check) => !check.ok)).toEqual([]);
      expect(ok && checks.length > 5).toBe(true);
    }
    const trust = share.at('supplier-1', 'trust.json');
    const outputs = await verify(outFolder(share, 1), { trust }, share.services);
    expect(outputs.checks.filter((check) => !check.ok)).toEqual([]);
    expect(outputs.checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'receipt.dsse.json: receipt',
        'receipt.tlog-proof: in the log',
        'answer.json: answer',
      ]),
    );
    expect((await verify(share.bundle, { trust }, share.services)).ok).toBe(true);
    const commands = exportChecks(outputs, share.at('export'), share.services);
    expect(commands.length).toBeGreaterThan(0);
  });

  const openssl = spawnSync('openssl', ['version']).stdout?.toString() ?? '';
  it.skipIf(!openssl.startsWith('OpenSSL 3'))('OpenSSL 3 agrees with each exported signature', () => {
    const { status, stdout } = spawnSync('sh', ['verify.sh'], { cwd: share.at('export') });
    const said = stdout.toString().trim().split('\n');
    expect(status).toBe(0);
    expect(said.length).toBeGreaterThan(1);
    expect(new Set(said)).toEqual(new Set(['Signature Verified Successfully']));
  });

  it('one changed byte in a receipt, an output or the log is found', async () => {
    const trust = share.at('supplier-1', 'trust.json');
    const change = async (file: string, offset: number): Promise<boolean> => {
      const before = fs.readFileSync(file);
      const after = Buffer.from(before);
      after[offset] = (after[offset] ?? 0) ^ 1;
      fs.writeFileSync(file, after);
      const target = file.startsWith(outFolder(share, 1)) ? outFolder(share, 1) : share.at('department');
      const found = await verify(target, { trust }, share.services).then(
        ({ ok }) => !ok,
        () => true,
      );
      fs.writeFileSync(file, before);
      return found;
    };
    expect(await change(path.join(outFolder(share, 1), 'supplier-1-flags.stile'), 500)).toBe(true);
    expect(await change(path.join(outFolder(share, 1), 'receipt.entry.json'), 20)).toBe(true);
    const receipt = path.join(outFolder(share, 1), 'receipt.dsse.json');
    expect(await change(receipt, fs.readFileSync(receipt, 'utf8').indexOf('payload":') + 100)).toBe(true);
    expect(await change(share.at('department', 'journal.jsonl'), 40)).toBe(true);
    const checkpoint = share.at('department', 'log', 'checkpoint');
    expect(await change(checkpoint, 30)).toBe(true);
  });
});
