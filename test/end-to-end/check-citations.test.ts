import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/how-to/check-citations.md'), 'utf8');
const box = (kind: string): string =>
  new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page)?.[1] ?? '';

const folder = mkdtempSync(join(tmpdir(), 'stile-check-citations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('docs/how-to/check-citations.md shows what the command prints for its example, and the exit code', () => {
  writeFileSync(join(folder, 'business-case.md'), box('markdown'));
  const env = { ...process.env, PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH']}` };
  const { status, stdout, stderr } = spawnSync('bash', ['-c', box('sh')], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  // The day to which the law was read changes with the data, and not because of this page.
  const withoutDay = (text: string): string => text.replace(/Law read to .*\./, 'Law read to ….');
  expect(withoutDay(stdout)).toBe(withoutDay(box('text')));
  expect(status).toBe(5);
});
