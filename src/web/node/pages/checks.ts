import { type Block, tag } from '#web/kit';
import type { CheckView } from '../share-view.ts';

/** The result, in words, of everything that was verified while the page was made. */
export function verdictOf(what: string, checks: readonly CheckView[]): Block {
  const failed = checks.filter(({ ok }) => !ok).length;
  return checks.length === 0
    ? {
        kind: 'verdict',
        tone: 'neutral',
        word: 'Not checked',
        title: `There is nothing here to verify ${what} with.`,
      }
    : failed === 0
      ? {
          kind: 'verdict',
          tone: 'good',
          word: 'Verified',
          title: `Everything about ${what} that can be checked here was checked as this page was made, and holds.`,
        }
      : {
          kind: 'verdict',
          tone: 'bad',
          word: 'Does not verify',
          title: `${failed} of ${checks.length} checks of ${what} failed as this page was made.`,
          content:
            'Do not rely on it. Ask its parties for the original, and compare fingerprints by telephone.',
        };
}

/** Each check, with its result. */
export const checksTable = (checks: readonly CheckView[]): Block => ({
  kind: 'table',
  caption: 'Checked just now',
  columns: [{ text: 'Check' }, { text: 'Result' }, { text: 'Detail' }],
  rows: checks.map(({ name, ok, detail }) => [name, ok ? tag('Holds', 'good') : tag('Fails', 'bad'), detail]),
  empty: 'No check could be made.',
});
