/**
 * Freezes the corpus of the compiler at hand, in a folder of test/corpus with the compiler's name: each agreement
 * with its plan and English, and a signed bundle whose law data and English this compiler would not write.
 * It may only ADD for a released compiler: what is there is never written again, whatever the compiler says today.
 * Before a release, delete the folder and run `node --import tsx scripts/freeze-corpus.ts`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type Agreement, agreementBytes, compile, readAgreement } from '#agreement';
import { canonicalise, digestOf, type JsonValue, parseStrict, utf8 } from '#kernel';
import { lawData, parseLawData } from '#law';
import { sampleAgreement, signedSample } from '../src/agreement/sample.ts';

const example = (file: string): Agreement =>
  readAgreement(new Uint8Array(readFileSync(new URL(`../examples/${file}`, import.meta.url))), 'yaml');

const agreements: Readonly<Record<string, Agreement>> = {
  'fuel-poverty-one-supplier': sampleAgreement(1),
  'fuel-poverty-three-suppliers': sampleAgreement(3),
  'council-tenants-processor-and-review': example('council-tenants.yaml'),
};

const one = sampleAgreement(1);
const { compiler } = compile(one, lawData).plan;
const folder = new URL(`../test/corpus/${compiler.replace('/', '-')}/`, import.meta.url);

/** Writes a folder's files, or none of them where the folder is there. */
function add(name: string, files: Readonly<Record<string, Uint8Array | string>>): void {
  const at = new URL(name, folder);
  if (existsSync(at)) {
    console.log(`${at.pathname} is there, and stays as it is.`);
    return;
  }
  mkdirSync(at, { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(new URL(file, at), content);
  console.log(`${at.pathname} added.`);
}

add('law/', { 'law-data.json': canonicalise(lawData as unknown as JsonValue) });
const law = parseLawData(parseStrict(new Uint8Array(readFileSync(new URL('law/law-data.json', folder)))));

for (const [name, agreement] of Object.entries(agreements)) {
  const { planBytes, english } = compile(agreement, law);
  add(`${name}/`, {
    'agreement.json': agreementBytes(agreement),
    'plan.json': planBytes,
    'plan.txt': english,
  });
}

const grown = parseLawData({
  ...(law as unknown as Record<string, JsonValue>),
  aFactThatThisVersionDoesNotKnow: { since: '2026-12-01' },
});
const compiled = compile(one, grown);
const english = compiled.english.replace('does the matching', 'carries out the matching');
const { bundle, trust } = signedSample(one, grown, {
  ...compiled,
  english,
  digests: { ...compiled.digests, english: digestOf(utf8(english)) },
});
add('signed-bundle/', {
  'bundle.json': bundle,
  'trust.json': canonicalise(trust as unknown as JsonValue),
});
