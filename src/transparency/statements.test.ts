import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalise,
  type Digest,
  digestOf,
  isStileError,
  parseDate,
  parseInstant,
  parseStrict,
  sha256,
  utf8,
  utf8Text,
} from '#kernel';
import {
  addSignature,
  emptyTrust,
  fingerprintOf,
  generateKeyPair,
  makeKeyRecord,
  payloadTypes,
  retire,
  type SigningKey,
  signEnvelope,
  signingKey,
  signKeyRecord,
  trustRecord,
} from '#signing';
import {
  CANNOT_SHOW,
  disposalBytes,
  entryBytes,
  type LogEntry,
  leafHash,
  parseEntry,
  proveSubject,
  type RunReceipt,
  readDisposal,
  readRunReceipt,
  roundCount,
  runReceiptBytes,
  type SubjectRecord,
  subjectLeafHash,
  subjectRoot,
  verifyDisposal,
  verifyRunReceipt,
  verifySubject,
} from './index.ts';

const digest = (text: string): Digest => digestOf(utf8(text));
const at = parseInstant('2026-11-21T10:00:00Z');
const later = parseInstant('2026-11-21T10:05:00Z');

/** The code of the error and its message, or `accepted`. */
function outcomeOf(step: () => unknown): string {
  try {
    step();
  } catch (error) {
    if (!isStileError(error)) throw error;
    return `${error.code} ${error.message}`;
  }
  return 'accepted';
}

function person(organisation: string, post: string) {
  const key = signingKey(generateKeyPair().privateKeyPem);
  const record = makeKeyRecord({
    organisation,
    organisationName: organisation,
    posts: [post],
    publicKey: key.publicKey,
    validFrom: parseDate('2026-01-01'),
  });
  return { key, record, envelope: signKeyRecord(record, key) };
}
const operator = person('dwp', 'run-officer');
const checker = person('dwp', 'records-manager');
const outsider = person('energyco', 'records-manager');
const trust = [operator, checker, outsider].reduce(
  (known, { envelope, record }) => trustRecord(known, envelope, fingerprintOf(record)),
  emptyTrust(),
);
const policy = { trust, at: parseDate('2026-11-21'), require: [] };
const sign = (bytes: Uint8Array, ...keys: SigningKey[]) => signEnvelope(payloadTypes.statement, bytes, keys);

describe('log entries', () => {
  const run = { at, series: '0f3a', agreement: digest('agreement'), run: 3 };
  const kinds: LogEntry[] = [
    { kind: 'run-started', ...run },
    { kind: 'run-finished', ...run, receipt: digest('receipt') },
    { kind: 'run-refused', ...run, code: 'NODE_OVERDUE' },
    { kind: 'released', ...run, party: 'energyco', output: 'flags', package: digest('package'), rows: 1230 },
    {
      kind: 'key-rotated',
      at,
      organisation: 'dwp',
      keyId: operator.key.keyId,
      supersedes: checker.key.keyId,
      fingerprint: digest('f'),
    },
  ];

  it.each(kinds)('of kind $kind read back what was written, as canonical JSON', (entry) => {
    expect(parseEntry(entryBytes(entry))).toEqual(entry);
    expect(entryBytes(entry)).toEqual(canonicalise(entry));
  });

  const values: Readonly<Record<string, unknown>> = {
    at,
    series: '0f3a',
    organisation: 'dwp',
    party: 'energyco',
    output: 'flags',
    keyId: operator.key.keyId,
    supersedes: checker.key.keyId,
    from: '2026-11-21',
    to: 'energyco',
    deadline: '2026-12-21',
    run: 3,
    version: 1,
    rows: 1230,
    agreements: 4,
    code: 'NODE_OVERDUE',
  };
  const ofRun = 'series agreement run';
  // A word with a question mark may be left out. What has no value above is a digest.
  it.each([
    ['key-trusted', 'organisation keyId fingerprint'],
    ['key-rotated', 'organisation keyId supersedes fingerprint'],
    ['key-retired', 'organisation keyId from'],
    ['agreement-lodged', 'series agreement version runPlan english lawData'],
    ['agreement-signed', 'series agreement organisation keyId'],
    ['agreement-activated', 'series agreement envelope'],
    ['agreement-suspended', 'series agreement organisation keyId'],
    ['agreement-resumed', 'series agreement organisation keyId'],
    ['agreement-ended', 'series agreement organisation keyId'],
    ['intake-published', `${ofRun} intake`],
    ['package-sealed', `${ofRun} package party rows`],
    ['run-proposed', `${ofRun} organisation keyId`],
    ['run-approved', `${ofRun} organisation keyId`],
    ['run-refused', `${ofRun} code receipt?`],
    ['run-started', ofRun],
    ['run-finished', `${ofRun} receipt`],
    ['run-failed', `${ofRun} code receipt?`],
    ['receipt', `${ofRun} receipt`],
    ['released', `${ofRun} party output package rows`],
    ['return-sent', `${ofRun} party package`],
    ['return-received', `${ofRun} party package`],
    ['disposal-due', `${ofRun} artefact deadline`],
    ['disposal-certified', `${ofRun} certificate`],
    ['disposal-overdue', `${ofRun} artefact deadline`],
    ['register-published', 'register agreements'],
    ['operator-changed', 'series agreement from to'],
  ])('of kind %s have a time and %s, each of its own form, and nothing else', (kind, list) => {
    const words = ['at', ...list.split(' ')];
    const whole = Object.fromEntries(
      words.map((word) => word.replace('?', '')).map((name) => [name, values[name] ?? digest(name)]),
    );
    // In this kind alone `from` is an organisation, not a day.
    if (kind === 'operator-changed') whole['from'] = 'dwp';
    const outcome = (entry: object) =>
      outcomeOf(() => entryBytes({ kind, ...entry } as unknown as LogEntry)).split(' ')[0];
    expect(outcome(whole)).toBe('accepted');
    expect(outcome({ ...whole, note: 'x' })).toBe('TRANSPARENCY_ENTRY_INVALID');
    for (const word of words) {
      const { [word.replace('?', '')]: _, ...rest } = whole;
      expect([word, outcome(rest)]).toEqual([
        word,
        word.endsWith('?') ? 'accepted' : 'TRANSPARENCY_ENTRY_INVALID',
      ]);
      expect(outcome({ ...whole, [word.replace('?', '')]: 'Mrs Jones' })).toBe('TRANSPARENCY_ENTRY_INVALID');
    }
  });

  it.each([
    ['run 1,000,000', { run: 1_000_000 }, true],
    ['run 1,000,001', { run: 1_000_001 }, false],
    ['a code of one letter', { code: 'A' }, true],
    ['a code of 64 characters', { code: `A${'_'.repeat(63)}` }, true],
    ['a code of 65 characters', { code: `A${'_'.repeat(64)}` }, false],
    ['a code that begins with a digit', { code: '1A' }, false],
    ['a code after a space', { code: ' A' }, false],
    ['a code before a line break', { code: 'A\n' }, false],
  ])('with %s are bounded', (_, change, accepted) => {
    const entry = { kind: 'run-refused', ...run, code: 'NODE_OVERDUE', ...change } as LogEntry;
    expect(outcomeOf(() => entryBytes(entry)) === 'accepted').toBe(accepted);
  });

  const started = { kind: 'run-started', ...run };
  const released = {
    kind: 'released',
    ...run,
    party: 'energyco',
    output: 'flags',
    package: digest('p'),
    rows: 10,
  };
  it.each([
    ['free text', { ...started, note: 'Mrs Jones asked' }],
    ['an unknown kind', { ...started, kind: 'run-observed' }],
    ['no kind', { ...run }],
    ['a missing digest', { ...started, agreement: undefined }],
    ['an id with a space', { ...started, series: 'Mrs Jones' }],
    ['an id of 101 characters', { ...started, series: 'a'.repeat(101) }],
    ['an id in capitals', { ...started, series: 'JONES' }],
    ['run 0', { ...started, run: 0 }],
    ['a broken run number', { ...started, run: 1.5 }],
    ['a local time', { ...started, at: '2026-11-21T10:00:00' }],
    ['an exact count', { ...released, rows: 11 }],
    ['a negative count', { ...released, rows: -10 }],
    ['an error message for a code', { kind: 'run-refused', ...run, code: 'Over due' }],
    [
      'a short key id',
      { kind: 'agreement-signed', at, series: 'a', agreement: digest('a'), organisation: 'dwp', keyId: 'ab' },
    ],
  ])('are refused with %s', (_, value) => {
    expect(outcomeOf(() => entryBytes(value as LogEntry))).toMatch(/^TRANSPARENCY_ENTRY_INVALID/);
    expect(outcomeOf(() => parseEntry(canonicalise(value)))).toMatch(/^TRANSPARENCY_ENTRY_INVALID/);
  });

  it.each([
    ['spaces', utf8(JSON.stringify(started, null, 1))],
    ['members out of order', utf8(JSON.stringify(started))],
    ['a member twice', utf8(utf8Text(canonicalise(started)).replace('"run":3', '"run":3,"run":3'))],
    ['no JSON', utf8('hello')],
  ])('are refused with %s', (_, bytes) => {
    expect(outcomeOf(() => parseEntry(bytes))).toMatch(/^TRANSPARENCY_ENTRY_INVALID/);
  });

  it('never repeat a refused value in the error', () => {
    const found = outcomeOf(() => entryBytes({ ...started, series: 'Mrs Jones' } as unknown as LogEntry));
    expect(found).not.toContain('Jones');
  });
});

describe('roundCount', () => {
  it.each([
    [0, 0],
    [4, 0],
    [5, 10],
    [14, 10],
    [15, 20],
    [1234, 1230],
    [1235, 1240],
  ])('rounds %d to %d', (count, rounded) => {
    expect(roundCount(count, 10)).toBe(rounded);
    expect(roundCount(count)).toBe(rounded);
  });

  it('is never further off than half a step', () => {
    return fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 1000 }), (count, step) => {
        const rounded = roundCount(count, step);
        expect(rounded % step).toBe(0);
        expect(Math.abs(rounded - count) * 2).toBeLessThanOrEqual(step);
      }),
    );
  });
});

const receipt: RunReceipt = {
  series: '0f3a',
  agreement: digest('agreement'),
  runPlan: digest('plan'),
  lawData: digest('law'),
  engine: '0.1.0',
  operator: 'dwp',
  run: 1,
  outcome: 'finished',
  inputs: [
    {
      party: 'dwp',
      schema: digest('schema'),
      package: digest('in'),
      content: digest('content'),
      rows: 100_000,
    },
  ],
  outputs: [
    { party: 'energyco', output: 'flags', package: digest('out-1'), rows: 40_000 },
    { party: 'dwp', output: 'results', package: digest('out-2'), rows: 100_000 },
  ],
  checks: [{ name: 'minimum-rows', ok: true }],
  subjectTrees: [{ party: 'dwp', root: digest('root') }],
  startedAt: at,
  endedAt: later,
  retention: [{ artefact: digest('in'), deadline: parseDate('2026-12-21') }],
};
const problem = { code: 'NODE_PERMIT_EXPIRED', clause: 'limits.permitHours' };
const refused: RunReceipt = { ...receipt, outcome: 'refused', outputs: [], problem };
const withClause = (clause: string) => ({ ...refused, problem: { code: 'NODE_X', clause } });

describe('run receipts', () => {
  it('are in-toto Statements v1 about the sealed outputs', () => {
    const statement = parseStrict(runReceiptBytes(receipt));
    const hexOf = (text: string) => Buffer.from(sha256(utf8(text))).toString('hex');
    expect(statement).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'urn:stile:run-receipt:1',
      subject: [
        { name: 'energyco/flags', digest: { sha256: hexOf('out-1') } },
        { name: 'dwp/results', digest: { sha256: hexOf('out-2') } },
      ],
    });
    expect(readRunReceipt(runReceiptBytes(receipt))).toEqual(receipt);
  });

  it('of a run without outputs are about the agreement, and say why', () => {
    expect(parseStrict(runReceiptBytes(refused))).toMatchObject({ subject: [{ name: 'agreement' }] });
    expect(readRunReceipt(runReceiptBytes({ ...refused, outcome: 'failed' })).problem).toEqual(problem);
  });

  it('verify in their envelope, with the digest that the log has', () => {
    const bytes = runReceiptBytes(receipt);
    const verified = verifyRunReceipt(sign(bytes, operator.key), policy);
    expect(verified).toMatchObject({
      receipt,
      digest: digestOf(bytes),
      signers: [{ keyId: operator.key.keyId }],
    });
    const wrongPost = { ...policy, require: [{ organisation: 'dwp', post: 'records-manager', count: 1 }] };
    expect(outcomeOf(() => verifyRunReceipt(sign(bytes, operator.key), wrongPost))).toMatch(
      /^SIGNING_SIGNATURES_MISSING/,
    );
    const wrongType = signEnvelope(payloadTypes.signingStatement, bytes, [operator.key]);
    expect(outcomeOf(() => verifyRunReceipt(wrongType, policy))).toMatch(/^SIGNING_PAYLOAD_TYPE_DIFFERS/);
  });

  it.each([
    ['an exact count of rows read', { inputs: [{ ...receipt.inputs[0], rows: 100_001 }] }, 'inputs.0.rows'],
    ['an exact count of rows released', { outputs: [{ ...receipt.outputs[0], rows: 1 }] }, 'outputs.0.rows'],
    ['how many matched', { matched: 500 }, 'matched'],
    ['how many matched in an output', { outputs: [{ ...receipt.outputs[0], matched: 500 }] }, 'matched'],
    ['an end before its start', { startedAt: later, endedAt: at }, 'it ends before it starts'],
    ['a problem though it finished', { problem }, 'a finished run has no problem'],
    [
      'no problem though it was refused',
      { outcome: 'refused', outputs: [] },
      'a finished run has no problem',
    ],
    ['no outputs though it finished', { outputs: [] }, 'a finished run has outputs'],
    ['outputs though it failed', { outcome: 'failed', problem }, 'a finished run has outputs'],
    [
      'one failed check of two though it finished',
      { checks: [...receipt.checks, { name: 'columns', ok: false }] },
      'failed check',
    ],
    ['a failed check though it finished', { checks: [{ name: 'minimum-rows', ok: false }] }, 'failed check'],
    ['another outcome', { outcome: 'done' }, 'outcome'],
    [
      'free text in the problem',
      { ...refused, problem: { code: 'NODE_X', clause: 'Mrs Jones lives here' } },
      'problem.clause',
    ],
    ['run 0', { run: 0 }, 'run'],
    ['run 1,000,001', { run: 1_000_001 }, 'run'],
    ['half a run', { run: 1.5 }, 'run'],
    ['a version with a space', { engine: 'my own' }, 'engine: not a version'],
    ['no version', { engine: '' }, 'engine'],
    ['a version of 65 characters', { engine: '1'.repeat(65) }, 'engine'],
    ['a line break after the version', { engine: '1\n' }, 'engine'],
    ['a clause of 201 characters', withClause('a'.repeat(201)), 'problem.clause: not a clause'],
    ['an empty clause', withClause(''), 'problem.clause'],
    ['a line break before the clause', withClause('\na'), 'problem.clause'],
    ['a line break after the clause', withClause('a\n'), 'problem.clause'],
    ['a further member of an input', { inputs: [{ ...receipt.inputs[0], file: 'x' }] }, 'inputs.0'],
    ['a check without a name', { checks: [{ ok: true }] }, 'checks.0.name'],
    ['a check without a verdict', { checks: [{ name: 'c' }] }, 'checks.0.ok'],
    ['a subject tree without a root', { subjectTrees: [{ party: 'dwp' }] }, 'subjectTrees.0.root'],
    ['a subject tree of nobody', { subjectTrees: [{ root: digest('r') }] }, 'subjectTrees.0.party'],
    ['a deadline for nothing', { retention: [{ deadline: '2026-12-21' }] }, 'retention.0.artefact'],
    ['nothing to keep until', { retention: [{ artefact: digest('in') }] }, 'retention.0.deadline'],
  ])('are refused with %s', (_, change, reason) => {
    const found = outcomeOf(() => runReceiptBytes({ ...receipt, ...change } as RunReceipt));
    expect(found).toMatch(/^TRANSPARENCY_STATEMENT_INVALID The run receipt/);
    expect(found).toContain(reason);
  });

  it.each([
    ['a version of 64 characters', { engine: '1'.repeat(64) }],
    ['run 1,000,000', { run: 1_000_000 }],
    ['a clause of 200 characters', withClause('a'.repeat(200))],
    ['no clause', { ...refused, problem: { code: 'NODE_X' } }],
  ])('may have %s', (_, change) => {
    expect(outcomeOf(() => runReceiptBytes({ ...receipt, ...change } as RunReceipt))).toBe('accepted');
  });

  it('may end in the second in which they started, and a failed run may have a failed check', () => {
    expect(outcomeOf(() => runReceiptBytes({ ...receipt, endedAt: at }))).toBe('accepted');
    expect(outcomeOf(() => runReceiptBytes({ ...refused, checks: [{ name: 'c', ok: false }] }))).toBe(
      'accepted',
    );
  });

  const statement = parseStrict(runReceiptBytes(receipt)) as Record<string, never>;
  it.each([
    ['other subjects', { ...statement, subject: [] }, 'subjects'],
    [
      'another predicate type',
      { ...statement, predicateType: 'urn:stile:disposal-certificate:1' },
      'predicate type',
    ],
    ['another statement type', { ...statement, _type: 'https://in-toto.io/Statement/v0.1' }, '_type'],
    ['a further member', { ...statement, note: 'x' }, 'note'],
    ['a predicate of another shape', { ...statement, predicate: {} }, 'predicate'],
  ])('are refused with %s', (_, value, reason) => {
    const found = outcomeOf(() => readRunReceipt(canonicalise(value)));
    expect(found).toMatch(/^TRANSPARENCY_STATEMENT_INVALID The run receipt/);
    if (reason !== 'predicate') expect(found).toContain(reason);
  });

  it('are refused with spaces in their JSON, and when they are no JSON', () => {
    expect(outcomeOf(() => readRunReceipt(utf8(JSON.stringify(statement, null, 1))))).toContain(
      'canonical JSON',
    );
    expect(outcomeOf(() => readRunReceipt(utf8('{')))).toMatch(/^TRANSPARENCY_STATEMENT_INVALID/);
  });
});

describe('disposal certificates', () => {
  const artefact = {
    digest: digest('in'),
    artefact: 'input-package',
    why: 'run-finished',
    deadline: parseDate('2026-11-21'),
    method: 'crypto-erase',
    disposedAt: at,
  } as const;
  const certificate = {
    series: '0f3a',
    agreement: digest('agreement'),
    run: 1,
    holder: 'dwp',
    artefacts: [artefact],
    keysDestroyed: ['ab'.repeat(32)],
    failedDecryption: [{ artefact: digest('in'), at: later, couldBeOpened: false as const }],
    remainingCopies: [{ artefact: digest('in'), where: 'backup-set', expires: parseDate('2026-12-21') }],
    doneBy: operator.key.keyId,
    checkedBy: checker.key.keyId,
    certifiedAt: later,
  };
  const bytes = disposalBytes(certificate);

  it('say what they cannot show, and are about each artefact', () => {
    expect(readDisposal(bytes)).toEqual({ ...certificate, cannotShow: CANNOT_SHOW });
    expect(parseStrict(bytes)).toMatchObject({
      predicateType: 'urn:stile:disposal-certificate:1',
      subject: [{ name: 'input-package', digest: { sha256: digest('in').slice(7) } }],
    });
  });

  it('verify when both people have signed, and say what was late', () => {
    const envelope = addSignature(sign(bytes, operator.key), checker.key);
    expect(verifyDisposal(envelope, policy)).toMatchObject({ digest: digestOf(bytes), late: [] });
    const overdue = { ...certificate, artefacts: [{ ...artefact, deadline: parseDate('2026-11-20') }] };
    const late = sign(disposalBytes(overdue), operator.key, checker.key);
    expect(verifyDisposal(late, policy).late).toEqual([digest('in')]);
  });

  const elsewhere = disposalBytes({ ...certificate, checkedBy: outsider.key.keyId });
  it.each([
    ['only the one who disposed', sign(bytes, operator.key), policy, 'the person who checked'],
    ['only the one who checked', sign(bytes, checker.key), policy, 'the person who disposed'],
    [
      'somebody of another organisation',
      sign(elsewhere, operator.key, outsider.key),
      policy,
      'the person who checked',
    ],
    [
      'a checker whose key was retired',
      sign(bytes, operator.key, checker.key),
      { ...policy, trust: retire(trust, checker.key.keyId, parseDate('2026-11-01')) },
      'the person who checked',
    ],
  ])('are refused when signed by %s', (_, envelope, with_, who) => {
    const found = outcomeOf(() => verifyDisposal(envelope, with_));
    expect(found).toMatch(/^TRANSPARENCY_DISPOSAL_NOT_CHECKED/);
    expect(found).toContain(who);
  });

  it.each([
    ['one person as both', { checkedBy: operator.key.keyId }, 'one person cannot check'],
    ['nothing destroyed', { artefacts: [] }, 'artefacts'],
    [
      'a disposal after the certificate',
      { certifiedAt: parseInstant('2026-11-21T09:59:59Z') },
      'not been done yet',
    ],
    [
      'something that could still be opened',
      { failedDecryption: [{ artefact: digest('in'), at, couldBeOpened: true }] },
      'failedDecryption',
    ],
    ['no failed-decryption check for an erased key', { failedDecryption: [] }, 'failed-decryption check'],
    [
      'a check of something else',
      { failedDecryption: [{ artefact: digest('x'), at, couldBeOpened: false }] },
      'failed-decryption check',
    ],
    ['no destroyed key', { keysDestroyed: [] }, 'names no destroyed key'],
    ['another method', { artefacts: [{ ...artefact, method: 'delete' }] }, 'method'],
    [
      'one erased thing of two without its check',
      { artefacts: [artefact, { ...artefact, digest: digest('in-2') }] },
      'failed-decryption check',
    ],
    [
      'no destroyed key for one of two things',
      { artefacts: [artefact, { ...artefact, method: 'clear' }], keysDestroyed: [] },
      'names no destroyed key',
    ],
    [
      'one of two disposals after the certificate',
      { artefacts: [artefact, { ...artefact, disposedAt: parseInstant('2026-11-21T10:05:01Z') }] },
      'not been done yet',
    ],
    ['a destroyed key without its id', { keysDestroyed: ['ab'] }, 'not a key id'],
    ['run 0', { run: 0 }, 'run'],
    ['run 1,000,001', { run: 1_000_001 }, 'run'],
    ['free text', { remarks: 'all gone' }, 'remarks'],
    ['free text on a thing', { artefacts: [{ ...artefact, remarks: 'x' }] }, 'artefacts.0'],
    [
      'free text on a check',
      { failedDecryption: [{ ...certificate.failedDecryption[0], remarks: 'x' }] },
      'failedDecryption.0',
    ],
    [
      'free text on a copy',
      { remainingCopies: [{ ...certificate.remainingCopies[0], remarks: 'x' }] },
      'remainingCopies.0',
    ],
    [
      'a copy that nobody can find',
      { remainingCopies: [{ artefact: digest('in'), expires: '2026-12-21' }] },
      'remainingCopies.0.where',
    ],
  ])('are refused with %s', (_, change, reason) => {
    const found = outcomeOf(() => disposalBytes({ ...certificate, ...change } as typeof certificate));
    expect(found).toMatch(/^TRANSPARENCY_STATEMENT_INVALID The disposal certificate/);
    expect(found).toContain(reason);
  });

  it('of cleared files need no key and no decryption check', () => {
    const cleared = {
      ...certificate,
      artefacts: [{ ...artefact, method: 'clear' as const }],
      keysDestroyed: [],
      failedDecryption: [],
    };
    expect(outcomeOf(() => disposalBytes(cleared))).toBe('accepted');
    expect(outcomeOf(() => disposalBytes({ ...cleared, certifiedAt: at }))).toBe('accepted');
  });

  it.each(['clear', 'crypto-erase', 'purge', 'destroy'] as const)('know the method %s', (method) => {
    expect(outcomeOf(() => disposalBytes({ ...certificate, artefacts: [{ ...artefact, method }] }))).toBe(
      'accepted',
    );
  });

  it('are refused with another sentence in the place of the fixed one', () => {
    const text = utf8Text(bytes).replace('It cannot show', 'It shows');
    expect(outcomeOf(() => readDisposal(utf8(text)))).toContain('cannotShow');
  });
});

describe('the subject tree', () => {
  const records: SubjectRecord[] = Array.from({ length: 11 }, (_, i) => ({
    salt: Buffer.from(sha256(utf8(`salt ${i}`))).toString('hex'),
    reference: `REF-${i}`,
    facts: { flag: i % 2 === 0, band: null, name: 'é', count: i },
  }));
  const hashes = records.map(subjectLeafHash);
  const root = subjectRoot(hashes);

  it('proves each person’s record, and no other, to whoever has the receipt', () => {
    for (const [i, record] of records.entries()) {
      const proof = parseStrict(canonicalise(proveSubject(hashes, i)));
      expect(outcomeOf(() => verifySubject(record, proof, root))).toBe('accepted');
      for (const other of [
        { ...record, reference: 'REF-99' },
        { ...record, facts: { ...record.facts, flag: i % 2 !== 0 } },
        { ...record, salt: '00'.repeat(32) },
        { ...record, facts: {} },
      ])
        expect(outcomeOf(() => verifySubject(other, proof, root))).toMatch(/^TRANSPARENCY_INCLUSION_WRONG/);
    }
  });

  it('hashes the canonical JSON of salt, reference and facts as a leaf', () => {
    const [record] = records;
    expect(hashes[0]).toEqual(
      leafHash(
        utf8(
          `{"facts":{"band":null,"count":0,"flag":true,"name":"é"},"reference":"REF-0","salt":"${record?.salt}"}`,
        ),
      ),
    );
  });

  it('is proved against the receipt’s root, not the proof’s own', () => {
    const [record] = records;
    if (record === undefined) return expect.fail('no record');
    const proof = proveSubject(hashes, 0);
    expect(outcomeOf(() => verifySubject(record, proof, subjectRoot(hashes.slice(1))))).toContain(
      'another run',
    );
    const forged = { ...proof, root: subjectRoot([leafHash(utf8('x'))]) };
    expect(outcomeOf(() => verifySubject(record, forged, root))).toContain('another run');
  });

  it.each([
    ['a further member', { extra: 1 }],
    ['another format', { format: 'stile-subject-proof/2' }],
    ['a negative index', { index: -1 }],
    ['a hash that is short', { proof: ['YQ=='] }],
    ['a hash that is not base64', { proof: ['*'] }],
    ['64 hashes', { proof: Array(64).fill(Buffer.alloc(32).toString('base64')) }],
    ['a root that is no digest', { root: 'abc' }],
  ])('refuses a proof with %s', (_, change) => {
    const [record] = records;
    if (record === undefined) return expect.fail('no record');
    const proof = { ...proveSubject(hashes, 0), ...change };
    expect(outcomeOf(() => verifySubject(record, proof, root))).toMatch(
      /^TRANSPARENCY_STATEMENT_INVALID The subject proof/,
    );
  });

  it.each(['', 'ab', 'AB'.repeat(32), 'ab'.repeat(31), 'ab'.repeat(33), 'zz'.repeat(32)])(
    'refuses the salt %j',
    (salt) => {
      expect(outcomeOf(() => subjectLeafHash({ salt, reference: 'r', facts: {} }))).toContain(
        'The subject record is not valid: the salt is not 32 bytes',
      );
    },
  );

  it('has no proof for a row that is not there', () => {
    expect(outcomeOf(() => proveSubject(hashes, 11))).toMatch(/^TRANSPARENCY_PROOF_RANGE/);
  });
});
