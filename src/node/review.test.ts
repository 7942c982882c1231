import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '#signing';
import { addKey, initNode, trustKey } from './commands/init.ts';
import { makeIntake } from './commands/intake.ts';
import { open } from './commands/open.ts';
import { prepare } from './commands/prepare.ts';
import { bundle, readToSign, sign } from './commands/sign.ts';
import { ownKeys } from './keyring.ts';
import type { Node } from './node.ts';
import { run } from './run/run.ts';
import { type Services, systemServices } from './services.ts';
import { verify } from './verify/verify.ts';
import { withNode } from './with-node.ts';

/* The second example, with its own operator, who is nobody's recipient and has two people review doubtful pairs. */

const EXAMPLE = fileURLToPath(new URL('../../examples/council-tenants.yaml', import.meta.url));
const posts = {
  council: ['information-asset-owner', 'senior-responsible-owner'],
  supplier: ['authorised-signatory'],
  indexer: ['operations-director', 'operations-director'],
} as const;
type Party = keyof typeof posts;
const partyNames = Object.keys(posts) as Party[];

/** Smaller extracts, and as many doubtful pairs as a test wants. */
const adapted = (yaml: string, maximumCases: number): string =>
  yaml
    .replaceAll('minimumRows: 100', 'minimumRows: 5')
    .replace('maximumCases: 200', `maximumCases: ${maximumCases}`);

const tenant = (i: number, change: Readonly<Record<string, string>> = {}): string => {
  const row = {
    rec_id: `T${i}`,
    given_name: ['Ada', 'Bryn', 'Carys', 'Dilip', 'Esme', 'Farah', 'Gwen', 'Hamish'][i % 8],
    surname: ['Archwood', 'Bellgrove', 'Castlemere', 'Dunmarsh', 'Eastwick'][i % 5],
    date_of_birth: `19${50 + i}-0${1 + (i % 9)}-1${i % 10}`,
    suburb: ['Seacroft', 'Beeston', 'Headingley', 'Roundhay'][i % 4],
    postcode: `LS${1 + i} ${1 + (i % 9)}AB`,
    state: 'nsw',
    heating: 'none',
    rooms: '6',
    weekly_rent: '150',
    weekly_charges: '10',
    lung_condition: 'no',
    tenancy_start: '2026-05-01',
    already_helped: 'no',
    safety_marker: 'no',
    opted_out: 'no',
    ...change,
  };
  return Object.values(row).join(',');
};
const TENANTS =
  'rec_id,given_name,surname,date_of_birth,suburb,postcode,state,heating,rooms,weekly_rent,weekly_charges,lung_condition,tenancy_start,already_helped,safety_marker';
const ACCOUNTS = 'rec_id,given_name,surname,date_of_birth,suburb,postcode,state,opted_out';

const tenantRow = (i: number, change?: Readonly<Record<string, string>>): string =>
  tenant(i, change).split(',').slice(0, 15).join(',');
const accountRow = (i: number, change: Readonly<Record<string, string>> = {}): string => {
  const cells = tenant(i, { rec_id: `A${i}`, ...change }).split(',');
  return [...cells.slice(0, 7), cells[15]].join(',');
};

async function shareOf(maximumCases: number) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-review-'));
  const at = (...names: string[]): string => path.join(root, ...names);
  let now = Date.parse('2026-11-03T09:00:00Z');
  const services: Services = { ...systemServices(), clock: () => now };
  const held = <T>(party: Party, command: (node: Node) => Promise<T> | T): Promise<T> =>
    withNode(at(party), services, async (node) => command(node));
  const agreement = at('agreement.yaml');
  fs.writeFileSync(agreement, adapted(fs.readFileSync(EXAMPLE, 'utf8'), maximumCases));
  for (const party of partyNames) {
    initNode(at(party), { organisation: `${party}.example`, name: party }, services);
    for (const post of posts[party]) await held(party, (node) => void addKey(node, post));
  }
  const records: string[] = [];
  const envelope = at('envelope.json');
  for (const owner of partyNames)
    for (const { record, post } of await held(owner, (node) => ownKeys(node))) {
      const file = at(owner, 'keys', 'records', `${post}-${record.keyId.slice(0, 8)}.json`);
      records.push(file);
      for (const party of partyNames.filter((other) => other !== owner))
        await held(party, (node) => void trustKey(node, file, fingerprintOf(record)));
      if (post === 'node') continue;
      const options = { agreement, post, keyId: record.keyId, ...(fs.existsSync(envelope) && { envelope }) };
      const signed = await held(owner, (node) => sign(node, readToSign(services, options), options));
      fs.writeFileSync(envelope, JSON.stringify(signed));
    }
  const bundleAt = at('bundle.json');
  fs.writeFileSync(bundleAt, bundle(services, { agreement, envelope, records }));
  now = Date.parse('2026-11-20T09:01:00Z');
  const people = [
    ...Array.from({ length: 10 }, (_, i) => tenantRow(i)),
    // Twins in all that is compared: a tie.
    tenantRow(20, { rec_id: 'T20a' }),
    tenantRow(20, { rec_id: 'T20b' }),
    // Too little in common to be sure.
    tenantRow(30),
  ];
  const customers = [
    ...Array.from({ length: 8 }, (_, i) => accountRow(i)),
    accountRow(20),
    accountRow(30, { given_name: 'Zebedee', surname: 'Quillfeather', suburb: '' }),
    accountRow(40),
  ];
  fs.writeFileSync(at('tenants.csv'), `${TENANTS}\n${people.join('\n')}\n`);
  fs.writeFileSync(at('accounts.csv'), `${ACCOUNTS}\n${customers.join('\n')}\n`);
  const intake = at('intake.json');
  await held('indexer', (node) => makeIntake(node, { bundle: bundleAt, run: 1, out: intake }));
  for (const [party, input] of [
    ['council', 'tenants'],
    ['supplier', 'accounts'],
  ] as const)
    await held(party, (node) =>
      prepare(node, {
        extract: at(`${input}.csv`),
        bundle: bundleAt,
        intake,
        input,
        out: at(`${input}.stile`),
      }),
    );
  const runIt = () =>
    held('indexer', (node) =>
      run(node, {
        bundle: bundleAt,
        run: 1,
        inputs: [at('tenants.stile'), at('accounts.stile')],
        out: at('out'),
      }),
    );
  const openAt = async (party: Party, name: string) => {
    await held(party, (node) =>
      open(node, { package: at('out', `${name}.stile`), bundle: bundleAt, out: at(`${party}-${name}.csv`) }),
    );
    return fs
      .readFileSync(at(`${party}-${name}.csv`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','));
  };
  return { root, at, services, runIt, openAt };
}

describe('a share with a review output', () => {
  let share: Awaited<ReturnType<typeof shareOf>>;
  beforeAll(async () => {
    share = await shareOf(3);
    await share.runIt();
  });
  afterAll(() => fs.rmSync(share.root, { recursive: true, force: true }));

  it('gives the operator each doubtful pair and each side of a tie, with what was compared and nothing else', async () => {
    const [header = [], ...rows] = await share.openAt('indexer', 'doubtful-pairs');
    expect(header.slice(0, 3)).toEqual(['people_reference', 'customers_reference', 'match_weight']);
    expect(header.some((name) => /rent|heating|lung|rooms|fact/.test(name))).toBe(false);
    expect(rows.map(([person, customer]) => [person, customer])).toEqual([
      ['T20a', 'A20'],
      ['T20b', 'A20'],
      ['T30', 'A30'],
    ]);
    const weights = rows.map((row) => Number(row[2]));
    expect(weights[0]).toBe(weights[1]);
    expect(weights[0]).toBeGreaterThan(8.5);
    expect(weights[2]).toBeLessThan(8.5);
    expect(weights[2]).toBeGreaterThanOrEqual(3.25);
  });

  it('flags are no for a pair that waits for a review', async () => {
    const [header, ...rows] = await share.openAt('supplier', 'account-flags');
    expect(header).toEqual(['rec_id', 'visit', 'soon']);
    expect(Object.fromEntries(rows.map(([reference, visit]) => [reference, visit]))).toEqual({
      ...Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`A${i}`, 'true'])),
      A20: 'false',
      A30: 'false',
      A40: 'false',
    });
  });

  it('the discloser hears which of its people wait for a review', async () => {
    const [, ...rows] = await share.openAt('council', 'tenant-results');
    const results = Object.fromEntries(rows.map(([reference, result]) => [reference, result]));
    expect(results).toEqual({
      ...Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`T${i}`, 'matched'])),
      T8: 'unmatched',
      T9: 'unmatched',
      T20a: 'to-review',
      T20b: 'to-review',
      T30: 'to-review',
    });
  });

  it('the review packet opens for no other party', async () => {
    for (const party of ['council', 'supplier'] as const)
      await expect(share.openAt(party, 'doubtful-pairs')).rejects.toMatchObject({
        code: 'NODE_NO_KEY_FOR_PACKAGE',
      });
  });

  it('counts say rows read and references flagged, rounded to 10', async () => {
    expect(await share.openAt('council', 'scheme-counts')).toEqual([
      ['read', 'released'],
      ['20', '10'],
    ]);
  });

  it('everything verifies', async () => {
    for (const party of ['council', 'supplier', 'indexer']) {
      const { checks } = await verify(share.at(party), {}, share.services);
      expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    }
  });

  it('more cases than the agreement allows fail the run, and nothing comes out', async () => {
    const small = await shareOf(2);
    await expect(small.runIt()).rejects.toMatchObject({ code: 'NODE_OUTPUT_TOO_LARGE' });
    expect(fs.existsSync(small.at('out'))).toBe(false);
    fs.rmSync(small.root, { recursive: true, force: true });
  });
});
