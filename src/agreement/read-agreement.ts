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
  const lines = new YAML.LineCounter();
  const refuse = (offset: number, reason: string): never =>
    fail('AGREEMENT_YAML', { line: lines.linePos(offset).line, reason });
  const document = YAML.parseDocument(text, {
    version: '1.2',
    schema: 'core',
    strict: true,
    uniqueKeys: true,
    stringKeys: true,
    merge: false,
    lineCounter: lines,
  });
  const [first] = [...document.errors, ...document.warnings];
  if (first !== undefined)
    refuse(first.pos[0], (first.message.split('\n')[0] ?? '').replace(/ at line .*$/, ''));
  if (document.directives?.yaml.explicit === true) refuse(0, 'it has a %YAML directive');
  YAML.visit(document, {
    Alias: (_, node) => refuse(node.range?.[0] ?? 0, 'it has an alias'),
    Node: (_, node) => {
      const at = node.range?.[0] ?? 0;
      if ('anchor' in node && node.anchor !== undefined) refuse(at, 'it has an anchor');
      if (node.tag !== undefined && node.srcToken !== undefined && hasTag(text, node))
        refuse(at, 'it has a tag');
    },
  });
  return document.toJS({ maxAliasCount: 0 }) as JsonValue;
}

/** Parsing gives some nodes a tag of their own; only a written one counts. */
const hasTag = (text: string, node: YAML.Node): boolean => {
  const [start, , end] = node.range ?? [0, 0, 0];
  return (
    text.slice(Math.max(0, text.lastIndexOf('\n', start - 1)), end).includes('!') && node.tag !== undefined
  );
};

function yamlText(bytes: Uint8Array): string {
  try {
    return utf8Text(bytes);
  } catch {
    return fail('AGREEMENT_YAML', { line: 1, reason: 'it is not UTF-8' });
  }
}
