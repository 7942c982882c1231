import { type PlainDate, parseDate, utf8 } from '#kernel';
import { type LawData, lawData } from '#law';
import {
  type Envelope,
  emptyTrust,
  fingerprintOf,
  generateKeyPair,
  makeKeyRecord,
  payloadTypes,
  type SigningKey,
  signEnvelope,
  signingKey,
  signKeyRecord,
  type Trust,
  trustRecord,
} from '#signing';
import { makeBundle } from './bundle.ts';
import { type Compiled, compile, problemsOf } from './compile.ts';
import { newAgreement } from './new-agreement.ts';
import { readAgreement } from './read-agreement.ts';
import type { Agreement } from './schema.ts';
import { signingStatement } from './signing-statement.ts';

/* For tests only: an agreement that compiles, ways to spoil it, and keys to sign it with. */

export const sampleOptions = {
  today: parseDate('2026-11-02'),
  series: 'k3vz5q2m7xj4n6wrtb2dhy5cla',
  qualifyingDate: parseDate('2026-09-27'),
} as const;

export const sampleAgreement = (suppliers = 2): Agreement =>
  readAgreement(utf8(newAgreement({ ...sampleOptions, suppliers })), 'yaml');

const sample = sampleAgreement();

/** A copy that may be written to. */
type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;

/** The sample with a change made to it. */
export function changed(change: (draft: Writable<Agreement>) => void): Agreement {
  const draft = structuredClone(sample) as Writable<Agreement>;
  change(draft);
  return draft as Agreement;
}

/** Codes and clauses of the reasons against the sample with a change. */
export const refusalsOf = (
  change: (draft: Writable<Agreement>) => void,
  law: LawData = lawData,
): readonly { code: string; clause?: string; message: string }[] => problemsOf(changed(change), law);

export interface SignedSample {
  readonly agreement: Agreement;
  readonly compiled: Compiled;
  readonly bundle: Uint8Array;
  readonly trust: Trust;
  readonly keys: readonly SigningKey[];
  readonly envelope: Envelope;
  readonly keyRecords: readonly Envelope[];
}

/** An agreement signed by every post of its parties, with the trust in which it verifies. */
export function signedSample(
  agreement: Agreement = sampleAgreement(),
  law: LawData = lawData,
  compiled: Compiled = compile(agreement, law),
): SignedSample {
  const signers = agreement.parties.flatMap((party) =>
    party.signatories.flatMap(({ post, count }) =>
      Array.from({ length: count }, () => newSigner(party.organisation, party.name, post)),
    ),
  );
  const keys = signers.map(({ key }) => key);
  const envelope = signEnvelope(payloadTypes.signingStatement, signingStatement(compiled), keys);
  const keyRecords = signers.map(({ envelope: one }) => one);
  const trust = signers.reduce(
    (all, { envelope: one, fingerprint }) => trustRecord(all, one, fingerprint),
    emptyTrust(),
  );
  const bundle = makeBundle({ agreement, compiled, lawData: law, envelope, keyRecords });
  return { agreement, compiled, bundle, trust, keys, envelope, keyRecords };
}

function newSigner(organisation: string, organisationName: string, post: string) {
  const { privateKeyPem, publicKey } = generateKeyPair();
  const record = makeKeyRecord({
    organisation,
    organisationName,
    posts: [post],
    publicKey,
    validFrom: '2020-01-01' as PlainDate,
  });
  const key = signingKey(privateKeyPem);
  return { key, envelope: signKeyRecord(record, key), fingerprint: fingerprintOf(record) };
}
