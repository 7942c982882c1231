export {
  addSignature,
  type Envelope,
  type EnvelopeSignature,
  parseEnvelope,
  payloadOf,
  preAuthenticationEncoding,
  signEnvelope,
} from './envelope.ts';
export {
  fingerprintOf,
  type KeyRecord,
  makeKeyRecord,
  type ReadKeyRecord,
  readKeyRecord,
  signKeyRecord,
} from './key-record.ts';
export {
  generateKeyPair,
  isKeyId,
  publicKeyOfRaw,
  type SigningKey,
  shortKeyId,
  signingKey,
  verifySignature,
} from './keys.ts';
export {
  type NoteSignature,
  parseVerifierKey,
  signNote,
  type VerifiedNote,
  type VerifierKey,
  verifierKey,
  verifyNote,
} from './note.ts';
export { exportForOpenssl, type OpensslExport } from './openssl.ts';
export { payloadTypes } from './payload-types.ts';
export {
  emptyTrust,
  findTrusted,
  retire,
  rotate,
  type Trust,
  type TrustedRecord,
  trustRecord,
  whyNotInForce,
} from './trust.ts';
export {
  type EnvelopePolicy,
  type SignatureRule,
  type Signer,
  type VerifiedEnvelope,
  verifyEnvelope,
} from './verify-envelope.ts';
