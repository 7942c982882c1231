import type { ErrorGroup } from './define.ts';

export const signingErrors = {
  SIGNING_PRIVATE_KEY_INVALID: {
    exit: 4,
    what: 'The private key is not an Ed25519 key in PKCS#8 PEM form.',
    cure: 'Give the key file that “stile node init” made.',
  },
  SIGNING_PUBLIC_KEY_INVALID: {
    exit: 5,
    what: 'The public key of {owner} cannot be used: {reason}.',
    cure: 'Ask its owner for a key record made by “stile key export”.',
  },
  SIGNING_KEY_RECORD_INVALID: {
    exit: 5,
    what: 'The key record is not valid: {reason}.',
    cure: 'Ask its owner for a key record made by “stile key export”.',
  },
  SIGNING_KEY_RECORD_NOT_ITS_KEY: {
    exit: 5,
    what: 'The key record names key {expected}, but the signing key is {actual}.',
    cure: 'Sign the key record with the key that it describes.',
  },
  SIGNING_FINGERPRINT_DIFFERS: {
    exit: 5,
    what: 'The key record of {organisation} has the fingerprint {actual}, not {expected}.',
    cure: 'Ask {organisation} for its fingerprint by telephone or on paper, and do not trust this record until the two agree.',
  },
  SIGNING_KEY_ALREADY_TRUSTED: {
    exit: 5,
    what: 'Key {keyId} is already trusted by a different key record, for {organisation}.',
    cure: 'Ask for a new key: one key has one record for its whole life.',
  },
  SIGNING_KEY_UNKNOWN: {
    exit: 5,
    what: 'Key {keyId} is not among the trusted keys.',
    cure: 'Trust its key record first, with the fingerprint that its owner gave you.',
  },
  SIGNING_ROTATION_REFUSED: {
    exit: 5,
    what: 'The new key record of {organisation} is refused: {reason}.',
    cure: 'Have it signed by the key that it replaces, or by two other posts of the same organisation, or trust it by its fingerprint.',
  },
  SIGNING_ENVELOPE_INVALID: {
    exit: 5,
    what: 'The signed envelope is malformed: {reason}.',
    cure: 'Ask the sender for the file again.',
  },
  SIGNING_PAYLOAD_TYPE_DIFFERS: {
    exit: 5,
    what: 'The envelope holds “{actual}” where “{expected}” is wanted.',
    cure: 'Give the file of the right kind.',
  },
  SIGNING_SIGNATURE_WRONG: {
    exit: 5,
    what: 'The signature of {organisation} with key {keyId} does not fit the document.',
    cure: 'Treat the document as changed after signing, and ask {organisation} for it again.',
  },
  SIGNING_SIGNATURES_MISSING: {
    exit: 5,
    what: '{organisation} must sign with {needed} key(s) of the post “{post}” in force on {at}; {found} did.{remarks}',
    cure: 'Get the missing signature, or trust the signer’s key record by its fingerprint.',
  },
  SIGNING_NO_TRUSTED_SIGNATURE: {
    exit: 5,
    what: 'No trusted key in force on {at} has signed the document.{remarks}',
    cure: 'Get a signature, or trust the signer’s key record by its fingerprint.',
  },
  SIGNING_POLICY_INVALID: {
    exit: 1,
    what: 'A signature rule for {organisation}, post “{post}”, asks for {count} keys.',
    cure: 'Ask for a whole number of keys, one or more.',
  },
  SIGNING_NOTE_INVALID: {
    exit: 5,
    what: 'The signed note is malformed: {reason}.',
    cure: 'Fetch the note again.',
  },
  SIGNING_NOTE_SIGNATURE_WRONG: {
    exit: 5,
    what: 'The signature of {name} on the note does not fit its text.',
    cure: 'Treat the note as changed after signing, and fetch it again.',
  },
  SIGNING_NOTE_UNSIGNED: {
    exit: 5,
    what: 'The note has no signature by a known key.',
    cure: 'Give the verifier key of its signer.',
  },
  SIGNING_VERIFIER_KEY_INVALID: {
    exit: 5,
    what: 'The verifier key is not valid: {reason}.',
    cure: 'Write it as name+hash+key, as the log’s owner published it.',
  },
} as const satisfies ErrorGroup;
