/*
 * Numbers that every thread may read without a copy, and that grow. A larger copy each time would leave as much behind as
 * the array holds until that is collected; so sixteen times the room is set aside, which costs no memory until it is
 * used.
 */

const RESERVE = 16;
const MOST_BYTES = 2 ** 32 - 4;
const FIRST_BYTES = 1 << 14;

export const sharedNumbers = (): Uint32Array => new Uint32Array(newBuffer(FIRST_BYTES), 0, FIRST_BYTES / 4);

/** What `array` holds, with room for at least `length` numbers, and for half as much again at least. `length` is below 2 to the power of 30. */
export function moreNumbers(array: Uint32Array, length: number): Uint32Array {
  const buffer = grown(array, length * 4);
  return new Uint32Array(buffer, 0, buffer.byteLength / 4);
}

const newBuffer = (bytes: number): SharedArrayBuffer =>
  new SharedArrayBuffer(bytes, { maxByteLength: Math.min(MOST_BYTES, bytes * RESERVE) });

function grown(array: Uint32Array, bytes: number): SharedArrayBuffer {
  const old = array.buffer as SharedArrayBuffer;
  const wanted = Math.min(MOST_BYTES, Math.max(bytes, Math.ceil((old.byteLength * 3) / 8) * 4));
  if (wanted <= old.maxByteLength) {
    old.grow(wanted);
    return old;
  }
  const buffer = newBuffer(wanted);
  new Uint8Array(buffer, 0, old.byteLength).set(new Uint8Array(old, 0, old.byteLength));
  return buffer;
}
