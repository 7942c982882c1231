import * as crypto from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseDate, utf8, utf8Text } from '#kernel';
import { exportForOpenssl, generateKeyPair, makeKeyRecord, signEnvelope, signingKey } from './index.ts';

const keys = [generateKeyPair(), generateKeyPair(), generateKeyPair()].map(({ privateKeyPem }) =>
  signingKey(privateKeyPem),
);
const records = keys.slice(1).map(({ publicKey }) =>
  makeKeyRecord({
    organisation: 'dwp',
    organisationName: 'DWP',
    posts: ['siro'],
    publicKey,
    validFrom: parseDate('2026-01-01'),
  }),
);
const envelope = signEnvelope('text/x', utf8('hello'), keys);

describe('exportForOpenssl', () => {
  const { files, commands } = exportForOpenssl(envelope, records, 'agreement');
  const bytesOf = (name: string) =>
    files.find((file) => file.name === name)?.bytes ?? expect.fail(`no ${name}`);
  const stems = keys.slice(1).map(({ keyId }) => `agreement.${keyId.slice(0, 16)}`);

  it('gives the signed bytes once, and a signature and a key for each record, in the order of the signatures', () => {
    expect(files.map(({ name }) => name)).toEqual([
      'agreement.pae',
      ...stems.flatMap((stem) => [`${stem}.sig`, `${stem}.pem`]),
    ]);
    expect(utf8Text(bytesOf('agreement.pae'))).toBe('DSSEv1 6 text/x 5 hello');
  });

  it('gives one command for each signature, and files that another verifier accepts', () => {
    expect(commands).toEqual(
      stems.map(
        (stem) =>
          `openssl pkeyutl -verify -pubin -inkey ${stem}.pem -rawin -in agreement.pae -sigfile ${stem}.sig`,
      ),
    );
    for (const stem of stems) {
      const key = crypto.createPublicKey(utf8Text(bytesOf(`${stem}.pem`)));
      expect(crypto.verify(null, bytesOf('agreement.pae'), key, bytesOf(`${stem}.sig`))).toBe(true);
    }
  });

  it('refuses a signature that is not base64', () => {
    const signatures = envelope.signatures.map(({ keyid }) => ({ keyid, sig: '*' }));
    expect(() => exportForOpenssl({ ...envelope, signatures }, records)).toThrow(
      'The signed envelope is malformed: sig: not canonical base64',
    );
  });

  it('calls the files “envelope” when it is told no name', () => {
    expect(exportForOpenssl(envelope, []).files.map(({ name }) => name)).toEqual(['envelope.pae']);
    expect(exportForOpenssl(envelope, []).commands).toEqual([]);
  });
});
