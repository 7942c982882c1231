import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { digestOfJson, fail, type JsonValue, utf8 } from '#kernel';
import { type LinkageModel, matchProbability, type TrainingReport } from '#linkage';
import { openFile } from '../files/byte-source.ts';
import type { TablePaths } from '../files/read-tables.ts';
import type { ScoredPairs } from '../files/write-results.ts';

/** All that a job’s results depend on. */
export interface WorkOf {
  readonly files: TablePaths;
  /** The model document that was given; absent where one is made from the columns. */
  readonly model?: LinkageModel;
  /** Options that change results, by name. */
  readonly options: Readonly<Record<string, JsonValue>>;
  /** The version of the program. */
  readonly version: string;
}

/** A model as it was trained, and what was said of it. */
export interface SavedTraining {
  readonly model: LinkageModel;
  readonly report?: TrainingReport;
  readonly notes: readonly string[];
}

/** Weighed pairs, by row. */
export interface SavedPairs {
  readonly candidatePairs: number;
  batches(): Generator<ScoredPairs>;
}

/** A folder in which a job keeps what it has done, so that one that was stopped can be taken up. */
export interface WorkFolder {
  readonly trained?: SavedTraining;
  readonly pairs?: SavedPairs;
  /** Why nothing of what was there is used, in a sentence; absent where it is, or where nothing was. */
  readonly anew?: string;
  saveTraining(training: SavedTraining): void;
  savePairs(candidatePairs: number, batches: Iterable<ScoredPairs>): void;
}

const whatDiffers = {
  files: 'the records have changed',
  model: 'the model has changed',
  options: 'the options have changed',
  version: 'Stile has changed',
} as const;

/**
 * Opens a folder for a job, or makes it. What is in it is used only if it is of the same bytes of the files, the same model,
 * options and version; otherwise it is removed, and the job begins anew. A file in it is whole or not there.
 * Throws `LINK_JOB_WORK_UNUSABLE`, and what opening the files throws.
 */
export async function openWork(folder: string, of: WorkOf): Promise<WorkFolder> {
  const files: string[] = [];
  for (const file of of.files) files.push(await digestOfFile(file));
  const key = {
    files,
    model: of.model === undefined ? null : digestOfJson(of.model as unknown as JsonValue),
    options: { ...of.options },
    version: of.version,
  };
  const at = (name: string): string => path.join(folder, name);
  const attempt = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      return fail('LINK_JOB_WORK_UNUSABLE', { folder, reason: code });
    }
  };
  attempt(() => fs.mkdirSync(folder, { recursive: true }));
  const before = readJson(at('job.json')) as Partial<typeof key> | undefined;
  const differs = (Object.keys(whatDiffers) as (keyof typeof whatDiffers)[]).filter(
    (part) => JSON.stringify(before?.[part]) !== JSON.stringify(key[part]),
  );
  if (differs.length > 0)
    attempt(() => {
      for (const name of ['job.json', 'trained.json', 'pairs.bin']) fs.rmSync(at(name), { force: true });
      writeWhole(at('job.json'), (write) => write(utf8(JSON.stringify(key))));
    });
  const trained = readJson(at('trained.json')) as SavedTraining | undefined;
  const pairs = fs.existsSync(at('pairs.bin')) ? readPairs(at('pairs.bin')) : undefined;
  return {
    ...(trained && { trained }),
    ...(pairs && { pairs }),
    ...(before !== undefined &&
      differs.length > 0 && {
        anew: `What ${folder} holds is of another job: ${differs.map((part) => whatDiffers[part]).join(', ')}. So this one begins anew.`,
      }),
    saveTraining: (training) =>
      attempt(() => writeWhole(at('trained.json'), (write) => write(utf8(JSON.stringify(training))))),
    savePairs: (candidatePairs, batches) =>
      attempt(() =>
        writeWhole(at('pairs.bin'), (write) => {
          write(bytesOf(Float64Array.of(candidatePairs)));
          for (const { left, right, weight, key: rule } of batches) {
            if (left.length === 0) continue;
            write(bytesOf(Uint32Array.of(left.length)));
            for (const list of [left, right, weight, Uint8Array.from(rule)]) write(bytesOf(list));
          }
        }),
      ),
  };
}

async function digestOfFile(file: string): Promise<string> {
  const handle = await openFile(file);
  const hash = createHash('sha256');
  try {
    for await (const piece of handle.createReadStream({ autoClose: false })) hash.update(piece as Buffer);
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: NodeJS.TypedArray): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Writes a file under another name, and gives it its own once it is whole and on the disk. */
function writeWhole(file: string, fill: (write: (bytes: Uint8Array) => void) => void): void {
  const part = `${file}.part`;
  const handle = fs.openSync(part, 'w');
  try {
    fill((bytes) => {
      for (let at = 0; at < bytes.length; ) at += fs.writeSync(handle, bytes, at);
    });
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(part, file);
}

function readPairs(file: string): SavedPairs {
  const handle = fs.openSync(file, 'r');
  const head = new Float64Array(1);
  fs.readSync(handle, bytesOf(head));
  fs.closeSync(handle);
  return {
    candidatePairs: head[0] as number,
    *batches() {
      const from = fs.openSync(file, 'r');
      try {
        let at = head.byteLength;
        const read = <List extends NodeJS.TypedArray>(list: List): List | undefined => {
          const bytes = bytesOf(list);
          for (let got = 0; got < bytes.length; ) {
            const more = fs.readSync(from, bytes, got, bytes.length - got, at);
            if (more === 0) return undefined;
            got += more;
            at += more;
          }
          return list;
        };
        for (let count = read(new Uint32Array(1)); count !== undefined; count = read(new Uint32Array(1))) {
          const [n = 0] = count;
          const left = read(new Uint32Array(n)) ?? new Uint32Array();
          const right = read(new Uint32Array(n)) ?? new Uint32Array();
          const weight = read(new Float64Array(n)) ?? new Float64Array();
          const key = read(new Uint8Array(n)) ?? new Uint8Array();
          yield { left, right, weight, probability: weight.map(matchProbability), key };
        }
      } finally {
        fs.closeSync(from);
      }
    },
  };
}
