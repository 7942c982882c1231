import type { CellSink } from './cells.ts';

/** Collects the cells of a column as texts. */
export function textSink(): CellSink & { readonly texts: readonly string[] } {
  const texts: string[] = [];
  return {
    texts,
    append({ bytes, starts, ends, count }) {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let i = 0; i < count; i += 1) texts.push(buffer.toString('utf8', starts[i], ends[i]));
    },
  };
}
