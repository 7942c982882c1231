import * as YAML from 'yaml';
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
  const problems: Problem[] = read.error.issues.map(({ path, message }) => {
    const place = placeOf(path);
    return problem('AGREEMENT_MISTAKE', { place: place || 'The document', reason: message }, place);
  });
  return fail('AGREEMENT_INVALID', { count: problems.length }, { problems });
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
    const reason = (first.message.split('\n')[0] ?? '').replace(/ at line .*$/, '');
    fail('AGREEMENT_YAML', { line: first.linePos?.[0].line ?? 1, reason });
  }
  return document.toJS({ maxAliasCount: 0 }) as JsonValue;
}

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
