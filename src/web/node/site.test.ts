import { afterAll, describe, expect, it } from 'vitest';
import { securityHeaders } from '#web/kit';
import {
  exampleAgreement,
  exampleNode,
  examplePages,
  exampleSite,
  finishedRun,
} from './fixtures/example-site.ts';
import type { SiteView } from './share-view.ts';
import { nodeSite } from './site.ts';

const cannotShow = 'It cannot show that no other copy was made.';
const faults: unknown[] = [];
const siteOver = (view: SiteView) =>
  nodeSite({ load: async () => view, cannotShow, onFault: (error) => faults.push(error) });
const app = siteOver(exampleSite);
afterAll(() => app.close());

const get = (url: string, host = 'localhost:3000') => app.inject({ url, headers: { host } });
const runPage = '/department/agreements/k7f3-warm-homes-v1/runs/1';

describe('every page', () => {
  it.each(examplePages)('%s is whole HTML with one heading, and sends the security headers', async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(url === '/no/such/page' ? 404 : 200);
    expect(answer.headers).toMatchObject({ ...securityHeaders, 'content-type': 'text/html; charset=utf-8' });
    expect(answer.body.match(/<h1/g)).toHaveLength(1);
    expect(answer.body).not.toMatch(/<script|\sstyle=|undefined|\[object|NaN/);
    expect(faults).toEqual([]);
  });

  it.each(examplePages)('%s links only to pages and files that are there', async (url) => {
    const { body } = await get(url);
    const links = [...body.matchAll(/href="(\/[^"]*)"/g)].map(([, href]) => href ?? '');
    for (const href of new Set(links)) expect([href, (await get(href)).statusCode]).toEqual([href, 200]);
  });
});

describe('what a page says', () => {
  it('shows an agreement without runs and a node without agreements in plain words', async () => {
    expect((await get('/supplier-1')).body).toContain('has not taken up any agreement yet');
  });

  it('goes straight to the one authority when there is one', async () => {
    const one = siteOver({ ...exampleSite, nodes: [exampleNode] });
    const { body } = await one.inject({ url: '/', headers: { host: 'localhost' } });
    expect(body).toContain('Which agreements does Department for Example Benefits hold?');
    await one.close();
  });

  it('says verified and failed in words, not by colour alone', async () => {
    expect((await get(runPage)).body).toMatch(/Verified[\s\S]*Holds/);
    expect((await get(runPage.replace('/1', '/2'))).body).toMatch(/Does not verify[\s\S]*Fails/);
  });

  it('always says what a certificate cannot show', async () => {
    for (const run of ['1', '2'])
      expect((await get(`${runPage.slice(0, -1)}${run}`)).body).toContain(cannotShow);
  });

  it('shows what is overdue', async () => {
    expect((await get('/department')).body).toContain('Overdue');
    expect((await get(runPage)).body).toContain('Overdue');
  });

  it('shows damage to the log, and what could not be read', async () => {
    expect((await get('/supplier-2/log')).body).toContain('TRANSPARENCY_CHECKPOINT_MISSING');
    expect((await get('/supplier-2')).body).toContain('SIGNING_NOTE_UNSIGNED');
  });

  it('escapes what documents say', async () => {
    const bad = '<script>alert(1)</script>';
    const nasty = { ...exampleAgreement, title: bad, summary: bad, help: bad, firstSight: [bad] };
    const hostile = siteOver({ ...exampleSite, nodes: [{ ...exampleNode, name: bad, agreements: [nasty] }] });
    for (const url of ['/', '/department', '/department/agreements/k7f3-warm-homes-v1']) {
      const { body } = await hostile.inject({ url, headers: { host: 'localhost' } });
      expect(body).not.toContain('<script');
    }
    await hostile.close();
  });
});

describe('downloads', () => {
  it.each([
    ...finishedRun.files.map((file) => [`${runPage}/files/${file.name}`, file] as const),
    ...exampleAgreement.files.map(
      (file) => [`/department/agreements/${exampleAgreement.id}/files/${file.name}`, file] as const,
    ),
    ...exampleNode.log.files.map((file) => [`/department/log/files/${file.name}`, file] as const),
  ])('%s comes with its type, as an attachment, byte for byte', async (url, { name, type, bytes }) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="${name}"`);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.rawPayload).toEqual(Buffer.from(bytes));
  });
});

describe('what is refused', () => {
  it.each([
    ['/nobody', 'WEB_PAGE_NOT_FOUND'],
    ['/department/agreements/other', 'WEB_PAGE_NOT_FOUND'],
    [`${runPage}9`, 'WEB_PAGE_NOT_FOUND'],
    [`${runPage}/files/journal.jsonl`, 'WEB_FILE_NOT_FOUND'],
    [`${runPage}/files/..%2f..%2fconfig.json`, 'WEB_FILE_NOT_FOUND'],
    ['/assets/../site.ts', 'WEB_PAGE_NOT_FOUND'],
    ['/%zz', 'WEB_PAGE_NOT_FOUND'],
    [`/${'a'.repeat(300)}`, 'WEB_PAGE_NOT_FOUND'],
    ['/department/agreements/__proto__', 'WEB_PAGE_NOT_FOUND'],
  ])('%s with %s', async (url, code) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(404);
    expect(answer.headers).toMatchObject(securityHeaders);
    expect(answer.body).toContain(code);
  });

  it.each(['evil.example', '192.168.0.4:3000', 'localhost.evil.example:80'])(
    'a request addressed to “%s”',
    async (host) => {
      const answer = await get('/', host);
      expect(answer.statusCode).toBe(421);
      expect(answer.body).toContain('WEB_HOST_NAME_REFUSED');
      expect(answer.body).not.toContain('Department');
    },
  );

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'] as const)('%s, on every page', async (method) => {
    const answer = await app.inject({ method, url: '/department', headers: { host: 'localhost' } });
    expect(answer.statusCode).toBe(405);
    expect(answer.body).toContain('WEB_METHOD_REFUSED');
  });
});

describe('a fault', () => {
  it('is told to whoever runs the program, and not to the browser', async () => {
    const told: unknown[] = [];
    const broken = nodeSite({
      load: () => Promise.reject(new Error('Mary Canary')),
      cannotShow,
      onFault: (error) => told.push(error),
    });
    const { statusCode, body } = await broken.inject({ url: '/', headers: { host: 'localhost' } });
    expect(statusCode).toBe(500);
    expect(body).toContain('WEB_FAULT');
    expect(body).not.toContain('Canary');
    expect(told).toHaveLength(1);
    await broken.close();
  });
});
