import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

it('goes on quietly when the reader of its words has gone', () => {
  const command = 'node bin/stile help | true; for status in "${PIPESTATUS[@]}"; do echo "$status"; done';
  const { stdout, stderr } = spawnSync('bash', ['-c', command], { cwd: root, encoding: 'utf8' });
  expect(stdout.trim().split('\n')).toEqual(['0', '0']);
  expect(stderr).not.toContain('EPIPE');
});
