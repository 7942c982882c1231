/**
 * Assesses random facts that the schema allows, and facts near a share that the law allows: none may throw or be
 * answered without a citation. Prints CPU time for each answer, with a power named and without.
 *
 * Usage: node --import tsx bench/law.ts [how many of each, without it 100000] [seed, without it 1]
 */
import fc from 'fast-check';
import { assess, type Facts, lawData } from '#law';
import { anyFacts, nearGateway } from '../src/law/testing/any-facts.ts';

const count = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);
const warmUp = 2_000;
const batch = 10_000;

interface Figures {
  facts: string;
  answers: number;
  permitted: number;
  microsecondsEach: number;
  threw: number;
  withoutCitation: number;
}

/** Facts are made batch by batch, outside the measured time: a hundred thousand at once would be mostly garbage collection. */
function measure(name: string, arbitrary: fc.Arbitrary<Facts>): Figures {
  const figures = { answers: 0, permitted: 0, threw: 0, withoutCitation: 0 };
  let microseconds = 0;
  for (const facts of fc.sample(arbitrary, { numRuns: warmUp, seed })) assess(facts, lawData);
  for (let from = 0; from < count; from += batch) {
    const questions = fc.sample(arbitrary, { numRuns: Math.min(batch, count - from), seed: seed + from });
    const before = process.cpuUsage();
    for (const facts of questions) {
      figures.answers += 1;
      try {
        const { citations, outcome } = assess(facts, lawData);
        if (citations.length === 0) figures.withoutCitation += 1;
        if (outcome === 'gateway' || outcome.startsWith('must')) figures.permitted += 1;
      } catch {
        figures.threw += 1;
      }
    }
    const { user, system } = process.cpuUsage(before);
    microseconds += user + system;
  }
  return { facts: name, ...figures, microsecondsEach: Math.round(microseconds / figures.answers) };
}

const named = (arbitrary: fc.Arbitrary<Facts>): fc.Arbitrary<Facts> =>
  fc
    .tuple(arbitrary, fc.constantFrom(...lawData.powers.map(({ id }) => id)))
    .map(([facts, power]) => ({ ...facts, power }));
const unnamed = (arbitrary: fc.Arbitrary<Facts>): fc.Arbitrary<Facts> =>
  arbitrary.map(({ power: _, ...facts }) => facts);

const all = [
  measure('any, power named', named(anyFacts)),
  measure('any, power not named', unnamed(anyFacts)),
  measure('near a gateway', nearGateway),
  measure('near a gateway, power not named', unnamed(nearGateway)),
];
console.table(all);
console.log(JSON.stringify(all));
if (all.some(({ threw, withoutCitation }) => threw + withoutCitation > 0)) process.exitCode = 1;
