import type { ScoredPairs } from './pairs.ts';
import { newRoom, type ResolveRoom, SORTING } from './resolve-kernel.ts';

/** Below this many items a new memory costs more than sorting: they are sorted here. */
const FEW = 64;

/** Sorts an order by `key[order[x]]`, stable. Keys are compared as numbers from 0. */
export function sortByKey(order: Uint32Array, key: Uint32Array): void {
  const { length } = order;
  if (length <= FEW) {
    order.set([...order].sort((a, b) => (key[a] as number) - (key[b] as number)));
    return;
  }
  const room = newRoom(length * 16 + key.byteLength + SORTING);
  const at = room.put(order);
  room.kernel.sortByKey(at, length, room.put(key), room.take(length * 12 + SORTING));
  order.set(room.u32(at, length));
}

export function countingUp(count: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let x = 0; x < count; x++) order[x] = x;
  return order;
}

/** Bytes that pairs take in a room. */
export const bytesOfPairs = (count: number): number => count * 16 + 24;

export function putPairs(room: ResolveRoom, { left, right, weight, count }: ScoredPairs) {
  return {
    left: room.put(left.subarray(0, count)),
    right: room.put(right.subarray(0, count)),
    weight: room.put(weight.subarray(0, count)),
  };
}

/**
 * The numbers of the pairs of at least a weight, by falling weight, equal weights by left row, then right row; -0 equals
 * 0. Exact over all 64 bits. 32 bytes a pair meanwhile.
 */
export function orderByWeight(pairs: ScoredPairs, least = Number.NEGATIVE_INFINITY): Uint32Array {
  const { count } = pairs;
  const room = newRoom(bytesOfPairs(count) + count * 16 + SORTING);
  const { left, right, weight } = putPairs(room, pairs);
  const order = room.take(count * 4);
  const kept = room.kernel.orderByWeight(
    left,
    right,
    weight,
    count,
    least,
    0,
    order,
    room.take(count * 12 + SORTING),
  );
  return room.u32(order, kept).slice();
}
