import { fail, fromBase64, utf8 } from '#kernel';
import { type Envelope, payloadOf, preAuthenticationEncoding } from './envelope.ts';
import type { KeyRecord } from './key-record.ts';
import { publicKeyPem, shortKeyId } from './keys.ts';

export interface OpensslExport {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Shell commands (OpenSSL 3) to run in the folder of the files. Each prints “Signature Verified Successfully”. */
  readonly commands: readonly string[];
}

/**
 * What somebody with OpenSSL and none of our code needs to check an envelope: the signed bytes (`.pae`), and for each
 * signature by one of the records its raw bytes (`.sig`) and public key (`.pem`). Signatures by other keys are left out.
 * `name` begins each file name. Throws `SIGNING_ENVELOPE_INVALID`, `SIGNING_PUBLIC_KEY_INVALID`.
 */
export function exportForOpenssl(
  envelope: Envelope,
  records: readonly KeyRecord[],
  name = 'envelope',
): OpensslExport {
  const pae = `${name}.pae`;
  const signed = envelope.signatures.flatMap(({ keyid, sig }) => {
    const record = records.find(({ keyId }) => keyId === keyid);
    if (record === undefined) return [];
    const stem = `${name}.${shortKeyId(keyid)}`;
    const signature =
      fromBase64(sig) ?? fail('SIGNING_ENVELOPE_INVALID', { reason: 'sig: not canonical base64' });
    return [{ stem, signature, pem: publicKeyPem(record.publicKey, record.organisation) }];
  });
  return {
    files: [
      { name: pae, bytes: preAuthenticationEncoding(envelope.payloadType, payloadOf(envelope)) },
      ...signed.flatMap(({ stem, signature, pem }) => [
        { name: `${stem}.sig`, bytes: signature },
        { name: `${stem}.pem`, bytes: utf8(pem) },
      ]),
    ],
    commands: signed.map(
      ({ stem }) =>
        `openssl pkeyutl -verify -pubin -inkey ${stem}.pem -rawin -in ${pae} -sigfile ${stem}.sig`,
    ),
  };
}
