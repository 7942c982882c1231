import { describe, expect, it } from 'vitest';
import { canonicalise, digestOf, isStileError, type JsonValue, parseDate, parseStrict, utf8 } from '#kernel';
import { lawData } from '#law';
import { emptyTrust, payloadTypes, signEnvelope } from '#signing';
import { makeBundle, readBundle, verifyBundle } from './bundle.ts';
import { compile } from './compile.ts';
import { changed, sampleAgreement, signedSample } from './sample.ts';
import { recompileAndCompare, signingStatement } from './signing-statement.ts';

const at = parseDate('2026-11-20');
const sample = signedSample();

/** Code and exit of what a function throws. */
function thrown(run: () => unknown): { code: string; exit: number } | undefined {
  try {
    run();
  } catch (error) {
    if (!isStileError(error)) throw error;
    return { code: error.code, exit: error.exit };
  }
  return undefined;
}

const verify = (bytes: Uint8Array, trust = sample.trust) => verifyBundle(readBundle(bytes), trust, at);

/** The bundle with something in its JSON changed, written canonically again. */
function tampered(part: string, member: string | undefined, value: JsonValue): Uint8Array {
  const bundle = parseStrict(sample.bundle) as Record<string, JsonValue>;
  const inside = bundle[part] as Record<string, JsonValue>;
  return canonicalise({ ...bundle, [part]: member === undefined ? value : { ...inside, [member]: value } });
}

describe('a bundle', () => {
  it.each(['agreement', 'law data'] as const)(
    'whose plan names another %s is refused, even where everyone signed the two together',
    (thing) => {
      const { agreement, compiled } = sample;
      const other = `sha256:${'0'.repeat(64)}` as const;
      const plan =
        thing === 'agreement'
          ? { ...compiled.plan, agreement: { ...compiled.plan.agreement, digest: other } }
          : { ...compiled.plan, lawData: { ...compiled.plan.lawData, digest: other } };
      const digests = { ...compiled.digests, runPlan: digestOf(canonicalise(plan)) };
      const mixed = signedSample(agreement, lawData, { ...compiled, plan, digests });
      expect(() => verify(mixed.bundle, mixed.trust)).toThrow(
        expect.objectContaining({
          code: 'AGREEMENT_DIGEST_DIFFERS',
          message: expect.stringContaining(thing),
        }),
      );
    },
  );

  it('verifies when every post of every party has signed, and gives what was signed', () => {
    const verified = verify(sample.bundle);
    expect(verified.plan).toEqual(sample.compiled.plan);
    expect(verified.english).toBe(sample.compiled.english);
    expect(verified.digests).toEqual(sample.compiled.digests);
    expect(verified.signers.map(({ organisation }) => organisation).sort()).toEqual([
      'department.example',
      'department.example',
      'supplier-1.example',
      'supplier-2.example',
    ]);
  });

  it('does not verify when one byte of it changes, wherever that is (exit 5)', () => {
    const step = Math.floor(sample.bundle.length / 60);
    const { length } = sample.bundle;
    for (let i = 0; i < length; i += step) {
      const bytes = Uint8Array.from(sample.bundle);
      bytes[i] = (bytes[i] ?? 0) ^ 1;
      expect(thrown(() => verify(bytes))?.exit, `byte ${i}`).toBe(5);
    }
  });

  it.each([
    ['English text', 'english', undefined, 'Nobody sees anything.'],
    ['agreement', 'agreement', 'costs', []],
    ['run plan', 'runPlan', 'compiler', 'another'],
    ['law data', 'lawData', 'checkedTo', '2030-01-01'],
  ])('names the %s when it is not the one that was signed', (thing, part, member, value) => {
    const bytes = tampered(part, member, value);
    expect(thrown(() => verify(bytes))).toEqual({ code: 'AGREEMENT_DIGEST_DIFFERS', exit: 5 });
    expect(() => verify(bytes)).toThrow(thing);
  });

  it('mixed from two agreements is refused', () => {
    const other = signedSample(
      changed((draft) => {
        draft.identity.series = 'a'.repeat(26);
      }),
    );
    const mixed = makeBundle({ ...other, compiled: sample.compiled, lawData });
    expect(thrown(() => verify(mixed, other.trust))?.code).toBe('AGREEMENT_DIGEST_DIFFERS');
    const planSwapped = makeBundle({ ...sample, agreement: other.agreement, lawData });
    expect(thrown(() => verify(planSwapped))?.code).toBe('AGREEMENT_DIGEST_DIFFERS');
  });

  it('with keys found only in it is not believed', () => {
    const refusal = { code: 'AGREEMENT_KEY_RECORD_NOT_TRUSTED', exit: 5 };
    expect(thrown(() => verify(sample.bundle, emptyTrust()))).toEqual(refusal);
    const other = signedSample();
    const substituted = makeBundle({ ...sample, keyRecords: other.keyRecords, lawData });
    expect(thrown(() => verify(substituted))).toEqual(refusal);
    const withoutRecords = makeBundle({ ...other, keyRecords: [], lawData });
    expect(thrown(() => verify(withoutRecords))).toEqual({ code: 'SIGNING_SIGNATURES_MISSING', exit: 5 });
  });

  it('lacking one post of one party is refused', () => {
    const envelope = signEnvelope(
      payloadTypes.signingStatement,
      signingStatement(sample.compiled),
      sample.keys.slice(0, -1),
    );
    const bytes = makeBundle({ ...sample, envelope, lawData });
    expect(thrown(() => verify(bytes))?.code).toBe('SIGNING_SIGNATURES_MISSING');
  });

  it('with a plan of an unknown format is refused before anything else', () => {
    const bytes = tampered('runPlan', 'planFormat', 'stile-run-plan/9');
    expect(thrown(() => readBundle(bytes))).toEqual({ code: 'AGREEMENT_PLAN_FORMAT_UNKNOWN', exit: 5 });
  });

  it('that is not canonical JSON is refused, even if it says the same', () => {
    const spaced = utf8(JSON.stringify(parseStrict(sample.bundle), null, 1));
    expect(thrown(() => readBundle(spaced))).toEqual({ code: 'AGREEMENT_BUNDLE_INVALID', exit: 5 });
  });
});

describe('signing', () => {
  it('gives the signer their own compilation when it equals the offer', () => {
    expect(recompileAndCompare(sample.compiled, sample.agreement, lawData)).toEqual(sample.compiled);
  });

  it('is refused when what is offered was compiled from something else (exit 5)', () => {
    const other = changed((draft) => {
      draft.limits.runs = 4;
    });
    const offered = compile(other, lawData);
    expect(thrown(() => recompileAndCompare(offered, sampleAgreement(), lawData))).toEqual({
      code: 'AGREEMENT_COMPILES_DIFFERENTLY',
      exit: 5,
    });
  });
});
