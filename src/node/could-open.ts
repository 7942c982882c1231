import { utf8 } from '#kernel';
import { openStream, sealStream } from './packages/age.ts';

const PROBE = utf8('probe');

/** Whether something sealed to a public key opens with any of the identities. Tried, not worked out. */
export async function couldOpen(recipient: string, identities: readonly string[]): Promise<boolean> {
  for (const identity of identities) {
    const sealed = await sealStream(ReadableStream.from([PROBE]), recipient);
    try {
      await openStream(sealed, identity);
      return true;
    } catch {
      // It does not open with this one.
    }
  }
  return false;
}
