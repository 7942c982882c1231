import type { PlanField } from '#agreement';
import { fail } from '#kernel';

/**
 * For each column of a file the agreement's field of that name, or undefined. Names are compared exactly, blanks around
 * them left out. The file's own names are told only once every field is found: before that the first row may be a
 * person's. Throws `EXTRACT_COLUMN_TWICE`, `EXTRACT_COLUMN_CASE`, `EXTRACT_DELIMITER`, `EXTRACT_COLUMNS_MISSING`.
 */
export function matchHeader(
  path: string,
  names: readonly string[],
  fields: readonly PlanField[],
  clause: string,
): readonly (PlanField | undefined)[] {
  const missing: string[] = [];
  for (const { name } of fields) {
    const places = names.flatMap((other, position) => (other === name ? [position + 1] : []));
    if (places.length > 1)
      fail('EXTRACT_COLUMN_TWICE', { path, column: name, positions: places.join(' and ') }, { clause });
    if (places.length === 1) continue;
    const near = names.findIndex((other) => looseName(other) === looseName(name));
    if (near >= 0) fail('EXTRACT_COLUMN_CASE', { path, column: name, position: near + 1 }, { clause });
    missing.push(name);
  }
  if (missing.length > 0 && names.length === 1) {
    const separator = [';', '\t', '|'].find((sign) => names[0]?.includes(sign));
    if (separator !== undefined) fail('EXTRACT_DELIMITER', { path });
  }
  if (missing.length > 0) fail('EXTRACT_COLUMNS_MISSING', { path, columns: missing.join(', ') }, { clause });
  const repeated = names.findIndex((name, position) => name !== '' && names.indexOf(name) < position);
  if (repeated >= 0) {
    const positions = `${names.indexOf(names[repeated] ?? '') + 1} and ${repeated + 1}`;
    fail('EXTRACT_COLUMN_TWICE', { path, column: names[repeated] ?? '', positions }, { clause });
  }
  return names.map((name) => fields.find((field) => field.name === name));
}

const looseName = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, '_');
