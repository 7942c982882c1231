import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stylesWith } from '#web/kit';
import { reportCharts, reportHtml } from '#web/report';
import { exampleAbout, exampleReport } from '../../src/web/report/fixtures/example-report.ts';
import { launch, WCAG, whyNoBrowser } from './browser.ts';

describe.skipIf(whyNoBrowser() !== undefined)('the linkage report in a browser', () => {
  let browser: Browser;
  let html: string;
  let charts: number;

  beforeAll(async () => {
    const facts = await exampleReport({ records: 500, truth: true });
    html = reportHtml(
      facts,
      exampleAbout,
      stylesWith((file) => readFileSync(file, 'utf8')),
    );
    charts = reportCharts(facts).length;
    browser = await launch();
  });
  afterAll(() => browser?.close());

  async function open(
    { javaScriptEnabled = false, width = 1280 }: { javaScriptEnabled?: boolean; width?: number },
    look: (page: Page, troubles: readonly string[]) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 900 } });
    try {
      const page = await context.newPage();
      const troubles: string[] = [];
      page.on('console', (message) => troubles.push(message.text()));
      page.on('request', (request) => troubles.push(`asked for ${request.url()}`));
      await page.setContent(html);
      await look(page, troubles);
    } finally {
      await context.close();
    }
  }

  it('has no accessibility violation (WCAG 2.0 to 2.2, A and AA), and asks for nothing', () =>
    open({ javaScriptEnabled: true }, async (page, troubles) => {
      expect(troubles).toEqual([]);
      // The page forbids scripts of its own; axe is put in from outside.
      const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html: own }) => own).join(' ')}`),
      ).toEqual([]);
    }));

  it('shows every chart with a name and a table, without JavaScript', () =>
    open({}, async (page) => {
      const images = page.getByRole('img');
      expect(await images.count()).toBe(charts);
      for (const image of await images.all())
        expect(await image.locator('desc').textContent()).toMatch(/\w{3}.*\.$/);
      expect(await page.locator('figure + .govuk-inset-text + .stile-table table').count()).toBe(charts);
      expect(await page.locator('h1').count()).toBe(1);
    }));

  it('fits a telephone of 320 pixels, and paper', () =>
    open({ javaScriptEnabled: true, width: 320 }, async (page) => {
      const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
      expect(await width()).toBeLessThanOrEqual(320);
      // A4 less the margins that the stylesheet asks for.
      await page.setViewportSize({ width: 703, height: 900 });
      await page.emulateMedia({ media: 'print' });
      expect(await width()).toBeLessThanOrEqual(703);
    }));

  it('writes every text of a chart within the picture', () =>
    open({ javaScriptEnabled: true }, async (page) => {
      const outside = await page.evaluate(`[...document.querySelectorAll('figure svg')].flatMap((svg) => {
        const { width, height } = svg.viewBox.baseVal;
        return [...svg.querySelectorAll('text')].flatMap((text) => {
          const box = text.getBBox();
          return box.x < -1 || box.y < -1 || box.x + box.width > width + 1 || box.y + box.height > height + 1 ? [text.textContent] : [];
        });
      })`);
      expect(outside).toEqual([]);
    }));
});
