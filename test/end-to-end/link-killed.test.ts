import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../src/link-job/testing/files.ts';
import { peopleModel, peopleOf, writeCsv } from '../../src/link-job/testing/people.ts';

const cli = resolve(import.meta.dirname, '../../bin/stile');
const folder = temporaryFolder();
afterAll(folder.end);

const argv = (run: string): string[] => [
  ...[cli, 'link', 'match', folder.at('people.csv'), '--model', folder.at('model.json')],
  ...['--work', folder.at(`${run}-work`), '--threads', '1', '--json'],
  ...['--out', folder.at(`${run}-pairs.csv`), '--clusters', folder.at(`${run}-clusters.csv`)],
];
const results = (run: string): (string | undefined)[] =>
  ['pairs', 'clusters'].map((name) => {
    const file = folder.at(`${run}-${name}.csv`);
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
  });
const finish = (run: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, argv(run), { encoding: 'utf8' });
  expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as { notes: string[] };
};

/** Starts the command and kills it once `reached` says so; it must have been at work until then. */
async function killed(run: string, reached: () => boolean): Promise<void> {
  const child = spawn(process.execPath, argv(run), { stdio: 'ignore' });
  const exited = once(child, 'exit');
  while (child.exitCode === null && !reached()) await new Promise((next) => setImmediate(next));
  child.kill('SIGKILL');
  expect((await exited)[1]).toBe('SIGKILL');
}

describe('a linkage that keeps its work in a folder', () => {
  beforeAll(() => {
    const { header, files } = peopleOf(3000);
    writeCsv(folder.at('people.csv'), header, files[0] ?? []);
    fs.writeFileSync(folder.at('model.json'), JSON.stringify(peopleModel()));
    finish('whole');
  });

  it.each([
    ['the job is known', 'job.json', undefined],
    [
      'the model is trained',
      'trained.json',
      'The model was trained before, so the work was taken up after that.',
    ],
    [
      'the pairs are weighed',
      'pairs.bin',
      'The pairs were weighed before, so the work was taken up after that.',
    ],
  ])('and is killed once %s ends, when it is called again, as if nothing had been', async (_, file, note) => {
    const run = file.replace('.', '-');
    await killed(run, () => fs.existsSync(`${folder.at(`${run}-work`)}/${file}`));
    // What is there is whole.
    results(run).forEach((text, r) => {
      if (text !== undefined) expect(text).toBe(results('whole')[r]);
    });
    const { notes } = finish(run);
    expect(results(run)).toEqual(results('whole'));
    if (note !== undefined) expect(notes.some((one) => one.endsWith('was taken up after that.'))).toBe(true);
    if (file === 'pairs.bin') expect(notes).toContain(note);
  });

  it('begins anew when the records have changed, and says so', () => {
    const text = fs.readFileSync(folder.at('people.csv'), 'utf8').trimEnd().split('\r\n');
    fs.writeFileSync(folder.at('people.csv'), `${text.slice(0, -1).join('\r\n')}\r\n`);
    const { notes } = finish('whole');
    expect(notes).toEqual([
      expect.stringMatching(/is of another job: the records have changed\. So this one begins anew\.$/),
    ]);
    expect(results('whole')[1]?.trim().split('\n')).toHaveLength(3000);
  });
});
