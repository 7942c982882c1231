import { describe, expect, it } from 'vitest';
import { listKeysOf, wordsOf } from './list-keys.ts';
import { linkageModelSchema } from './model.ts';

describe('the words of a value', () => {
  it.each([
    ['thomas clifford', ['thomas', 'clifford']],
    // Each once, in the order in which they first come.
    ['ann mary ann', ['ann', 'mary']],
    // A single letter is an initial, not a word; also one beyond the first plane.
    ['j r hartley', ['hartley']],
    ['𝔸 𝔸b', ['𝔸b']],
    ['', []],
  ])('%j has %j', (value, words) => {
    expect(wordsOf(value)).toEqual(words);
  });

  it('are those of the first 32', () => {
    const words = Array.from({ length: 40 }, (_, n) => `w${n}`);
    expect(wordsOf(`x ${words.join(' ')}`)).toEqual(words.slice(0, 32));
  });

  it('sound by Soundex where they have letters a to z, each sound once', () => {
    // Robert and Rupert: R163 by the National Archives' rules.
    expect(listKeysOf('soundex-tokens', 'robert 1st rupert 42 смит')).toEqual(['r163', 's300']);
  });
});

describe('a rule of several keys a row', () => {
  const problemsOf = (keys: readonly object[]): readonly string[] => {
    const odds = { m: '0.9', u: '0.1' };
    const parsed = linkageModelSchema.safeParse({
      format: 'stile-linkage-model/1',
      name: 'one rule',
      fields: [{ name: 'name', kind: 'full-name' }],
      blocking: [{ name: 'rule', keys }],
      comparisons: [
        {
          name: 'name',
          fields: ['name'],
          levels: [
            { when: 'exact', ...odds },
            { when: 'else', ...odds },
          ],
        },
      ],
      priorMatchProbability: '0.01',
    });
    return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
  };

  it('has one key that is a list', () => {
    expect(
      problemsOf([
        { field: 'name', key: 'tokens' },
        { field: 'name', key: 'first-1' },
      ]),
    ).toEqual([]);
    expect(
      problemsOf([
        { field: 'name', key: 'tokens' },
        { field: 'name', key: 'soundex-tokens' },
      ]),
    ).toEqual(['one key at most may give a row several']);
  });

  it('says in how many rows a rare word may stand, and only then', () => {
    expect(problemsOf([{ field: 'name', key: 'rare-tokens', atMost: 50 }])).toEqual([]);
    expect(problemsOf([{ field: 'name', key: 'rare-tokens' }])).toHaveLength(1);
    expect(problemsOf([{ field: 'name', key: 'tokens', atMost: 50 }])).toHaveLength(1);
  });

  it('is of one field on both sides', () => {
    expect(problemsOf([{ field: 'name', key: 'tokens', with: 'name' }])).toEqual([
      'the key “tokens” is of one field on both sides',
    ]);
  });
});
