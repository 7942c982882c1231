import { utf8 } from '#kernel';
import type { CodedTable } from '#linkage';

/** A table as CSV (RFC 4180, UTF-8, newline at the end of each row), columns in the order given. */
export function csvOf(table: CodedTable, columnNames: readonly string[]): Uint8Array {
  const columns = columnNames.map((name) => table.columns[name]);
  const lines = [columnNames.map(field).join(',')];
  for (let row = 0; row < table.rows; row += 1)
    lines.push(columns.map((column) => field(column?.values[column.codes[row] ?? 0] ?? '')).join(','));
  return utf8(`${lines.join('\n')}\n`);
}

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
