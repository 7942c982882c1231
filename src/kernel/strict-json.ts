import { utf8Text } from './bytes.ts';
import type { JsonValue } from './canonical-json.ts';
import { fail } from './errors/stile-error.ts';

/** Placeholder body: the strict reader replaces it in the next commit. */
export function parseStrict(bytes: Uint8Array): JsonValue {
  try {
    return JSON.parse(utf8Text(bytes)) as JsonValue;
  } catch {
    return fail('JSON_SYNTAX', { offset: 0, reason: 'not JSON' });
  }
}
