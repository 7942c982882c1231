import { grouped } from '#kernel';
import type { Progress } from '#node';
import type { Terminal } from './output.ts';

const WIDTH = 24;
const REDRAW_MS = 100;

/**
 * Shows the stages of a long command, with rows and seconds: a bar where somebody watches, one line for each stage that
 * has ended otherwise, and JSON lines for programs. All of it on standard error.
 */
export function progressOn(
  { err, interactive }: Terminal,
  json: boolean | undefined,
  clock: () => number = Date.now,
): Progress {
  let stage: string | undefined;
  let seen: number | undefined;
  let began = clock();
  let drawn = 0;
  const counted = (): string => (seen === undefined ? '' : `: ${grouped(seen)}`);
  const seconds = (): number => Math.round((clock() - began) / 100) / 10;
  const end = (): void => {
    if (stage === undefined) return;
    if (json === true) err(JSON.stringify({ event: 'stage', stage, done: seen, seconds: seconds() }));
    else if (!interactive) err(`${stage}${counted()}, ${seconds()} s`);
    else process.stderr.write(`\r\u001b[K${stage}${counted()}, ${seconds()} s\n`);
    stage = undefined;
  };
  return ({ stage: now, rows, total }) => {
    if (now !== stage) {
      end();
      stage = now;
      began = clock();
    }
    seen = rows;
    if (total !== undefined && rows === total) return end();
    if (!interactive || json === true || clock() - drawn < REDRAW_MS) return;
    drawn = clock();
    const part = total === undefined || total === 0 ? undefined : (rows ?? 0) / total;
    const bar = part === undefined ? '' : `[${'#'.repeat(Math.round(part * WIDTH)).padEnd(WIDTH, '.')}] `;
    process.stderr.write(`\r\u001b[K${bar}${now}${counted()}, ${seconds()} s`);
  };
}
