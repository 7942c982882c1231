import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { fail } from '#kernel';

/** A pair of age X25519 keys (age-encryption.org/v1): who holds the identity can open what is sealed to the recipient. */
export interface AgeKeys {
  readonly identity: string;
  readonly recipient: string;
}

/** A new one-run identity. */
export async function newAgeIdentity(): Promise<AgeKeys> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The public key of an identity. Throws `PACKAGE_IDENTITY_INVALID`. */
export async function recipientOf(identity: string): Promise<string> {
  try {
    return await identityToRecipient(identity);
  } catch {
    // The reason could quote the secret.
    return fail('PACKAGE_IDENTITY_INVALID', {});
  }
}

/** A stream sealed to one recipient. Throws `PACKAGE_RECIPIENT_INVALID`. */
export async function sealStream(
  plain: ReadableStream<Uint8Array>,
  recipient: string,
): Promise<ReadableStream<Uint8Array>> {
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
  } catch (cause) {
    return fail('PACKAGE_RECIPIENT_INVALID', { recipient }, { cause });
  }
  return encrypter.encrypt(plain);
}

/** A sealed stream opened. The stream fails on a broken or missing chunk; a foreign or broken head rejects at once. */
export async function openStream(
  sealed: ReadableStream<Uint8Array>,
  identity: string,
): Promise<ReadableStream<Uint8Array>> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(sealed);
}
