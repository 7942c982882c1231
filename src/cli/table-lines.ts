/** A table as lines of text: columns of numbers end together, and the last, which is words, goes on as it will. */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, c) => Math.max(...all.map((row) => (row[c] ?? '').length)));
  const last = head.length - 1;
  return all.map((row) =>
    row.map((cell, c) => (c === last ? cell : cell.padStart(widths[c] as number))).join('  '),
  );
}
