import { describe, expect, it } from 'vitest';
import { type Digest, digestOf, isStileError, parseDate, parseInstant, parseStrict, utf8 } from '#kernel';
import {
  emptyTrust,
  fingerprintOf,
  generateKeyPair,
  makeKeyRecord,
  payloadTypes,
  retire,
  signEnvelope,
  signingKey,
  signKeyRecord,
  trustRecord,
} from '#signing';
import { type Release, releaseBytes, runReceiptBytes, verifyRelease } from './index.ts';

const digest = (text: string): Digest => digestOf(utf8(text));
const release: Release = {
  series: 'k3vz5q2m7xj4n6wrtb2dhy5cla',
  agreement: digest('agreement'),
  runPlan: digest('plan'),
  run: 1,
  party: 'energyco',
  operator: 'dwp',
  output: 'energyco-flags',
  package: digest('sealed'),
  rows: 150,
  openedAt: parseInstant('2026-11-21T10:15:00Z'),
};

const key = signingKey(generateKeyPair().privateKeyPem);
const record = makeKeyRecord({
  organisation: 'energyco',
  organisationName: 'energyco',
  posts: ['node'],
  publicKey: key.publicKey,
  validFrom: parseDate('2026-01-01'),
});
const trust = trustRecord(emptyTrust(), signKeyRecord(record, key), fingerprintOf(record));
const policy = {
  trust,
  at: parseDate('2026-11-21'),
  require: [{ organisation: 'energyco', post: 'node', count: 1 }],
};

const codeOf = (step: () => unknown): string => {
  try {
    step();
    return 'accepted';
  } catch (error) {
    return isStileError(error) ? error.code : String(error);
  }
};

describe('a release', () => {
  it('is an in-toto statement about the sealed package', () => {
    expect(parseStrict(releaseBytes(release))).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'urn:stile:release:1',
      subject: [
        {
          name: 'energyco/energyco-flags',
          digest: { sha256: release.package.slice('sha256:'.length) },
        },
      ],
    });
  });

  it.each([
    ['as it is', {}, 'accepted'],
    ['an exact count', { rows: 151 }, 'TRANSPARENCY_STATEMENT_INVALID'],
    ['an exact time', { openedAt: '2026-11-21T10:14:00Z' }, 'TRANSPARENCY_STATEMENT_INVALID'],
    ['an exact second', { openedAt: '2026-11-21T10:15:01Z' }, 'TRANSPARENCY_STATEMENT_INVALID'],
    ['free text', { note: 'hello' }, 'TRANSPARENCY_STATEMENT_INVALID'],
    ['no run', { run: 0 }, 'TRANSPARENCY_STATEMENT_INVALID'],
  ])('with %s is %s', (_, change, expected) => {
    expect(codeOf(() => releaseBytes({ ...release, ...change } as Release))).toBe(expected);
  });

  it('verifies with the key of the party that opened it, on a day when that key counts', () => {
    const envelope = signEnvelope(payloadTypes.statement, releaseBytes(release), [key]);
    expect(verifyRelease(envelope, policy).release).toEqual(release);
    const retired = retire(trust, key.keyId, parseDate('2026-11-21'));
    expect(codeOf(() => verifyRelease(envelope, { ...policy, trust: retired }))).toBe(
      'SIGNING_SIGNATURES_MISSING',
    );
  });

  it('cannot be another kind of statement', () => {
    const receipt = runReceiptBytes({
      series: release.series,
      agreement: release.agreement,
      runPlan: release.runPlan,
      lawData: digest('law'),
      engine: '1',
      operator: 'energyco',
      run: 1,
      outcome: 'failed',
      problem: { code: 'X' },
      inputs: [],
      outputs: [],
      checks: [],
      subjectTrees: [],
      startedAt: release.openedAt,
      endedAt: release.openedAt,
      retention: [],
    });
    const envelope = signEnvelope(payloadTypes.statement, receipt, [key]);
    expect(codeOf(() => verifyRelease(envelope, policy))).toBe('TRANSPARENCY_STATEMENT_INVALID');
  });
});
