import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

/** A box of the tutorial: commands for one terminal, and the lines that they must print, where the page shows them. */
interface Box {
  readonly line: number;
  readonly terminal: '.' | 'department' | 'supplier';
  readonly commands: string;
  readonly shown: readonly string[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The pages, and the terminals that each needs. */
const pages: readonly (readonly [page: string, terminals: readonly Box['terminal'][]])[] = [
  ['docs/tutorial.md', ['.', 'department', 'supplier']],
  ['docs/how-to/keep-a-spine.md', ['.']],
  ['docs/tutorial-linkage.md', ['.']],
];

function boxesOf(text: string): Box[] {
  const boxes: Box[] = [];
  for (const match of text.matchAll(/^```(sh|text)[ ]?(department|supplier)?\n([\s\S]*?)^```$/gm)) {
    const [, kind, terminal, body = ''] = match;
    const last = boxes.at(-1);
    if (kind === 'text' && last) {
      boxes[boxes.length - 1] = { ...last, shown: body.trimEnd().split('\n') };
      continue;
    }
    const line = text.slice(0, match.index).split('\n').length;
    boxes.push({ line, terminal: (terminal ?? '.') as Box['terminal'], commands: body, shown: [] });
  }
  return boxes;
}

/** Whether the shown lines are in the output, in that order; `…` stands for anything, also for whole lines. */
function missing(shown: readonly string[], output: string): string | undefined {
  const lines = output.split(/\r?\n/);
  let at = 0;
  for (const wanted of shown.filter((line) => line !== '…')) {
    const pattern = new RegExp(`^${wanted.split('…').map(escapeRegExp).join('.*')}$`);
    const found = lines.findIndex((line, i) => i >= at && pattern.test(line));
    if (found < 0) return wanted;
    at = found + 1;
  }
  return undefined;
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe.each(pages)('%s, word for word', (name, terminals) => {
  const page = readFileSync(join(root, name), 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'stile-tutorial-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const env = { ...process.env, PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH']}` };
  let stopped = false;

  it('has a box for each terminal', () => {
    expect(new Set(boxesOf(page).map(({ terminal }) => terminal))).toEqual(new Set(terminals));
  });

  it.each(boxesOf(page))('line $line, $terminal', ({ terminal, commands, shown }) => {
    expect(stopped, 'an earlier box failed').toBe(false);
    stopped = true;
    const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', commands], {
      cwd: join(folder, terminal),
      env,
      encoding: 'utf8',
    });
    expect({ status, stderr: status === 0 ? '' : stderr, stdout: status === 0 ? '' : stdout }).toEqual({
      status: 0,
      stderr: '',
      stdout: '',
    });
    expect(missing(shown, stdout), stdout).toBeUndefined();
    stopped = false;
  });
});
