import * as path from 'node:path';
import {
  type Agreement,
  type Compiled,
  compile,
  type Digests,
  makeBundle,
  readAgreement,
  recompileAndCompare,
  signingStatement,
} from '#agreement';
import { equalBytes, fail } from '#kernel';
import { lawData } from '#law';
import { addSignature, type Envelope, payloadOf, payloadTypes, signEnvelope } from '#signing';
import { findKey, readEnvelopeFile, readFile, readRecordFile } from '../keyring.ts';
import type { Node } from '../node.ts';
import type { Services } from '../services.ts';

/** Reads an agreement's file, as JSON or YAML by its ending. Throws what `readAgreement` throws. */
export function readAgreementFile(services: Services, file: string): Agreement {
  const format = /\.ya?ml$/i.test(file) ? 'yaml' : 'json';
  return readAgreement(readFile(services, file), format);
}

export interface SignOptions {
  readonly agreement: string;
  readonly post: string;
  /** First digits of the key id, where several people hold the post. */
  readonly keyId?: string;
  /** The signatures so far. Without it the signature is the first. */
  readonly envelope?: string;
  /** Digests that the other parties gave: anything else is refused. */
  readonly expected?: Digests;
}

/** What a signer reads before signing: compiled on their own machine. */
export function readToSign(services: Services, { agreement, expected }: SignOptions): Compiled {
  const document = readAgreementFile(services, agreement);
  return expected === undefined
    ? compile(document, lawData)
    : recompileAndCompare({ digests: expected }, document, lawData);
}

/**
 * Adds a signature to what was compiled on this machine. An envelope over anything else is refused.
 * Throws (exit 5) `NODE_ENVELOPE_OF_ANOTHER`; `NODE_KEY_MISSING`.
 */
export function sign(node: Node, compiled: Compiled, { post, keyId, envelope }: SignOptions): Envelope {
  const { key, record } = findKey(node, post, keyId);
  const payload = signingStatement(compiled);
  let signed: Envelope;
  if (envelope === undefined) signed = signEnvelope(payloadTypes.signingStatement, payload, [key]);
  else {
    const offered = readEnvelopeFile(node.services, envelope);
    if (offered.payloadType !== payloadTypes.signingStatement || !equalBytes(payloadOf(offered), payload))
      fail('NODE_ENVELOPE_OF_ANOTHER', { file: envelope });
    signed = addSignature(offered, key);
  }
  node.commit({
    kind: 'agreement-signed',
    agreement: compiled.digests.agreement,
    series: compiled.plan.agreement.series,
    post,
    keyId: record.keyId,
  });
  return signed;
}

export interface BundleOptions {
  readonly agreement: string;
  readonly envelope: string;
  /** Key record files, or folders of them. */
  readonly records: readonly string[];
}

/**
 * What a node needs, in one file. It is compiled again and must be what was signed; whether enough posts signed each
 * node finds out for itself. Throws (exit 5) `NODE_ENVELOPE_OF_ANOTHER`.
 */
export function bundle(services: Services, options: BundleOptions): Uint8Array {
  const agreement = readAgreementFile(services, options.agreement);
  const compiled = compile(agreement, lawData);
  const envelope = readEnvelopeFile(services, options.envelope);
  if (!equalBytes(payloadOf(envelope), signingStatement(compiled)))
    fail('NODE_ENVELOPE_OF_ANOTHER', { file: options.envelope });
  const files = options.records.flatMap((record) =>
    services.files.isFolder(record)
      ? services.files.list(record).map((name) => path.join(record, name))
      : [record],
  );
  const keyRecords = files.map((file) => readRecordFile({ services }, file).envelope);
  return makeBundle({ agreement, compiled, lawData, envelope, keyRecords });
}
