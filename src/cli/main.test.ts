import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Command } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { problem, StileError } from '#kernel';
import { families, main } from './main.ts';
import { systemTerminal, type Terminal, tellError } from './output.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-cli-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function stile(...argv: string[]): Promise<{ exit: number; out: string; err: string }> {
  const said = { out: [] as string[], err: [] as string[] };
  const terminal: Terminal = {
    out: (text) => said.out.push(text),
    err: (text) => said.err.push(text),
    interactive: false,
    ownProcess: false,
  };
  const exit = await main(argv, [], terminal);
  return { exit, out: said.out.join('\n'), err: said.err.join('\n') };
}

describe('the command line', () => {
  it.each(families)('finds in their family the commands $names', async ({ names, load }) => {
    const program = new Command();
    (await load())(program, systemTerminal(), () => {});
    expect(program.commands.map((command) => command.name())).toEqual(names);
  });

  it('help names every command and ends well', async () => {
    const { exit, out } = await stile('--help');
    expect(exit).toBe(0);
    for (const name of [
      'node',
      'key',
      'agreement',
      'sign',
      'bundle',
      'prepare',
      'run',
      'open',
      'return',
      'suspend',
      'resume',
      'dispose',
      'answer',
      'verify',
      'cite',
      'generate',
    ])
      expect(out).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
  });

  it.each([[[]], [['node']], [['key']], [['agreement']]])(
    '%j alone prints its help and ends well',
    async (argv) => {
      const { exit, out, err } = await stile(...argv);
      expect(exit).toBe(0);
      expect(out).toMatch(/^Usage: stile/);
      expect(err).toBe('');
      for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    },
  );

  it.each(['prepare', 'run', 'open', 'verify', 'cite'])(
    'the help of %s ends with an example, and describes every option',
    async (name) => {
      const { out } = await stile('help', name);
      expect(out).toMatch(new RegExp(`\nExample:\n  stile ${name} `));
      const bare = out.split('\n').filter((line) => /^ {2}--?\S+( <[^>]+>)?$/.test(line));
      expect(bare).toEqual([]);
    },
  );

  it.each([
    ['an unknown command', ['fly']],
    ['a missing option', ['run', '--node', 'x']],
    ['an unknown option', ['verify', 'x', '--loud']],
    [
      'a run number that is none',
      ['node', 'intake', '--node', 'x', '--agreement', 'b', '--run', 'one', '--out', 'o'],
    ],
    ['a node that is not there', ['key', 'list', path.join(folder, 'nowhere')]],
    ['nothing that can be verified', ['verify', path.join(folder, 'nowhere')]],
  ])('%s is a mistake in usage: exit code 2, with what to do', async (_, argv) => {
    const { exit, out, err } = await stile(...argv);
    expect(exit).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('What to do:');
  });

  it('makes a node, adds a key, exports it, and another node trusts it by its fingerprint only', async () => {
    const [one, two] = [path.join(folder, 'one'), path.join(folder, 'two')];
    expect((await stile('node', 'init', one, '--organisation', 'one.example', '--name', 'One')).exit).toBe(0);
    expect((await stile('node', 'init', two, '--organisation', 'two.example', '--name', 'Two')).exit).toBe(0);
    expect((await stile('node', 'init', one, '--organisation', 'one.example', '--name', 'One')).exit).toBe(2);
    const made = await stile('key', 'new', one, '--post', 'signatory', '--json');
    const { fingerprint } = JSON.parse(made.out);
    const record = path.join(folder, 'record.json');
    expect((await stile('key', 'export', one, '--post', 'signatory', '--out', record)).exit).toBe(0);
    expect((await stile('key', 'export', one, '--post', 'signatory', '--out', record)).exit).toBe(2);
    const wrong = `sha256:${'0'.repeat(64)}`;
    expect((await stile('node', 'trust', two, record, '--fingerprint', wrong)).exit).toBe(5);
    expect((await stile('node', 'trust', two, record)).exit).toBe(2);
    expect((await stile('node', 'trust', two, record, '--fingerprint', fingerprint)).exit).toBe(0);
    const verified = await stile('verify', two, '--json');
    expect(JSON.parse(verified.out)).toMatchObject({ ok: true });
    const listed = JSON.parse((await stile('key', 'list', one, '--json')).out);
    expect(listed.keys.map(({ post }: { post: string }) => post)).toEqual(['node', 'signatory']);
    expect(
      fs.statSync(path.join(one, 'keys', fs.readdirSync(path.join(one, 'keys'))[0] ?? '')).mode & 0o777,
    ).toBe(0o600);
  });

  it('a changed node does not verify: exit code 5, in text and in JSON', async () => {
    const node = path.join(folder, 'two');
    const journal = path.join(node, 'journal.jsonl');
    fs.writeFileSync(journal, fs.readFileSync(journal, 'utf8').replace('one.example', 'six.example'));
    const { exit, out } = await stile('verify', node, '--json');
    expect([exit, JSON.parse(out).ok]).toEqual([5, false]);
    expect((await stile('verify', node)).out).toContain('FAILED two: log.');
  });
});

describe('an error on the terminal', () => {
  const told = (error: unknown, json: boolean) => {
    const lines: string[] = [];
    const exit = tellError(
      {
        out: (text) => lines.push(text),
        err: (text) => lines.push(text),
        interactive: false,
        ownProcess: false,
      },
      error,
      json,
    );
    return { exit, text: lines.join('\n') };
  };
  const refusedError = new StileError(problem('NODE_REFUSED', { count: 1 }, 'limits'), {
    problems: [problem('NODE_SUSPENDED', {})],
  });

  it('says what happened, which clause, each reason, and what to do', () => {
    const { exit, text } = told(refusedError, false);
    expect(exit).toBe(3);
    expect(text).toMatch(
      /Reasons: 1\..*\n {2}Where: limits\n {2}What to do: .*\n {2}This agreement is suspended/,
    );
  });

  it('is one line of JSON for programs', () => {
    expect(JSON.parse(told(refusedError, true).text)).toMatchObject({
      ok: false,
      exit: 3,
      code: 'NODE_REFUSED',
      clause: 'limits',
      problems: [{ code: 'NODE_SUSPENDED' }],
    });
  });

  it('a fault tells no message, since that could hold a value from a row', () => {
    for (const json of [true, false]) {
      const { exit, text } = told(new TypeError('cannot read Ada Archwood'), json);
      expect(exit).toBe(1);
      expect(text).toContain('TypeError');
      expect(text).not.toContain('Archwood');
    }
  });
});
