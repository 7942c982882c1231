import * as z from 'zod';
import { type Digest, fail, issuesText, schemas } from '#kernel';
import { type Envelope, emptyTrust, parseEnvelope, rotate, type Trust, trustRecord } from '#signing';
import { readJsonFile } from './keyring.ts';
import { type NodeView, writeDocument } from './node.ts';
import type { Services } from './services.ts';

/** How a node came to believe a key: by a fingerprint given by another way, or on the word of the key it replaces. */
const entrySchema = z.strictObject({
  envelope: z.unknown(),
  by: z.union([z.strictObject({ fingerprint: schemas.digest }), z.literal('rotation')]),
});

const trustSchema = z.strictObject({ format: z.literal('stile-trust/1'), records: z.array(entrySchema) });

interface TrustEntry {
  readonly envelope: Envelope;
  readonly by: { readonly fingerprint: Digest } | 'rotation';
}

/** Reads a trust file, checking every record in it again. Throws `NODE_TRUST_INVALID` and what `trustRecord` throws. */
export function readTrustFile(services: Services, file: string): Trust {
  return readEntries(services, file).reduce(addEntry, emptyTrust());
}

export const trustOf = ({ services, folder }: Pick<NodeView, 'services' | 'folder'>): Trust =>
  readTrustFile(services, folder.trust);

/** Adds a key record to the node's trust. Throws what `trustRecord` and `rotate` throw. */
export function addTrust(
  { services, folder }: Pick<NodeView, 'services' | 'folder'>,
  entry: TrustEntry,
): Trust {
  const before = readEntries(services, folder.trust);
  const trust = [...before, entry].reduce(addEntry, emptyTrust());
  const records = before.some(({ envelope }) => envelope.payload === entry.envelope.payload)
    ? before
    : [...before, entry];
  writeDocument(services, folder.trust, { format: 'stile-trust/1', records });
  return trust;
}

const addEntry = (trust: Trust, { envelope, by }: TrustEntry): Trust =>
  by === 'rotation' ? rotate(trust, envelope) : trustRecord(trust, envelope, by.fingerprint);

function readEntries(services: Services, file: string): readonly TrustEntry[] {
  if (services.files.read(file) === undefined) return [];
  const read = trustSchema.safeParse(readJsonFile(services, file));
  if (!read.success) return fail('NODE_TRUST_INVALID', { file, reason: issuesText(read.error) });
  return read.data.records.map(({ envelope, by }) => ({ envelope: parseEnvelope(envelope as Envelope), by }));
}
