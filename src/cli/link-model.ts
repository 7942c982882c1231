import { readFileSync } from 'node:fs';
import { parseStrict } from '#kernel';
import { importSplinkModel, type LinkageModel, parseLinkageModel } from '#linkage';

/** A model as a command uses it. */
export interface ModelRead {
  readonly model: LinkageModel;
  /** The column of ids that the model names. */
  readonly id?: string;
  /** What to say about it before it is used, a sentence each. */
  readonly notes: readonly string[];
}

/** Reads a linkage model, or the settings or trained model that Splink has saved, told apart by `format`. */
export function readLinkageModel(path: string): ModelRead {
  const document = parseStrict(new Uint8Array(readFileSync(path)));
  const ours = !(document instanceof Object) || 'format' in document;
  if (ours) return { model: parseLinkageModel(document), notes: [] };
  const { model, notTranslated, uniqueIdColumn } = importSplinkModel(document);
  return {
    model,
    id: uniqueIdColumn,
    notes: notTranslated.map(({ where, why }) => `In the Splink model, ${where}: ${why}.`),
  };
}

/** Columns of the file that the model asks for. */
export const columnsOf = ({ fields }: LinkageModel): readonly string[] =>
  fields
    .filter(({ from, join }) => from === undefined && join === undefined)
    .map(({ column, name }) => column ?? name);
