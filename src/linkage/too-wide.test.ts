import { describe, expect, it } from 'vitest';
import { isStileError } from '#kernel';
import { linkPairs } from './link-pairs.ts';
import { type ComparisonLevel, type LinkageModel, linkageModelSchema } from './model.ts';
import { defaultPersonModel } from './person-model.ts';
import { toTable } from './testing/random-plans.ts';
import { whyTooWide } from './too-wide.ts';

/** So many comparisons of two levels, and so many rules, over fields that are each measured once. */
function modelOf(comparisons: number, rules: number): LinkageModel {
  const fields = Array.from({ length: comparisons }, (_, f) => `field-${f}`);
  return linkageModelSchema.parse({
    format: 'stile-linkage-model/1',
    name: 'wide',
    fields: fields.map((name) => ({ name, kind: 'text' })),
    blocking: Array.from({ length: rules }, (_, r) => ({
      name: `rule-${r}`,
      keys: [{ field: 'field-0', key: 'whole' }],
    })),
    comparisons: fields.map((name) => ({
      name,
      fields: [name],
      levels: [
        { when: 'jaro', atLeast: '0.9', m: '0.9', u: '0.1' },
        { when: 'else', m: '0.1', u: '0.9' },
      ] satisfies ComparisonLevel[],
    })),
    priorMatchProbability: '0.01',
  });
}

/** What linking one row with one row by the model throws. */
function thrownBy(model: LinkageModel): string | undefined {
  const table = toTable(
    [{}],
    model.fields.map(({ name }) => name),
  );
  try {
    linkPairs({ model, threshold: '0' }, table, table);
    return undefined;
  } catch (error) {
    return isStileError(error) ? error.code : 'a fault';
  }
}

describe('a model that the kernel can’t run', () => {
  it.each([
    // Two to the power of 32 and 31, or 32 and 32.
    ['levels and rules that can be counted', modelOf(32, 31), []],
    ['one rule more', modelOf(32, 32), ['LINKAGE_TOO_MANY_LEVELS']],
    ['33 measures', modelOf(33, 1), ['LINKAGE_TOO_MANY_MEASURES']],
    ['person/1', defaultPersonModel, []],
  ])('%s', (_, model, codes) => {
    expect(whyTooWide(model).map(({ code }) => code)).toEqual(codes);
    expect(thrownBy(model)).toBe(codes[0]);
  });
});
