import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

it('goes on quietly when the reader of its words has gone', () => {
  const command = 'set -o pipefail; node bin/stile help | true; echo $?';
  const { stdout, stderr } = spawnSync('bash', ['-c', command], { cwd: root, encoding: 'utf8' });
  expect(stdout.trim()).toBe('0');
  expect(stderr).not.toContain('EPIPE');
});
