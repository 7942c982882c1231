import * as path from 'node:path';
import { readBundle } from '#agreement';
import { isStileError, type JsonValue, parseStrict } from '#kernel';
import { parseEnvelope, payloadTypes, type ReadKeyRecord, readKeyRecord } from '#signing';
import type { Services } from '../services.ts';

/** What a file is, by its name and first member. */
export type FileKind = 'bundle' | 'envelope' | 'answer' | 'proof';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What can be verified in a file; `undefined` for anything else. */
export function kindOf(file: string, services: Services): FileKind | undefined {
  if (file.endsWith('.tlog-proof')) return 'proof';
  if (!file.endsWith('.json')) return undefined;
  const value = jsonOf(file, services);
  if (!isRecord(value)) return undefined;
  if (value['format'] === 'stile-bundle/1') return 'bundle';
  if (value['format'] === 'stile-answer/1') return 'answer';
  return 'payloadType' in value && 'signatures' in value ? 'envelope' : undefined;
}

function jsonOf(file: string, services: Services): JsonValue | undefined {
  const bytes = services.files.read(file);
  if (bytes === undefined) return undefined;
  try {
    return parseStrict(bytes);
  } catch (error) {
    if (!isStileError(error)) throw error;
    return undefined;
  }
}

/** The key records beside or inside what is verified: to be believed only by their fingerprint. */
export function keyRecordsIn(target: string, services: Services): readonly ReadKeyRecord[] {
  const { files } = services;
  const folder = files.isFolder(target) ? target : path.dirname(path.resolve(target));
  const candidates = [target, ...files.list(folder).map((name) => path.join(folder, name))].filter(
    (file) => file.endsWith('.json') && !files.isFolder(file),
  );
  return candidates.flatMap((file) => {
    try {
      const kind = kindOf(file, services);
      const bytes = files.read(file);
      if (bytes === undefined) return [];
      if (kind === 'bundle') return readBundle(bytes).keyRecords.map(readKeyRecord);
      if (kind !== 'envelope') return [];
      const envelope = parseEnvelope(bytes);
      return envelope.payloadType === payloadTypes.keyRecord ? [readKeyRecord(envelope)] : [];
    } catch (error) {
      if (!isStileError(error)) throw error;
      return [];
    }
  });
}
