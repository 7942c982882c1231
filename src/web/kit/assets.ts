import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { designSystemFolder } from './render.ts';

/** A file that pages load. The caller reads it: this room touches no disk. */
export interface Asset {
  /** Its address. */
  readonly path: string;
  readonly type: string;
  /** Where it is on the disk. */
  readonly file: string;
  /** What is sent, given what the file holds. */
  readonly edit: (text: string) => string;
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

const own = (name: string): string => fileURLToPath(new URL(`./assets/${name}`, import.meta.url));
const asItIs = (text: string): string => text;

/** Everything that a page loads: two stylesheets and an icon. There is no script. */
export const assets = (): readonly Asset[] => [
  {
    path: '/assets/govuk-components.css',
    type: 'text/css; charset=utf-8',
    file: path.join(designSystemFolder(), 'dist/govuk/govuk-frontend.min.css'),
    edit: withoutGovukBranding,
  },
  { path: '/assets/stile.css', type: 'text/css; charset=utf-8', file: own('stile.css'), edit: asItIs },
  { path: '/assets/stile.svg', type: 'image/svg+xml', file: own('stile.svg'), edit: asItIs },
];

/** Both stylesheets as one text, for a page that is one file. `read` gives what a file on the disk holds. */
export const stylesWith = (read: (file: string) => string): string =>
  assets()
    .filter(({ type }) => type.startsWith('text/css'))
    .map(({ file, edit }) => edit(read(file)))
    .join('\n');
