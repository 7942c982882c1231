import { fail, isStileError, type JsonValue, parseStrict } from '#kernel';
import { readWhole } from '#link-job';
import { importSplinkModel, type LinkageModel, parseLinkageModel } from '#linkage';

/** A model as a command uses it. */
export interface ModelRead {
  readonly model: LinkageModel;
  /** The column of ids that the model names. */
  readonly id?: string;
  /** What to say about it before it is used, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Reads a linkage model, or the settings or trained model that Splink has saved, told apart by `format`. Throws
 * `LINK_JOB_MODEL_NOT_JSON`, `LINKAGE_MODEL_INVALID`, `LINKAGE_SPLINK_INVALID`, `LINKAGE_SPLINK_NOT_TRANSLATED` and what
 * `readWhole` throws.
 */
export async function readLinkageModel(path: string): Promise<ModelRead> {
  const document = parsed(path, await readWhole(path));
  const ours = !(document instanceof Object) || Array.isArray(document) || 'format' in document;
  if (ours) return { model: parseLinkageModel(document), notes: [] };
  const { model, notTranslated, uniqueIdColumn } = importSplinkModel(document);
  return {
    model,
    id: uniqueIdColumn,
    notes: notTranslated.map(({ where, why }) => `In the Splink model, ${where}: ${why}.`),
  };
}

function parsed(path: string, bytes: Uint8Array): JsonValue {
  try {
    return parseStrict(bytes);
  } catch (error) {
    if (!isStileError(error)) throw error;
    return fail('LINK_JOB_MODEL_NOT_JSON', { path, reason: error.message.replace(/\.$/, '') });
  }
}

/** Columns of the file that the model asks for. */
export const columnsOf = ({ fields }: LinkageModel): readonly string[] =>
  fields
    .filter(({ from, join }) => from === undefined && join === undefined)
    .map(({ column, name }) => column ?? name);
