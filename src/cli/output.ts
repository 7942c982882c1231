import { isStileError, type JsonValue, type Problem } from '#kernel';

/** Where a command's words go. Tests pass their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether somebody watches: then progress is a bar, and questions can be asked. */
  readonly interactive: boolean;
  /** Whether the process is this command's own, and is hardened for good before it touches data. */
  readonly ownProcess: boolean;
}

export const systemTerminal = (): Terminal => ({
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  interactive: process.stderr.isTTY === true && process.stdin.isTTY === true,
  ownProcess: true,
});

/** The end of a command's help. */
export const example = (command: string): string => `\nExample:\n  ${command}\n`;

/** Says how a command ended: one JSON line for programs, or lines for people. */
export function tell(
  { out }: Terminal,
  json: boolean | undefined,
  value: JsonValue,
  lines: readonly string[],
): void {
  if (json === true) out(JSON.stringify(value));
  else for (const line of lines) out(line);
}

const problemLines = ({ code, message, cure, clause }: Problem): string[] => [
  `${message} [${code}]`,
  ...(clause === undefined ? [] : [`  Where: ${clause}`]),
  `  What to do: ${cure}`,
];

/**
 * Prints an error and gives the exit code: 2 usage, 3 refused, 4 bad input, 5 verification failed, 1 a fault of ours.
 * A fault prints its name and place in our code only: its message could hold a value.
 */
export function tellError({ out, err }: Terminal, error: unknown, json: boolean): number {
  if (!isStileError(error)) {
    const name = error instanceof Error ? error.name : 'unknown';
    const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : '';
    const place =
      error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
    const message = `Stile has failed in a way that was not foreseen (${name}${code}).`;
    const cure = 'Report it with the lines below and the version of Stile, and without any data.';
    if (json) out(JSON.stringify({ ok: false, exit: 1, code: 'NODE_FAULT', message, cure }));
    else for (const line of [message, `  What to do: ${cure}`, ...place.slice(0, 6)]) err(line);
    return 1;
  }
  const { code, exit, message, cure, clause, problems } = error;
  if (json)
    out(JSON.stringify({ ok: false, exit, code, message, cure, ...(clause && { clause }), problems }));
  else {
    for (const line of problemLines(error)) err(line);
    for (const problem of problems) for (const line of problemLines(problem)) err(`  ${line}`);
  }
  return exit;
}
