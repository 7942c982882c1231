import * as z from 'zod';
import {
  canonicalise,
  type Digest,
  digestOf,
  digestOfJson,
  equalBytes,
  fail,
  isStileError,
  issuesText,
  type JsonValue,
  type PlainDate,
  parseStrict,
  utf8,
} from '#kernel';
import { type LawData, lawDataDigest, parseLawData } from '#law';
import {
  type Envelope,
  findTrusted,
  parseEnvelope,
  payloadTypes,
  readKeyRecord,
  type Signer,
  type Trust,
  verifyEnvelope,
} from '#signing';
import { agreementBytes, type Compiled, type Digests } from './compile.ts';
import type { RunPlan } from './run-plan.ts';
import type { Agreement } from './schema.ts';
import { signingStatement } from './signing-statement.ts';

/**
 * Everything that a node needs, in one file of canonical JSON. The agreement is kept as it was signed and is not
 * read again by this version's schema: a bundle signed years ago stays as it is.
 */
export interface Bundle {
  readonly format: 'stile-bundle/1';
  readonly agreement: Agreement;
  readonly runPlan: RunPlan;
  readonly english: string;
  readonly lawData: LawData;
  /** The signing statement with its signatures. */
  readonly envelope: Envelope;
  /** For a reader to look at. A key found only here is never trusted. */
  readonly keyRecords: readonly Envelope[];
}

export interface VerifiedAgreement {
  readonly agreement: Agreement;
  readonly plan: RunPlan;
  readonly english: string;
  readonly lawData: LawData;
  readonly digests: Digests;
  readonly signers: readonly Signer[];
}

const bundleSchema = z.strictObject({
  format: z.literal('stile-bundle/1'),
  agreement: z.looseObject({ format: z.literal('stile-agreement/1') }),
  runPlan: z.looseObject({ planFormat: z.string() }),
  english: z.string(),
  lawData: z.looseObject({}),
  envelope: z.unknown(),
  keyRecords: z.array(z.unknown()).max(1000),
});

/** The bytes of a bundle. */
export function makeBundle(parts: {
  readonly agreement: Agreement;
  readonly compiled: Compiled;
  readonly lawData: LawData;
  readonly envelope: Envelope;
  readonly keyRecords: readonly Envelope[];
}): Uint8Array {
  const { agreement, compiled, lawData, envelope, keyRecords } = parts;
  return canonicalise({
    format: 'stile-bundle/1',
    agreement,
    runPlan: compiled.plan,
    english: compiled.english,
    lawData,
    envelope,
    keyRecords,
  });
}

/**
 * Reads a bundle's form. Says nothing about who signed it. Throws `AGREEMENT_BUNDLE_INVALID`,
 * `AGREEMENT_PLAN_FORMAT_UNKNOWN` (exit 5).
 */
export function readBundle(bytes: Uint8Array): Bundle {
  const value = readJson(bytes);
  const read = bundleSchema.safeParse(value);
  if (!read.success) return refuse(issuesText(read.error));
  if (!equalBytes(bytes, canonicalise(value))) return refuse('it is not written as canonical JSON');
  const { runPlan, envelope, keyRecords, lawData } = read.data;
  if (runPlan.planFormat !== 'stile-run-plan/1')
    return fail('AGREEMENT_PLAN_FORMAT_UNKNOWN', { format: runPlan.planFormat.slice(0, 60) });
  return {
    ...read.data,
    agreement: read.data.agreement as unknown as Agreement,
    runPlan: runPlan as unknown as RunPlan,
    lawData: reading(() => parseLawData(lawData)),
    envelope: reading(() => parseEnvelope(envelope as JsonValue)),
    keyRecords: reading(() => keyRecords.map((record) => parseEnvelope(record as JsonValue))),
  };
}

/**
 * Verifies a bundle on a day: the four documents are those of the signing statement, they belong together, and
 * every party's signatories have signed with trusted keys; its key records are trusted ones. The plan is taken as signed and not compiled again: a
 * share agreed years ago runs as it was agreed.
 * Throws `AGREEMENT_DIGEST_DIFFERS`, `AGREEMENT_KEY_RECORD_NOT_TRUSTED`, `AGREEMENT_BUNDLE_INVALID`, and what `verifyEnvelope` throws (all exit 5).
 */
export function verifyBundle(bundle: Bundle, trust: Trust, at: PlainDate): VerifiedAgreement {
  const { agreement, runPlan: plan, english, lawData, envelope } = bundle;
  const digests: Digests = {
    agreement: digestOf(agreementBytes(agreement)),
    runPlan: digestOfJson(plan as unknown as JsonValue),
    english: digestOf(utf8(english)),
    lawData: lawDataDigest(lawData),
  };
  same(plan.agreement.digest, digests.agreement, 'agreement');
  same(plan.lawData.digest, digests.lawData, 'law data');
  const require = plan.parties.flatMap(({ organisation, signatories }) =>
    signatories.map(({ post, count }) => ({ organisation, post, count })),
  );
  for (const record of bundle.keyRecords) pinned(record, trust);
  const { payload, signers } = verifyEnvelope(envelope, {
    payloadType: payloadTypes.signingStatement,
    trust,
    at,
    require,
  });
  const own = signingStatement({ plan, digests });
  if (!equalBytes(payload, own)) fail('AGREEMENT_DIGEST_DIFFERS', { thing: differing(payload, digests) });
  return { agreement, plan, english, lawData, digests, signers };
}

function same(named: Digest, actual: Digest, thing: string): void {
  if (named !== actual) fail('AGREEMENT_DIGEST_DIFFERS', { thing });
}

/** Key records in a bundle are for people to look at; one that was put in the place of a trusted one shows here. */
function pinned(envelope: Envelope, trust: Trust): void {
  const { record, fingerprint } = reading(() => readKeyRecord(envelope));
  if (findTrusted(trust, record.keyId)?.fingerprint === fingerprint) return;
  fail('AGREEMENT_KEY_RECORD_NOT_TRUSTED', { organisation: record.organisation });
}

/** Which document it is that was not signed; the statement itself where it is none of the four. */
function differing(payload: Uint8Array, digests: Digests): string {
  const signed = readJson(payload) as Partial<Record<keyof Digests, unknown>>;
  const things = {
    agreement: 'agreement',
    runPlan: 'run plan',
    english: 'English text',
    lawData: 'law data',
  };
  const found = (Object.keys(things) as (keyof Digests)[]).find((key) => signed[key] !== digests[key]);
  return found === undefined ? 'signing statement' : things[found];
}

const refuse = (reason: string): never => fail('AGREEMENT_BUNDLE_INVALID', { reason });

const readJson = (bytes: Uint8Array): JsonValue => reading(() => parseStrict(bytes));

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isStileError(error)) throw error;
    return fail('AGREEMENT_BUNDLE_INVALID', { reason: error.message }, { cause: error });
  }
}
