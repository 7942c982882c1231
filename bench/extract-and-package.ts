/**
 * Prepares, seals and opens an extract, each in a process of its own, and prints CPU seconds, wall seconds and peak
 * memory as JSON lines. `node --import tsx bench/extract-and-package.ts [ROWS] [RUNS]`: 1,000,000 rows, 5 runs unless told; the
 * run with the median wall time counts. It works in a folder of its own under TMPDIR and removes it.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { PlanField, PrepareStep } from '#agreement';
import type { Digest, Instant, PlainDate } from '#kernel';
import { defaultPersonModel, type FieldKind, type LinkageModel } from '#linkage';
import { generateKeyPair, payloadOf, signingKey } from '#signing';
import { prepareExtract } from '../src/node/extracts/prepare-extract.ts';
import { newAgeIdentity } from '../src/node/packages/age.ts';
import { openPackage } from '../src/node/packages/open-package.ts';
import { sealPackage } from '../src/node/packages/seal-package.ts';

const columns: readonly (readonly [
  name: string,
  type: PlanField['type'],
  use: PlanField['uses'][number],
  kind?: FieldKind,
])[] = [
  ['reference', 'reference', 'reference'],
  ['forename', 'text', 'matching', 'forename'],
  ['surname', 'text', 'matching', 'surname'],
  ['date_of_birth', 'date', 'matching', 'date'],
  ['postcode', 'text', 'matching', 'postcode-uk'],
  ['address', 'text', 'matching', 'address-line'],
  ['town', 'text', 'matching', 'place'],
  ['sex', 'text', 'matching', 'sex'],
  ['phone', 'text', 'matching', 'phone'],
  ['benefit', 'code', 'rule'],
  ['household', 'text', 'household'],
  ['refuge', 'yes-no', 'exclusion'],
  ['income', 'whole-number', 'rule'],
];
const clause = 'inputs[0]';
const fields: PlanField[] = columns.map(([name, type, use, kind]) => ({
  name,
  type,
  uses: [use],
  required: use === 'reference',
  source: 'own',
  category: 'bench',
  clause,
  ...(type === 'code' ? { values: ['UC', 'PC'] } : {}),
  ...(kind === undefined ? {} : { matchesAs: name }),
}));
const model: LinkageModel = {
  ...defaultPersonModel,
  fields: columns.flatMap(([name, , , kind]) => (kind === undefined ? [] : [{ name, kind }])),
};
const step: PrepareStep = {
  step: 'prepare',
  input: 'people',
  party: 'department',
  side: 'people',
  fields,
  minimumRows: 1,
  maximumRows: 100_000_000,
  maximumAgeDays: 36_500,
  maximumRejectedPerThousand: 0,
  exclusions: [
    { reason: 'refuge', when: { compare: { field: 'refuge', is: 'equals', value: 'yes' } }, clause },
  ],
  facts: [
    {
      name: 'fact_1',
      rule: {
        all: [
          { compare: { field: 'benefit', is: 'equals', value: 'UC' } },
          { compare: { field: 'income', is: 'less', value: 16_000 } },
        ],
      },
      clause,
    },
  ],
  sealed: [
    { name: 'reference', holds: 'reference', from: 'reference' },
    ...model.fields.map(({ name }) => ({ name: `match_${name}`, holds: 'matching' as const, from: name })),
    { name: 'household', holds: 'household', from: 'household' },
    { name: 'fact_1', holds: 'fact', from: 'fact_1' },
  ],
  clause,
};

function writeExtract(file: string, rows: number): void {
  const out = fs.openSync(file, 'wx');
  fs.writeSync(out, `${columns.map(([name]) => name).join(',')}\r\n`);
  for (let from = 0; from < rows; from += 10_000) {
    let text = '';
    for (let i = from; i < Math.min(rows, from + 10_000); i += 1) {
      // Knuth's multiplicative hash: scattered, all different, the same each time.
      const r = (i * 2654435761) >>> 0;
      text += `REF${String(r).padStart(10, '0')},Fore${r % 5000},"Sur'name ${r % 80_000}",19${10 + (r % 80)}-0${1 + (r % 9)}-1${r % 10},`;
      text += `AB${r % 90} ${r % 9}CD,"${r % 300} High Street, Flat ${r % 20}",Town${r % 2000},${r % 2 ? 'M' : 'F'},07${r % 1_000_000_000},`;
      text += `${r % 3 ? 'UC' : 'PC'},H${r % 500_000},${r % 100 ? 'no' : 'yes'},${r % 30_000}\r\n`;
    }
    fs.writeSync(out, text);
  }
  fs.closeSync(out);
}

async function work(folder: string, task: string): Promise<{ rows: number; bytes: number }> {
  const extract = path.join(folder, 'extract.csv');
  const sealed = path.join(folder, 'people.age');
  const identity = path.join(folder, 'identity');
  if (task === 'open') {
    const { manifest } = await openPackage({
      path: sealed,
      identity: fs.readFileSync(identity, 'utf8'),
      verifyManifest: (envelope) => JSON.parse(Buffer.from(payloadOf(envelope)).toString()),
    });
    return { rows: manifest.rows, bytes: fs.statSync(sealed).size };
  }
  const { table, report } = await prepareExtract({
    path: extract,
    step,
    model,
    on: '2027-01-01' as PlainDate,
  });
  if (task === 'prepare') return { rows: report.rowsRead, bytes: fs.statSync(extract).size };
  const keys = await newAgeIdentity();
  fs.writeFileSync(identity, keys.identity);
  fs.rmSync(sealed, { force: true });
  const digest: Digest = `sha256:${'0'.repeat(64)}`;
  const { manifest, bytes } = await sealPackage({
    table,
    columnNames: step.sealed.map(({ name }) => name),
    manifest: {
      kind: 'input',
      agreement: digest,
      runPlan: digest,
      run: 1,
      sender: 'a',
      recipient: 'b',
      name: 'people',
      sealedTo: keys.recipient,
      sealedAt: '2026-11-21T12:00:00Z' as Instant,
    },
    key: signingKey(generateKeyPair().privateKeyPem),
    out: sealed,
  });
  return { rows: manifest.rows, bytes };
}

const [first = '1000000', second = '5'] = process.argv.slice(2);
if (fs.existsSync(first)) {
  const start = performance.now();
  const done = await work(first, second);
  const { user, system } = process.cpuUsage();
  console.log(
    JSON.stringify({
      task: second,
      ...done,
      wallSeconds: Number(((performance.now() - start) / 1000).toFixed(2)),
      cpuSeconds: Number(((user + system) / 1e6).toFixed(2)),
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
} else {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-bench-'));
  try {
    writeExtract(path.join(folder, 'extract.csv'), Number(first));
    for (const task of ['prepare', 'prepare and seal', 'open']) {
      const runs = Array.from({ length: Number(second) }, () => {
        const { stdout, stderr } = spawnSync(
          process.execPath,
          ['--import', 'tsx', ...process.argv.slice(1, 2), folder, task],
          { encoding: 'utf8' },
        );
        if (stdout === '') throw new Error(stderr);
        return JSON.parse(stdout) as { wallSeconds: number };
      }).sort((a, b) => a.wallSeconds - b.wallSeconds);
      console.log(JSON.stringify(runs[runs.length >> 1]));
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
