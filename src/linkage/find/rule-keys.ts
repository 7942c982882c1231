// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { deriveKey } from '../keys.ts';
import { listKeysOf } from '../list-keys.ts';
import { type BlockingRule, isListKey } from '../model.ts';
import { type KeyRuns, keyRuns } from '../resolve/spine-index.ts';
import type { SharedField, SharedFields } from '../shared-fields.ts';
import { pairHash, textHash } from './text-hash.ts';

/** The blocks of one rule over a spine, and the keys of a record that is looked for. */
export interface RuleKeys {
  readonly runs: KeyRuns;
  /** The keys of a record; `textIn` gives its cleaned value of a field, an empty text where it has none. */
  keysOf(textIn: (field: string) => string): RecordKeys;
}

export interface RecordKeys {
  /** Hashes, to be looked up in the runs. */
  readonly hashes: readonly number[];
  /** Whether a row of the spine has the `k`th of these keys, and not only its hash. */
  has(k: number, row: number): boolean;
}

type Key = BlockingRule['keys'][number];
const SEED = 0x2545f491;

/**
 * Sorts the rows of a spine by hashes of their keys under a rule: 4 bytes a row, or a row and word. A record’s key is
 * made alike, so that nothing but its own text is needed to look it up.
 */
export function ruleKeys(rule: BlockingRule, fields: SharedFields): RuleKeys {
  const single = rule.keys.flatMap((key) => (isListKey(key.key) ? [] : [singlePart(key, fields)]));
  const listed = rule.keys.flatMap((key) => (isListKey(key.key) ? [listPart(key, fields)] : []))[0];
  const rows = fields.values().next().value?.left.length ?? 0;
  const base = (row: number): number => {
    let hash = SEED;
    for (const { field, hashes } of single) {
      const own = hashes[field.left[row]!]!;
      if (own === 0) return 0;
      hash = pairHash(hash, own);
    }
    return hash;
  };
  const runs =
    listed === undefined
      ? keyRuns(Uint32Array.from({ length: rows }, (_, row) => base(row)))
      : listRuns(rows, base, listed);
  return {
    runs: rule.atMost === undefined ? runs : withoutHeavy(runs, rule.atMost),
    keysOf(textIn) {
      const none = { hashes: [], has: () => false };
      let hash = SEED;
      const texts: string[] = [];
      for (const { of } of single) {
        const text = of(textIn);
        if (text === undefined) return none;
        texts.push(text);
        hash = pairHash(hash, textHash(text, SEED));
      }
      const hasRest = (row: number): boolean => single.every(({ textOf }, p) => textOf(row) === texts[p]);
      if (listed === undefined) return { hashes: [hash], has: (_, row) => hasRest(row) };
      const words = listed.of(textIn);
      return {
        hashes: words.map((word) => pairHash(hash, textHash(word, SEED))),
        has: (k, row) => hasRest(row) && listed.wordsOf(row).includes(words[k]!),
      };
    },
  };
}

/** A key of which a row has one. The spine is the first table: `with` names the field of the record. */
function singlePart({ field: name, key, with: other = name }: Key, fields: SharedFields) {
  const field = fields.get(name) as SharedField;
  if (isListKey(key)) throw new TypeError(`“${key}” gives a row several keys`);
  const hashes = new Uint32Array(field.count);
  for (let code = 1; code < hashes.length; code++) {
    const text = deriveKey(key, field.text(code));
    if (text !== undefined) hashes[code] = textHash(text, SEED);
  }
  return {
    field,
    hashes,
    of: (textIn: (field: string) => string) => deriveKey(key, textIn(other)),
    textOf: (row: number) => deriveKey(key, field.text(field.left[row]!)),
  };
}

interface ListPart {
  readonly field: SharedField;
  /** The words of a value that may be keys. */
  wordsAt(code: number): readonly string[];
  wordsOf(row: number): readonly string[];
  of(textIn: (field: string) => string): readonly string[];
}

function listPart({ field: name, key, atMost }: Key, fields: SharedFields): ListPart {
  const field = fields.get(name) as SharedField;
  if (!isListKey(key)) throw new TypeError(`“${key}” gives a row one key`);
  const common = new Set<string>();
  if (atMost !== undefined) {
    const rowsWith = new Map<string, number>();
    const rowsOf = new Uint32Array(field.count);
    for (const code of field.left) rowsOf[code]!++;
    rowsOf.forEach((own, code) => {
      for (const word of listKeysOf(key, field.text(code))) {
        const rows = (rowsWith.get(word) ?? 0) + own;
        rowsWith.set(word, rows);
        if (rows > atMost) common.add(word);
      }
    });
  }
  const words = (value: string): readonly string[] =>
    listKeysOf(key, value).filter((word) => !common.has(word));
  return {
    field,
    wordsAt: (code) => words(field.text(code)),
    wordsOf: (row) => words(field.text(field.left[row]!)),
    of: (textIn) => words(textIn(name)),
  };
}

/** A row stands in the block of each of its words. */
function listRuns(rows: number, base: (row: number) => number, { field, wordsAt }: ListPart): KeyRuns {
  const starts = new Uint32Array(field.count + 1);
  const hashes: number[] = [];
  for (let code = 0; code < field.count; code++) {
    if (code > 0) for (const word of wordsAt(code)) hashes.push(textHash(word, SEED));
    starts[code + 1] = hashes.length;
  }
  let entries = 0;
  for (let row = 0; row < rows; row++) {
    const code = field.left[row]!;
    if (base(row) !== 0) entries += starts[code + 1]! - starts[code]!;
  }
  const keys = new Uint32Array(entries);
  const of = new Uint32Array(entries);
  for (let row = 0, e = 0; row < rows; row++) {
    const own = base(row);
    const code = field.left[row]!;
    if (own === 0) continue;
    for (let at = starts[code]!; at < starts[code + 1]!; at++) {
      keys[e] = pairHash(own, hashes[at]!);
      of[e++] = row;
    }
  }
  return keyRuns(keys, of);
}

function withoutHeavy({ keys, starts, rows }: KeyRuns, atMost: number): KeyRuns {
  const kept = countingKept(starts, atMost);
  const newStarts = new Uint32Array(kept.length + 1);
  const newRows: Uint32Array[] = [];
  kept.forEach((k, n) => {
    newRows.push(rows.subarray(starts[k], starts[k + 1]));
    newStarts[n + 1] = newStarts[n]! + starts[k + 1]! - starts[k]!;
  });
  const all = new Uint32Array(newStarts[kept.length]!);
  newRows.forEach((run, n) => {
    all.set(run, newStarts[n]);
  });
  return { keys: kept.map((k) => keys[k]!), starts: newStarts, rows: all };
}

function countingKept(starts: Uint32Array, atMost: number): Uint32Array {
  const kept: number[] = [];
  for (let k = 0; k + 1 < starts.length; k++) if (starts[k + 1]! - starts[k]! <= atMost) kept.push(k);
  return Uint32Array.from(kept);
}
