import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { main } from '../../src/cli/index.ts';
import { inDuckdb } from '../../src/link-job/testing/files.ts';
import { type EdgeCase, type FileContent, HEADER, sharedModel } from './edge-case.ts';

export interface CaseRun {
  readonly exit: number;
  /** What the command said on standard output, read as JSON. */
  readonly told: Readonly<Record<string, unknown>>;
  readonly pairs: readonly (readonly [string, string, number])[];
  /** Clusters of more than one record. */
  readonly clusters: readonly (readonly string[])[];
  /** Every record that the file of clusters names; absent when it was not written. */
  readonly members?: readonly string[];
}

/** Runs `stile link` over the files of a case in a folder of its own, as a person would; `write` false: results are counted, not written. */
export async function runCase(edge: EdgeCase, write = true): Promise<CaseRun> {
  const folder = mkdtempSync(join(tmpdir(), 'stile-edge-'));
  const at = (name: string): string => join(folder, name);
  try {
    const paths: string[] = [];
    for (const [f, content] of edge.files.entries())
      paths.push(await writeContent(content, at('ab'[f] as string)));
    const { model = sharedModel, options = [] } = edge;
    if (model !== 'none')
      writeFileSync(at('model.json'), typeof model === 'string' ? model : JSON.stringify(model));
    mkdirSync(at('folder'));
    const named = new Set(options);
    const argv = [
      ...['link', edge.command ?? 'predict', ...paths, '--json'],
      ...(named.has('--threads') ? [] : ['--threads', '1']),
      ...(named.has('--model') ? [] : model === 'none' ? ['--person'] : ['--model', at('model.json')]),
      ...(write && !named.has('--out') ? ['--out', at('pairs.csv')] : []),
      ...(write && !named.has('--clusters') ? ['--clusters', at('clusters.csv')] : []),
      ...options.map((word) => (word.startsWith('@') ? at(word.slice(1)) : word)),
    ];
    const said: string[] = [];
    const exit = await main(argv, [], {
      out: (text) => said.push(text),
      err: () => {},
      interactive: false,
      ownProcess: false,
    });
    const told = JSON.parse(said.join('\n').replaceAll(folder, '')) as CaseRun['told'];
    if (exit !== 0 || !write) return { exit, told, pairs: [], clusters: [] };
    const { pairs, groups } = results(at, paths);
    return { exit, told, pairs, clusters: groups.filter((ids) => ids.length > 1), members: groups.flat() };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function writeContent(content: FileContent, stem: string): Promise<string> {
  if ('parquet' in content) {
    await inDuckdb(`COPY (${content.parquet}) TO '${stem}.parquet' (FORMAT parquet)`);
    return `${stem}.parquet`;
  }
  const [ending, bytes] =
    'bytes' in content
      ? [content.ending, content.bytes]
      : 'csvGz' in content
        ? ['csv.gz', gzipSync(content.csvGz)]
        : ['csv', csvOf(content)];
  writeFileSync(`${stem}.${ending}`, bytes);
  return `${stem}.${ending}`;
}

const csvOf = (
  content: Exclude<FileContent, { parquet: string } | { csvGz: string } | { bytes: Uint8Array }>,
) =>
  'csv' in content
    ? content.csv
    : [HEADER, ...('rows' in content ? content.rows() : content)].map((row) => `${row}\n`).join('');

/** The identifiers of a case whose files are lists of rows, as a file of clusters should name them. */
export const membersOf = ({ files }: EdgeCase): readonly string[] | undefined =>
  files.every((content) => Array.isArray(content) && content.every((row: string) => !row.startsWith('"')))
    ? (files as readonly (readonly string[])[]).flatMap((rows, f) =>
        rows.map((row) => `${files.length === 2 ? `${'ab'[f]}:` : ''}${row.split(',')[0]}`),
      )
    : undefined;

/** The values of a case's rows, none of which any message may hold; short ones are in every text by chance. */
export const valuesOf = (edge: EdgeCase): readonly string[] =>
  edge.files.flatMap((content) =>
    Array.isArray(content)
      ? content.flatMap((row: string) => row.split(',')).filter((one) => one.length > 3)
      : [],
  );

function results(at: (name: string) => string, paths: readonly string[]) {
  const pairs = recordsOf(at('pairs.csv')).map(
    ([left = '', right = '', weight]) => [left, right, Number(weight)] as const,
  );
  const groups = new Map<string, string[]>();
  for (const [cluster = '', id = '', source] of recordsOf(at('clusters.csv'))) {
    const side = paths.length === 1 ? '' : source === paths[0] ? 'a:' : 'b:';
    groups.set(cluster, [...(groups.get(cluster) ?? []), side + id]);
  }
  return { pairs, groups: [...groups.values()] };
}

/** The rows of a CSV file that we wrote, without its header. */
function recordsOf(path: string): readonly (readonly string[])[] {
  const records: string[][] = [[]];
  for (const [, cell = '', end] of readFileSync(path, 'utf8').matchAll(/("(?:[^"]|"")*"|[^,\n]*)([,\n])/g)) {
    records.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\n') records.push([]);
  }
  return records.slice(1, -1);
}
