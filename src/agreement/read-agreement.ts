import * as YAML from 'yaml';
import type * as z from 'zod';
import { fail, type JsonValue, type Problem, parseStrict, problem, utf8Text } from '#kernel';
import { type Agreement, agreementSchema } from './schema.ts';

/** The largest agreement that is read, in bytes. */
export const MOST_BYTES = 1_048_576;

/**
 * Reads an agreement as JSON or YAML. YAML is read strictly: version 1.2, core schema, one document, no duplicate
 * members, no anchors, aliases, merges or tags; dates stay texts. All mistakes come at once, each with its place.
 * Throws `AGREEMENT_TOO_LARGE`, `AGREEMENT_YAML`, `AGREEMENT_INVALID`, and what strict JSON reading throws.
 */
export function readAgreement(bytes: Uint8Array, format: 'json' | 'yaml'): Agreement {
  if (bytes.length > MOST_BYTES) fail('AGREEMENT_TOO_LARGE', { bytes: bytes.length, most: MOST_BYTES });
  return parseAgreement(format === 'json' ? parseStrict(bytes) : parseYaml(bytes));
}

/** Checks the form of a document already read. Throws `AGREEMENT_INVALID`. */
export function parseAgreement(value: JsonValue): Agreement {
  const read = agreementSchema.safeParse(value);
  if (read.success) return read.data;
  const problems: Problem[] = read.error.issues.map((issue) => {
    const place = placeOf(issue.path);
    const said = { place: place || 'The document', reason: reasonOf(issue) };
    return place === '' ? problem('AGREEMENT_MISTAKE', said) : problem('AGREEMENT_MISTAKE', said, place);
  });
  return fail('AGREEMENT_INVALID', { count: problems.length }, { problems });
}

const wanted: Readonly<Record<string, string>> = {
  string: 'a text, in quotes where it looks like a number',
  number: 'a whole number, without quotes',
  int: 'a whole number, without quotes',
  array: 'a list',
  object: 'a group of members',
  boolean: 'true or false',
};

/** What is wrong, for somebody who writes YAML and knows no schema language. */
function reasonOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? 'is missing'
        : `must be ${wanted[issue.expected] ?? issue.expected}`;
    case 'unrecognized_keys':
      return `has a member that agreements do not know: ${issue.keys.map((key) => `“${key}”`).join(', ')}`;
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message;
  }
}

/** `inputs[0].fields[2].name`, as clauses are written everywhere. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');

function parseYaml(bytes: Uint8Array): JsonValue {
  const text = yamlText(bytes);
  refuseSurprises(text);
  const document = YAML.parseDocument(text, {
    version: '1.2',
    schema: 'core',
    strict: true,
    uniqueKeys: true,
    stringKeys: true,
    merge: false,
  });
  const [first] = [...document.errors, ...document.warnings];
  if (first !== undefined) {
    const reason =
      plainReasons[first.code] ?? (first.message.split('\n')[0] ?? '').replace(/:? at line .*$/, '');
    fail('AGREEMENT_YAML', { line: first.linePos?.[0].line ?? 1, reason });
  }
  return document.toJS({ maxAliasCount: 0 }) as JsonValue;
}

/** The commonest slips, in plain words. */
const plainReasons: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'a member is there twice',
  TAB_AS_INDENT: 'it is indented with a tab; use spaces',
  BLOCK_AS_IMPLICIT_KEY: 'a member stands where a value should; check brackets, quotes and indentation',
};

const surprises: Readonly<Record<string, string>> = {
  tag: 'it has a tag',
  anchor: 'it has an anchor',
  alias: 'it has an alias',
  'directive-line': 'it has a directive',
};

/** Looks at the words of the YAML text, before any of them can have an effect. */
function refuseSurprises(text: string): void {
  const SCALAR_FOLLOWS = '\u001f';
  let line = 1;
  let before = '';
  for (const word of new YAML.Lexer().lex(text)) {
    const reason = before === SCALAR_FOLLOWS ? undefined : surprises[YAML.CST.tokenType(word) ?? ''];
    if (reason !== undefined) fail('AGREEMENT_YAML', { line, reason });
    line += word.split('\n').length - 1;
    before = word;
  }
}

function yamlText(bytes: Uint8Array): string {
  try {
    return utf8Text(bytes);
  } catch {
    return fail('AGREEMENT_YAML', { line: 1, reason: 'it is not UTF-8' });
  }
}
