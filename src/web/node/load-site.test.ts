import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isStileError } from '#kernel';
import { CANNOT_SHOW } from '#transparency';
import { makeSmallShare, type SmallShare } from './fixtures/small-share.ts';
import { loadSite } from './load-site.ts';
import { serveNode } from './serve.ts';
import type { SiteView } from './share-view.ts';
import { nodeSite } from './site.ts';

let share: SmallShare;
let view: SiteView;
const folders: string[] = [];

beforeAll(async () => {
  share = await makeSmallShare();
  folders.push(share.folder);
  view = await loadSite(share.folder, share.services);
});

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const nodeIn = (site: SiteView, id: string) => site.nodes.find((node) => node.id === id);
const runIn = (site: SiteView, id: string) => nodeIn(site, id)?.agreements[0]?.runs[0];
const verdicts = (checks: readonly { readonly name: string; readonly ok: boolean }[] = []) =>
  checks.map(({ name, ok }) => [name, ok]);

/** A copy of the share with changes. */
function copyWith(change: (folder: string) => void): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'stile-web-'));
  folders.push(copy);
  cpSync(share.folder, copy, { recursive: true });
  change(copy);
  return copy;
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());

describe('a folder in which a share really ran', () => {
  it('holds the authorities in the order of their folders, and everything could be read', () => {
    expect(view.nodes.map(({ id }) => id)).toEqual(['department', 'supplier-1', 'supplier-2', 'supplier-3']);
    expect(view.nodes.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('verifies for every party with its own trust: agreement, receipt, proof and log', () => {
    for (const { id, agreements, log } of view.nodes) {
      expect(agreements[0]?.state).toBe('active');
      expect(verdicts(agreements[0]?.verification)).toEqual([['Signatures and documents', true]]);
      expect(agreements[0]?.signatures.map(({ state }) => state)).toEqual(Array(5).fill('verified'));
      expect(verdicts(runIn(view, id)?.verification)).toEqual([
        ['Signature of the receipt', true],
        ['Of this agreement', true],
        ['In the log', true],
      ]);
      expect(log.findings).toEqual([]);
      expect(log.entries).toHaveLength(log.size);
    }
  });

  it('says what was destroyed and by whom checked, and what is still kept', () => {
    const disposal = runIn(view, 'department')?.disposal ?? [];
    expect(disposal.map(({ artefact, state }) => [artefact, state])).toContainEqual([
      'intake-key',
      'certified',
    ]);
    expect(disposal.find(({ artefact }) => artefact === 'intake-key')?.checkedBy).toContain(
      'Information asset owner',
    );
    expect(disposal.find(({ artefact }) => artefact === 'result-file')?.state).toBe('kept');
  });

  it('shows counts only to the nearest ten', () => {
    for (const { rows } of runIn(view, 'department')?.counts ?? []) expect(rows % 10).toBe(0);
  });

  it('gives files that openssl verifies', () => {
    const { files = [], commands = [] } = runIn(view, 'supplier-1') ?? {};
    const folder = mkdtempSync(path.join(tmpdir(), 'stile-web-'));
    folders.push(folder);
    for (const { name, bytes } of files) writeFileSync(path.join(folder, name), bytes);
    if (spawnSync('openssl', ['version']).status !== 0) return;
    expect(commands).toHaveLength(1);
    for (const command of commands)
      expect(execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })).toContain(
        'Verified Successfully',
      );
  });

  it('reads one node’s folder alone; without the shared folder a recipient has no receipt', async () => {
    const alone = await loadSite(path.join(share.folder, 'supplier-1'), share.services);
    expect(alone.nodes).toHaveLength(1);
    expect(runIn(alone, 'supplier-1')?.outcome).toBe('prepared');
    expect(runIn(alone, 'supplier-1')?.verification).toEqual([]);
  });

  it('leaves the folder as it was', async () => {
    const before = filesBelow(share.folder).map((file) => [file, readFileSync(file, 'base64')]);
    await loadSite(share.folder, share.services);
    expect(filesBelow(share.folder).map((file) => [file, readFileSync(file, 'base64')])).toEqual(before);
  });
});

describe('the canary: no value of a person’s row', () => {
  it('is on a page or in a file of any page', async () => {
    const app = nodeSite({ load: async () => view, cannotShow: CANNOT_SHOW, onFault: () => {} });
    const seen = new Set<string>();
    const bodies: string[] = [];
    const waiting = ['/'];
    for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
      if (seen.has(url) || url.startsWith('/assets/')) continue;
      seen.add(url);
      const { statusCode, body } = await app.inject({ url, headers: { host: 'localhost' } });
      expect([url, statusCode]).toEqual([url, 200]);
      bodies.push(body);
      for (const [, href = ''] of body.matchAll(/href="(\/[^"]*)"/g)) waiting.push(href);
    }
    await app.close();
    expect(seen.size).toBeGreaterThan(40);
    const text = bodies.join('\n');
    expect(share.values.size).toBeGreaterThan(1000);
    expect([...share.values].filter((value) => text.includes(value))).toEqual([]);
  });
});

describe('a folder that was changed', () => {
  const changed = async (pattern: RegExp, edit: (text: string) => string) =>
    loadSite(
      copyWith((folder) => {
        const files = filesBelow(folder).filter((file) => pattern.test(file));
        expect(files.length).toBeGreaterThan(0);
        for (const file of files) writeFileSync(file, edit(readFileSync(file, 'utf8')));
      }),
      share.services,
    );

  it('shows an agreement of which one word was changed as not verified', async () => {
    const site = await changed(/department\/agreements\/.*bundle\.json$/, (text) =>
      text.replace('find customers', 'find clients').replace('The supplier takes', 'The supplier keeps'),
    );
    const [agreement] = nodeIn(site, 'department')?.agreements ?? [];
    expect(agreement?.verification[0]).toMatchObject({ ok: false });
    expect(agreement?.verification[0]?.detail).toContain('AGREEMENT_DIGEST_DIFFERS');
    expect(nodeIn(site, 'supplier-1')?.agreements[0]?.verification[0]?.ok).toBe(true);
  });

  it('names a bundle of another shape as a problem, and still shows the rest', async () => {
    const site = await changed(/department\/agreements\/.*bundle\.json$/, (text) =>
      text.replace('"powers":[', '"powerz":['),
    );
    expect(nodeIn(site, 'department')?.problems[0]?.code).toMatch(/^AGREEMENT_/);
    expect(nodeIn(site, 'department')?.log.findings).toEqual([]);
  });

  it('shows a receipt under another proof as not in the log', async () => {
    const site = await changed(/department\/runs\/.*receipt\.tlog-proof$/, (text) =>
      text.replace(/^index \d+$/m, 'index 3'),
    );
    expect(verdicts(runIn(site, 'department')?.verification)).toContainEqual(['In the log', false]);
  });

  it('proves a receipt from the operator’s own log when the proof’s file is gone, and says so to those who cannot', async () => {
    const site = await loadSite(
      copyWith((folder) => {
        for (const file of filesBelow(folder)) if (file.endsWith('receipt.tlog-proof')) rmSync(file);
      }),
      share.services,
    );
    expect(verdicts(runIn(site, 'department')?.verification)).toContainEqual(['In the log', true]);
    expect(verdicts(runIn(site, 'supplier-1')?.verification)).toContainEqual(['In the log', false]);
  });

  it('shows a log entry that was changed', async () => {
    const site = await changed(/department\/log\/tile\/entries\//, (text) =>
      text.replace('run-started', 'run-stopped'),
    );
    expect(nodeIn(site, 'department')?.log.findings.length).toBeGreaterThan(0);
  });

  it('names a damaged journal as a problem of that authority alone', async () => {
    const site = await changed(/department\/journal\.jsonl$/, (text) =>
      text.replace('"number":2', '"number":3'),
    );
    expect(nodeIn(site, 'department')?.problems[0]?.code).toBe('NODE_JOURNAL_DAMAGED');
    expect(nodeIn(site, 'supplier-1')?.problems).toEqual([]);
  });

  it('does not call a key verified that this node does not trust', async () => {
    const site = await changed(/supplier-1\/trust\.json$/, (text) => {
      const trust = JSON.parse(text) as { records: unknown[] };
      return JSON.stringify({ ...trust, records: trust.records.slice(0, 2) });
    });
    const [agreement] = nodeIn(site, 'supplier-1')?.agreements ?? [];
    expect(agreement?.verification[0]?.ok).toBe(false);
    expect(agreement?.signatures.map(({ state }) => state)).toContain('untrusted');
  });
});

describe('serveNode', () => {
  const refused = async (more: {
    readonly host?: string;
    readonly port?: number;
    readonly folder?: string;
  }) => {
    try {
      const serving = await serveNode({
        folder: share.folder,
        host: '127.0.0.1',
        port: 0,
        services: share.services,
        onFault: () => {},
        ...more,
      });
      await serving.close();
      return undefined;
    } catch (error) {
      return isStileError(error) ? error.code : error;
    }
  };

  it.each(['0.0.0.0', '::', '192.168.1.1', 'example.org'])('refuses the host %s', async (host) => {
    expect(await refused({ host })).toBe('WEB_HOST_NOT_LOOPBACK');
  });

  it.each([-1, 65_536, 1.5, Number.NaN])('refuses the port %d', async (port) => {
    expect(await refused({ port })).toBe('WEB_PORT_INVALID');
  });

  it('refuses a folder without a node', async () => {
    const empty = mkdtempSync(path.join(tmpdir(), 'stile-web-'));
    folders.push(empty);
    mkdirSync(path.join(empty, 'below'));
    expect(await refused({ folder: empty })).toBe('WEB_NO_NODE_FOLDER');
  });

  it('serves on loopback, and says when the port is taken', async () => {
    const serving = await serveNode({
      folder: share.folder,
      host: '127.0.0.1',
      port: 0,
      services: share.services,
      onFault: () => {},
    });
    expect((await fetch(serving.url)).status).toBe(200);
    expect(await refused({ port: Number(new URL(serving.url).port) })).toBe('WEB_PORT_TAKEN');
    await serving.close();
  });
});
