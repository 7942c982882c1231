import { execFileSync } from 'node:child_process';
import * as crypto from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inflateSync } from 'node:zlib';
import * as age from 'age-encryption';
import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import { canonicalise, hex, parseDate, parseStrict, sha256, utf8, utf8Text } from '#kernel';
import {
  exportForOpenssl,
  generateKeyPair,
  makeKeyRecord,
  preAuthenticationEncoding,
  publicKeyOfRaw,
  signEnvelope,
  signingKey,
  verifySignature,
} from '#signing';

const shared = process.env['STILE_SHARED'] ?? resolve(import.meta.dirname, '../../../shared');
const data = resolve(shared, 'data/envelopes');
const absent = !existsSync(data);
const list = (folder: string): string[] => (absent ? [] : readdirSync(resolve(data, folder)));
const read = (path: string): Buffer => readFileSync(resolve(data, path));

it.skipIf(!absent)(`is skipped: no test vectors at ${data}; set STILE_SHARED`, () => {});

describe.skipIf(absent)('RFC 8785 (JCS)', () => {
  const names = list('jcs/testdata/input');
  it('has its six cases', () => expect(names).toHaveLength(6));
  it.each(names)('%s', (name) => {
    const value = parseStrict(read(`jcs/testdata/input/${name}`));
    const bytes = canonicalise(value);
    expect(utf8Text(bytes)).toBe(read(`jcs/testdata/output/${name}`).toString().trimEnd());
    const expected = read(`jcs/testdata/outhex/${name.replace('.json', '.txt')}`).toString();
    expect(hex(bytes)).toBe(expected.replaceAll(/\s/g, ''));
    expect(utf8Text(bytes)).toBe(canonicalize(value));
  });
});

it.skipIf(absent)('DSSE: the published envelope verifies over our pre-authentication encoding', () => {
  const example = JSON.parse(read('dsse/example.json').toString());
  const pae = preAuthenticationEncoding(example.payloadType, utf8(example.payload));
  expect(utf8Text(pae)).toBe(example.pae);
  const coordinate = (decimal: string) =>
    Buffer.from(BigInt(decimal).toString(16).padStart(64, '0'), 'hex').toString('base64url');
  const { x, y } = example.key;
  const key = crypto.createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x: coordinate(x), y: coordinate(y) },
    format: 'jwk',
  });
  const signature = Buffer.from(example.envelope.signatures[0].sig, 'base64');
  expect(crypto.verify('sha256', pae, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
  const other = preAuthenticationEncoding(`${example.payloadType}s`, utf8(example.payload));
  expect(crypto.verify('sha256', other, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(false);
});

describe.skipIf(absent)('Wycheproof Ed25519', () => {
  interface Group {
    publicKey: { pk: string };
    publicKeyDer: string;
    tests: { tcId: number; comment: string; msg: string; sig: string; result: 'valid' | 'invalid' }[];
  }
  const { testGroups = [], numberOfTests = 0 }: { testGroups?: Group[]; numberOfTests?: number } = absent
    ? {}
    : JSON.parse(read('wycheproof/testvectors_v1/ed25519_test.json').toString());
  const cases = testGroups.flatMap((group) => group.tests.map((test) => ({ ...test, group })));
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

  it('has its cases', () => expect(cases).toHaveLength(numberOfTests));
  it.each(cases)('$tcId $comment: $result', ({ group, msg, sig, result }) => {
    const publicKey = publicKeyOfRaw(bytes(group.publicKey.pk), 'wycheproof');
    expect(Buffer.from(publicKey, 'base64').toString('hex')).toBe(group.publicKeyDer);
    expect(verifySignature(publicKey, bytes(msg), bytes(sig), 'wycheproof')).toBe(result === 'valid');
  });
});

describe.skipIf(absent)('age, as the npm package that nodes use reads it (C2SP CCTV)', () => {
  const names = list('age-cctv/age/testdata');
  it('has its cases', () => expect(names.length).toBeGreaterThanOrEqual(143));
  it.each(names)('%s', async (name) => {
    const file = read(`age-cctv/age/testdata/${name}`);
    const end = file.indexOf('\n\n');
    const header = file
      .subarray(0, end)
      .toString()
      .split('\n')
      .map((line) => line.split(/: (.*)/s));
    const all = (field: string) => header.filter(([key]) => key === field).map(([, value = '']) => value);
    const body = file.subarray(end + 2);
    const sealed = all('compressed')[0] === 'zlib' ? inflateSync(body) : body;

    const decrypter = new age.Decrypter();
    const open = async (): Promise<Uint8Array> => {
      for (const identity of all('identity')) decrypter.addIdentity(identity);
      for (const passphrase of all('passphrase')) decrypter.addPassphrase(passphrase);
      return decrypter.decrypt(
        all('armored')[0] === 'yes' ? age.armor.decode(sealed.toString('latin1')) : Uint8Array.from(sealed),
      );
    };
    if (all('expect')[0] === 'success') expect(hex(sha256(await open()))).toBe(all('payload')[0]);
    else await expect(open()).rejects.toThrow();
  });
});

/** OpenSSL 3 or later, which can check Ed25519 over a whole file. */
const openssl = (() => {
  try {
    return /^OpenSSL ([3-9]|\d\d)\./.test(execFileSync('openssl', ['version']).toString());
  } catch {
    return false;
  }
})();

describe.skipIf(!openssl)('openssl', () => {
  const inFolder = (step: (folder: string) => void): void => {
    const folder = mkdtempSync(join(tmpdir(), 'stile-openssl-'));
    try {
      step(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const run = (folder: string, command: string): string =>
    execFileSync('sh', ['-c', command], { cwd: folder, stdio: 'pipe' }).toString();

  it('verifies what we export, with the commands that we print, and refuses one changed byte', () => {
    const keys = [generateKeyPair(), generateKeyPair(), generateKeyPair()].map(({ privateKeyPem }) =>
      signingKey(privateKeyPem),
    );
    const records = keys.slice(0, 2).map(({ publicKey }, i) =>
      makeKeyRecord({
        organisation: `party-${i}`,
        organisationName: `Party ${i}`,
        posts: ['siro'],
        publicKey,
        validFrom: parseDate('2026-01-01'),
      }),
    );
    const envelope = signEnvelope('application/vnd.stile.agreement+json', utf8('{"é":1}'), keys);
    const { files, commands } = exportForOpenssl(envelope, records, 'agreement');
    expect(files.map(({ name }) => name)).toHaveLength(5);
    expect(files[0]?.name).toBe('agreement.pae');
    expect(commands).toHaveLength(2);
    inFolder((folder) => {
      for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
      for (const command of commands)
        expect(run(folder, command)).toContain('Signature Verified Successfully');
      writeFileSync(join(folder, 'agreement.pae'), 'x', { flag: 'a' });
      for (const command of commands) expect(() => run(folder, command)).toThrow();
    });
  });

  it('makes keys and signatures that we read', () => {
    inFolder((folder) => {
      run(folder, 'openssl genpkey -algorithm ed25519 -out k.pem');
      writeFileSync(join(folder, 'm'), 'hello');
      run(folder, 'openssl pkeyutl -sign -inkey k.pem -rawin -in m -out m.sig');
      const { publicKey } = signingKey(readFileSync(join(folder, 'k.pem')).toString());
      expect(verifySignature(publicKey, utf8('hello'), readFileSync(join(folder, 'm.sig')), 'openssl')).toBe(
        true,
      );
    });
  });
});

it.skipIf(openssl)('is skipped: no OpenSSL 3 on this machine', () => {});
