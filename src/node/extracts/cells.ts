import type { RowFlaw, RowSink } from './raw-table.ts';

/** Writes cells that are already strings. */
export function textCells(sink: RowSink): (position: number, value: string) => void {
  let scratch = Buffer.allocUnsafe(1 << 12);
  return (position, value) => {
    if (scratch.length < value.length * 3) scratch = Buffer.allocUnsafe(value.length * 3);
    sink.cell(position, scratch, 0, scratch.write(value, 'utf8'));
  };
}

/** A number as text, or why it can't be told exactly: a longer number has lost digits before it reached us. */
export function numberText(value: number): { text: string } | { flaw: RowFlaw } {
  const text = String(value);
  return (Number.isInteger(value) && !Number.isSafeInteger(value)) || text.includes('e')
    ? { flaw: 'number-too-long' }
    : { text };
}
