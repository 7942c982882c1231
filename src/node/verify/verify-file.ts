import * as path from 'node:path';
import { readBundle, verifyBundle } from '#agreement';
import {
  canonicalise,
  type Digest,
  dateOf,
  digestOf,
  fail,
  type Instant,
  isInstant,
  type PlainDate,
  parseStrict,
  utf8Text,
} from '#kernel';
import {
  type Envelope,
  parseEnvelope,
  payloadOf,
  payloadTypes,
  readKeyRecord,
  type Trust,
  verifierKey,
  verifyEnvelope,
} from '#signing';
import {
  leafHash,
  parseEntry,
  parseTlogProof,
  RELEASE_TYPE,
  type RunReceipt,
  verifyDisposal,
  verifyRelease,
  verifyRunReceipt,
  verifySubject,
  verifyTlogProof,
} from '#transparency';
import type { Answer } from '../commands/answer.ts';
import { MACHINE_POST, readFile } from '../keyring.ts';
import { logOrigin } from '../log.ts';
import { RECEIPT_FILE } from '../run/receipts.ts';
import type { Services } from '../services.ts';
import { verifySuspension } from '../suspension.ts';
import type { Checker } from './checker.ts';
import { kindOf } from './recognise.ts';

/** Checks one file by what it is. */
export async function checkFile(file: string, name: string, checker: Checker): Promise<void> {
  const bytes = readFile(checker.services, file);
  switch (kindOf(file, checker.services)) {
    case 'bundle':
      return checkBundle(bytes, name, checker);
    case 'answer':
      return checkAnswer(bytes, file, name, checker);
    case 'proof':
      return checkProof(bytes, file, name, checker);
    case 'envelope':
      return checkEnvelope(bytes, file, name, checker);
    case undefined:
      return;
  }
}

async function checkBundle(
  bytes: Uint8Array,
  name: string,
  { check, keep, trust, on, signedBy }: Checker,
): Promise<void> {
  await check(`${name}: agreement`, () => {
    const bundle = readBundle(bytes);
    keep(name, bundle.envelope);
    const { plan, signers } = verifyBundle(
      bundle,
      trust,
      signedBy?.(digestOf(canonicalise(bundle.envelope))) ?? on,
    );
    const { title, version } = plan.agreement;
    return `“${title}”, version ${version}, signed by ${signers.length} keys: agreement, run plan, English and law data are those signed.`;
  });
}

async function checkEnvelope(bytes: Uint8Array, file: string, name: string, checker: Checker): Promise<void> {
  const { check, keep, trust, on } = checker;
  const envelope = parseEnvelope(bytes);
  if (envelope.payloadType === payloadTypes.statement) return checkStatement(envelope, file, name, checker);
  await check(`${name}: ${thing(envelope.payloadType)}`, () => {
    keep(name, envelope);
    if (envelope.payloadType === payloadTypes.keyRecord) {
      const { record, fingerprint } = readKeyRecord(envelope);
      return `${record.organisation}, ${record.posts.join(', ')}: fingerprint ${fingerprint}.`;
    }
    const at = timeIn(envelope, ['madeAt', 'at']) ?? on;
    if (envelope.payloadType === payloadTypes.suspension) {
      const { organisation, state, sequence, reason } = verifySuspension(envelope, trust, at).statement;
      return `Statement ${sequence} of ${organisation}: ${state}. Reason: ${reason}.`;
    }
    const { signers } = verifyEnvelope(envelope, {
      payloadType: envelope.payloadType,
      trust,
      at,
      require: [],
    });
    return `Signed by ${signers.map(({ organisation, posts }) => `${organisation} (${posts.join(', ')})`).join('; ')}.`;
  });
}

const thing = (payloadType: string): string =>
  payloadType === payloadTypes.signingStatement
    ? 'signatures'
    : (/^application\/vnd\.stile\.([a-z-]+)\+json$/.exec(payloadType)?.[1] ?? 'envelope');

/** A day that the payload itself names: the signer's keys must have been in force then. */
function timeIn(envelope: Envelope, members: readonly string[]): PlainDate | undefined {
  const value = parseStrict(payloadOf(envelope)) as Readonly<Record<string, unknown>>;
  const inside = (value['predicate'] ?? value) as Readonly<Record<string, unknown>>;
  const found = members
    .map((member) => inside[member])
    .find((text) => typeof text === 'string' && isInstant(text));
  return found === undefined ? undefined : dateOf(found as Instant);
}

async function checkStatement(
  envelope: Envelope,
  file: string,
  name: string,
  checker: Checker,
): Promise<void> {
  const { check, keep, trust, on } = checker;
  const { predicateType } = parseStrict(payloadOf(envelope)) as { readonly predicateType?: unknown };
  keep(name, envelope);
  if (predicateType === 'urn:stile:disposal-certificate:1')
    return check(`${name}: disposal certificate`, () => {
      const at = timeIn(envelope, ['certifiedAt']) ?? on;
      const { certificate, late } = verifyDisposal(envelope, { trust, at, require: [] });
      const what = `Run ${certificate.run}: ${certificate.artefacts.length} things destroyed, checked by a second person`;
      return `${what}${late.length === 0 ? '' : `; ${late.length} of them late`}. ${certificate.cannotShow}`;
    });
  if (predicateType === RELEASE_TYPE) return checkRelease(envelope, file, name, checker);
  const at = timeIn(envelope, ['endedAt']) ?? on;
  let outputs: readonly { readonly output: string; readonly package: Digest }[] = [];
  await check(`${name}: receipt`, () => {
    const claimed = verifyRunReceipt(envelope, { trust, at, require: [] }).receipt.operator;
    const { receipt } = verifyRunReceipt(envelope, {
      trust,
      at,
      require: [{ organisation: claimed, post: MACHINE_POST, count: 1 }],
    });
    outputs = receipt.outputs;
    const end =
      receipt.problem === undefined ? receipt.outcome : `${receipt.outcome} (${receipt.problem.code})`;
    return `Run ${receipt.run} ${end}, signed by the operator ${receipt.operator}; law data and run plan are named by digest.`;
  });
  const folder = path.dirname(path.resolve(file));
  for (const { output, package: expected } of outputs) {
    const sealed = [path.join(folder, `${output}.stile`), path.join(folder, 'out', `${output}.stile`)].find(
      (one) => checker.services.files.isThere(one),
    );
    if (sealed === undefined) continue;
    await check(`${name}: output ${output}`, () => {
      if (digestOf(readFile(checker.services, sealed)) !== expected)
        fail('NODE_MANIFEST_DIFFERS', { what: 'a package other than the receipt’s' });
      return 'The sealed package is the one that the receipt names.';
    });
  }
}

async function checkRelease(
  envelope: Envelope,
  file: string,
  name: string,
  { check, services, trust, on }: Checker,
): Promise<void> {
  await check(`${name}: release`, () => {
    const at = timeIn(envelope, ['openedAt']) ?? on;
    const { party } = verifyRelease(envelope, { trust, at, require: [] }).release;
    const require = [{ organisation: party, post: MACHINE_POST, count: 1 }];
    const { release } = verifyRelease(envelope, { trust, at, require });
    const { output, run, rows, openedAt } = release;
    const what = `${party} opened ${output} of run ${run}, about ${rows} rows, by ${openedAt}`;
    const receipt = receiptBeside(file, services, trust, on);
    if (receipt === undefined || receipt.agreement !== release.agreement || receipt.run !== run)
      return `${what}. Put the run’s receipt beside it to see that it is an output of that run.`;
    const known = receipt.outputs.some(
      (one) => one.party === party && one.output === output && one.package === release.package,
    );
    if (!known) fail('NODE_MANIFEST_DIFFERS', { what: 'an output that the receipt does not have' });
    return `${what}. The receipt names the same package.`;
  });
}

/** The run's receipt in the same folder, once its signature holds. */
function receiptBeside(
  file: string,
  services: Services,
  trust: Trust,
  on: PlainDate,
): RunReceipt | undefined {
  const beside = path.join(path.dirname(path.resolve(file)), RECEIPT_FILE);
  if (!services.files.isThere(beside)) return undefined;
  const envelope = parseEnvelope(readFile(services, beside));
  return verifyRunReceipt(envelope, { trust, at: timeIn(envelope, ['endedAt']) ?? on, require: [] }).receipt;
}

async function checkProof(bytes: Uint8Array, file: string, name: string, checker: Checker): Promise<void> {
  const { check, trust, services } = checker;
  await check(`${name}: in the log`, () => {
    const text = utf8Text(bytes);
    const entryBytes = readFile(services, file.replace(/\.tlog-proof$/, '.entry.json'));
    const entry = parseEntry(entryBytes);
    const origin = parseTlogProof(text).checkpoint.split('\n')[0] ?? '';
    const keys = trust.records.filter(
      ({ record }) => logOrigin(record.organisation) === origin && record.posts.includes(MACHINE_POST),
    );
    const key = keys.find(
      ({ record }) => text.includes(`— ${origin} `) && fits(text, record.publicKey, entryBytes, origin),
    );
    const { record } = key ?? keys[0] ?? fail('SIGNING_NOTE_UNSIGNED', {});
    const { index, checkpoint } = verifyTlogProof(
      text,
      leafHash(entryBytes),
      verifierKey(origin, record.publicKey),
    );
    checkSameReceipt(entry, file, services);
    return `“${entry.kind}” is entry ${index} of ${checkpoint.size} in the log ${origin}.`;
  });
}

function fits(text: string, publicKey: string, entry: Uint8Array, origin: string): boolean {
  try {
    verifyTlogProof(text, leafHash(entry), verifierKey(origin, publicKey));
    return true;
  } catch {
    return false;
  }
}

/** The logged digest must be that of the receipt beside it. */
function checkSameReceipt(
  entry: { readonly receipt?: Digest } | object,
  file: string,
  services: Services,
): void {
  const receipt = file.replace(/\.tlog-proof$/, '.dsse.json');
  if (!('receipt' in entry) || !services.files.isThere(receipt)) return;
  if (digestOf(payloadOf(parseEnvelope(readFile(services, receipt)))) !== entry.receipt)
    fail('NODE_MANIFEST_DIFFERS', { what: 'another receipt in the log' });
}

async function checkAnswer(bytes: Uint8Array, file: string, name: string, checker: Checker): Promise<void> {
  const { check, services, trust, on } = checker;
  await check(`${name}: answer`, () => {
    const answer = parseStrict(bytes) as unknown as Answer;
    verifySubject(answer.record, answer.proof, answer.proof.root);
    const receipt = receiptBeside(file, services, trust, on);
    if (receipt === undefined)
      return 'The record is in the tree that the proof names; put the run’s receipt beside it to see that it is the run’s.';
    if (!receipt.subjectTrees.some(({ root }) => root === answer.proof.root))
      fail('NODE_MANIFEST_DIFFERS', { what: 'a tree that the receipt does not have' });
    return `The record was in run ${receipt.run}.`;
  });
}
