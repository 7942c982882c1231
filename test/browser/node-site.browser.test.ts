import { AxeBuilder } from '@axe-core/playwright';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeSite } from '#web/node';
import { examplePages, exampleSite } from '../../src/web/node/fixtures/example-site.ts';
import { launch, WCAG, whyNoBrowser } from './browser.ts';

const picture = '/department/agreements/k7f3-warm-homes-v1/picture';
const runPage = '/department/agreements/k7f3-warm-homes-v1/runs/1';

describe.skipIf(whyNoBrowser() !== undefined)('the node’s pages in a browser', () => {
  let app: FastifyInstance;
  let browser: Browser;
  let at: string;

  beforeAll(async () => {
    app = nodeSite({
      load: async () => exampleSite,
      cannotShow: 'It cannot show that no other copy was made.',
      onFault: (error) => console.error(error),
    });
    at = await app.listen({ port: 0, host: '127.0.0.1' });
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const contexts = new Map<string, BrowserContext>();

  /** One context for each way of looking, kept: starting one costs more than a page. */
  async function contextFor(javaScriptEnabled: boolean, width: number): Promise<BrowserContext> {
    const key = `${javaScriptEnabled} ${width}`;
    const context =
      contexts.get(key) ??
      (await browser.newContext({ javaScriptEnabled, viewport: { width, height: 900 } }));
    contexts.set(key, context);
    return context;
  }

  /** Opens a page; anything that its content security policy stops, or that fails to load, is in `troubles`. */
  async function visit(
    path: string,
    {
      javaScriptEnabled = true,
      width = 1280,
    }: { readonly javaScriptEnabled?: boolean; readonly width?: number },
    look: (page: Page, troubles: readonly string[]) => Promise<void>,
  ): Promise<void> {
    const page = await (await contextFor(javaScriptEnabled, width)).newPage();
    try {
      const troubles: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('404')) troubles.push(message.text());
      });
      page.on('requestfailed', (request) => troubles.push(request.url()));
      page.on('request', (request) => {
        if (!request.url().startsWith(at)) troubles.push(`asked elsewhere: ${request.url()}`);
      });
      await page.goto(at + path);
      await look(page, troubles);
    } finally {
      await page.close();
    }
  }

  it.each(examplePages)(
    '%s has no accessibility violation (WCAG 2.0 to 2.2, A and AA), says the same without JavaScript, and fits 320 pixels',
    async (path) => {
      let text: string | null = null;
      await visit(path, {}, async (page, troubles) => {
        const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        ).toEqual([]);
        expect(troubles).toEqual([]);
        text = await page.locator('main').textContent();
      });
      await visit(path, { javaScriptEnabled: false, width: 320 }, async (page) => {
        expect(await page.locator('main').textContent()).toBe(text);
        expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
      });
    },
  );

  it('loads its look, in a typeface that anyone may use', () =>
    visit('/', {}, async (page) => {
      const font = await page.evaluate<string>(`getComputedStyle(document.querySelector('h1')).fontFamily`);
      expect(font).toMatch(/^arial/i);
    }));

  it('lets a keyboard skip to the content, and follow links to the picture', () =>
    visit('/department', {}, async (page) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(new URL(page.url()).hash).toBe('#main-content');
      await page.getByRole('link', { name: /Money off energy bills/ }).press('Enter');
      await page.getByRole('link', { name: 'What happens to each field, as a picture' }).press('Enter');
      expect(new URL(page.url()).pathname).toBe(picture);
    }));

  it('draws every text of the picture inside its box', () =>
    visit(picture, {}, async (page) => {
      // Each text lies inside the widest box that holds its start: the browser's own measure, not our estimate.
      const outside = await page.evaluate(`(() => {
        const boxes = [...document.querySelectorAll('figure svg rect')].map((rect) => rect.getBBox());
        return [...document.querySelectorAll('figure svg text')].flatMap((text) => {
          const { x, y, width, height } = text.getBBox();
          const holding = boxes.filter((box) => x >= box.x && x <= box.x + box.width && y + height / 2 >= box.y && y + height / 2 <= box.y + box.height);
          return holding.length === 0 || holding.every((box) => x + width <= box.x + box.width) ? [] : [text.textContent];
        });
      })()`);
      expect(outside).toEqual([]);
    }));

  it('names and describes the picture to those who cannot see it', () =>
    visit(picture, {}, async (page) => {
      const image = page.getByRole('img', { name: /What each field becomes/ });
      expect(await image.count()).toBe(1);
      expect(await page.locator('figure desc').textContent()).toContain(
        'The values of these fields stop there',
      );
    }));

  it('shows the picture legibly at 1280 pixels', () =>
    visit(picture, {}, async (page) => {
      const heights = await page.evaluate<number[]>(
        `[...document.querySelectorAll('figure text')].map((text) => text.getBoundingClientRect().height)`,
      );
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(13);
    }));

  it('saves a download under its own name', () =>
    visit(runPage, {}, async (page) => {
      const coming = page.waitForEvent('download');
      await page.getByRole('link', { name: 'receipt.json' }).click();
      expect((await coming).suggestedFilename()).toBe('receipt.json');
    }));

  it('prints: the picture fits the paper, and what only helps on a screen is gone', () =>
    visit(picture, { width: 718 }, async (page) => {
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.govuk-breadcrumbs').isVisible()).toBe(false);
      const width = await page.evaluate<number>(
        `document.querySelector('figure svg').getBoundingClientRect().width`,
      );
      expect(width).toBeLessThanOrEqual(718);
    }));
});
