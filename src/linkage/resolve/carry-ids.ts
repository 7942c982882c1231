// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { fail } from '#kernel';
import { countingUp, sortByKey } from './order.ts';
import { MAX_ROWS } from './pairs.ts';

/** The persons of an earlier run: for each record its identifier and the number of its person, in any order. */
export interface IdentifiedRecords {
  readonly records: readonly string[];
  readonly persons: Int32Array;
}

/** The clusters of this run: for each record its identifier and its label, which is a place in the list. */
export interface ClusteredRecords {
  readonly records: readonly string[];
  readonly labels: Int32Array;
}

/**
 * What became of a person. `kept`: its number goes on. `merged`: its number ends, and most of its records are with `to`.
 * `split`: some of its records are with `to`, and the rest elsewhere. `new`: the number is first used. `ended`: none of
 * its records is there any more.
 */
export type IdChange = (typeof idChanges)[number];
export const idChanges = ['kept', 'merged', 'split', 'new', 'ended'] as const;
const KEPT = 0;
const MERGED = 1;
const SPLIT = 2;
const NEW = 3;
const ENDED = 4;

export interface CarriedIds {
  /** For each record of this run the number of its person. */
  readonly persons: Int32Array;
  /** The first number that was never used. */
  readonly next: number;
  /** Side by side, sorted by `from`, then `to`; new persons last. */
  readonly changes: {
    readonly count: number;
    /** Places in `idChanges`. */
    readonly kind: Uint8Array;
    /** -1 for a new person. */
    readonly from: Int32Array;
    /** -1 for a person that ended. */
    readonly to: Int32Array;
    /** Records concerned: those that both runs have, for a new person those it has now, for an ended one 0. */
    readonly records: Int32Array;
  };
}

/**
 * Gives the clusters of this run the numbers of the earlier run's persons: the largest overlaps first, each number and
 * each cluster once; equal overlaps by the smaller number, then by the cluster with the smaller record identifier. Other
 * clusters get new numbers from `next` on, in the order of their smallest record identifiers. Identifiers are ordered by
 * code units, so neither the order of records nor a locale changes anything. Time n log n.
 *
 * Throws `LINKAGE_RECORD_ID_REPEATED`, `LINKAGE_ROWS_UNEQUAL`, and `LINKAGE_RESOLVE_OPTION_INVALID` when `next` is not
 * above every number in use.
 */
export function carryIds(previous: IdentifiedRecords, current: ClusteredRecords, next: number): CarriedIds {
  checkLength('list of persons', previous.persons, previous.records.length);
  checkLength('list of labels', current.labels, current.records.length);
  for (const person of previous.persons)
    if (person < 0)
      fail('LINKAGE_ROWS_UNEQUAL', {
        what: 'list of persons',
        got: previous.persons.length,
        rows: previous.records.length,
      });
  const before = byIdentifier(previous.records, 'previous');
  const now = byIdentifier(current.records, 'new');
  const { clusterOf, sizes } = numberClusters(current.labels, now);
  const overlaps = overlapsOf(previous, current, before, now, clusterOf);
  const { home, owner } = matchByOverlap(overlaps, sizes.length);

  const known = distinct(previous.persons);
  const start = next;
  const highest = known.at(-1) ?? -1;
  if (!Number.isInteger(next) || next <= highest || next + sizes.length > MAX_ROWS)
    fail('LINKAGE_RESOLVE_OPTION_INVALID', {
      option: 'next',
      allowed:
        'a whole number above every person number in use, with room for the new ones below 2 to the power of 31',
    });
  let free = start;
  for (let c = 0; c < sizes.length; c++) if (owner[c]! < 0) owner[c] = free++;

  return {
    persons: Int32Array.from(clusterOf, (c) => owner[c]!),
    next: free,
    changes: changesOf(overlaps, home, owner, known, sizes, start),
  };
}

function checkLength(what: string, list: Int32Array, rows: number): void {
  if (list.length !== rows) fail('LINKAGE_ROWS_UNEQUAL', { what, got: list.length, rows });
}

function byIdentifier(records: readonly string[], side: 'previous' | 'new'): Uint32Array {
  const order = countingUp(records.length);
  let sorted = true;
  for (let x = 1; sorted && x < records.length; x++) sorted = records[x - 1]! < records[x]!;
  if (sorted) return order;
  order.sort((x, y) => (records[x]! < records[y]! ? -1 : records[x]! > records[y]! ? 1 : 0));
  for (let x = 1; x < order.length; x++)
    if (records[order[x - 1]!] === records[order[x]!]) fail('LINKAGE_RECORD_ID_REPEATED', { side, place: x });
  return order;
}

/** Clusters numbered by their smallest record identifiers. */
function numberClusters(labels: Int32Array, now: Uint32Array) {
  const numberOf = new Int32Array(labels.length).fill(-1);
  const clusterOf = new Int32Array(labels.length);
  const sizes = new Int32Array(labels.length);
  let clusters = 0;
  for (const row of now) {
    const label = labels[row]!;
    if (label < 0 || label >= labels.length) checkLength('list of labels', labels, -1);
    if (numberOf[label]! < 0) numberOf[label] = clusters++;
    const cluster = numberOf[label]!;
    clusterOf[row] = cluster;
    sizes[cluster]!++;
  }
  return { clusterOf, sizes: sizes.subarray(0, clusters) };
}

/** How many records a person of before and a cluster of now share; by person, then cluster. */
interface Overlaps {
  readonly count: number;
  readonly person: Int32Array;
  readonly cluster: Int32Array;
  readonly records: Int32Array;
}

function overlapsOf(
  previous: IdentifiedRecords,
  current: ClusteredRecords,
  before: Uint32Array,
  now: Uint32Array,
  clusterOf: Int32Array,
): Overlaps {
  const most = Math.min(before.length, now.length);
  const persons = new Uint32Array(most);
  const clusters = new Uint32Array(most);
  let common = 0;
  for (let x = 0, y = 0; x < before.length && y < now.length; ) {
    const old = previous.records[before[x]!]!;
    const fresh = current.records[now[y]!]!;
    if (old === fresh) {
      persons[common] = previous.persons[before[x++]!]!;
      clusters[common++] = clusterOf[now[y++]!]!;
    } else if (old < fresh) x++;
    else y++;
  }
  const order = countingUp(common);
  sortByKey(order, clusters);
  sortByKey(order, persons);
  const person = new Int32Array(common);
  const cluster = new Int32Array(common);
  const records = new Int32Array(common);
  let count = 0;
  for (const at of order) {
    if (count === 0 || person[count - 1] !== persons[at] || cluster[count - 1] !== clusters[at]) {
      person[count] = persons[at]!;
      cluster[count] = clusters[at]!;
      count++;
    }
    records[count - 1]!++;
  }
  return { count, person, cluster, records };
}

/** For each overlap's person its cluster, and for each cluster its person; -1 for none. */
function matchByOverlap({ count, person, cluster, records }: Overlaps, clusters: number) {
  const order = countingUp(count);
  sortByKey(
    order,
    Uint32Array.from(records.subarray(0, count), (n) => ~n),
  );
  /** The first overlap of the same person. */
  const first = new Int32Array(count);
  for (let o = 0; o < count; o++) first[o] = o > 0 && person[o - 1] === person[o] ? first[o - 1]! : o;
  const owner = new Int32Array(clusters).fill(-1);
  const taken = new Int32Array(count).fill(-1);
  for (const o of order) {
    if (owner[cluster[o]!]! >= 0 || taken[first[o]!]! >= 0) continue;
    owner[cluster[o]!] = person[o]!;
    taken[first[o]!] = cluster[o]!;
  }
  return { owner, home: Int32Array.from(first, (f) => taken[f]!) };
}

function distinct(persons: Int32Array): Int32Array {
  const sorted = persons.slice().sort();
  return sorted.filter((person, x) => x === 0 || person !== sorted[x - 1]);
}

function changesOf(
  { count: overlaps, person, cluster, records }: Overlaps,
  home: Int32Array,
  owner: Int32Array,
  known: Int32Array,
  sizes: Int32Array,
  start: number,
): CarriedIds['changes'] {
  const most = overlaps + known.length + sizes.length;
  const kind = new Uint8Array(most);
  const from = new Int32Array(most);
  const to = new Int32Array(most);
  const shared = new Int32Array(most);
  let count = 0;
  const add = (what: number, a: number, b: number, n: number): void => {
    kind[count] = what;
    from[count] = a;
    to[count] = b;
    shared[count++] = n;
  };
  let o = 0;
  for (const one of known) {
    if (o >= overlaps || person[o] !== one) {
      add(ENDED, one, -1, 0);
      continue;
    }
    const begin = o;
    let largest = o;
    for (; o < overlaps && person[o] === one; o++) if (records[o]! > records[largest]!) largest = o;
    const at = count;
    for (let x = begin; x < o; x++) {
      const gone = home[x]! < 0 && x === largest;
      add(cluster[x] === home[x] ? KEPT : gone ? MERGED : SPLIT, one, owner[cluster[x]!]!, records[x]!);
    }
    sortByTo(at);
  }
  for (let c = 0; c < sizes.length; c++) if (owner[c]! >= start) add(NEW, -1, owner[c]!, sizes[c]!);
  return {
    count,
    kind: kind.slice(0, count),
    from: from.slice(0, count),
    to: to.slice(0, count),
    records: shared.slice(0, count),
  };

  function sortByTo(begin: number): void {
    const order = countingUp(count - begin);
    const keys = Uint32Array.from(to.subarray(begin, count));
    sortByKey(order, keys);
    const kinds = kind.slice(begin, count);
    const numbers = shared.slice(begin, count);
    order.forEach((x, place) => {
      kind[begin + place] = kinds[x]!;
      to[begin + place] = keys[x]!;
      shared[begin + place] = numbers[x]!;
    });
  }
}
