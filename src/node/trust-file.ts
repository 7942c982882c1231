import * as z from 'zod';
import { type Digest, fail, issuesText, type PlainDate, schemas } from '#kernel';
import {
  type Envelope,
  emptyTrust,
  findTrusted,
  isKeyId,
  parseEnvelope,
  retire,
  rotate,
  type Trust,
  type TrustedRecord,
  trustRecord,
} from '#signing';
import { readJsonFile } from './keyring.ts';
import { type NodeView, writeDocument } from './node.ts';
import type { Services } from './services.ts';

/** How a node came to believe a key: by a fingerprint given by another way, or on the word of the key it replaces. */
const recordSchema = z.strictObject({
  envelope: z.unknown(),
  by: z.union([z.strictObject({ fingerprint: schemas.digest }), z.literal('rotation')]),
});

/** From this day on the key counts no more. */
const retirementSchema = z.strictObject({
  retired: z.string().refine(isKeyId, 'not a key id (64 hexadecimal digits)'),
  from: schemas.date,
});

/** In the order of the decisions: a rotation counts only when its signers counted then. */
const trustSchema = z.strictObject({
  format: z.literal('stile-trust/1'),
  records: z.array(z.union([recordSchema, retirementSchema])),
});

type TrustEntry =
  | { readonly envelope: Envelope; readonly by: { readonly fingerprint: Digest } | 'rotation' }
  | { readonly retired: string; readonly from: PlainDate };

type Place = Pick<NodeView, 'services' | 'folder'>;

/** Reads a trust file, checking every record in it again. Throws `NODE_TRUST_INVALID` and what `trustRecord` throws. */
export function readTrustFile(services: Services, file: string): Trust {
  return readEntries(services, file).reduce(addEntry, emptyTrust());
}

export const trustOf = ({ services, folder }: Place): Trust => readTrustFile(services, folder.trust);

/** Adds a key record to the node's trust. Throws what `trustRecord` and `rotate` throw. */
export function addTrust(place: Place, entry: Extract<TrustEntry, { by: unknown }>): Trust {
  const before = readEntries(place.services, place.folder.trust);
  const known = before.some((one) => 'envelope' in one && one.envelope.payload === entry.envelope.payload);
  const trust = [...before, entry].reduce(addEntry, emptyTrust());
  if (!known) keep(place, [...before, entry]);
  return trust;
}

/**
 * Retires a trusted key from a day on; `key` may be its first 8 digits or more. An earlier retirement stays.
 * Throws `NODE_KEY_NOT_TRUSTED`.
 */
export function retireTrust(place: Place, key: string, from: PlainDate): TrustedRecord {
  const before = readEntries(place.services, place.folder.trust);
  const trust = before.reduce(addEntry, emptyTrust());
  const [found, ...others] = trust.records.filter(({ record }) => record.keyId.startsWith(key));
  if (found === undefined || others.length > 0 || key.length < 8)
    return fail('NODE_KEY_NOT_TRUSTED', { key });
  const { keyId } = found.record;
  const after = [...before, { retired: keyId, from }];
  const retired = findTrusted(after.reduce(addEntry, emptyTrust()), keyId) ?? found;
  keep(place, after);
  return retired;
}

const keep = ({ services, folder }: Place, records: readonly TrustEntry[]): void =>
  writeDocument(services, folder.trust, { format: 'stile-trust/1', records });

const addEntry = (trust: Trust, entry: TrustEntry): Trust => {
  if ('retired' in entry) return retire(trust, entry.retired, entry.from);
  const { envelope, by } = entry;
  return by === 'rotation' ? rotate(trust, envelope) : trustRecord(trust, envelope, by.fingerprint);
};

function readEntries(services: Services, file: string): readonly TrustEntry[] {
  if (services.files.read(file) === undefined) return [];
  const read = trustSchema.safeParse(readJsonFile(services, file));
  if (!read.success) return fail('NODE_TRUST_INVALID', { file, reason: issuesText(read.error) });
  return read.data.records.map((entry) =>
    'retired' in entry ? entry : { envelope: parseEnvelope(entry.envelope as Envelope), by: entry.by },
  );
}
