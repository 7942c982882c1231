import type { Progress } from '#node';
import type { Terminal } from './output.ts';

const WIDTH = 24;
const REDRAW_MS = 100;

/**
 * Shows the stages of a long command: a bar with rows and seconds where somebody watches, one line for each stage
 * otherwise, and JSON lines for programs. All of it on standard error.
 */
export function progressOn(
  { err, interactive }: Terminal,
  json: boolean | undefined,
  clock: () => number = Date.now,
): Progress {
  let stage = '';
  let began = clock();
  let drawn = 0;
  const seconds = (): string => ((clock() - began) / 1000).toFixed(1);
  return ({ stage: now, rows, total }) => {
    const next = now !== stage;
    if (next) {
      stage = now;
      began = clock();
    }
    if (json === true) {
      if (next || rows === total) err(JSON.stringify({ event: 'progress', stage, rows, total }));
      return;
    }
    if (!interactive) {
      if (next) err(`${stage} …`);
      return;
    }
    const ended = total !== undefined && rows === total;
    if (!next && !ended && clock() - drawn < REDRAW_MS) return;
    drawn = clock();
    const part = total === undefined || total === 0 ? 0 : (rows ?? 0) / total;
    const bar = total === undefined ? '' : `[${'#'.repeat(Math.round(part * WIDTH)).padEnd(WIDTH, '.')}] `;
    const counted = rows === undefined ? '' : `${rows.toLocaleString('en-GB')} `;
    process.stderr.write(`\r\u001b[K${bar}${stage} ${counted}${seconds()} s${ended ? '\n' : ''}`);
  };
}
