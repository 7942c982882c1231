/* Arrays that every thread may read without a copy. Untouched room costs no memory: the system gives pages on first use. */

export const sharedBytes = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));

export const sharedNumbers = (length: number): Uint32Array =>
  new Uint32Array(new SharedArrayBuffer(length * 4));
