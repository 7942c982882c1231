// AssemblyScript. Clusters in the making. Those who speak for a cluster are its rows with the smallest hash: the choice does
// not depend on how it grew. Room is given by guard.ts; each instance has one guard.
import { real, setWord, word } from '../../wasm/words.as';
import { orderByWeight } from './order.as';

const NONE: u32 = 0xffffffff;
const MEMO: u32 = 1 << 16;
const MEMO_KEY: usize = 16;

// By row: the row above it, and of a root how many rows its cluster has, who speaks for it first, and who after a row.
let parent: usize = 0;
let size: usize = 0;
let first: usize = 0;
let next: usize = 0;
/** Roots and sizes of two clusters (16 bytes), then the means. */
let memo: usize = 0;
let floor: f64 = 0;
let clip: f64 = 0;
let sample: u32 = 0;
let scored: f64 = 0;
let denied: u32 = 0;
let joined: u32 = 0;

// Pairs whose weight is known: where they are, and a table that leads to them by hash; 0: none is.
let lefts: usize = 0;
let rights: usize = 0;
let weights: usize = 0;
let table: usize = 0;
let tableMask: u32 = 0;

// @ts-ignore: decorator
@external("env", "weightOf")
declare function weightOf(i: u32, j: u32): f64;

/** Throws: a weight is not a number. */
// @ts-ignore: decorator
@external("env", "invalid")
declare function invalid(): void;

/** Rows that are each alone. `at`: 16 bytes a row, then 24 bytes for each of `MEMO` means. */
export function open(at: usize, rows: u32, least: f64, most: f64, speakers: u32): void {
  memo = at;
  parent = memo + <usize>MEMO * (MEMO_KEY + 8);
  size = parent + (<usize>rows << 2);
  first = size + (<usize>rows << 2);
  next = first + (<usize>rows << 2);
  floor = least;
  clip = most;
  sample = speakers;
  memory.fill(memo, 0xff, <usize>MEMO * MEMO_KEY);
  for (let row: u32 = 0; row < rows; row++) {
    setWord(parent, row, row);
    setWord(size, row, 1);
    setWord(first, row, row);
    setWord(next, row, NONE);
  }
}

export function parents(): usize {
  return parent;
}

export function rescored(): f64 {
  return scored;
}

export function refused(): u32 {
  return denied;
}

/** Mixes a row number, one to one, so that its neighbours in a file do not speak together (the finaliser of MurmurHash3). */
// @ts-ignore: decorator
@inline
function mixed(row: u32): u32 {
  let h = (row ^ (row >> 16)) * 0x85ebca6b;
  h = (h ^ (h >> 13)) * 0xc2b2ae35;
  return h ^ (h >> 16);
}

// @ts-ignore: decorator
@inline
function clipped(weight: f64): f64 {
  if (weight != weight) invalid();
  return weight > clip ? clip : weight < -clip ? -clip : weight;
}

// @ts-ignore: decorator
@inline
function slotOf(i: u32, j: u32): u32 {
  return mixed(i ^ (j * 0x9e3779b1)) & tableMask;
}

/** Numbers of pairs from 1 in the table, each in the first place that is free from its hash on. */
function know(order: usize, kept: u32, at: usize, slots: u32): void {
  table = at;
  tableMask = slots - 1;
  for (let x: u32 = 0; x < kept; x++) {
    const p = word(order, x);
    let slot = slotOf(word(lefts, p), word(rights, p));
    while (word(table, slot) != 0) slot = (slot + 1) & tableMask;
    setWord(table, slot, p + 1);
  }
}

/** The weight of two rows, the smaller one first: as it is known, or asked for. */
function weightBetween(i: u32, j: u32): f64 {
  if (table != 0) {
    let slot = slotOf(i, j);
    for (let number = word(table, slot); number != 0; number = word(table, slot)) {
      const p = number - 1;
      if (word(lefts, p) == i && word(rights, p) == j) return real(weights, p);
      slot = (slot + 1) & tableMask;
    }
  }
  return weightOf(i, j);
}

function sumOfRow(row: u32, root: u32): f64 {
  let sum: f64 = 0;
  for (let other = word(first, root); other != NONE; other = word(next, other)) {
    sum += clipped(row < other ? weightBetween(row, other) : weightBetween(other, row));
    scored++;
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function speakersOf(root: u32): u32 {
  return min<u32>(word(size, root), sample);
}

/** The mean weight over the pairs between two clusters, given by their roots. */
export function meanBetween(x: u32, y: u32): f64 {
  const a = min<u32>(x, y);
  const b = max<u32>(x, y);
  const sizeA = word(size, a);
  const sizeB = word(size, b);
  // A cluster only grows, so its root and its size say which rows it has.
  const slot = mixed(a ^ (b * 0x9e3779b1)) & (MEMO - 1);
  const key = memo + <usize>slot * MEMO_KEY;
  const mean = memo + <usize>MEMO * MEMO_KEY + (<usize>slot << 3);
  if (word(key, 0) == a && word(key, 1) == b && word(key, 2) == sizeA && word(key, 3) == sizeB) return load<f64>(mean);
  let sum: f64 = 0;
  for (let row = word(first, a); row != NONE; row = word(next, row)) sum += sumOfRow(row, b);
  sum /= <f64>(speakersOf(a) * speakersOf(b));
  setWord(key, 0, a);
  setWord(key, 1, b);
  setWord(key, 2, sizeA);
  setWord(key, 3, sizeB);
  store<f64>(mean, sum);
  return sum;
}

/** The mean weight over the pairs of one row with a cluster, given by its root. */
export function meanOfRow(row: u32, root: u32): f64 {
  return sumOfRow(row, root) / <f64>speakersOf(root);
}

/** As `meanBetween`, for two clusters that this pair connects: of rows that are alone its own weight is known. */
export function meanAcross(a: u32, b: u32, weight: f64): f64 {
  return word(size, a) == 1 && word(size, b) == 1 ? clipped(weight) : meanBetween(a, b);
}

/** Makes two clusters one, and says who speaks for it: the first by hash of both. */
export function join(a: u32, b: u32): void {
  let x = word(first, a);
  let y = word(first, b);
  let head = NONE;
  let tail = NONE;
  for (let taken: u32 = 0; taken < sample && (x != NONE || y != NONE); taken++) {
    let row: u32;
    if (y == NONE || (x != NONE && mixed(x) < mixed(y))) {
      row = x;
      x = word(next, x);
    } else {
      row = y;
      y = word(next, y);
    }
    if (tail == NONE) head = row;
    else setWord(next, tail, row);
    tail = row;
  }
  setWord(next, tail, NONE);
  const low = min<u32>(a, b);
  const high = max<u32>(a, b);
  setWord(first, low, head);
  setWord(parent, high, low);
  setWord(size, low, word(size, low) + word(size, high));
}

function rootOf(row: u32): u32 {
  let at = row;
  for (let above = word(parent, at); above != at; above = word(parent, at)) {
    const next = word(parent, above);
    setWord(parent, at, next);
    at = next;
  }
  return at;
}

/**
 * Most rows that are linked have one partner, who has no other: such a pair waits for no other pair. Joins these, and marks
 * them in `alone`, a byte a pair. `partners`: a byte a row, all 0. Gives how many pairs of at least the weight are left.
 */
export function joinAlone(
  left: usize,
  right: usize,
  weight: usize,
  count: u32,
  least: f64,
  alone: usize,
  partners: usize,
): u32 {
  lefts = left;
  rights = right;
  weights = weight;
  for (let p: u32 = 0; p < count; p++) {
    if (!(real(weight, p) >= least)) continue;
    const i = partners + <usize>word(left, p);
    const j = partners + <usize>word(right, p);
    store<u8>(i, min<u8>(load<u8>(i) + 1, 2));
    store<u8>(j, min<u8>(load<u8>(j) + 1, 2));
  }
  let rest: u32 = 0;
  for (let p: u32 = 0; p < count; p++) {
    const own = real(weight, p);
    if (!(own >= least)) continue;
    const i = word(left, p);
    const j = word(right, p);
    if (load<u8>(partners + <usize>i) != 1 || load<u8>(partners + <usize>j) != 1) {
      rest++;
      continue;
    }
    store<u8>(alone + <usize>p, 1);
    if (clipped(own) >= floor) {
      setWord(parent, max<u32>(i, j), min<u32>(i, j));
      joined++;
    } else denied++;
  }
  return rest;
}

/**
 * Joins clusters along the other pairs by falling weight, where the mean between them is at least the floor; then each row's
 * parent is its label, the smallest row of its cluster. `order`: 4 bytes for each of these pairs; `room` as for
 * `orderByWeight`; `known`: `slots` words, a power of 2 above the pairs, all 0, or none where weights are to be asked for
 * again. Gives how many clusters there are fewer than rows.
 */
export function joinRest(
  count: u32,
  least: f64,
  rows: u32,
  alone: usize,
  order: usize,
  room: usize,
  known: usize,
  slots: u32,
): u32 {
  const kept = orderByWeight(lefts, rights, weights, count, least, alone, order, room);
  if (slots > 0) know(order, kept, known, slots);
  for (let x: u32 = 0; x < kept; x++) {
    const p = word(order, x);
    const a = rootOf(word(lefts, p));
    const b = rootOf(word(rights, p));
    if (a == b) continue;
    if (meanAcross(a, b, real(weights, p)) >= floor) {
      join(a, b);
      joined++;
    } else denied++;
  }
  for (let row: u32 = 0; row < rows; row++) setWord(parent, row, word(parent, word(parent, row)));
  return joined;
}
