import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fail, type StileError } from '#kernel';
import { assets } from './assets.ts';
import { errorAnswer } from './error-page.ts';
import type { Block, Inline, Page } from './page.ts';
import { createRenderer } from './render.ts';
import { isLoopback } from './security.ts';

const render = createRenderer();
const frame = { name: 'Stile', place: 'Here', note: 'Note' };
const page = (...blocks: readonly Block[]): Page => ({ heading: 'A question?', trail: [], blocks });
const bad = '<img src=x onerror=alert(1)>';

describe('render', () => {
  const places: readonly (readonly [name: string, block: Block])[] = [
    ['a heading', { kind: 'heading', text: bad, level: 2 }],
    ['a paragraph', { kind: 'paragraph', content: { run: [bad, { code: bad }] } }],
    ['a list', { kind: 'list', items: [{ lines: [bad] }], style: 'bullet' }],
    ['an inset', { kind: 'inset', content: { lines: [bad] } }],
    ['a verdict', { kind: 'verdict', tone: 'good', word: bad, title: bad, content: bad }],
    ['facts', { kind: 'facts', rows: [{ key: bad, value: { tag: bad, tone: 'good' } }] }],
    [
      'a table',
      { kind: 'table', caption: bad, columns: [{ text: bad }], rows: [[{ code: bad }]], empty: '' },
    ],
    ['an empty table', { kind: 'table', caption: bad, columns: [], rows: [], empty: bad }],
    ['commands', { kind: 'commands', label: bad, lines: [bad] }],
    ['details', { kind: 'details', summary: bad, blocks: [{ kind: 'paragraph', content: bad }] }],
    ['a link', { kind: 'paragraph', content: { link: { text: bad, href: `"${bad}`, download: `"${bad}` } } }],
  ];

  it.each(places)('escapes text in %s', (_, block) => {
    const html = render(page(block), frame);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img');
  });

  it.each(places)('draws %s without inline style, script or event handler', (_, block) => {
    expect(render(page(block), frame)).not.toMatch(/<script|\sstyle=|<style/);
  });

  it('escapes the frame and the heading', () => {
    const html = render(
      { ...page(), heading: bad, caption: bad, trail: [{ text: bad, href: '/' }] },
      {
        name: bad,
        place: bad,
        note: bad,
      },
    );
    expect(html).not.toContain('<img');
  });

  it('has one first-level heading', () => {
    const html = render(page({ kind: 'heading', text: 'Two', level: 2 }), frame);
    expect(html.match(/<h1/g)).toHaveLength(1);
  });

  it.each<[Inline, string]>([
    [{ code: 'a'.repeat(64) }, 'stile-code--long'],
    [{ tag: 'Good', tone: 'good' }, 'govuk-tag--green'],
    [{ tag: 'Bad', tone: 'bad' }, 'govuk-tag--red'],
  ])('draws %j with class %s', (content, name) => {
    expect(render(page({ kind: 'paragraph', content }), frame)).toContain(name);
  });
});

describe('the look', () => {
  const css = assets()
    .filter(({ type }) => type.startsWith('text/css'))
    .map(({ file, edit }) => edit(readFileSync(file, 'utf8')))
    .join('\n');

  it('does not use the typeface or the crest, which are for GOV.UK only', () => {
    expect(css.match(/GDS Transport|@font-face|crest|crown/g)).toBeNull();
  });

  it('loads nothing from anywhere', () => {
    expect(css.match(/url\((?!["']?data:)|@import/g)).toBeNull();
  });

  it('does not call itself GOV.UK on a page', () => {
    expect(render(page(), frame).replace(/govuk-[\w-]+/g, '')).not.toMatch(/gov\.?uk|crown/i);
  });
});

describe('errorAnswer', () => {
  const thrown = (make: () => never): StileError | unknown => {
    try {
      return make();
    } catch (error) {
      return error;
    }
  };

  it('shows code, what happened and what to do for an error of the catalogue', () => {
    const {
      status,
      page: shown,
      fault,
    } = errorAnswer(
      thrown(() => fail('WEB_FILE_NOT_FOUND', { name: 'x.json' })),
      [],
    );
    const html = render(shown, frame);
    expect([status, fault]).toEqual([404, false]);
    expect(html).toContain('WEB_FILE_NOT_FOUND');
    expect(html).toContain('There is no file “x.json” here.');
    expect(html).toContain('Go back to the page');
  });

  it('shows nothing of any other error', () => {
    const { status, page: shown, fault } = errorAnswer(new Error('Mary Canary, QQ123456C'), []);
    expect([status, fault]).toEqual([500, true]);
    expect(render(shown, frame)).not.toContain('Canary');
  });
});

describe('isLoopback', () => {
  it.each(['localhost', '127.0.0.1', '127.8.9.1', '::1'])('takes %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });
  it.each([
    '0.0.0.0',
    '::',
    '192.168.1.2',
    'example.org',
    'localhost.example.org',
    '127.0.0.1.example.org',
    '',
  ])('refuses “%s”', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
