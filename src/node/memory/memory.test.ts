import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isStileError } from '#kernel';
import { openDuckdb } from './duckdb.ts';
import { memoryNeeded, refuseShortMemory } from './memory-needed.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-memory-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const linux = process.platform === 'linux';
const tsx = import.meta.resolve('tsx');
const harden = new URL('./harden.ts', import.meta.url).href;

/**
 * Runs a script in a process of its own, with core dumps of any size and content allowed by the shell: a test of the
 * command line may have hardened the process that we are in, and children inherit that.
 */
const child = (script: string, nodeOptions: readonly string[] = []) =>
  spawnSync(
    'sh',
    [
      '-c',
      'ulimit -c unlimited; [ ! -w /proc/self/coredump_filter ] || echo 0x33 >/proc/self/coredump_filter; exec "$@"',
      'sh',
      process.execPath,
      '--import',
      tsx,
      ...nodeOptions,
      '--input-type=module',
      '-e',
      script,
    ],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
  );
const hardened = (then: string): string =>
  `const { hardenProcess } = await import('${harden}'); const { notices } = hardenProcess(); ${then}`;

describe.skipIf(!linux)('a hardened process (Linux only)', () => {
  it('leaves no memory in a core dump and limits its size', () => {
    const show = `const fs = await import('node:fs');
      console.log(fs.readFileSync('/proc/self/coredump_filter', 'utf8').trim());
      console.log(/Max core file size +(\\S+)/.exec(fs.readFileSync('/proc/self/limits', 'utf8'))[1]);`;
    const [filter, limit] = child(hardened(show)).stdout.trim().split('\n');
    expect(Number.parseInt(filter ?? 'none', 16)).toBe(0);
    expect(['0', '1']).toContain(limit);
  });

  const dumpsHere = linux && fs.readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim() === 'core';
  const coreFiles = (): number => fs.readdirSync(folder).filter((name) => name.startsWith('core')).length;
  it.skipIf(!dumpsHere)(
    'that crashes writes no core file, where another would (skipped where cores go elsewhere)',
    () => {
      expect(child(hardened('process.abort()')).signal).toBe('SIGABRT');
      expect(coreFiles()).toBe(0);
      child('process.abort()');
      expect(coreFiles()).toBe(1);
      for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name));
    },
  );

  it('does not open a debugger when it is told to by a signal', () => {
    const script = `const { url } = await import('node:inspector');
      process.kill(process.pid, 'SIGUSR1');
      await new Promise((resolve) => setTimeout(resolve, 300));
      console.log(url() === undefined ? 'closed' : 'open');`;
    expect(child(hardened(script)).stdout.trim()).toBe('closed');
    expect(child(script).stdout.trim()).toBe('open');
  });

  it.each([
    ['MEMORY_DEBUGGER', '--inspect=127.0.0.1:0'],
    ['MEMORY_WRITES_HEAP', '--heapsnapshot-near-heap-limit=1'],
  ])('does not start with a way out for its memory: %s', (code, option) => {
    expect(child(hardened('console.log("started")'), [option]).stderr).toContain(code);
    expect(child(hardened('console.log("started")')).stdout).toContain('started');
  });
});

describe('DuckDB', () => {
  const refused = async (sql: string): Promise<string> => {
    fs.writeFileSync(path.join(folder, 'allowed.csv'), 'a\n1\n');
    fs.writeFileSync(path.join(folder, 'other.csv'), 'a\n1\n');
    const duckdb = await openDuckdb([path.join(folder, 'allowed.csv')]);
    try {
      return await duckdb.connection.run(sql.replaceAll('DIR', folder)).then(
        () => 'allowed',
        (error: Error) => error.message,
      );
    } finally {
      duckdb.close();
    }
  };
  it.each([
    ["SELECT * FROM read_csv('DIR/other.csv')", 'Permission'],
    ["SELECT * FROM read_csv('DIR/../other.csv')", 'Permission'],
    ["COPY (SELECT 1) TO 'DIR/out.csv'", 'Permission'],
    ["ATTACH 'DIR/new.db'", 'Permission'],
    ["SET temp_directory = 'DIR'", 'locked'],
    ['SET enable_external_access = true', 'external access|locked'],
    ["SET allowed_paths = ['/']", 'external access|locked'],
    ['INSTALL httpfs', 'Permission|not enabled|disabled'],
    ["SELECT * FROM read_csv('DIR/allowed.csv')", 'allowed'],
  ])('%s: %s', async (sql, answer) => {
    expect(await refused(sql)).toMatch(new RegExp(answer));
    expect(fs.existsSync(path.join(folder, 'out.csv'))).toBe(false);
  });

  it('has no folder to spill to, and no way to get one', async () => {
    const duckdb = await openDuckdb([]);
    const settings = await duckdb.connection.runAndReadAll(
      "SELECT current_setting('temp_directory'), current_setting('lock_configuration')",
    );
    expect(settings.getRows()).toEqual([['', true]]);
    duckdb.close();
  });
});

describe('memory', () => {
  it('that is too short is refused before anything starts', () => {
    const needed = memoryNeeded('prepare', 2 ** 30);
    expect(needed).toBeGreaterThan(2 ** 30);
    refuseShortMemory(needed, needed);
    try {
      refuseShortMemory(needed, needed - 1);
      expect.unreachable();
    } catch (error) {
      expect(isStileError(error, 'MEMORY_SHORT')).toBe(true);
    }
  });
});
