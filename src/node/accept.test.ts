import * as fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseStrict } from '#kernel';
import { fingerprintOf, payloadOf, type SigningKey } from '#signing';
import { type AcceptOptions, accept } from './commands/accept.ts';
import { initNode, trustKey } from './commands/init.ts';
import { resume, suspend } from './commands/suspend.ts';
import { findKey, readEnvelopeFile } from './keyring.ts';
import { publicEntries } from './log.ts';
import { type Suspension, signSuspension } from './suspension.ts';
import {
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
const suspendedBy = (organisation: string) =>
  expect.objectContaining({ code: 'NODE_SUSPENDED_BY', message: expect.stringContaining(organisation) });

describe('a suspension by another party', () => {
  let share: Share;
  const statements: Record<string, string> = {};
  const acceptAt = (at: Party, change: Partial<AcceptOptions> & { statement: string }) =>
    share.with(at, (node) => accept(node, { bundle: share.bundle, ...change }));
  const stop = (party: Party, post = 'node') =>
    share.with(party, (node) => suspend(node, { bundle: share.bundle, reason: 'breach', post }).statement);
  const goOn = (party: Party, post: string) =>
    share.with(party, (node) => resume(node, { bundle: share.bundle, reason: 'mended', post }).statement);
  beforeAll(async () => {
    share = await makeShare();
    await makeIntakeFor(share, 1);
    for (const party of ['department', 'supplier-2'] as const)
      await prepareFor(share, party, 1, extracts[party]);
  });
  afterAll(() => fs.rmSync(share.root, { recursive: true, force: true }));

  it('by a recipient stops runs, intakes and packages at the operator and at the others, and says who stopped', async () => {
    statements['first'] = await stop('supplier-2');
    expect(await acceptAt('department', { statement: statements['first'] })).toMatchObject({
      organisation: 'supplier-2.example',
      state: 'suspended',
      sequence: 1,
    });
    await acceptAt('supplier-1', { statement: statements['first'] });
    await expect(runFor(share, 1, [])).rejects.toEqual(suspendedBy('(supplier-2.example) has suspended'));
    await expect(makeIntakeFor(share, 2)).rejects.toMatchObject({
      problems: expect.arrayContaining([suspendedBy('supplier-2.example')]),
    });
    await expect(prepareFor(share, 'supplier-1', 1, extracts['supplier-1'])).rejects.toEqual(
      suspendedBy('supplier-2.example'),
    );
  });

  it('is in the log of who accepted it, and verifies', async () => {
    const entries = await share.with('department', (node) =>
      publicEntries(node.config.organisation, node.journal()),
    );
    expect(entries.filter(({ kind }) => kind === 'agreement-suspended')).toMatchObject([
      { organisation: 'supplier-2.example' },
    ]);
    const { checks } = await verify(share.at('department'), {}, share.services);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.filter(({ detail }) => detail.includes('Statement 1 of supplier-2.example'))).toHaveLength(
      1,
    );
  });

  it('cannot be lifted by the node that accepted it', async () => {
    await expect(goOn('department', 'senior-responsible-owner')).rejects.toMatchObject({
      code: 'NODE_NOT_SUSPENDED',
    });
  });

  it('ends with that party’s own resumption, after which nothing older counts', async () => {
    const resumed = await goOn('supplier-2', 'authorised-signatory');
    expect(await acceptAt('supplier-1', { statement: resumed })).toMatchObject({
      state: 'resumed',
      sequence: 2,
    });
    await prepareFor(share, 'supplier-1', 1, extracts['supplier-1']);
    for (const statement of [statements['first'] ?? '', resumed])
      await expect(acceptAt('supplier-1', { statement })).rejects.toMatchObject({
        code: 'NODE_STATEMENT_OLD',
      });
    await acceptAt('department', { statement: resumed });
    await runFor(share, 1);
  });

  const forged = async (change: Partial<Suspension>, signers: readonly (readonly [Party, string])[]) => {
    const statement = parseStrict(
      payloadOf(readEnvelopeFile(share.services, statements['first'] ?? '')),
    ) as unknown as Suspension;
    const keys: SigningKey[] = [];
    for (const [party, post] of signers)
      keys.push(await share.with(party, (held) => findKey(held, post).key));
    const file = share.at('forged.json');
    fs.writeFileSync(file, JSON.stringify(signSuspension({ ...statement, sequence: 9, ...change }, keys)));
    return file;
  };
  const node = ['supplier-2', 'node'] as const;
  const person = ['supplier-2', 'authorised-signatory'] as const;

  it.each([
    ['its own node', {}, [node], 'accepted'],
    ['a person of its own', { sequence: 10 }, [person], 'accepted'],
    ['another party', { sequence: 11 }, [['supplier-1', 'node']], 'NODE_STATEMENT_INVALID'],
    [
      'nobody, about another agreement',
      { sequence: 11, agreement: `sha256:${'0'.repeat(64)}` },
      [node],
      'NODE_STATEMENT_OF_ANOTHER',
    ],
    [
      'its own node, about this node',
      { sequence: 11, organisation: 'department.example' },
      [['department', 'node']],
      'NODE_STATEMENT_OWN',
    ],
    ['its own node, with no number', { sequence: 0 }, [node], 'NODE_STATEMENT_INVALID'],
    ['its node alone, to go on', { sequence: 11, state: 'resumed' }, [node], 'NODE_STATEMENT_INVALID'],
    ['a person alone, to go on', { sequence: 11, state: 'resumed' }, [person], 'NODE_STATEMENT_INVALID'],
    [
      'the person who stopped, to go on',
      { sequence: 11, state: 'resumed' },
      [node, person],
      'NODE_STATEMENT_ONE_PERSON',
    ],
    [
      'another person, to go on',
      { sequence: 11, state: 'resumed' },
      [node, ['supplier-2', 'disposal-checker']],
      'accepted',
    ],
  ] as const)('signed by %s', async (_, change, signers, expected) => {
    const statement = await forged(change as Partial<Suspension>, signers);
    const code = await acceptAt('department', { statement }).then(
      () => 'accepted',
      (error) => error.code,
    );
    expect(code).toBe(expected);
  });

  it('by an organisation that is trusted but no party, or by a stranger, is refused', async () => {
    const stranger = initNode(
      share.at('stranger'),
      { organisation: 'stranger.example', name: 'A stranger' },
      share.services,
    );
    const statement = share.at('strange.json');
    const says = {
      ...(parseStrict(payloadOf(readEnvelopeFile(share.services, statements['first'] ?? ''))) as object),
      organisation: 'stranger.example',
    };
    fs.writeFileSync(statement, JSON.stringify(signSuspension(says as Suspension, [stranger.key])));
    await expect(acceptAt('department', { statement })).rejects.toMatchObject({
      code: 'SIGNING_NO_TRUSTED_SIGNATURE',
    });
    const record = share.at('stranger-record.json');
    fs.writeFileSync(record, JSON.stringify(stranger.envelope));
    await share.with('department', (held) => void trustKey(held, record, fingerprintOf(stranger.record)));
    await expect(acceptAt('department', { statement })).rejects.toMatchObject({ code: 'NODE_NOT_A_PARTY' });
  });
});
