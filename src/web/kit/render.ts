import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import type { Page } from './page.ts';

/** What stands round every page of one site. */
export interface SiteFrame {
  /** Ends the browser's title. */
  readonly name: string;
  /** Beside the name in the header: whose pages these are. */
  readonly place: string;
  /** In the footer. */
  readonly note: string;
  /**
   * Stylesheets, for a page that is one file: they stand in it, and it loads nothing. Without them the page loads those of
   * `assets()`.
   */
  readonly styles?: string;
}

export type RenderPage = (page: Page, frame: SiteFrame) => string;

/** Folder of the design system's templates and stylesheet, inside the govuk-frontend package. */
export const designSystemFolder = (): string =>
  path.dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json'));

const templatesFolder = fileURLToPath(new URL('./templates', import.meta.url));

/** Makes the function that turns a page into a whole HTML document. All text is escaped; only SVG of ours is not. */
export function createRenderer(): RenderPage {
  const environment = new nunjucks.Environment(
    new nunjucks.FileSystemLoader([templatesFolder, path.join(designSystemFolder(), 'dist')]),
    { autoescape: true, trimBlocks: true, lstripBlocks: true },
  );
  environment.addFilter('idOf', idOf);
  return (page, frame) => environment.render('page.njk', { page, site: frame });
}

/** An element id made from a label. */
export const idOf = (label: string): string =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
