import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodedTable } from '../encoded.ts';
import { fieldsOf } from '../fields.ts';
import { parseLinkageModel } from '../model.ts';
import { matchProbability } from '../probability.ts';
import { linkByDefinition } from '../reference.ts';
import { compileModel } from '../scan/compile-model.ts';
import { openKernel } from '../scan/kernel.ts';
import { reportFacts } from './report-facts.ts';

const model = parseLinkageModel({
  format: 'stile-linkage-model/1',
  name: 'raw',
  fields: [
    { name: 'name', kind: 'raw' },
    { name: 'town', kind: 'raw' },
  ],
  blocking: [
    { name: 'town', keys: [{ field: 'town', key: 'whole' }] },
    { name: 'name', keys: [{ field: 'name', key: 'first-1' }] },
  ],
  comparisons: [
    {
      name: 'name',
      fields: ['name'],
      levels: [
        { when: 'missing' },
        { when: 'exact', m: '0.8', u: '0.05', termFrequency: true },
        { when: 'levenshtein', atMost: 1, m: '0.1', u: '0.1' },
        { when: 'else', m: '0.1', u: '0.85' },
      ],
    },
    {
      name: 'town',
      fields: ['town'],
      levels: [
        { when: 'missing' },
        { when: 'exact', m: '0.9', u: '0.2' },
        { when: 'else', m: '0.1', u: '0.8' },
      ],
    },
  ],
  priorMatchProbability: '0.1',
});

const row = fc.record({
  name: fc.constantFrom('ann', 'anne', 'bob', 'rob', ''),
  town: fc.constantFrom('ely', 'ware', ''),
});

describe('the facts of a report', () => {
  it('agree with the meaning of the plan: pairs, thresholds, expected and true matches', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: -4, max: 4 }),
        (lefts, rights, threshold) => {
          const all = [...lefts, ...rights];
          const split = lefts.length;
          const table = encodedTable(
            { name: all.map(({ name }) => name), town: all.map(({ town }) => town) },
            split,
          );
          const truth = Int32Array.from(all, ({ name }) => name.length);
          const fields = fieldsOf(model, table);
          const kernel = openKernel(compileModel(model, fields, false), 2 ** 26);
          const facts = reportFacts(
            { table, model, fields, kernel, candidates: kernel.scan() },
            { threshold, oneToOne: false, truth, groups: ['town'] },
          );
          const plain = (rows: typeof lefts) =>
            rows.map(({ name, town }) => ({ ...(name && { name }), ...(town && { town }) }));
          const pairs = linkByDefinition({ model }, plain(lefts), plain(rights));
          const above = pairs.filter(({ weight }) => weight >= threshold - 1e-9);
          const isTrue = ({ left, right }: { left: number; right: number }): boolean =>
            truth[left] === truth[split + right];
          const chosen = facts.thresholds.find((one) => one.threshold === threshold);
          const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

          expect(facts.expected.allPairs).toBe(lefts.length * rights.length);
          expect(facts.expected.comparedPairs).toBe(pairs.length);
          expect(facts.rules.at(-1)?.cumulativePairs).toBe(pairs.length);
          for (const r of [0, 1])
            expect(facts.rules[r]?.newPairs).toBe(pairs.filter(({ rule }) => rule === r).length);
          const matches = sum(pairs.map(({ weight }) => matchProbability(weight)));
          expect(facts.expected.compared).toBeCloseTo(matches, 9);
          expect(facts.rules.at(-1)?.cumulativeMatches).toBeCloseTo(matches, 9);
          expect(sum(facts.bands.map(({ pairs: count }) => count))).toBe(pairs.length);
          expect(sum(facts.bands.map(({ observed = 0 }) => observed))).toBe(pairs.filter(isTrue).length);
          expect(chosen?.pairs).toBe(above.length);
          expect(chosen?.expectedMatches).toBeCloseTo(
            sum(above.map(({ weight }) => matchProbability(weight))),
            9,
          );
          const actual = sum(lefts.map((a) => rights.filter((b) => b.name.length === a.name.length).length));
          expect(facts.truth?.actualPairs).toBe(actual);
          if (actual > 0)
            expect(chosen?.observed?.recall).toBeCloseTo(above.filter(isTrue).length / actual, 12);

          // The sizes of clusters are those of the threshold in use, and every record is in one.
          const found = facts.resolved.find((one) => one.threshold === threshold);
          expect(sum(facts.sizes.map(({ records }) => records))).toBe(all.length);
          expect(sum(facts.sizes.map(({ clusters }) => clusters))).toBe(found?.clusters);
          for (const { which, pair } of facts.examples)
            expect(pair.weight >= threshold).toBe(which !== 'below');
        },
      ),
      { numRuns: 40 },
    );
  });

  it('are there for records of which nothing can be compared', () => {
    const table = encodedTable({ name: ['', ''], town: ['', ''] });
    const fields = fieldsOf(model, table);
    const kernel = openKernel(compileModel(model, fields, true), 2 ** 26);
    const facts = reportFacts(
      { table, model, fields, kernel, candidates: kernel.scan() },
      { threshold: 0, oneToOne: false },
    );
    expect(facts).toMatchObject({ bands: [], views: [], examples: [], groups: [] });
    expect(facts.expected).toMatchObject({ comparedPairs: 0, compared: 0, wronglyLinked: 0 });
    // Their weight against themselves is the prior’s: nothing is known of them.
    expect(facts.unlinkable.find(({ threshold }) => threshold === 0)).toMatchObject({ records: 2, share: 1 });
  });
});
