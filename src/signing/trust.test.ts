import { describe, expect, it } from 'vitest';
import { canonicalise, isStileError, type PlainDate, parseDate, utf8 } from '#kernel';
import {
  addSignature,
  type Envelope,
  type EnvelopePolicy,
  emptyTrust,
  findTrusted,
  fingerprintOf,
  generateKeyPair,
  type KeyRecord,
  makeKeyRecord,
  payloadTypes,
  readKeyRecord,
  retire,
  rotate,
  type SigningKey,
  signEnvelope,
  signingKey,
  signKeyRecord,
  type Trust,
  trustRecord,
  verifyEnvelope,
} from './index.ts';

const day = (text: string): PlainDate => parseDate(text);

interface Person {
  readonly key: SigningKey;
  readonly record: KeyRecord;
  readonly envelope: Envelope;
}

function person(
  organisation: string,
  posts: readonly string[],
  more: Partial<KeyRecord> = {},
  rotationKeys: readonly SigningKey[] = [],
): Person {
  const key = signingKey(generateKeyPair().privateKeyPem);
  const record = makeKeyRecord({
    organisation,
    organisationName: organisation.toUpperCase(),
    posts,
    publicKey: key.publicKey,
    validFrom: day('2026-01-01'),
    ...more,
  });
  return { key, record, envelope: signKeyRecord(record, key, rotationKeys) };
}

const trusting = (...people: readonly Person[]): Trust =>
  people.reduce(
    (trust, { envelope, record }) => trustRecord(trust, envelope, fingerprintOf(record)),
    emptyTrust(),
  );

function codeOf(step: () => unknown): string {
  try {
    step();
  } catch (error) {
    if (!isStileError(error)) throw error;
    return error.exit === 5 ? error.code : `${error.code} with exit ${error.exit}`;
  }
  return 'accepted';
}

const siro = person('dwp', ['siro']);
const dpo = person('dwp', ['dpo']);
const both = person('dwp', ['siro', 'dpo']);
const supplier = person('energyco', ['siro']);
const stranger = person('dwp', ['siro']);
const trust = trusting(siro, dpo, both, supplier);
const document = utf8('{"a":1}');
const TYPE = payloadTypes.signingStatement;
const signed = (...people: readonly Person[]): Envelope =>
  signEnvelope(
    TYPE,
    document,
    people.map(({ key }) => key),
  );
const needs = (organisation: string, post: string, count = 1) => ({ organisation, post, count });
const policy = (...require: EnvelopePolicy['require']): EnvelopePolicy => ({
  payloadType: TYPE,
  trust,
  at: day('2026-06-01'),
  require,
});

describe('verifyEnvelope counts different keys by post', () => {
  it.each([
    ['one signature of the post', signed(siro), [needs('dwp', 'siro')], 'accepted'],
    ['none of it', signed(dpo), [needs('dwp', 'siro')], 'SIGNING_SIGNATURES_MISSING'],
    [
      'the same post at another organisation',
      signed(supplier),
      [needs('dwp', 'siro')],
      'SIGNING_SIGNATURES_MISSING',
    ],
    [
      'both organisations, one missing',
      signed(siro),
      [needs('dwp', 'siro'), needs('energyco', 'siro')],
      'SIGNING_SIGNATURES_MISSING',
    ],
    [
      'both organisations',
      signed(supplier, siro),
      [needs('dwp', 'siro'), needs('energyco', 'siro')],
      'accepted',
    ],
    ['two keys of one post where two are needed', signed(siro, both), [needs('dwp', 'siro', 2)], 'accepted'],
    ['one key where two are needed', signed(siro), [needs('dwp', 'siro', 2)], 'SIGNING_SIGNATURES_MISSING'],
    ['one key for two posts', signed(both), [needs('dwp', 'siro'), needs('dwp', 'dpo')], 'accepted'],
    ['an unknown key first', signed(stranger, siro), [needs('dwp', 'siro')], 'accepted'],
    ['an unknown key only', signed(stranger), [needs('dwp', 'siro')], 'SIGNING_SIGNATURES_MISSING'],
    ['no rule and a trusted signature', signed(dpo), [], 'accepted'],
    ['no rule and no trusted signature', signed(stranger), [], 'SIGNING_NO_TRUSTED_SIGNATURE'],
  ])('%s', (_, envelope, require, expected) => {
    expect(codeOf(() => verifyEnvelope(envelope, policy(...require)))).toBe(expected);
  });

  it('once, when one key signed twice', () => {
    const once = signed(siro);
    const twice = { ...once, signatures: [...once.signatures, ...once.signatures] };
    expect(codeOf(() => verifyEnvelope(twice, policy(needs('dwp', 'siro', 2))))).toBe(
      'SIGNING_SIGNATURES_MISSING',
    );
    expect(verifyEnvelope(twice, policy(needs('dwp', 'siro'))).signers).toHaveLength(1);
  });

  it('and says who signed, and whose one key answered for two posts', () => {
    const rules = [needs('dwp', 'siro'), needs('dwp', 'dpo'), needs('energyco', 'siro')];
    const verified = verifyEnvelope(signed(both, siro, supplier, stranger), policy(...rules));
    expect(verified.payload).toEqual(document);
    expect(verified.signers).toEqual([
      { organisation: 'dwp', posts: ['siro', 'dpo'], keyId: both.key.keyId },
      { organisation: 'dwp', posts: ['siro'], keyId: siro.key.keyId },
      { organisation: 'energyco', posts: ['siro'], keyId: supplier.key.keyId },
    ]);
    expect(verified.combinedPosts).toEqual([
      { organisation: 'dwp', posts: ['siro', 'dpo'], keyId: both.key.keyId },
    ]);
  });

  it('and says what is missing, and why what is there does not count', () => {
    const later = trusting(siro, person('dwp', ['dpo']));
    const retired = retire(later, siro.key.keyId, day('2026-03-01'));
    const attempt = () =>
      verifyEnvelope(signed(siro, stranger), { ...policy(needs('dwp', 'siro', 2)), trust: retired });
    expect(attempt).toThrow(
      'dwp must sign with 2 key(s) of the post “siro” in force on 2026-06-01; 0 did.' +
        ` Key ${siro.key.keyId.slice(0, 16)} of dwp was retired from 2026-03-01.` +
        ' Passed over: 1 by keys that are not trusted.',
    );
    expect(() => verifyEnvelope(signed(dpo), policy(needs('dwp', 'siro')))).toThrow(/; 0 did\.$/);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'and refuses a rule for %d keys, which could never fail or never pass',
    (count) => {
      expect(codeOf(() => verifyEnvelope(signed(siro), policy(needs('dwp', 'siro', count))))).toBe(
        'SIGNING_POLICY_INVALID with exit 1',
      );
    },
  );
});

describe('verifyEnvelope refuses a hostile envelope', () => {
  const good = signed(siro);
  const [signature] = good.signatures;
  const rules = policy(needs('dwp', 'siro'));
  const changed = (base64Text: string): string => {
    const bytes = Buffer.from(base64Text, 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    return bytes.toString('base64');
  };
  it.each([
    [
      'one byte of the payload changed',
      { ...good, payload: changed(good.payload) },
      'SIGNING_SIGNATURE_WRONG',
    ],
    [
      'one byte of the signature changed',
      { ...good, signatures: [{ keyid: siro.key.keyId, sig: changed(signature?.sig ?? '') }] },
      'SIGNING_SIGNATURE_WRONG',
    ],
    [
      'the payload type changed',
      { ...good, payloadType: payloadTypes.intake },
      'SIGNING_PAYLOAD_TYPE_DIFFERS',
    ],
    [
      'the payload type changed before signing',
      signEnvelope(payloadTypes.intake, document, [siro.key]),
      'SIGNING_PAYLOAD_TYPE_DIFFERS',
    ],
    [
      'a signature taken from another type',
      { ...signEnvelope(payloadTypes.intake, document, [siro.key]), payloadType: TYPE },
      'SIGNING_SIGNATURE_WRONG',
    ],
    [
      'another key’s signature under this key’s id',
      { ...good, signatures: [{ keyid: siro.key.keyId, sig: signed(stranger).signatures[0]?.sig ?? '' }] },
      'SIGNING_SIGNATURE_WRONG',
    ],
    [
      'a good signature under an unknown id',
      { ...good, signatures: [{ keyid: stranger.key.keyId, sig: signature?.sig ?? '' }] },
      'SIGNING_SIGNATURES_MISSING',
    ],
    [
      'a wrong signature beside a good one',
      {
        ...signed(siro, dpo),
        signatures: [...good.signatures, { keyid: dpo.key.keyId, sig: signature?.sig ?? '' }],
      },
      'SIGNING_SIGNATURE_WRONG',
    ],
    ['no signature', { ...good, signatures: [] }, 'SIGNING_ENVELOPE_INVALID'],
    [
      'a short signature',
      { ...good, signatures: [{ keyid: siro.key.keyId, sig: 'YQ==' }] },
      'SIGNING_SIGNATURE_WRONG',
    ],
    [
      'an upper-case key id',
      { ...good, signatures: [{ keyid: siro.key.keyId.toUpperCase(), sig: signature?.sig ?? '' }] },
      'SIGNING_SIGNATURES_MISSING',
    ],
  ])('with %s', (_, envelope, expected) => {
    expect(codeOf(() => verifyEnvelope(envelope, rules))).toBe(expected);
  });

  it('whose key record was replaced: only the pinned record counts', () => {
    const substitute = person('dwp', ['siro']);
    const bundle = { envelope: signed(substitute), records: [substitute.envelope] };
    expect(codeOf(() => verifyEnvelope(bundle.envelope, rules))).toBe('SIGNING_SIGNATURES_MISSING');
    expect(codeOf(() => trustRecord(trust, substitute.envelope, fingerprintOf(siro.record)))).toBe(
      'SIGNING_FINGERPRINT_DIFFERS',
    );
  });
});

describe('a key counts on the days of its record', () => {
  const short = person('dwp', ['siro'], { validFrom: day('2026-03-01'), validUntil: day('2026-03-31') });
  const pinned = trusting(short);
  const retired = retire(pinned, short.key.keyId, day('2026-03-15'));
  it.each([
    ['the day before its first', pinned, '2026-02-28', 'is not valid before 2026-03-01'],
    ['its first day', pinned, '2026-03-01', undefined],
    ['its last day', pinned, '2026-03-31', undefined],
    ['the day after its last', pinned, '2026-04-01', 'was valid until 2026-03-31 only'],
    ['the day before its retirement', retired, '2026-03-14', undefined],
    ['the day of its retirement', retired, '2026-03-15', 'was retired from 2026-03-15'],
  ])('%s', (_, with_, at, reason) => {
    const attempt = () =>
      verifyEnvelope(signed(short), { ...policy(needs('dwp', 'siro')), trust: with_, at: day(at) });
    if (reason === undefined) expect(attempt().signers).toHaveLength(1);
    else expect(attempt).toThrow(reason);
  });

  it('an earlier retirement stays, a later one gives way', () => {
    const id = short.key.keyId;
    expect(findTrusted(retire(retired, id, day('2026-03-20')), id)?.retiredFrom).toBe('2026-03-15');
    expect(findTrusted(retire(retired, id, day('2026-03-10')), id)?.retiredFrom).toBe('2026-03-10');
    expect(
      findTrusted(retire(trusting(short, siro), id, day('2026-03-10')), siro.key.keyId),
    ).not.toHaveProperty('retiredFrom');
    expect(codeOf(() => retire(pinned, siro.key.keyId, day('2026-03-10')))).toBe('SIGNING_KEY_UNKNOWN');
  });
});

describe('a key record', () => {
  it('reads back with the fingerprint that both sides compare', () => {
    const read = readKeyRecord(siro.envelope);
    expect(read).toEqual({
      record: siro.record,
      fingerprint: fingerprintOf(siro.record),
      envelope: siro.envelope,
    });
    expect(read.fingerprint).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  const record = siro.record;
  const signedRecord = (value: unknown) =>
    signEnvelope(payloadTypes.keyRecord, canonicalise(value), [siro.key]);
  it.each([
    ['an unknown member', signedRecord({ ...record, trusted: true }), 'SIGNING_KEY_RECORD_INVALID'],
    [
      'another format',
      signedRecord({ ...record, format: 'stile-key-record/2' }),
      'SIGNING_KEY_RECORD_INVALID',
    ],
    ['another algorithm', signedRecord({ ...record, algorithm: 'none' }), 'SIGNING_KEY_RECORD_INVALID'],
    ['no post', signedRecord({ ...record, posts: [] }), 'SIGNING_KEY_RECORD_INVALID'],
    ['a post twice', signedRecord({ ...record, posts: ['siro', 'siro'] }), 'SIGNING_KEY_RECORD_INVALID'],
    [
      'an end before its beginning',
      signedRecord({ ...record, validUntil: '2025-12-31' }),
      'SIGNING_KEY_RECORD_INVALID',
    ],
    [
      'a day that does not exist',
      signedRecord({ ...record, validFrom: '2026-02-29' }),
      'SIGNING_KEY_RECORD_INVALID',
    ],
    [
      'itself as the key it supersedes',
      signedRecord({ ...record, supersedes: record.keyId }),
      'SIGNING_KEY_RECORD_INVALID',
    ],
    [
      'a key id that is not its key’s',
      signedRecord({ ...record, keyId: dpo.key.keyId }),
      'SIGNING_KEY_RECORD_INVALID',
    ],
    [
      'another organisation’s key',
      signedRecord({ ...record, publicKey: dpo.key.publicKey, keyId: dpo.key.keyId }),
      'SIGNING_KEY_RECORD_INVALID',
    ],
    [
      'spaces in its JSON',
      signEnvelope(payloadTypes.keyRecord, utf8(JSON.stringify(record, null, 1)), [siro.key]),
      'SIGNING_KEY_RECORD_INVALID',
    ],
    [
      'no JSON',
      signEnvelope(payloadTypes.keyRecord, utf8('hello'), [siro.key]),
      'SIGNING_KEY_RECORD_INVALID',
    ],
    [
      'another payload type',
      signEnvelope(TYPE, canonicalise(record), [siro.key]),
      'SIGNING_PAYLOAD_TYPE_DIFFERS',
    ],
    [
      'a signature of its own that does not fit',
      { ...siro.envelope, signatures: [{ keyid: record.keyId, sig: 'YQ==' }] },
      'SIGNING_SIGNATURE_WRONG',
    ],
    [
      'two signatures of its own, one wrong',
      { ...siro.envelope, signatures: [...siro.envelope.signatures, { keyid: record.keyId, sig: 'YQ==' }] },
      'SIGNING_SIGNATURE_WRONG',
    ],
  ])('is refused with %s', (_, envelope, expected) => {
    expect(codeOf(() => readKeyRecord(envelope))).toBe(expected);
  });

  it.each([
    ['no name', { organisationName: '' }, false],
    ['a name of one letter', { organisationName: 'X' }, true],
    ['a name of 200 letters', { organisationName: 'x'.repeat(200) }, true],
    ['a name of 201 letters', { organisationName: 'x'.repeat(201) }, false],
    ['50 posts', { posts: Array.from({ length: 50 }, (_, i) => `post-${i}`) }, true],
    ['51 posts', { posts: Array.from({ length: 51 }, (_, i) => `post-${i}`) }, false],
  ])('with %s is bounded', (_, change, accepted) => {
    const outcome = codeOf(() => readKeyRecord(signedRecord({ ...record, ...change })));
    expect(outcome).toBe(accepted ? 'accepted' : 'SIGNING_KEY_RECORD_INVALID');
  });

  it('cannot take the id of another key, even where the signature names that id', () => {
    const claimed = { ...record, keyId: dpo.key.keyId };
    const envelope = signedRecord(claimed);
    const [own] = envelope.signatures;
    const renamed = { ...envelope, signatures: [{ keyid: dpo.key.keyId, sig: own?.sig ?? '' }] };
    expect(() => readKeyRecord(renamed)).toThrow('its key id is not the SHA-256 of its public key');
  });

  it.each([
    [
      'spaces in its JSON',
      signEnvelope(payloadTypes.keyRecord, utf8(JSON.stringify(record, null, 1)), [siro.key]),
      'it is not written as canonical JSON',
    ],
    [
      'another key’s signature only',
      signEnvelope(payloadTypes.keyRecord, canonicalise(record), [dpo.key]),
      'its own key has not signed it',
    ],
  ])('with %s says what is wrong', (_, envelope, reason) => {
    expect(() => readKeyRecord(envelope)).toThrow(`The key record is not valid: ${reason}`);
  });

  it('says at which byte its JSON is wrong', () => {
    expect(() => readKeyRecord(signEnvelope(payloadTypes.keyRecord, utf8('[1,]'), [siro.key]))).toThrow(
      'The key record is not valid: The JSON text is malformed at byte 3',
    );
  });

  it('may end on its first day', () => {
    expect(person('dwp', ['siro'], { validUntil: day('2026-01-01') }).record.validUntil).toBe('2026-01-01');
  });

  it('is signed by its own key or not at all', () => {
    expect(codeOf(() => signKeyRecord(siro.record, dpo.key))).toBe('SIGNING_KEY_RECORD_NOT_ITS_KEY');
  });

  it('is pinned once: the same again changes nothing, another for the same key is refused', () => {
    expect(trustRecord(trust, siro.envelope, fingerprintOf(siro.record))).toBe(trust);
    const wider = { ...siro.record, posts: ['siro', 'dpo'] };
    const envelope = signKeyRecord(wider, siro.key);
    expect(codeOf(() => trustRecord(trust, envelope, fingerprintOf(wider)))).toBe(
      'SIGNING_KEY_ALREADY_TRUSTED',
    );
  });
});

describe('rotation', () => {
  const follow = (more: Partial<KeyRecord> = {}, posts = ['siro'], organisation = 'dwp') =>
    person(organisation, posts, { validFrom: day('2026-07-01'), supersedes: siro.key.keyId, ...more });
  const rotateWith = (next: Person, keys: readonly SigningKey[], from: Trust = trust) =>
    rotate(from, keys.reduce(addSignature, next.envelope));
  const caldicott = person('dwp', ['caldicott-guardian']);
  const secondDpo = person('dwp', ['dpo']);
  const energyDpo = person('energyco', ['dpo']);
  const wide = trusting(siro, dpo, secondDpo, both, caldicott, supplier, energyDpo);

  it('by the old key retires it on the new key’s first day', () => {
    const next = follow();
    const after = rotateWith(next, [siro.key]);
    const at = (text: string, who: Person) => () =>
      verifyEnvelope(signed(who), { ...policy(needs('dwp', 'siro')), trust: after, at: day(text) });
    expect(codeOf(at('2026-06-30', siro))).toBe('accepted');
    expect(codeOf(at('2026-07-01', siro))).toBe('SIGNING_SIGNATURES_MISSING');
    expect(codeOf(at('2026-06-30', next))).toBe('SIGNING_SIGNATURES_MISSING');
    expect(codeOf(at('2026-07-01', next))).toBe('accepted');
    expect(trust.records).toHaveLength(4);
  });

  const deputy = person('dwp', ['dpo', 'caldicott-guardian']);
  const withDeputy = trusting(siro, dpo, deputy);
  const stale = retire(wide, siro.key.keyId, day('2026-05-01'));
  const dpoGone = retire(wide, dpo.key.keyId, day('2026-07-01'));
  it.each([
    ['the old key', follow(), [siro], wide, 'accepted'],
    ['nobody', follow(), [], wide, 'SIGNING_ROTATION_REFUSED'],
    ['two other posts', follow(), [dpo, caldicott], wide, 'accepted'],
    ['one other post', follow(), [dpo], wide, 'SIGNING_ROTATION_REFUSED'],
    ['two keys of one other post', follow(), [dpo, secondDpo], wide, 'SIGNING_ROTATION_REFUSED'],
    ['one key that holds two other posts', follow(), [deputy], withDeputy, 'SIGNING_ROTATION_REFUSED'],
    ['two keys that share one of two other posts', follow(), [deputy, dpo], withDeputy, 'accepted'],
    ['the same two the other way round', follow(), [dpo, deputy], withDeputy, 'accepted'],
    ['one key that holds the old post too, and another post', follow(), [both, caldicott], wide, 'accepted'],
    [
      'two keys, of which one holds the old post only',
      follow(),
      [caldicott, supplier],
      wide,
      'SIGNING_ROTATION_REFUSED',
    ],
    [
      'two other posts, of which one is at another organisation',
      follow(),
      [caldicott, energyDpo],
      wide,
      'SIGNING_ROTATION_REFUSED',
    ],
    [
      'two keys of one other post, of which one holds the old post too',
      follow(),
      [both, dpo],
      wide,
      'SIGNING_ROTATION_REFUSED',
    ],
    [
      'two posts of which one is an unknown key’s',
      follow(),
      [dpo, stranger],
      wide,
      'SIGNING_ROTATION_REFUSED',
    ],
    [
      'two posts of which one has retired by then',
      follow(),
      [dpo, caldicott],
      dpoGone,
      'SIGNING_ROTATION_REFUSED',
    ],
    ['the old key, already retired', follow(), [siro], stale, 'SIGNING_ROTATION_REFUSED'],
    ['two other posts, when the old key was retired before', follow(), [dpo, caldicott], stale, 'accepted'],
    [
      'the old key, for a post that it does not hold',
      follow({}, ['siro', 'dpo']),
      [siro],
      wide,
      'SIGNING_ROTATION_REFUSED',
    ],
    [
      'the old key, for another organisation',
      follow({}, ['siro'], 'energyco'),
      [siro],
      wide,
      'SIGNING_ROTATION_REFUSED',
    ],
    ['the old key, superseding nothing', person('dwp', ['siro']), [siro], wide, 'SIGNING_ROTATION_REFUSED'],
    [
      'the old key, superseding an unknown key',
      follow({ supersedes: stranger.key.keyId }),
      [siro],
      wide,
      'SIGNING_KEY_UNKNOWN',
    ],
    [
      'the old key, before the old key is valid',
      follow({ validFrom: day('2025-12-31') }),
      [siro],
      wide,
      'SIGNING_ROTATION_REFUSED',
    ],
  ])('signed by %s', (_, next, signers, from, expected) => {
    expect(
      codeOf(() =>
        rotateWith(
          next,
          signers.map(({ key }) => key),
          from,
        ),
      ),
    ).toBe(expected);
  });

  it('lets no organisation retire the key of another, whoever signs', () => {
    const others = [person('energyco', ['dpo']), person('energyco', ['caldicott-guardian'])];
    const next = follow({}, ['siro'], 'energyco');
    expect(() =>
      rotateWith(
        next,
        others.map(({ key }) => key),
        trusting(siro, ...others),
      ),
    ).toThrow('the key that it replaces belongs to another organisation');
  });

  it.each([
    [person('dwp', ['siro']), [siro], 'it does not say which key it replaces'],
    [follow({}, ['siro', 'dpo']), [siro], 'it claims a post that the key it replaces did not have'],
    [follow(), [dpo], 'neither the key that it replaces nor two other posts in force have signed it'],
  ])('says why it is refused', (next, signers, reason) => {
    expect(() =>
      rotateWith(
        next,
        signers.map(({ key }) => key),
        wide,
      ),
    ).toThrow(reason);
  });

  it('keeps an earlier retirement of the old key', () => {
    const after = rotateWith(follow(), [dpo.key, caldicott.key], stale);
    expect(findTrusted(after, siro.key.keyId)?.retiredFrom).toBe('2026-05-01');
  });

  it('hands over on the last day at the latest', () => {
    const ending = person('dwp', ['siro'], { validUntil: day('2026-06-30') });
    const next = (from: string) =>
      person('dwp', ['siro'], { validFrom: day(from), supersedes: ending.key.keyId });
    const from = trusting(ending);
    expect(codeOf(() => rotateWith(next('2026-06-30'), [ending.key], from))).toBe('accepted');
    expect(codeOf(() => rotateWith(next('2026-07-01'), [ending.key], from))).toBe('accepted');
    expect(codeOf(() => rotateWith(next('2026-07-02'), [ending.key], from))).toBe('SIGNING_ROTATION_REFUSED');
    const retiredEnding = retire(from, ending.key.keyId, day('2026-06-01'));
    expect(codeOf(() => rotateWith(next('2026-07-01'), [ending.key], retiredEnding))).toBe(
      'SIGNING_ROTATION_REFUSED',
    );
  });

  it('refuses a key that is trusted already, and a wrong signature of the old key', () => {
    const next = follow();
    const after = rotateWith(next, [siro.key]);
    expect(
      codeOf(() => rotateWith(next, [dpo.key, caldicott.key], trusting(siro, dpo, caldicott, next))),
    ).toBe('SIGNING_KEY_ALREADY_TRUSTED');
    expect(after.records).toHaveLength(5);
    const forged = {
      ...next.envelope,
      signatures: [...next.envelope.signatures, { keyid: siro.key.keyId, sig: 'YQ==' }],
    };
    expect(codeOf(() => rotate(trust, forged))).toBe('SIGNING_SIGNATURE_WRONG');
  });
});
