import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  agreementBytes,
  compile,
  firstPart,
  readAgreement,
  readBundle,
  requireLawfulFlows,
  verifyBundle,
} from '#agreement';
import { digestOf, parseDate, parseStrict, utf8Text } from '#kernel';
import { lawData, parseLawData } from '#law';
import type { Trust } from '#signing';
import { sampleAgreement } from '../../src/agreement/sample.ts';

/*
 * Agreements that were compiled once, in a folder for each compiler. A released compiler gives the same bytes for ever:
 * when a test here fails, the compiler is wrong, or needs a new name and, by `scripts/freeze-corpus.ts`, a corpus of its
 * own. Nothing here is written again.
 */
const read = (...path: string[]): Uint8Array =>
  new Uint8Array(readFileSync(join(import.meta.dirname, ...path)));
const foldersIn = (...path: string[]): readonly string[] =>
  readdirSync(join(import.meta.dirname, ...path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const { compiler } = compile(sampleAgreement(), lawData).plan;
const current = compiler.replace('/', '-');
const law = parseLawData(parseStrict(read(current, 'law', 'law-data.json')));
const names = foldersIn(current).filter((name) => !['law', 'signed-bundle'].includes(name));

describe('the compiler reproduces a frozen agreement, byte for byte', () => {
  it('has at least three', () => expect(names.length).toBeGreaterThanOrEqual(3));

  it.each(names)('%s', (name) => {
    const agreement = readAgreement(read(current, name, 'agreement.json'), 'json');
    const { planBytes, english } = compile(agreement, law);
    expect(digestOf(agreementBytes(agreement))).toBe(digestOf(read(current, name, 'agreement.json')));
    expect(english).toBe(utf8Text(read(current, name, 'plan.txt')));
    expect(utf8Text(planBytes)).toBe(utf8Text(read(current, name, 'plan.json')));
  });
});

describe.each(foldersIn())('a bundle signed under %s, with other law data and other English', (folder) => {
  const bundle = readBundle(read(folder, 'signed-bundle', 'bundle.json'));
  const trust = parseStrict(read(folder, 'signed-bundle', 'trust.json')) as unknown as Trust;
  const on = parseDate('2026-12-01');

  it.runIf(folder === current)('is what this compiler would not write', () => {
    const today = compile(bundle.agreement, law);
    expect(today.english).not.toBe(bundle.english);
    expect(today.digests.lawData).not.toBe(bundle.runPlan.lawData.digest);
  });

  it('still verifies, and the law in it still allows every flow', () => {
    const { plan, lawData: signed, signers } = verifyBundle(bundle, trust, on);
    expect(signers.length).toBe(3);
    expect(() => requireLawfulFlows(plan, signed, on)).not.toThrow();
  });
});

describe('the first part of a plan’s English', () => {
  const examples = join(import.meta.dirname, '../../examples');
  const agreements = [
    ...names.map((name) => [name, readAgreement(read(current, name, 'agreement.json'), 'json')] as const),
    ...readdirSync(examples).map(
      (file) => [file, readAgreement(new Uint8Array(readFileSync(join(examples, file))), 'yaml')] as const,
    ),
  ];

  // 150 words a minute, as a newsreader speaks. A numeral is one word at least, so it counts as one.
  it.each(agreements)('%s is read aloud in less than two minutes', (_, agreement) => {
    const { english } = compile(agreement, lawData);
    const first = firstPart(english);
    expect(first.length).toBeLessThan(english.length / 2);
    expect(first).toContain('3. Until when');
    expect(first.match(/\S*[\p{L}\p{N}]\S*/gu)?.length).toBeLessThanOrEqual(300);
  });
});
