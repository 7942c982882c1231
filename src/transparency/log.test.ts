import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStileError, utf8 } from '#kernel';
import { generateKeyPair, signingKey, verifierKey } from '#signing';
import {
  appendEntries,
  type Checkpoint,
  checkForward,
  checkLog,
  leafHash,
  memoryTileStore,
  proveConsistency,
  proveInclusion,
  readCheckpoint,
  readEntries,
  rootHash,
  type TileStore,
  verifyTlogProof,
  writeTlogProof,
} from './index.ts';

const key = signingKey(generateKeyPair().privateKeyPem);
const origin = 'log.example/node';
const verifier = verifierKey(origin, key.publicKey);
const entry = (i: number, salt = '') => utf8(`entry ${i}${salt}`);
const entries = (from: number, to: number, salt = '') =>
  Array.from({ length: to - from }, (_, i) => entry(from + i, salt));

/** A log of so many entries, grown by appends that end at each of the sizes. */
async function logOf(
  ...sizes: number[]
): Promise<{ files: Map<string, Uint8Array>; store: TileStore; checkpoint: Checkpoint }> {
  const files = new Map<string, Uint8Array>();
  const store = memoryTileStore(files);
  let { checkpoint } = await appendEntries(store, [], { origin, key });
  for (const size of sizes)
    ({ checkpoint } = await appendEntries(store, entries(Number(checkpoint.size), size), { origin, key }));
  return { files, store, checkpoint };
}

const codeOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (isStileError(error) ? error.code : String(error)),
  );

describe('appendEntries', () => {
  it('gives the same tree however the entries are divided between appends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 6 }), async (steps) => {
        const sizes = steps.map((_, i) => steps.slice(0, i + 1).reduce((a, b) => a + b, 0));
        const { store, checkpoint } = await logOf(...sizes);
        const size = sizes.at(-1) ?? 0;
        expect(checkpoint.size).toBe(BigInt(size));
        expect(checkpoint.root).toEqual(rootHash(entries(0, size).map(leafHash)));
        expect((await checkLog(store, verifier)).findings).toEqual([]);
        expect(await readEntries(store, checkpoint)).toEqual(entries(0, size));
      }),
      { numRuns: 30 },
    );
  });

  it('after a failed write at any place leaves the log as it was, and the same call then gives the same tree', async () => {
    const wanted = (await logOf(250, 600)).checkpoint.root;
    for (let failAt = 1; ; failAt++) {
      const { files, store } = await logOf(250);
      let writes = 0;
      const failing: TileStore = {
        ...store,
        write: async (path, bytes) => {
          if (++writes === failAt) throw new Error('the disk is full');
          await store.write(path, bytes);
        },
      };
      const attempt = await codeOf(appendEntries(failing, entries(250, 600), { origin, key }));
      if (attempt === 'no error') {
        expect(failAt).toBeGreaterThan(8);
        break;
      }
      expect(attempt).toBe('Error: the disk is full');
      const before = await checkLog(store, verifier);
      expect(before).toMatchObject({ checkpoint: { size: 250n }, findings: [] });
      const again = await appendEntries(store, entries(250, 600), { origin, key });
      expect(again.checkpoint.root).toEqual(wanted);
      expect((await checkLog(memoryTileStore(files), verifier)).findings).toEqual([]);
    }
  });

  it('after a failed write may go on with other entries', async () => {
    const { store } = await logOf(250);
    const failing: TileStore = {
      ...store,
      write: async (path, bytes) => {
        if (path === 'checkpoint') throw new Error('stopped');
        await store.write(path, bytes);
      },
    };
    await codeOf(appendEntries(failing, entries(250, 300), { origin, key }));
    const other = entries(250, 310, ' of another kind');
    const { checkpoint } = await appendEntries(store, other, { origin, key });
    expect((await checkLog(store, verifier)).findings).toEqual([]);
    expect(await readEntries(store, checkpoint, 250n)).toEqual(other);
  });

  it('begins a log with a signed empty checkpoint, and does nothing when there is nothing to add', async () => {
    const { files, store, checkpoint } = await logOf();
    expect(checkpoint).toMatchObject({ origin, size: 0n });
    expect([...files.keys()]).toEqual(['checkpoint']);
    await appendEntries(store, entries(0, 2), { origin, key });
    const before = new Map(files);
    const unwritable = { ...store, write: async () => expect.fail('nothing was to be written') };
    expect(await appendEntries(unwritable, [], { origin, key })).toMatchObject({ first: 2n });
    expect(files).toEqual(before);
  });

  it('tells where the first new entry is', async () => {
    const { store } = await logOf(3);
    expect((await appendEntries(store, entries(3, 5), { origin, key })).first).toBe(3n);
  });

  it('takes entries of 0 and of 65,535 bytes, and refuses one more byte before anything is written', async () => {
    const { files, store } = await logOf(1);
    const sizes = [new Uint8Array(), new Uint8Array(65_535).fill(7)];
    const { checkpoint } = await appendEntries(store, sizes, { origin, key });
    expect(await readEntries(store, checkpoint, 1n)).toEqual(sizes);
    const before = new Map(files);
    const attempt = appendEntries(store, [entry(9), new Uint8Array(65_536)], { origin, key });
    await expect(attempt).rejects.toThrow(
      'Log entry 1 of the ones offered has 65536 bytes; a log entry holds at most 65535.',
    );
    expect(files).toEqual(before);
  });

  it('refuses to build on a log with another key, or of another name', async () => {
    const other = signingKey(generateKeyPair().privateKeyPem);
    expect(await codeOf(appendEntries((await logOf(3)).store, entries(3, 4), { origin, key: other }))).toBe(
      'SIGNING_NOTE_UNSIGNED',
    );
    const renamed = appendEntries((await logOf(3)).store, entries(3, 4), {
      origin: 'log.example/other',
      key,
    });
    expect(await codeOf(renamed)).toBe('SIGNING_NOTE_UNSIGNED');
  });

  it.each([
    ['tile/0/000.p/3', 'a hash'],
    ['tile/entries/000.p/3', 'an entry'],
  ])('refuses to build on %s when %s in it was changed', async (path) => {
    const { files, store } = await logOf(3);
    flip(files, path, -1);
    expect(await codeOf(appendEntries(store, entries(3, 4), { origin, key }))).toBe(
      'TRANSPARENCY_LOG_DAMAGED',
    );
  });

  it.each([
    ['tile/0/001.p/44', 'its root is not the signed one'],
    ['tile/1/000.p/1', 'its root is not the signed one'],
    ['tile/entries/001.p/44', 'an entry does not fit its hash'],
  ])('refuses to build on %s when it was changed, before the checkpoint says so', async (path, reason) => {
    const { files, store } = await logOf(300);
    flip(files, path, -1);
    const checkpoint = files.get('checkpoint');
    await expect(appendEntries(store, entries(300, 301), { origin, key })).rejects.toThrow(reason);
    expect(files.get('checkpoint')).toBe(checkpoint);
  });

  it('goes on where a tile has just been filled', async () => {
    const { store, checkpoint } = await logOf(256, 300);
    expect(checkpoint.root).toEqual(rootHash(entries(0, 300).map(leafHash)));
    expect((await checkLog(store, verifier)).findings).toEqual([]);
  });

  it('refuses a log that is behind what is remembered, or does not continue it', async () => {
    const { store, checkpoint } = await logOf(300);
    const longer = (await logOf(300, 301)).checkpoint;
    const options = { origin, key };
    expect(await codeOf(appendEntries(store, entries(300, 301), { ...options, remembered: longer }))).toBe(
      'TRANSPARENCY_LOG_ROLLED_BACK',
    );
    expect(
      await codeOf(appendEntries(memoryTileStore(), entries(0, 1), { ...options, remembered: checkpoint })),
    ).toBe('TRANSPARENCY_LOG_ROLLED_BACK');
    const fork = memoryTileStore();
    await appendEntries(fork, entries(0, 301, ' forged'), options);
    expect(await codeOf(appendEntries(fork, entries(0, 1), { ...options, remembered: checkpoint }))).toBe(
      'TRANSPARENCY_LOG_FORKED',
    );
    expect(
      await codeOf(appendEntries(store, entries(300, 301), { ...options, remembered: checkpoint })),
    ).toBe('no error');
  });
});

/** Changes one bit of a stored file; `at` counts from the end when negative. */
function flip(files: Map<string, Uint8Array>, path: string, at: number): void {
  const bytes = Uint8Array.from(files.get(path) ?? expect.fail(`no ${path}`));
  const place = at < 0 ? bytes.length + at : at;
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  files.set(path, bytes);
}

describe('readEntries', () => {
  it('gives any part of the log, across bundles', async () => {
    const { store, checkpoint } = await logOf(600);
    for (const [from, to] of [
      [0, 0],
      [0, 1],
      [255, 257],
      [256, 512],
      [100, 599],
      [599, 600],
      [512, 600],
    ] as const)
      expect(await readEntries(store, checkpoint, BigInt(from), BigInt(to))).toEqual(entries(from, to));
    expect(await readEntries(store, { size: 0n })).toEqual([]);
  });

  it.each([
    ['cut short', (bytes: Uint8Array) => bytes.subarray(0, -1)],
    ['with half a length at its end', (bytes: Uint8Array) => Uint8Array.of(...bytes, 0)],
    ['with one entry too many', (bytes: Uint8Array) => Uint8Array.of(...bytes, 0, 0)],
    ['with nothing in it', () => new Uint8Array()],
  ])('refuses a bundle %s', async (_, change) => {
    const { files, store, checkpoint } = await logOf(3);
    files.set('tile/entries/000.p/3', change(files.get('tile/entries/000.p/3') ?? new Uint8Array()));
    expect(await codeOf(readEntries(store, checkpoint))).toBe('TRANSPARENCY_LOG_DAMAGED');
  });
});

describe('proofs from tiles', () => {
  it('are found for any entry and any earlier size, and verify offline as a file', async () => {
    const { store, checkpoint } = await logOf(257, 600);
    for (const index of [0n, 1n, 255n, 256n, 257n, 511n, 512n, 598n, 599n]) {
      const claim = await proveInclusion(store, index, checkpoint);
      const text = writeTlogProof(claim, checkpoint);
      expect(verifyTlogProof(text, leafHash(entry(Number(index))), verifier)).toEqual({ index, checkpoint });
    }
    for (const size of [0, 1, 255, 256, 257, 300, 599, 600]) {
      const claim = await proveConsistency(store, BigInt(size), checkpoint);
      expect(claim.root1).toEqual(rootHash(entries(0, size).map(leafHash)));
    }
  });

  it('are refused outside the log', async () => {
    const { store, checkpoint } = await logOf(3);
    expect(await codeOf(proveInclusion(store, 3n, checkpoint))).toBe('TRANSPARENCY_PROOF_RANGE');
    expect(await codeOf(proveInclusion(store, -1n, checkpoint))).toBe('TRANSPARENCY_PROOF_RANGE');
    expect(await codeOf(proveConsistency(store, 4n, checkpoint))).toBe('TRANSPARENCY_PROOF_RANGE');
  });

  it('are not given when a stored hash was changed, is missing or is cut short', async () => {
    const path = 'tile/0/000.p/5';
    const changed = await logOf(5);
    flip(changed.files, path, 40);
    expect(await codeOf(proveInclusion(changed.store, 0n, changed.checkpoint))).toBe(
      'TRANSPARENCY_INCLUSION_WRONG',
    );
    const short = await logOf(5);
    short.files.set(path, (short.files.get(path) ?? new Uint8Array()).subarray(1));
    expect(await codeOf(proveInclusion(short.store, 0n, short.checkpoint))).toBe('TRANSPARENCY_LOG_DAMAGED');
    short.files.delete(path);
    expect(await codeOf(proveInclusion(short.store, 0n, short.checkpoint))).toBe('TRANSPARENCY_LOG_DAMAGED');
  });

  it('are read from the full tile where the partial one was cleared away', async () => {
    const { files, store } = await logOf(250, 300);
    const early = (await logOf(250)).checkpoint;
    files.delete('tile/0/000.p/250');
    files.delete('tile/entries/000.p/250');
    await proveInclusion(store, 249n, early);
    expect(await readEntries(store, early)).toEqual(entries(0, 250));
    files.set('checkpoint', utf8(early.note));
    expect((await checkLog(store, verifier)).findings).toEqual([]);
  });
});

describe('checkForward', () => {
  it('follows a log that grows, and tells rolled back, forked and removed logs apart', async () => {
    const { store, checkpoint } = await logOf(10, 300);
    const [early, same] = [(await logOf(10)).checkpoint, checkpoint];
    expect(await checkForward(store, verifier, early)).toEqual(checkpoint);
    expect(await checkForward(store, verifier, same)).toEqual(checkpoint);
    expect(await codeOf(checkForward((await logOf(9)).store, verifier, early))).toBe(
      'TRANSPARENCY_LOG_ROLLED_BACK',
    );
    expect(await codeOf(checkForward(memoryTileStore(), verifier, early))).toBe(
      'TRANSPARENCY_LOG_ROLLED_BACK',
    );
    expect(await codeOf(checkForward(memoryTileStore(), verifier, (await logOf()).checkpoint))).toBe(
      'TRANSPARENCY_CHECKPOINT_MISSING',
    );
    for (const size of [10, 11, 300]) {
      const fork = memoryTileStore();
      await appendEntries(fork, [...entries(0, 9), entry(9, ' forged'), ...entries(10, size)], {
        origin,
        key,
      });
      expect(await codeOf(checkForward(fork, verifier, early))).toBe('TRANSPARENCY_LOG_FORKED');
    }
  });
});

describe('checkLog', () => {
  const findingsAfter = async (change: (files: Map<string, Uint8Array>) => void, sizes = [600]) => {
    const { files, store } = await logOf(...sizes);
    change(files);
    const { findings } = await checkLog(store, verifier);
    return findings.map(({ code, message }) => `${code} ${/“(.*?)”/.exec(message)?.[1] ?? ''}`.trim());
  };

  it('finds any one changed bit in any file of the tree, and names the file', async () => {
    const { files } = await logOf(600);
    const tree = [...files.keys()].filter((path) => path.startsWith('tile/'));
    expect(tree).toHaveLength(7);
    for (const path of tree) {
      const size = files.get(path)?.length ?? 0;
      for (const at of [2, size >> 1, size - 1]) {
        const findings = await findingsAfter((changed) => flip(changed, path, at));
        const about = path.replace('entries', '0');
        // An entry that was changed no longer fits its tile; a length that was changed spoils the bundle.
        expect(findings.some((finding) => finding.endsWith(about) || finding.endsWith(path))).toBe(true);
      }
    }
  });

  it.each(['tile/0/000', 'tile/0/002.p/88', 'tile/1/000.p/2', 'tile/entries/001', 'tile/entries/002.p/88'])(
    'finds that %s is missing',
    async (path) => {
      expect(await findingsAfter((files) => files.delete(path))).toContain(
        `TRANSPARENCY_LOG_DAMAGED ${path}`,
      );
    },
  );

  it.each([0, 1, 255, 256, 257, 511, 512, 513])('reads every entry of a log of %d', async (size) => {
    const { files, store } = await logOf(size);
    expect((await checkLog(store, verifier)).findings).toEqual([]);
    if (size === 0) return;
    const last =
      [...files.keys()]
        .filter((path) => path.startsWith('tile/entries/'))
        .sort()
        .at(-1) ?? '';
    flip(files, last, -1);
    expect((await checkLog(store, verifier)).findings).not.toEqual([]);
  });

  it('finds bytes added to a tile', async () => {
    const path = 'tile/1/000.p/2';
    const longer = (files: Map<string, Uint8Array>) => files.set(path, new Uint8Array(65));
    expect(await findingsAfter(longer)).toEqual([`TRANSPARENCY_LOG_DAMAGED ${path}`]);
  });

  it('is not deceived when an entry and every stored hash were changed together', async () => {
    const { files } = await logOf(600);
    const forged = new Map<string, Uint8Array>();
    await appendEntries(memoryTileStore(forged), [entry(0, ' forged'), ...entries(1, 600)], { origin, key });
    forged.set('checkpoint', files.get('checkpoint') ?? new Uint8Array());
    const { findings } = await checkLog(memoryTileStore(forged), verifier);
    expect(findings.map(({ message }) => message)).toEqual([
      'The log is damaged at “checkpoint”: its root is not the root of the entries.',
    ]);
  });

  it('finds a checkpoint that is missing, malformed or signed by another', async () => {
    const other = signingKey(generateKeyPair().privateKeyPem);
    const foreign = new Map<string, Uint8Array>();
    await appendEntries(memoryTileStore(foreign), entries(0, 600), { origin, key: other });
    expect(await findingsAfter((files) => files.delete('checkpoint'))).toEqual([
      'TRANSPARENCY_CHECKPOINT_MISSING',
    ]);
    expect(await findingsAfter((files) => files.set('checkpoint', utf8('hello')))).toEqual([
      'SIGNING_NOTE_INVALID',
    ]);
    expect(
      await findingsAfter((files) => files.set('checkpoint', foreign.get('checkpoint') ?? new Uint8Array())),
    ).toEqual(['SIGNING_NOTE_UNSIGNED']);
  });

  it('finds a log that was rolled back or forked since it was remembered', async () => {
    const { checkpoint } = await logOf(300);
    const codes = async (store: TileStore) =>
      (await checkLog(store, verifier, checkpoint)).findings.map(({ code }) => code);
    expect(await codes((await logOf(299)).store)).toEqual(['TRANSPARENCY_LOG_ROLLED_BACK']);
    expect(await codes((await logOf(300)).store)).toEqual([]);
    expect(await codes((await logOf(300, 700)).store)).toEqual([]);
    for (const size of [300, 301, 700]) {
      const fork = memoryTileStore();
      await appendEntries(fork, entries(0, size, ' forged'), { origin, key });
      expect(await codes(fork)).toEqual(['TRANSPARENCY_LOG_FORKED']);
    }
    const notEmpty = { ...(await logOf()).checkpoint, root: leafHash(entry(0)) };
    expect(
      (await checkLog((await logOf()).store, verifier, notEmpty)).findings.map(({ code }) => code),
    ).toEqual(['TRANSPARENCY_LOG_FORKED']);
  });

  it('does not hide a fault of the store', async () => {
    const broken: TileStore = {
      read: async () => {
        throw new Error('permission denied');
      },
      write: async () => {},
    };
    await expect(checkLog(broken, verifier)).rejects.toThrow('permission denied');
  });
});

describe('readCheckpoint', () => {
  it('gives nothing for a log that was never begun', async () => {
    expect(await readCheckpoint(memoryTileStore(), verifier)).toBeUndefined();
  });
});
