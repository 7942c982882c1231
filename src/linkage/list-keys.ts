import { soundex } from './keys.ts';
import type { ListKeyKind } from './model.ts';

/** Of a longer value only the first so many words count. */
const MOST_WORDS = 32;

/**
 * The words of a cleaned value: what stands between spaces and has two letters or more, of the first 32 words that
 * have, each once, in order.
 */
export function wordsOf(value: string): readonly string[] {
  const words = value.split(' ').filter((word) => word.length > 1 && [...word.slice(0, 3)].length > 1);
  return [...new Set(words.slice(0, MOST_WORDS))];
}

/**
 * The keys of a cleaned value, each once, in order of its words: the words (`tokens`), or how they sound by
 * Soundex, for those that have letters a to z (`soundex-tokens`). `rare-tokens` are the words before it is known which are rare:
 * those that stand in at most so many rows of the field, rows of both tables counted together, a row once for a word.
 */
export const listKeysOf = (kind: ListKeyKind, value: string): readonly string[] =>
  kind === 'soundex-tokens'
    ? [...new Set(wordsOf(value).flatMap((word) => soundex(word) ?? []))]
    : wordsOf(value);
