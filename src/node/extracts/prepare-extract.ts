import type { PrepareStep, SealedColumn } from '#agreement';
import { type Digest, digestOfJson, fail, type PlainDate } from '#kernel';
import { type CodedColumn, type CodedTable, clean, type LinkageModel } from '#linkage';
import { memoryNeeded, refuseShortMemory } from '../memory/memory-needed.ts';
import {
  type CheckedColumn,
  checkRows,
  type Rejection,
  refuseManyRejections,
  rejectionWords,
} from './check-rows.ts';
import { readCsv } from './csv.ts';
import { type ExtractEncoding, extractEncodings, toUtf8 } from './encoding.ts';
import { matchHeader } from './header.ts';
import { readJsonLines } from './json-lines.ts';
import { orderByText } from './order-by-text.ts';
import { type RawTable, rawTableBuilder } from './raw-table.ts';
import { rowRule } from './row-rule.ts';
import { type ExtractFormat, type ExtractSource, extractFormats, openExtract } from './source.ts';

export type PrepareStage = 'read' | 'check' | 'clean';

export interface PrepareRequest {
  readonly path: string;
  readonly step: PrepareStep;
  readonly model: LinkageModel;
  /** The day of the run. */
  readonly on: PlainDate;
  /** By the file's ending unless told. */
  readonly format?: ExtractFormat | undefined;
  /** Of CSV and JSON Lines; by the byte order mark, else UTF-8, unless told. */
  readonly encoding?: ExtractEncoding | undefined;
  readonly progress?: ((stage: PrepareStage, rowsDone: number, rowsTotal?: number) => void) | undefined;
}

/** What happened to an extract: rules, row numbers and counts, never a value. For its own authority only. */
export interface ExtractReport {
  readonly rowsRead: number;
  readonly rowsRejected: number;
  readonly rejections: readonly Rejection[];
  readonly excluded: readonly { readonly reason: string; readonly count: number }[];
  readonly notices: readonly string[];
  /** Of the column names, in the file's order. */
  readonly schemaDigest: Digest;
  /** Of the file's bytes. It has no salt, so it must not leave the authority. */
  readonly extractDigest: Digest;
}

export interface PreparedExtract {
  /** The step's sealed columns, in order; rows sorted by reference, so that their order carries nothing. */
  readonly table: CodedTable;
  readonly report: ExtractReport;
}

/**
 * Reads an extract, checks it as the agreement says, drops who is excluded, works out the facts, cleans what is
 * matched and keeps only the columns that may leave. The file is left as it was. Throws `EXTRACT_…`, `MEMORY_SHORT`.
 */
export async function prepareExtract(request: PrepareRequest): Promise<PreparedExtract> {
  const { path, step, model, on, progress } = request;
  refuseUnknown('format', request.format, extractFormats);
  refuseUnknown('encoding', request.encoding, extractEncodings);
  const source = await openExtract(path, { ...step, format: request.format, on });
  try {
    refuseShortMemory(memoryNeeded('prepare', source.size));
    const { raw, names } = await read(request, source);
    const extractDigest = await source.finish();
    progress?.('check', 0, raw.rows);
    const notices = noticesOf(path, raw, step);
    if (raw.rows === 0) fail('EXTRACT_NO_ROWS', { path });
    const checked = checkRows(raw, on, source.format === 'csv' || source.format === 'excel' ? 2 : 1);
    refuseManyRejections(path, step, raw.rows, checked);
    const { kept, excluded } = exclude(step, checked.columns, checked.kept);
    refuseRowCount(path, step, kept.length);
    progress?.('clean', 0, kept.length);
    const table = sealedTable(step, model, checked.columns, sortByReference(checked.columns, kept));
    const report: ExtractReport = {
      rowsRead: raw.rows,
      rowsRejected: checked.rejected,
      rejections: checked.rejections,
      excluded,
      notices: [
        ...notices,
        ...checked.unread.map((one) => `Counted as missing, the row kept: ${rejectionWords(one)}.`),
      ],
      schemaDigest: digestOfJson(names),
      extractDigest,
    };
    return { table, report };
  } finally {
    await source.close();
  }
}

/** Both come from a command line as they were typed. Throws `EXTRACT_OPTION_UNKNOWN`. */
function refuseUnknown(option: string, value: string | undefined, known: readonly string[]): void {
  if (value !== undefined && !known.includes(value))
    fail('EXTRACT_OPTION_UNKNOWN', { option, value, values: known.join(', ') });
}

async function read(
  { path, step, encoding, progress }: PrepareRequest,
  source: ExtractSource,
): Promise<{ raw: RawTable; names: readonly string[] }> {
  let names: readonly string[] = [];
  const header = (found: readonly string[]): ReturnType<typeof rawTableBuilder> => {
    names = found.map((name) => name.trim());
    return rawTableBuilder(names, matchHeader(path, names, step.fields, step.clause));
  };
  const tell = (rows: number): void => progress?.('read', rows);
  const text = () => ({ path, chunks: toUtf8(path, source.bytes(), encoding), progress: tell });
  // DuckDB and the Excel reader are loaded when a file needs them: most don't, and they take most of a start.
  const readers = {
    csv: () => readCsv(text(), header),
    jsonl: () => readJsonLines(text(), header),
    excel: async () => (await import('./excel.ts')).readExcel(source, header),
    parquet: async () => (await import('./parquet-extract.ts')).readParquetExtract(source, header, tell),
  };
  const sink = await readers[source.format]();
  tell(sink.rows);
  return { raw: sink.finish(), names };
}

/** Throws `EXTRACT_LOOKS_LIKE_IDENTIFIER`. */
function noticesOf(path: string, { extras }: RawTable, step: PrepareStep): readonly string[] {
  for (const extra of extras) {
    const kind = extra.looksLike();
    if (kind !== undefined)
      fail(
        'EXTRACT_LOOKS_LIKE_IDENTIFIER',
        { path, column: extra.name, position: extra.position + 1, kind },
        { clause: step.clause },
      );
  }
  return extras.map(
    ({ name, position }) =>
      `Column ${position + 1} “${name}” is not in the agreement. It was dropped before anything else was done.`,
  );
}

function exclude(
  step: PrepareStep,
  columns: readonly CheckedColumn[],
  rows: Uint32Array,
): { kept: Uint32Array; excluded: ExtractReport['excluded'] } {
  let kept = rows;
  const excluded = step.exclusions.map(({ reason, when }) => {
    const holds = rowRule(when, columns);
    const before = kept.length;
    kept = kept.filter((row) => !holds(row));
    return { reason, count: before - kept.length };
  });
  return { kept, excluded };
}

function refuseRowCount(path: string, step: PrepareStep, rows: number): void {
  const { minimumRows, maximumRows, clause } = step;
  if (rows === 0) fail('EXTRACT_NO_ROWS_LEFT', { path }, { clause });
  if (rows < minimumRows) fail('EXTRACT_TOO_FEW_ROWS', { path, rows, limit: minimumRows }, { clause });
  if (rows > maximumRows) fail('EXTRACT_TOO_MANY_ROWS', { path, rows, limit: maximumRows }, { clause });
}

/** References are unique by now, so the order is one and the same for any order of the file. */
function sortByReference(columns: readonly CheckedColumn[], rows: Uint32Array): Uint32Array {
  const reference = columns.find(({ field }) => field.uses.includes('reference'));
  if (reference === undefined) throw new Error('the plan names no reference');
  const { codes, texts } = reference;
  return orderByText(rows, (row) => texts[codes[row] as number] as string);
}

function sealedTable(
  step: PrepareStep,
  model: LinkageModel,
  columns: readonly CheckedColumn[],
  rows: Uint32Array,
): CodedTable {
  const sealed: Record<string, CodedColumn> = Object.create(null);
  for (const column of step.sealed) sealed[column.name] = sealedColumn(column, step, model, columns, rows);
  return { rows: rows.length, columns: sealed };
}

function sealedColumn(
  { holds, from }: SealedColumn,
  step: PrepareStep,
  model: LinkageModel,
  columns: readonly CheckedColumn[],
  rows: Uint32Array,
): CodedColumn {
  const fact = step.facts.find((one) => one.name === from);
  // A preference may be a fact: a rule worked out here under the preference's name.
  if (holds === 'fact' || (holds === 'preference' && fact !== undefined)) {
    if (fact === undefined) throw new Error(`the plan has no fact ${from}`);
    const isTrue = rowRule(fact.rule, columns);
    return { values: ['', 'true', 'false'], codes: Uint32Array.from(rows, (row) => (isTrue(row) ? 1 : 2)) };
  }
  const column = columns.find(({ field }) => field.name === from);
  if (column === undefined) throw new Error(`the plan has no field ${from}`);
  if (holds !== 'matching') return recoded(column, rows, (text) => text, column.distinct);
  const kind = model.fields.find((field) => field.name === column.field.matchesAs)?.kind;
  if (kind === undefined) throw new Error(`the model has no field ${column.field.matchesAs}`);
  return recoded(column, rows, (text) => clean(kind, text), false);
}

/**
 * Only values of rows that are kept get into the column: each is written once, however often it occurs. `distinct`: what
 * is written for two texts is sure to differ.
 */
function recoded(
  { codes, texts }: CheckedColumn,
  rows: Uint32Array,
  write: (text: string) => string | undefined,
  distinct: boolean,
): CodedColumn {
  const written = new Map<string, number>();
  const values = [''];
  const add = (text: string): number => {
    if (text === '') return 0;
    const known = distinct ? undefined : written.get(text);
    if (known !== undefined) return known;
    const code = values.push(text) - 1;
    if (!distinct) written.set(text, code);
    return code;
  };
  const codeOf = new Int32Array(texts.length).fill(-1);
  codeOf[0] = 0;
  const out = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) {
    const code = codes[rows[i] as number] as number;
    if ((codeOf[code] as number) < 0) codeOf[code] = add(write(texts[code] as string) ?? '');
    out[i] = codeOf[code] as number;
  }
  return { codes: out, values };
}
