import { type Instant, type PlainDate, problem, utf8 } from '#kernel';
import { englishSections } from '../english-sections.ts';
import { pictureOf } from '../plan-picture.ts';
import type { AgreementView, FileView, LogView, NodeView, RunView, SiteView } from '../share-view.ts';
import { digestLike, examplePlan } from './example-plan.ts';

/** Hand-written views with every state that a page can show. */

const day = (text: string) => text as PlainDate;
const time = (text: string) => text as Instant;
const json = (name: string, what: string): FileView => ({
  name,
  what,
  type: 'application/json',
  bytes: utf8('{}'),
});

const english = `Money off energy bills

1. Who will see what

The Department for Example Benefits will see the names, dates of birth and addresses of the customers of
Ashdown Energy Ltd, Brightwater Power plc and Calder Gas and Electric Ltd, to find its own claimants among them.
No supplier will see anything about anyone.

2. Who gets what

- Each supplier gets back one row for each reference that it sent, with a yes or a no.
- The Department gets its own references, with matched, unmatched or to review.
  It writes to the people who were not matched.

3. Until when

Runs may start from 15 November 2026 to 31 March 2027. Everything sealed is destroyed within 7 days of each run.
`;

export const finishedRun: RunView = {
  run: 1,
  outcome: 'finished',
  startedAt: time('2026-11-16T09:15:00Z'),
  endedAt: time('2026-11-16T09:30:00Z'),
  operator: 'Department for Example Benefits',
  counts: [
    {
      party: 'Department for Example Benefits',
      what: 'Read: claimants',
      rows: 100_000,
      digest: digestLike('01'),
    },
    { party: 'Ashdown Energy Ltd', what: 'Read: customers', rows: 62_410, digest: digestLike('02') },
    { party: 'Ashdown Energy Ltd', what: 'Released: flags', rows: 62_410, digest: digestLike('03') },
  ],
  digests: [
    { what: 'Agreement', digest: digestLike('a1') },
    { what: 'Run plan', digest: digestLike('b1') },
  ],
  checks: [
    { name: 'every-signature-in-force', ok: true },
    { name: 'law-allows-every-flow-today', ok: true },
  ],
  verification: [
    {
      name: 'Receipt',
      ok: true,
      detail: 'Signed by Department for Example Benefits with a trusted key in force.',
    },
    { name: 'Log', ok: true, detail: 'Entry 7 of 12 is this receipt.' },
  ],
  proof: { index: 7, size: 12, origin: 'stile/example-department' },
  commands: [
    'openssl pkeyutl -verify -pubin -inkey receipt.3f2a9c01.pem -rawin -in receipt.pae -sigfile receipt.3f2a9c01.sig',
  ],
  disposal: [
    {
      artefact: 'intake-key',
      holder: 'Department for Example Benefits',
      due: day('2026-11-23'),
      state: 'certified',
      method: 'Purge by cryptographic erase: the only keys that open it were destroyed',
      destroyedOn: day('2026-11-16'),
      doneBy: 'Senior responsible owner',
      checkedBy: 'Data protection officer',
    },
    {
      artefact: 'result-file',
      holder: 'Department for Example Benefits',
      due: day('2026-11-20'),
      state: 'overdue',
    },
    { artefact: 'opened-output', holder: 'Ashdown Energy Ltd', due: day('2027-02-14'), state: 'kept' },
  ],
  files: [json('receipt.json', 'the signed receipt'), json('receipt.pae', 'the signed bytes')],
};

const failedRun: RunView = {
  run: 2,
  outcome: 'failed',
  startedAt: time('2026-12-16T09:15:00Z'),
  endedAt: time('2026-12-16T09:30:00Z'),
  operator: 'Department for Example Benefits',
  problem: { code: 'NODE_PACKAGE_EXPIRED', clause: 'limits.permitHours' },
  counts: [],
  digests: [],
  checks: [{ name: 'permits-in-force', ok: false }],
  verification: [
    {
      name: 'Receipt',
      ok: true,
      detail: 'Signed by Department for Example Benefits with a trusted key in force.',
    },
    { name: 'Log', ok: false, detail: 'No log entry names this receipt.' },
  ],
  commands: [],
  disposal: [],
  files: [],
};

export const exampleAgreement: AgreementView = {
  id: 'k7f3-warm-homes-v1',
  title: examplePlan.agreement.title,
  summary:
    'Energy suppliers take £150 off the bills of people who get a qualifying benefit, without being told who gets one.',
  series: 'k7f3-warm-homes',
  version: 1,
  digests: [
    { what: 'Agreement', digest: digestLike('a1') },
    { what: 'Run plan', digest: digestLike('b1') },
    { what: 'Plain English', digest: digestLike('c1') },
  ],
  state: 'active',
  verification: [{ name: 'Signatures', ok: true, detail: 'Every post that must sign has signed.' }],
  parties: examplePlan.parties.map(({ name, organisation, roles }) => ({
    name,
    organisation,
    roles,
    contact: 'data.sharing@example.test, 020 7946 0000',
  })),
  powers: [
    {
      power: 'Digital Economy Act 2017, section 36',
      from: 'Department for Example Benefits',
      to: 'Ashdown Energy Ltd, Brightwater Power plc and Calder Gas and Electric Ltd',
      link: 'https://www.legislation.gov.uk/ukpga/2017/30/section/36',
      asOf: day('2026-10-01'),
    },
  ],
  help: 'Money off the electricity bill, without having to ask for it.',
  cohort: 'People who get a qualifying benefit on the qualifying date.',
  narrowing: 'People who already get the rebate by another route are left out before anything is matched.',
  notEligible: 'Nothing changes for them, and nothing about them is kept.',
  prohibitedUses: ['marketing', 'credit', 'collections'],
  firstSight: [
    'Department for Example Benefits will see forename, surname, date_of_birth, supply_address and postcode of the customers of each supplier, for matching only.',
    'No supplier will see anything but its own references with yes or no.',
  ],
  dates: [
    { what: 'First run', on: day('2026-11-15') },
    { what: 'Last run', on: day('2027-03-31') },
  ],
  ends: day('2027-03-31'),
  mayStop: ['Department for Example Benefits'],
  signatures: [
    {
      organisation: 'Department for Example Benefits',
      post: 'senior-responsible-owner',
      keyId: '3f2a9c01'.repeat(8),
      fingerprint: digestLike('f1'),
      state: 'verified',
    },
    {
      organisation: 'Ashdown Energy Ltd',
      post: 'company-secretary',
      keyId: '9c'.repeat(32),
      state: 'untrusted',
    },
    { organisation: 'Brightwater Power plc', post: 'company-secretary', state: 'missing' },
  ],
  due: [
    { what: 'Destroy: result file', by: day('2026-11-20'), overdue: true, run: 1 },
    { what: 'Review the agreement', by: day('2027-02-01'), overdue: false },
  ],
  rights: [{ what: 'Complain', how: 'Write to complaints@example.test; we answer within 30 days.' }],
  picture: pictureOf(examplePlan),
  english: englishSections(english),
  runs: [finishedRun, failedRun],
  files: [json('agreement.json', 'the agreement, as signed'), json('plan.json', 'the run plan')],
};

const log: LogView = {
  origin: 'stile/example-department',
  size: 2,
  root: 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
  entries: [
    {
      index: 0,
      at: time('2026-11-01T10:00:00Z'),
      what: 'Agreement taken up',
      about: 'k7f3-warm-homes',
      digest: digestLike('a1'),
    },
    {
      index: 1,
      at: time('2026-11-16T09:30:00Z'),
      what: 'Run finished',
      about: 'k7f3-warm-homes, run 1',
      digest: digestLike('d4'),
    },
  ],
  findings: [],
  files: [
    {
      name: 'checkpoint.txt',
      what: 'the signed checkpoint',
      type: 'text/plain; charset=utf-8',
      bytes: utf8('x'),
    },
  ],
};

export const exampleNode: NodeView = {
  id: 'department',
  organisation: 'example-department',
  name: 'Department for Example Benefits',
  agreements: [exampleAgreement],
  log,
  problems: [],
};

const emptyNode: NodeView = {
  id: 'supplier-1',
  organisation: 'example-supplier-1',
  name: 'Ashdown Energy Ltd',
  agreements: [],
  log: { ...log, size: 0, root: '', entries: [], files: [] },
  problems: [],
};

const damagedNode: NodeView = {
  id: 'supplier-2',
  organisation: 'example-supplier-2',
  name: 'Brightwater Power plc',
  agreements: [
    {
      ...exampleAgreement,
      state: 'suspended',
      suspended: {
        at: time('2026-11-18T12:00:00Z'),
        post: 'company-secretary',
        reason: 'We found a fault in our customer list.',
      },
      runs: [
        {
          ...finishedRun,
          outcome: 'prepared',
          counts: [],
          verification: [],
          commands: [],
          disposal: [],
          files: [],
        },
      ],
    },
  ],
  log: { ...log, findings: [problem('TRANSPARENCY_CHECKPOINT_MISSING', {})] },
  problems: [problem('SIGNING_NOTE_UNSIGNED', {})],
};

export const exampleSite: SiteView = {
  nodes: [exampleNode, emptyNode, damagedNode],
  checkedAt: time('2026-11-21T12:00:00Z'),
};

/** The address of every page of the example site. */
export const examplePages: readonly string[] = [
  '/',
  '/department',
  '/supplier-1',
  '/supplier-2',
  '/department/agreements/k7f3-warm-homes-v1',
  '/supplier-2/agreements/k7f3-warm-homes-v1',
  '/department/agreements/k7f3-warm-homes-v1/picture',
  '/department/agreements/k7f3-warm-homes-v1/english',
  '/department/agreements/k7f3-warm-homes-v1/runs/1',
  '/department/agreements/k7f3-warm-homes-v1/runs/2',
  '/supplier-2/agreements/k7f3-warm-homes-v1/runs/1',
  '/department/log',
  '/supplier-1/log',
  '/supplier-2/log',
  '/no/such/page',
];
