import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { newAgreement } from '#agreement';
import { addDays, type PlainDate, parseDate } from '#kernel';
import { fingerprintOf } from '#signing';
import { addKey, initNode, trustKey } from '../commands/init.ts';
import { makeIntake } from '../commands/intake.ts';
import { type PrepareOptions, prepare } from '../commands/prepare.ts';
import { bundle, readToSign, sign } from '../commands/sign.ts';
import { ownKeys } from '../keyring.ts';
import type { Node } from '../node.ts';
import { type Ran, type RunOptions, run } from '../run/run.ts';
import { type Services, systemServices } from '../services.ts';
import { withNode } from '../with-node.ts';

/* For tests only: a whole share of three authorities in a temporary folder, with a clock that stands where it is put. */

export const parties = {
  department: { name: 'Example Department', posts: ['information-asset-owner', 'senior-responsible-owner'] },
  'supplier-1': { name: 'Brightmoor Energy', posts: ['authorised-signatory'] },
  'supplier-2': { name: 'Harbour Light', posts: ['authorised-signatory'] },
} as const;
export type Party = keyof typeof parties;
const partyNames = Object.keys(parties) as Party[];

export interface Share {
  readonly root: string;
  readonly services: Services;
  setTime(instant: string): void;
  readonly bundle: string;
  at(...names: string[]): string;
  with<T>(party: Party, command: (node: Node) => Promise<T> | T): Promise<T>;
}

/** Day 1 of the share: its first run is allowed from 16 November 2026. */
export const FIRST_DAY = '2026-11-20T09:01:00Z';

/** The day on which the sample agreement is drafted. */
const DRAFTED: PlainDate = parseDate('2026-11-02');

export async function makeShare(
  change: (yaml: string) => string = (yaml) => yaml,
  drafted: PlainDate = DRAFTED,
): Promise<Share> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-share-'));
  const at = (...names: string[]): string => path.join(root, ...names);
  let now = Date.parse(`${addDays(drafted, 1)}T09:00:00Z`);
  const services: Services = { ...systemServices(), clock: () => now };
  const share: Share = {
    root,
    services,
    bundle: at('bundle.json'),
    at,
    setTime: (instant) => {
      now = Date.parse(instant);
    },
    with: (party, command) => withNode(at(party), services, async (node) => command(node)),
  };
  const agreement = at('agreement.yaml');
  const text = newAgreement({
    today: drafted,
    series: 'k3vz5q2m7xj4n6wrtb2dhy5cla',
    qualifyingDate: addDays(drafted, -36),
    suppliers: 2,
  });
  fs.writeFileSync(agreement, change(text));
  await makeNodes(share);
  await signAll(share, agreement);
  share.setTime(`${addDays(drafted, 18)}T09:01:00Z`);
  return share;
}

async function makeNodes(share: Share): Promise<void> {
  for (const party of partyNames) {
    const { name, posts } = parties[party];
    initNode(share.at(party), { organisation: `${party}.example`, name }, share.services);
    for (const post of [...posts, 'disposal-checker'])
      await share.with(party, (node) => void addKey(node, post));
  }
  for (const owner of partyNames)
    for (const { record, post } of await share.with(owner, (node) => ownKeys(node)))
      for (const party of partyNames.filter((other) => other !== owner)) {
        const file = share.at(owner, 'keys', 'records', `${post}-${record.keyId.slice(0, 8)}.json`);
        await share.with(party, (node) => void trustKey(node, file, fingerprintOf(record)));
      }
}

async function signAll(share: Share, agreement: string): Promise<void> {
  const envelope = share.at('envelope.json');
  for (const party of partyNames)
    for (const post of parties[party].posts) {
      const options = { agreement, post, ...(fs.existsSync(envelope) && { envelope }) };
      const signed = await share.with(party, (node) =>
        sign(node, readToSign(share.services, options), options),
      );
      fs.writeFileSync(envelope, JSON.stringify(signed));
    }
  const records = partyNames.flatMap((party) => {
    const folder = share.at(party, 'keys', 'records');
    const signed = (file: string): boolean => parties[party].posts.some((post) => file.startsWith(post));
    return fs
      .readdirSync(folder)
      .filter(signed)
      .map((file) => path.join(folder, file));
  });
  fs.writeFileSync(share.bundle, bundle(share.services, { agreement, envelope, records }));
}

/** A made-up person. */
export interface Person {
  readonly forename: string;
  readonly surname: string;
  readonly born: string;
  readonly address: string;
  readonly postcode: string;
}

const FORENAMES = [
  'Ada',
  'Bryn',
  'Carys',
  'Dilip',
  'Esme',
  'Farah',
  'Gwen',
  'Hamish',
  'Idris',
  'Jolene',
  'Kofi',
  'Lena',
];
const SURNAMES = [
  'Archwood',
  'Bellgrove',
  'Castlemere',
  'Dunmarsh',
  'Eastwick',
  'Fernhollow',
  'Greystoke',
  'Hartwell',
  'Ironbridge',
  'Jessop',
  'Kingsley',
];

/** Person number `i`: no two have a postcode or a day of birth in common. */
export const person = (i: number): Person => ({
  forename: FORENAMES[i % FORENAMES.length] ?? '',
  surname: SURNAMES[i % SURNAMES.length] ?? '',
  born: new Date(Date.UTC(1950, 0, 1 + i * 17)).toISOString().slice(0, 10),
  address: `${1 + (i % 90)} ${SURNAMES[(i * 7) % SURNAMES.length]} Road`,
  postcode: `LS${1 + (i % 28)} ${1 + (i % 9)}${'ABDEFGHJLN'[i % 10]}${'PQRSTUWXYZ'[Math.floor(i / 10) % 10]}`,
});

export interface Benefit {
  readonly benefit: string;
  readonly household?: string;
  readonly role?: 'claimant' | 'partner';
}

const PEOPLE_HEADER =
  'person_ref,household_ref,role,forename,surname,date_of_birth,address_line,postcode,benefit,award_start,award_end,already_helped,safety_marker';
const CUSTOMERS_HEADER =
  'customer_ref,forename,surname,date_of_birth,address_line,postcode,account_opened,already_helped,opted_out';

export const personRow = (
  i: number,
  { benefit, household = `H${i}`, role = 'claimant' }: Benefit,
): string => {
  const { forename, surname, born, address, postcode } = person(i);
  return `PRS-${1000 + i},${household},${role},${forename},${surname},${born},${address},${postcode},${benefit},2020-01-01,,no,no`;
};

export const customerRow = (reference: string, i: number): string => {
  const { forename, surname, born, address, postcode } = person(i);
  return `${reference},${forename},${surname},${born},${address},${postcode},2019-05-05,no,no`;
};

export const csv = (header: string, rows: readonly string[]): string => `${header}\n${rows.join('\n')}\n`;

export interface Extracts {
  readonly department: string;
  readonly 'supplier-1': string;
  readonly 'supplier-2': string;
}

/**
 * 200 people, of whom the even ones have a benefit that qualifies; supplier 1 has people 0 to 89 and 300 to 359,
 * supplier 2 has people 100 to 179 and 400 to 469.
 */
export function sampleExtracts(): Extracts {
  const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
  return {
    department: csv(
      PEOPLE_HEADER,
      range(0, 200).map((i) => personRow(i, { benefit: i % 2 === 0 ? 'PC-GC' : 'CA' })),
    ),
    'supplier-1': csv(
      CUSTOMERS_HEADER,
      [...range(0, 90), ...range(300, 360)].map((i) => customerRow(`B${5000 + i}`, i)),
    ),
    'supplier-2': csv(
      CUSTOMERS_HEADER,
      [...range(100, 180), ...range(400, 470)].map((i) => customerRow(`L${7000 + i}`, i)),
    ),
  };
}

export const intakeFile = (share: Share, number: number): string => share.at(`intake-${number}.json`);
export const packageFile = (share: Share, party: Party, number: number): string =>
  share.at(`${party}-${number}.stile`);

export const makeIntakeFor = (share: Share, number: number) =>
  share.with('department', (node) =>
    makeIntake(node, { bundle: share.bundle, run: number, out: intakeFile(share, number) }),
  );

export async function prepareFor(
  share: Share,
  party: Party,
  number: number,
  extract: string,
  change: Partial<PrepareOptions> = {},
) {
  const file = share.at(`${party}-${number}.csv`);
  fs.writeFileSync(file, extract);
  return share.with(party, (node) =>
    prepare(node, {
      extract: file,
      bundle: share.bundle,
      intake: intakeFile(share, number),
      input: party,
      out: packageFile(share, party, number),
      ...change,
    }),
  );
}

export const outFolder = (share: Share, number: number): string => share.at(`out-${number}`);

export const runFor = (
  share: Share,
  number: number,
  inputs = partyNames.map((party) => packageFile(share, party, number)),
  change: Partial<RunOptions> = {},
): Promise<Ran> =>
  share.with('department', (node) =>
    run(node, { bundle: share.bundle, run: number, inputs, out: outFolder(share, number), ...change }),
  );

/** Intake, three packages and the run. */
export async function wholeRun(share: Share, number: number, extracts: Extracts): Promise<Ran> {
  await makeIntakeFor(share, number);
  for (const party of partyNames) await prepareFor(share, party, number, extracts[party]);
  return runFor(share, number);
}
