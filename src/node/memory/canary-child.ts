/**
 * For canary.test.ts: prepares, seals and opens `FOLDER/extract.csv`, and kills itself at the nth report of a stage.
 * Arguments: FOLDER STAGE N.
 */
import * as path from 'node:path';
import type { PrepareStep } from '#agreement';
import type { Digest, Instant, PlainDate } from '#kernel';
import { defaultPersonModel } from '#linkage';
import { generateKeyPair, payloadOf, signingKey } from '#signing';
import { prepareExtract } from '../extracts/prepare-extract.ts';
import { newAgeIdentity } from '../packages/age.ts';
import { openPackage } from '../packages/open-package.ts';
import { sealPackage } from '../packages/seal-package.ts';
import { hardenProcess } from './harden.ts';

const [folder = '', fatal = '', nth = '1'] = process.argv.slice(2);
hardenProcess();
const seen = new Map<string, number>();
const progress = (stage: string): void => {
  seen.set(stage, (seen.get(stage) ?? 0) + 1);
  if (stage === fatal && seen.get(stage) === Number(nth)) process.kill(process.pid, 'SIGKILL');
};

const common = { required: false, source: 'own', category: 'test', clause: 'inputs[0]' } as const;
const step: PrepareStep = {
  step: 'prepare',
  input: 'people',
  party: 'department',
  side: 'people',
  fields: [
    { ...common, name: 'ref', type: 'reference', uses: ['reference'] },
    { ...common, name: 'surname', type: 'text', uses: ['matching'], matchesAs: 'surname' },
    { ...common, name: 'refuge', type: 'yes-no', uses: ['exclusion'] },
  ],
  minimumRows: 1,
  maximumRows: 1_000_000,
  maximumAgeDays: 36_500,
  maximumRejectedPerThousand: 1000,
  exclusions: [
    {
      reason: 'refuge',
      when: { compare: { field: 'refuge', is: 'equals', value: 'yes' } },
      clause: 'inputs[0]',
    },
  ],
  facts: [],
  sealed: [
    { name: 'reference', holds: 'reference', from: 'ref' },
    { name: 'match_surname', holds: 'matching', from: 'surname' },
  ],
  clause: 'inputs[0]',
};
const digest: Digest = `sha256:${'0'.repeat(64)}`;
const keys = await newAgeIdentity();
const extract = process.env['CANARY_FORMAT'] === 'parquet' ? 'extract.parquet' : 'extract.csv';
const { table } = await prepareExtract({
  path: path.join(folder, extract),
  step,
  model: defaultPersonModel,
  on: '2026-11-21' as PlainDate,
  progress,
});
const out = path.join(folder, 'people.age');
await sealPackage({
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
  out,
  partRows: 10_000,
  progress,
});
const opened = await openPackage({
  path: out,
  identity: keys.identity,
  verifyManifest: (envelope) => JSON.parse(Buffer.from(payloadOf(envelope)).toString()),
  progress,
});
console.log(`opened ${opened.table.rows}`);
