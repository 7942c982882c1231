import * as fs from 'node:fs';
import * as path from 'node:path';

/* For tests only: looks for values from rows where none may be. */

/** The distinct values of some columns of a CSV text without quotes, of six characters or more. */
export function canariesOf(csv: string, columns: readonly string[]): readonly string[] {
  const [header = '', ...rows] = csv.trim().split('\n');
  const places = columns.map((column) => header.split(',').indexOf(column));
  const values = rows.flatMap((row) => places.map((place) => row.split(',')[place] ?? ''));
  return [...new Set(values)].filter((value) => value.length >= 6);
}

/** Shorter forms stand in signatures by chance. */
const LEAST_FORM = 6;

/** Every form in which a value could stand in a file by accident. */
const formsOf = (value: string): readonly Buffer[] => {
  const bytes = Buffer.from(value);
  // Base64 at each of the three places that a value can take in a longer text, without the edges.
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return Buffer.from(text.slice(shift === 0 ? 0 : shift + 1, -1));
  });
  return [
    bytes,
    Buffer.from(value.toUpperCase()),
    Buffer.from(value.toLowerCase()),
    Buffer.from(value.replaceAll(' ', '')),
    Buffer.from(value, 'utf16le'),
    Buffer.from(bytes.toString('hex')),
    ...base64,
  ].filter(({ length }) => length >= LEAST_FORM);
};

/** The files under a folder in which any of the values stands, in any form. */
export function filesWith(root: string, canaries: readonly string[]): readonly string[] {
  const forms = canaries.flatMap(formsOf);
  return fs
    .readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = fs.readFileSync(file);
      return forms.some((form) => bytes.includes(form));
    })
    .map((file) => path.relative(root, file));
}
