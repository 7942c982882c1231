import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { agreementBytes, compile, readAgreement, readBundle, requireLawfulFlows, verifyBundle } from '#agreement';
import { digestOf, parseDate, parseStrict, utf8Text } from '#kernel';
import { parseLawData } from '#law';
import type { Trust } from '#signing';

/*
 * Agreements that were compiled once. A released compiler gives the same bytes for ever: when a test here fails,
 * the compiler is wrong, or its next version needs a new name and a corpus of its own. Nothing here is written again.
 */
const folder = import.meta.dirname;
const read = (...path: string[]): Uint8Array => new Uint8Array(readFileSync(join(folder, ...path)));
const law = parseLawData(parseStrict(read('law-data.json')));
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'signed-bundle')
  .map(({ name }) => name);

describe('the compiler reproduces a frozen agreement, byte for byte', () => {
  it('has at least three', () => expect(names.length).toBeGreaterThanOrEqual(3));

  it.each(names)('%s', (name) => {
    const agreement = readAgreement(read(name, 'agreement.json'), 'json');
    const { planBytes, english } = compile(agreement, law);
    expect(digestOf(agreementBytes(agreement))).toBe(digestOf(read(name, 'agreement.json')));
    expect(english).toBe(utf8Text(read(name, 'plan.txt')));
    expect(utf8Text(planBytes)).toBe(utf8Text(read(name, 'plan.json')));
  });
});

describe('a bundle signed with other law data and other English than this version has', () => {
  const bundle = readBundle(read('signed-bundle', 'bundle.json'));
  const trust = parseStrict(read('signed-bundle', 'trust.json')) as unknown as Trust;
  const on = parseDate('2026-12-01');

  it('is what this compiler would not write', () => {
    const today = compile(bundle.agreement, law);
    expect(today.english).not.toBe(bundle.english);
    expect(today.digests.lawData).not.toBe(bundle.runPlan.lawData.digest);
  });

  it('still verifies, and the law in it still allows every flow', () => {
    const { plan, lawData, signers } = verifyBundle(bundle, trust, on);
    expect(signers.length).toBe(3);
    expect(() => requireLawfulFlows(plan, lawData, on)).not.toThrow();
  });
});
