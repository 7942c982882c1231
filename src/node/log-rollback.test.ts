import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDate, utf8 } from '#kernel';
import { verifierKey } from '#signing';
import { appendEntries, entryBytes, readCheckpoint } from '#transparency';
import { addKey, initNode, retireKey } from './commands/init.ts';
import { disk } from './disk.ts';
import { findKey } from './keyring.ts';
import { fileTileStore, logOrigin, publicEntries } from './log.ts';
import { viewNode } from './node.ts';
import { type Services, systemServices } from './services.ts';
import { verify } from './verify/verify.ts';
import { withNode } from './with-node.ts';

const ORGANISATION = 'a.example';

describe('a node remembers its log', () => {
  let root: string;
  const services: Services = systemServices();
  const at = (...names: string[]) => path.join(root, ...names);
  /** One more entry in the log. */
  const retireOne = (post: string) =>
    withNode(at('node'), services, async (node) => {
      const { record } = addKey(node, post);
      retireKey(node, record.keyId, parseDate('2030-01-01'));
    });
  const nextCommand = () => withNode(at('node'), services, async () => 'done');
  const verdict = async () => {
    const { checks } = await verify(at('node'), {}, services);
    return checks.find(({ name }) => name.endsWith(': log'));
  };
  beforeEach(async () => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-log-'));
    initNode(at('node'), { organisation: ORGANISATION, name: 'A' }, services);
    await retireOne('first');
    fs.cpSync(at('node', 'log'), at('older'), { recursive: true });
    await retireOne('second');
  });
  afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

  const replaceLog = (by: string) => {
    fs.rmSync(at('node', 'log'), { recursive: true });
    fs.cpSync(by, at('node', 'log'), { recursive: true });
  };

  it('and goes on while nobody touches it', async () => {
    expect(await verdict()).toMatchObject({ ok: true });
    expect(await nextCommand()).toBe('done');
    const before = fs.readFileSync(at('node', 'journal.jsonl'));
    expect(await nextCommand()).toBe('done');
    expect(fs.readFileSync(at('node', 'journal.jsonl'))).toEqual(before);
  });

  it('an older copy in its place is found by verify and by the next command', async () => {
    replaceLog(at('older'));
    expect(await verdict()).toMatchObject({ ok: false, detail: expect.stringContaining('NODE_LOG_UNSOUND') });
    await expect(nextCommand()).rejects.toMatchObject({ code: 'TRANSPARENCY_LOG_ROLLED_BACK', exit: 5 });
    const key = verifierKey(
      logOrigin(ORGANISATION),
      findKey(viewNode(at('node'), services), 'node').key.publicKey,
    );
    const { size } = (await readCheckpoint(fileTileStore(at('node', 'log'), disk), key)) ?? {};
    expect(size).toBe(1n);
  });

  it('no log at all is found too', async () => {
    fs.rmSync(at('node', 'log'), { recursive: true });
    expect(await verdict()).toMatchObject({ ok: false });
    await expect(nextCommand()).rejects.toMatchObject({ code: 'TRANSPARENCY_LOG_ROLLED_BACK' });
  });

  it.each([0, 1])('a fork with %i entries more, signed with the node’s own key, is found', async (more) => {
    const { key } = findKey(viewNode(at('node'), services), 'node');
    const entries = publicEntries(ORGANISATION, viewNode(at('node'), services).journal()).map(entryBytes);
    expect(entries).toHaveLength(2);
    const other = [entries[0] ?? utf8(''), ...Array(1 + more).fill(entries[0])];
    await appendEntries(fileTileStore(at('fork'), disk), other, { origin: logOrigin(ORGANISATION), key });
    replaceLog(at('fork'));
    expect(await verdict()).toMatchObject({ ok: false });
    await expect(nextCommand()).rejects.toMatchObject({ code: 'TRANSPARENCY_LOG_FORKED', exit: 5 });
  });

  it('a journal that was put back without its log is found', async () => {
    const journal = fs.readFileSync(at('node', 'journal.jsonl'), 'utf8').split('\n');
    const first = journal.findIndex((line) => line.includes('log-published'));
    fs.writeFileSync(at('node', 'journal.jsonl'), `${journal.slice(0, first + 1).join('\n')}\n`);
    expect(await verdict()).toMatchObject({ ok: false });
    await expect(nextCommand()).rejects.toMatchObject({ code: 'NODE_LOG_UNSOUND' });
  });
});
