import { utf8 } from './bytes.ts';
import { fail } from './errors/stile-error.ts';

/** What JSON can say. Absent members may be `undefined` in our types; they are left out. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [member: string]: JsonValue | undefined };

/**
 * Canonical JSON bytes (RFC 8785). Members sort by UTF-16 code units, numbers are written as ECMAScript does.
 * Throws `CANONICAL_UNREPRESENTABLE` for what has no JSON form: NaN, infinities, lone surrogates, functions,
 * class instances, `undefined` in an array.
 */
export function canonicalise(value: unknown): Uint8Array {
  return utf8(write(value, '$'));
}

function write(value: unknown, path: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value, path);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return refuse(path, 'a number that is not finite');
    return JSON.stringify(value);
  }
  if (Array.isArray(value))
    return `[${Array.from(value, (item, i) => write(item, `${path}[${i}]`)).join(',')}]`;
  if (typeof value === 'object') {
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return refuse(path, 'an object of a class');
    const record = value as Record<string, unknown>;
    const members = Object.keys(record)
      .filter((name) => record[name] !== undefined)
      .sort(byCodeUnits)
      .map((name) => `${writeString(name, path)}:${write(record[name], `${path}.${name}`)}`);
    return `{${members.join(',')}}`;
  }
  return refuse(path, `a ${typeof value}`);
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function writeString(text: string, path: string): string {
  return text.isWellFormed() ? JSON.stringify(text) : refuse(path, 'a lone surrogate in a string');
}

const refuse = (path: string, reason: string): never => fail('CANONICAL_UNREPRESENTABLE', { path, reason });
