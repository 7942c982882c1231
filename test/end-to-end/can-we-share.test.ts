import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parseDate } from '#kernel';
import { lawData } from '#law';
import { interview } from '../../src/cli/assess-interview.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/how-to/can-we-share.md'), 'utf8');
const boxes = (kind: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text ?? '');

const folder = mkdtempSync(join(tmpdir(), 'stile-can-we-share-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The day to which the law was read changes with the data, and not because of this page.
const withoutDay = (text: string): string => text.replace(/Law read to .*\./, 'Law read to ….');

describe('docs/how-to/can-we-share.md', () => {
  const [question = '', cases = ''] = boxes('json');
  const [asked = '', ...shown] = boxes('text');
  const commands = boxes('sh').filter((command) => !command.includes('--save'));

  it.each(commands.map((command, i) => ({ command, output: shown[i] })))(
    'shows what this prints: $command',
    ({ command, output }) => {
      writeFileSync(join(folder, 'question.json'), question);
      writeFileSync(join(folder, 'cases.jsonl'), cases);
      const env = { ...process.env, PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH']}` };
      const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
        cwd: folder,
        env,
        encoding: 'utf8',
      });
      expect([status, stderr]).toEqual([0, '']);
      expect(withoutDay(stdout)).toContain(withoutDay(output ?? 'nothing is shown'));
    },
  );

  it('shows the questions as they are asked', async () => {
    const said: string[] = [];
    const lines = ['1', '4', 'dwp'];
    const typist = {
      say: (text: string) => said.push(text),
      line: async (prompt: string) => {
        const line = lines.shift();
        if (line !== undefined) said.push(`${prompt}${line}`);
        return line;
      },
      close: () => {},
    };
    await interview(typist, lawData, parseDate('2025-03-01'));
    expect(`${said.join('\n')}\n`).toContain(asked);
  });
});
