import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeLinkagePeople } from './generate-command.ts';
import { runner } from './testing/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'stile-link-'));
const at = (name: string) => join(folder, name);

const link = runner('link');

const rowsOf = (name: string): string[][] =>
  readFileSync(at(name), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

/** Who is who, by id; told to no command. */
const whoOf = (name: string) => new Map(rowsOf(name).map(([id, cluster]) => [id, cluster]));

beforeAll(async () => {
  await writeLinkagePeople({ out: at('people.csv'), seed: 'link-command', records: 3000, two: false });
  await writeLinkagePeople({ out: at('pair.csv'), seed: 'link-command', records: 3000, two: true });
}, 60_000);

describe('stile link', () => {
  it('links people whose columns it has never seen, and says what it took them for', async () => {
    const { exit, out } = await link(
      ...['match', at('people.csv'), '--person', '--out', at('pairs.csv'), '--clusters', at('clusters.csv')],
      ...['--save', at('model.json')],
    );
    expect(exit).toBe(0);
    expect(out).toContain('is taken for the surname, by its name.');
    expect(out).toMatch(/3,000 records; [\d,]+ pairs compared, [\d,]+ linked; [\d,]+ clusters\./);
    const who = whoOf('people-truth.csv');
    const pairs = rowsOf('pairs.csv');
    const right = pairs.filter(([a, b]) => who.get(a as string) === who.get(b as string));
    expect(pairs.length).toBeGreaterThan(500);
    expect(right.length / pairs.length).toBeGreaterThan(0.9);
    expect(rowsOf('clusters.csv')).toHaveLength(3000);
  }, 60_000);

  it('predicts with the model that was trained what was found in training it', async () => {
    const { exit, out } = await link(
      ...['predict', at('people.csv'), '--model', at('model.json'), '--out', at('again.csv'), '--json'],
    );
    expect(exit).toBe(0);
    const byPair = (name: string) =>
      new Map(rowsOf(name).map(([a, b, weight]) => [`${a} ${b}`, Number(weight)] as const));
    const before = byPair('pairs.csv');
    const after = byPair('again.csv');
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    for (const [pair, weight] of after) expect(weight).toBeCloseTo(before.get(pair) as number, 9);
    expect(JSON.parse(out)).toMatchObject({ records: 3000, linkedPairs: after.size });
  }, 60_000);

  it('trains the same model without linking', async () => {
    const { exit, out } = await link('train', at('people.csv'), '--person', '--save', at('trained.json'));
    expect(exit).toBe(0);
    expect(out).toMatch(/By this model one pair of records in [\d,]+ is of one person\.$/);
    expect(readFileSync(at('trained.json'), 'utf8')).toBe(readFileSync(at('model.json'), 'utf8'));
  }, 60_000);

  it('explains a pair that it has linked: the steps add up to its weight, and no value is shown', async () => {
    const [left, right, weight] = rowsOf('pairs.csv')[0] as [string, string, string];
    const pair = [at('people.csv'), '--model', at('model.json'), '--left', left, '--right', right];
    const explained = JSON.parse((await link('explain', ...pair, '--json')).out);
    const steps = explained.comparisons.map((one: { weight: number }) => one.weight);
    const sum = [explained.priorWeight, explained.together, ...steps].reduce((a, b) => a + b);
    expect(sum).toBeCloseTo(Number(weight), 9);
    expect(explained.weight).toBeCloseTo(Number(weight), 9);
    const { exit, out } = await link('explain', ...pair);
    expect(exit).toBe(0);
    const values = new Set(
      [left, right].flatMap((id) =>
        rowsOf('people.csv')
          .find(([one]) => one === id)
          ?.slice(1),
      ),
    );
    for (const value of values) if (value && value.length > 4) expect(out).not.toContain(value);
    const unknown = await link('explain', ...pair.with(-1, 'no such record'));
    expect(unknown.exit).toBe(4);
    expect(unknown.err).toContain('has no record with the id that was asked for');
  });

  it('links each record of one file to at most one of the other', async () => {
    const { exit, out } = await link(
      ...['match', at('pair-a.csv'), at('pair-b.csv'), '--person', '--one-to-one', '--out', at('one.csv')],
      '--json',
    );
    expect(exit).toBe(0);
    const pairs = rowsOf('one.csv');
    expect(new Set(pairs.map(([a]) => a)).size).toBe(pairs.length);
    expect(new Set(pairs.map(([, b]) => b)).size).toBe(pairs.length);
    expect(JSON.parse(out)).toMatchObject({ linkedPairs: pairs.length });
  }, 60_000);

  it.each([
    [['match', at('people.csv')], 'Give either --model with a file, or --person.'],
    [['match', at('people.csv'), '--person', '--one-to-one'], '--one-to-one needs two files.'],
    [['match', at('people.csv'), '--person', '--threshold', 'high'], '--threshold must be a number'],
  ])('%j is refused as usage', async (argv, reason) => {
    const { exit, err } = await link(...argv);
    expect(exit).toBe(2);
    expect(err).toContain(reason);
  });

  it('says where Splink’s model cannot be read', async () => {
    writeFileSync(at('splink.json'), '{"link_type":"dedupe_only"}');
    const { exit, err } = await link('predict', at('people.csv'), '--model', at('splink.json'));
    expect(exit).toBe(4);
    expect(err).toContain('LINKAGE_SPLINK_INVALID');
  });
});
