import { utf8Text } from './bytes.ts';
import type { JsonValue } from './canonical-json.ts';
import { fail, isStileError } from './errors/stile-error.ts';

/** Arrays and objects inside one another. */
const DEEPEST = 64;

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids just these in strings (RFC 8259 section 7)
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const UNIT = /\\u[0-9a-fA-F]{4}/y;
const LITERALS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * Reads JSON (RFC 8259) that every reader understands alike (I-JSON, RFC 7493): UTF-8 without byte order mark, no
 * member twice in an object, no lone surrogate, no number beyond a double's range, at most 64 levels, nothing after the value.
 * A member named `__proto__` is a member like any other. Errors name the byte, from 0.
 * Throws `JSON_ENCODING`, `JSON_SYNTAX`, `JSON_DUPLICATE_MEMBER`, `JSON_TOO_DEEP`.
 */
export function parseStrict(bytes: Uint8Array): JsonValue {
  const text = decode(bytes);
  let at = 0;

  const offsetOf = (position: number): number => Buffer.byteLength(text.slice(0, position));
  const refuse = (reason: string, position = at): never =>
    fail('JSON_SYNTAX', { offset: offsetOf(position), reason });

  /** What the pattern matches at this place; moves past it. */
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const taken = pattern.exec(text)?.[0] ?? '';
    at += taken.length;
    return taken;
  };
  const takeIf = (character: string): boolean => {
    take(SPACE);
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };

  const readValue = (depth: number): JsonValue => {
    take(SPACE);
    const first = text[at];
    if (first === '{' || first === '[') {
      if (depth === DEEPEST) fail('JSON_TOO_DEEP', { limit: DEEPEST, offset: offsetOf(at) });
      at += 1;
      return first === '{' ? readObject(depth + 1) : readArray(depth + 1);
    }
    if (first === '"') return readString();
    const literal = LITERALS[take(LITERAL)];
    return literal === undefined ? readNumber() : literal;
  };

  const readNumber = (): number => {
    const start = at;
    const written = take(NUMBER);
    if (written === '')
      refuse(at === text.length ? 'it ends where a value is wanted' : 'no value begins here');
    const number = Number(written);
    return Number.isFinite(number) ? number : refuse('the number is too large', start);
  };

  const readArray = (depth: number): JsonValue => {
    const items: JsonValue[] = [];
    if (takeIf(']')) return items;
    do items.push(readValue(depth));
    while (takeIf(','));
    return takeIf(']') ? items : refuse('a comma or ] is wanted');
  };

  const readObject = (depth: number): JsonValue => {
    const members = new Map<string, JsonValue>();
    if (takeIf('}')) return {};
    do {
      take(SPACE);
      const start = at;
      if (text[at] !== '"') refuse('a member name in quotation marks is wanted');
      const member = readString();
      if (members.has(member)) fail('JSON_DUPLICATE_MEMBER', { member, offset: offsetOf(start) });
      if (!takeIf(':')) refuse('a colon is wanted');
      members.set(member, readValue(depth));
    } while (takeIf(','));
    // Unlike assigning to it, this makes `__proto__` a member and not the prototype.
    return takeIf('}') ? Object.fromEntries(members) : refuse('a comma or } is wanted');
  };

  const readString = (): string => {
    at += 1;
    let string = '';
    for (;;) {
      string += take(PLAIN);
      if (text[at] === '"') {
        at += 1;
        return string;
      }
      if (at === text.length) return refuse('a string does not end');
      if (text[at] !== '\\') return refuse('a control character stands in a string');
      string += readEscape();
    }
  };

  const readEscape = (): string => {
    const start = at;
    const plain = ESCAPES[text.charAt(at + 1)];
    if (plain !== undefined) {
      at += 2;
      return plain;
    }
    const unit = readUnit() ?? refuse('the escape is not one of JSON’s', start);
    if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit);
    const low = unit < 0xdc00 ? readUnit() : undefined;
    return low !== undefined && low >= 0xdc00 && low <= 0xdfff
      ? String.fromCharCode(unit, low)
      : refuse('a lone surrogate is escaped', start);
  };

  const readUnit = (): number | undefined => {
    const unit = take(UNIT);
    return unit === '' ? undefined : Number.parseInt(unit.slice(2), 16);
  };

  const value = readValue(0);
  take(SPACE);
  return at === text.length ? value : refuse('something follows the value');
}

/**
 * As `parseStrict`, with an error of the caller's own: `refuse` gets what is wrong and where. A fault of ours is thrown on.
 */
export function parseStrictOr(bytes: Uint8Array, refuse: (reason: string) => never): JsonValue {
  try {
    return parseStrict(bytes);
  } catch (error) {
    if (!isStileError(error)) throw error;
    return refuse(error.message);
  }
}

function decode(bytes: Uint8Array): string {
  const refuse = (offset: number, reason: string): never => fail('JSON_ENCODING', { offset, reason });
  let text: string;
  try {
    text = utf8Text(bytes);
  } catch {
    return refuse(firstBadByte(bytes), 'a byte does not fit');
  }
  return text.startsWith('\ufeff') ? refuse(0, 'it begins with a byte order mark') : text;
}

/** The byte at which the text stops being UTF-8; the length when it only stops short. */
function firstBadByte(bytes: Uint8Array): number {
  const decodes = (length: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
