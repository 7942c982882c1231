import * as z from 'zod';
import { type Digest, digestOf, fail, schemas } from '#kernel';
import {
  type Envelope,
  type EnvelopePolicy,
  isKeyId,
  payloadTypes,
  type VerifiedEnvelope,
  verifyEnvelope,
} from '#signing';
import { readStatement, type StatementKind, statementBytes } from './statement.ts';

const { digest, date, instant, id } = schemas;
const keyId = z.string().refine(isKeyId, 'not a key id (64 hexadecimal digits)');

/** What no certificate can show; part of every one of them, word for word. */
export const CANNOT_SHOW =
  'This certificate shows that two people say they destroyed and checked what is listed here. It cannot show that no other copy was made before, by other means.';

/** The ways to destroy, in the words of NIST SP 800-88 Rev. 1. */
export const sanitisationMethods = {
  clear: 'Clear: overwritten by software, so that ordinary tools cannot read it',
  'crypto-erase': 'Purge by cryptographic erase: the only keys that open it were destroyed',
  purge: 'Purge: made unreadable even in a laboratory',
  destroy: 'Destroy: the medium itself was destroyed',
} as const;

const disposalSchema = z
  .strictObject({
    series: id,
    agreement: digest,
    run: z.number().int().min(1).max(1_000_000),
    holder: id,
    artefacts: z
      .array(
        z.strictObject({
          digest,
          /** What it was, in the run plan’s words, such as `input-package`. */
          artefact: id,
          /** What started its clock, such as `run-finished`. */
          why: id,
          deadline: date,
          method: z.enum(['clear', 'crypto-erase', 'purge', 'destroy']),
          disposedAt: instant,
        }),
      )
      .min(1),
    /** Key ids: SHA-256 of the public keys whose private halves were destroyed. */
    keysDestroyed: z.array(keyId),
    /** Tries to open sealed things afterwards with every key that is left. */
    failedDecryption: z.array(
      z.strictObject({ artefact: digest, at: instant, couldBeOpened: z.literal(false) }),
    ),
    /** Copies that outlive this certificate, such as a backup set, and the day on which each is gone. */
    remainingCopies: z.array(z.strictObject({ artefact: digest, where: id, expires: date })),
    /** The signing key of the person who disposed, and of another who checked. */
    doneBy: keyId,
    checkedBy: keyId,
    certifiedAt: instant,
    cannotShow: z.literal(CANNOT_SHOW),
  })
  .refine(({ doneBy, checkedBy }) => doneBy !== checkedBy, 'one person cannot check their own disposal')
  .refine(
    ({ artefacts, certifiedAt }) => artefacts.every(({ disposedAt }) => disposedAt <= certifiedAt),
    'it certifies what had not been done yet',
  )
  .refine(
    ({ artefacts, failedDecryption }) =>
      artefacts.every(
        ({ method, digest: erased }) =>
          method !== 'crypto-erase' || failedDecryption.some(({ artefact }) => artefact === erased),
      ),
    'a cryptographic erase lacks its failed-decryption check',
  )
  .refine(
    ({ artefacts, keysDestroyed }) =>
      keysDestroyed.length > 0 || artefacts.every(({ method }) => method !== 'crypto-erase'),
    'a cryptographic erase names no destroyed key',
  );

/** What was destroyed, why, how, by whom, and who else checked. */
export type DisposalCertificate = Readonly<z.infer<typeof disposalSchema>>;

const kind: StatementKind<DisposalCertificate> = {
  kind: 'disposal certificate',
  predicateType: 'urn:stile:disposal-certificate:1',
  schema: disposalSchema,
  subjects: ({ artefacts }) => artefacts.map(({ artefact, digest }) => ({ name: artefact, digest })),
};

/** The bytes of a certificate for both people to sign with `payloadTypes.statement`. Throws `TRANSPARENCY_STATEMENT_INVALID`. */
export const disposalBytes = (certificate: Omit<DisposalCertificate, 'cannotShow'>): Uint8Array =>
  statementBytes<DisposalCertificate>(kind, { ...certificate, cannotShow: CANNOT_SHOW });

/** Reads a certificate out of its bytes, as the second person does before signing. Throws `TRANSPARENCY_STATEMENT_INVALID`. */
export const readDisposal = (payload: Uint8Array): DisposalCertificate => readStatement(kind, payload);

export interface VerifiedDisposal extends VerifiedEnvelope {
  readonly certificate: DisposalCertificate;
  /** The digest of the signed bytes, as the log has it. */
  readonly digest: Digest;
  /** Artefacts destroyed after their deadline. */
  readonly late: readonly Digest[];
}

/**
 * Verifies a certificate: both people named in it have signed, with trusted keys of the holder in force.
 * Throws `TRANSPARENCY_DISPOSAL_NOT_CHECKED` and what `verifyEnvelope` and `readDisposal` throw.
 */
export function verifyDisposal(
  envelope: Envelope,
  policy: Omit<EnvelopePolicy, 'payloadType'>,
): VerifiedDisposal {
  const verified = verifyEnvelope(envelope, { ...policy, payloadType: payloadTypes.statement });
  const certificate = readDisposal(verified.payload);
  const { holder, doneBy, checkedBy, artefacts } = certificate;
  const needed = [
    ['the person who disposed', doneBy],
    ['the person who checked', checkedBy],
  ] as const;
  for (const [who, keyId] of needed)
    if (!verified.signers.some((signer) => signer.keyId === keyId && signer.organisation === holder))
      return fail('TRANSPARENCY_DISPOSAL_NOT_CHECKED', { who, keyId });
  return {
    ...verified,
    certificate,
    digest: digestOf(verified.payload),
    late: artefacts
      .filter(({ disposedAt, deadline }) => disposedAt.slice(0, 10) > deadline)
      .map(({ digest }) => digest),
  };
}
