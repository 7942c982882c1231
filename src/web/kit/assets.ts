import { readFileSync } from 'node:fs';
import path from 'node:path';
import { designSystemFolder } from './render.ts';

export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

/**
 * The design system's stylesheet without its typeface: GDS Transport may be used on GOV.UK domains only, so the
 * `@font-face` rules go and Arial, the design system's own fallback, takes its place. The crest goes too.
 */
export const withoutGovukBranding = (css: string): string =>
  css
    .replace(/@font-face\{[^}]*\}/g, '')
    .replace(/GDS Transport,/g, '')
    .replace(/font-family:GDS Transport/g, 'font-family:Arial,Helvetica,sans-serif')
    .replace(/\.govuk-footer__(copyright-logo|crown)[^{}]*\{[^}]*\}/g, '');

/** Everything that a page loads: two stylesheets and an icon. There is no script. */
export function loadAssets(): readonly Asset[] {
  const own = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  const designSystem = readFileSync(
    path.join(designSystemFolder(), 'dist/govuk/govuk-frontend.min.css'),
    'utf8',
  );
  return [
    {
      path: '/assets/govuk-components.css',
      type: 'text/css; charset=utf-8',
      body: withoutGovukBranding(designSystem),
    },
    { path: '/assets/stile.css', type: 'text/css; charset=utf-8', body: own('stile.css') },
    { path: '/assets/stile.svg', type: 'image/svg+xml', body: own('stile.svg') },
  ];
}
