// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { fail } from '#kernel';
import { listKeysOf } from '../list-keys.ts';
import type { BlockingRule, ListKeyKind } from '../model.ts';
import { isListKey } from '../model.ts';
import { crossedKeys, type SharedField, type SharedFields } from '../shared-fields.ts';
import type { Lists } from './program.ts';

/** Whether rows have several keys under a rule. */
export const givesLists = (rule: BlockingRule): boolean => rule.keys.some(({ key }) => isListKey(key));

/**
 * The keys of each row under a rule of which one key is a list: one for each member of the list, put together with the
 * rule's other keys; none for a row that lacks one of these. Rows of the second table follow those of the first.
 */
export function ruleLists(rule: BlockingRule, fields: SharedFields, self: boolean): Lists {
  const codesOf = ({ left, right }: Pick<SharedField, 'left' | 'right'>, row: number): number =>
    row < left.length ? left[row]! : right[row - left.length]!;
  const fieldOf = (name: string): SharedField => fields.get(name) as SharedField;
  const listed = rule.keys.find(({ key }) => isListKey(key))!;
  const words = fieldOf(listed.field);
  const rows = words.left.length + (self ? 0 : words.right.length);
  const rest = new Uint32Array(rows).fill(1);
  for (const { field, key, with: other } of rule.keys) {
    if (isListKey(key)) continue;
    if (other !== undefined && self) fail('LINKAGE_RULE_NEEDS_TWO_TABLES', { rule: rule.name });
    const crossed = other === undefined ? undefined : crossedKeys(fieldOf(field), fieldOf(other), key);
    const { ofCode } = fieldOf(field).keys(key);
    const numbers = pairNumbers(rows);
    for (let row = 0; row < rows; row++) {
      const own = crossed ? codesOf(crossed, row) : ofCode[codesOf(fieldOf(field), row)]!;
      rest[row] = rest[row] === 0 || own === 0 ? 0 : numbers.of(rest[row]!, own);
    }
  }
  const members = memberNumbers(words, listed.key as ListKeyKind, listed.atMost, self);
  let entries = 0;
  const starts = new Uint32Array(rows + 1);
  for (let row = 0; row < rows; row++) {
    const code = codesOf(words, row);
    if (rest[row] !== 0) entries += members.starts[code + 1]! - members.starts[code]!;
    starts[row + 1] = entries;
  }
  const values = new Uint32Array(entries);
  const numbers = pairNumbers(entries);
  for (let row = 0; row < rows; row++) {
    const from = starts[row]!;
    const until = starts[row + 1]!;
    if (from === until) continue;
    const first = members.starts[codesOf(words, row)]!;
    for (let at = from; at < until; at++)
      values[at] = numbers.of(members.values[first + at - from]!, rest[row]!);
    if (until - from > 1) values.subarray(from, until).sort();
  }
  return rule.atMost === undefined ? { starts, values } : withoutHeavy({ starts, values }, rule.atMost);
}

/** Without the keys that more rows have. */
function withoutHeavy({ starts, values }: Lists, atMost: number): Lists {
  const rowsWith = new Uint32Array(values.length + 1);
  for (const key of values) rowsWith[key]!++;
  const kept = values.filter((key) => rowsWith[key]! <= atMost);
  const from = starts.slice();
  for (let row = 0, at = 0, light = 0; row + 1 < starts.length; row++) {
    for (; at < starts[row + 1]!; at++) if (rowsWith[values[at]!]! <= atMost) light++;
    from[row + 1] = light;
  }
  return { starts: from, values: kept };
}

/** Of values the numbers of their members, from 1, and how many members there are. */
interface Numbered {
  readonly lists: readonly (readonly number[])[];
  readonly count: number;
}

/** Many rules may ask for the words of one field: they are numbered once. */
const numbered = new WeakMap<readonly string[], Map<'words' | 'sounds', Numbered>>();

function numberedMembers(values: readonly string[], kind: ListKeyKind): Numbered {
  const of = numbered.get(values) ?? new Map<'words' | 'sounds', Numbered>();
  numbered.set(values, of);
  const name = kind === 'soundex-tokens' ? 'sounds' : 'words';
  const known = of.get(name);
  if (known !== undefined) return known;
  const numbers = new Map<string, number>();
  const lists = values.map((value) =>
    listKeysOf(kind, value).map((word) => {
      const number = numbers.get(word) ?? numbers.size + 1;
      numbers.set(word, number);
      return number;
    }),
  );
  const made = { lists, count: numbers.size };
  of.set(name, made);
  return made;
}

/** For each value the numbers of its members, from 1; without those that more rows have. */
function memberNumbers(
  { values, left, right }: SharedField,
  kind: ListKeyKind,
  atMost: number | undefined,
  self: boolean,
): Lists {
  const all = numberedMembers(values, kind);
  let lists = all.lists;
  if (atMost !== undefined) {
    const rowsOf = new Uint32Array(values.length);
    for (const side of self ? [left] : [left, right]) for (const code of side) rowsOf[code]! += 1;
    const rowsWith = new Float64Array(all.count + 1);
    lists.forEach((list, code) => {
      for (const word of list) rowsWith[word]! += rowsOf[code]!;
    });
    lists = lists.map((list) => list.filter((word) => rowsWith[word]! <= atMost));
  }
  const starts = new Uint32Array(values.length + 1);
  lists.forEach((list, code) => {
    starts[code + 1] = starts[code]! + list.length;
  });
  const members = new Uint32Array(starts[values.length]!);
  lists.forEach((list, code) => {
    members.set(list, starts[code]);
  });
  return { starts, values: members };
}

/** Numbers pairs of numbers from 1 in order of first use; at most `most` of them. Exact: open addressing, pairs compared. */
function pairNumbers(most: number) {
  let capacity = 16;
  while (capacity < most * 2) capacity *= 2;
  const slots = new Uint32Array(capacity);
  const firsts = new Uint32Array(most + 1);
  const seconds = new Uint32Array(most + 1);
  let count = 0;
  return {
    of(x: number, y: number): number {
      let hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77);
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
      let slot = (hash ^ (hash >>> 13)) & (capacity - 1);
      for (;;) {
        const number = slots[slot]!;
        if (number === 0) break;
        if (firsts[number] === x && seconds[number] === y) return number;
        slot = (slot + 1) & (capacity - 1);
      }
      count++;
      slots[slot] = count;
      firsts[count] = x;
      seconds[count] = y;
      return count;
    },
  };
}
