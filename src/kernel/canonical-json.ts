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
export const canonicalise = (value: unknown): Uint8Array => utf8(write(value, undefined));

/** Where a value stands: an array's index or an object's member within its parent. Spelt out only for an error. */
interface Place {
  readonly parent: Place | undefined;
  readonly step: number | string;
}

function write(value: unknown, place: Place | undefined): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value, place);
  if (typeof value === 'number')
    return Number.isFinite(value) ? JSON.stringify(value) : refuse(place, 'a number that is not finite');
  if (Array.isArray(value))
    return `[${Array.from(value, (item, step) => write(item, { parent: place, step })).join(',')}]`;
  if (typeof value === 'object') {
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return refuse(place, 'an object of a class');
    const record = value as Record<string, unknown>;
    // With no comparison of its own, `sort` goes by UTF-16 code units.
    const members = Object.keys(record)
      .filter((name) => record[name] !== undefined)
      .sort()
      .map((step) => `${writeString(step, place)}:${write(record[step], { parent: place, step })}`);
    return `{${members.join(',')}}`;
  }
  return refuse(place, `a ${typeof value}`);
}

const writeString = (text: string, place: Place | undefined): string =>
  text.isWellFormed() ? JSON.stringify(text) : refuse(place, 'a lone surrogate in a string');

const refuse = (place: Place | undefined, reason: string): never =>
  fail('CANONICAL_UNREPRESENTABLE', { path: pathOf(place), reason });

function pathOf(place: Place | undefined): string {
  if (place === undefined) return '$';
  const { parent, step } = place;
  return `${pathOf(parent)}${typeof step === 'number' ? `[${step}]` : `.${step}`}`;
}
