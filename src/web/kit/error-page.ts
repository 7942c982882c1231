import { isStileError, type Problem, problem } from '#kernel';
import type { Link, Page } from './page.ts';

/** What a request that failed is answered with. */
export interface ErrorAnswer {
  readonly status: number;
  readonly page: Page;
  /** Not an error of the catalogue: for whoever runs the program to see. */
  readonly fault: boolean;
}

const statusOf = (code: Problem['code']): number =>
  code === 'WEB_PAGE_NOT_FOUND' || code === 'WEB_FILE_NOT_FOUND'
    ? 404
    : code === 'WEB_HOST_NAME_REFUSED'
      ? 421
      : code === 'WEB_METHOD_REFUSED'
        ? 405
        : 500;

/**
 * The page for anything that was thrown: an error of the catalogue is shown with its code, what happened and what to
 * do; any other is a fault of ours, of which nothing is shown, because its text could hold anything.
 */
export function errorAnswer(error: unknown, trail: readonly Link[]): ErrorAnswer {
  const known = isStileError(error) ? error : undefined;
  const shown: Problem = known ?? problem('WEB_FAULT', {});
  const status = statusOf(shown.code);
  const smaller = known?.problems ?? [];
  return {
    status,
    fault: known === undefined,
    page: {
      heading: status === 404 ? 'Page not found' : status === 500 ? 'This page could not be made' : 'Refused',
      trail,
      blocks: [
        { kind: 'paragraph', content: shown.message },
        ...smaller.map(({ message, cure, code: smallerCode }) => ({
          kind: 'inset' as const,
          content: { lines: [message, cure, { code: smallerCode }] },
        })),
        { kind: 'heading', text: 'What to do', level: 2 },
        { kind: 'paragraph', content: shown.cure },
        { kind: 'facts', rows: [{ key: 'Error code', value: { code: shown.code } }] },
      ],
    },
  };
}
