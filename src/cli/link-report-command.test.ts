import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { exampleModel } from '../web/report/fixtures/example-report.ts';
import { writeLinkagePeople } from './generate-command.ts';
import { runner } from './testing/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'stile-report-'));
const at = (name: string) => join(folder, name);

const link = runner('link');
const page = (name: string): string => readFileSync(at(name), 'utf8');

beforeAll(async () => {
  await writeLinkagePeople({ out: at('people.csv'), seed: 'report', records: 600, two: false });
  await writeLinkagePeople({ out: at('pair.csv'), seed: 'report', records: 600, two: true });
  writeFileSync(at('model.json'), JSON.stringify(exampleModel));
});
const withModel = ['--model', at('model.json'), '--threads', '1'];

describe('stile link report', () => {
  let trained: Record<'linkedPairs' | 'expectedPrecision', number> & {
    truth: { precision: number; recall: number };
  };

  it('trains, links and writes one page, with what training merged and what the truth says', async () => {
    const { exit, out } = await link(
      ...['report', at('people.csv'), ...withModel, '--truth', at('people-truth.csv'), '--group', 'sex'],
      ...['--out', at('report.html'), '--save', at('trained.json'), '--json'],
    );
    expect(exit).toBe(0);
    trained = JSON.parse(out);
    expect(trained).toMatchObject({ out: at('report.html'), records: 600 });
    expect(trained.truth.precision).toBeGreaterThan(0.9);
    expect(trained.truth.recall).toBeGreaterThan(0.9);
    const html = page('report.html');
    expect(html).toMatch(/^<!DOCTYPE html>/);
    expect(html).toContain('Linked records by sex');
    expect(html).toContain('Expected against observed matches');
    // No value of a row: not one address, postcode, email or telephone number of the file.
    const cells = page('people.csv')
      .split('\n')
      .slice(1)
      .flatMap((line) => line.split(','))
      .filter((cell) => /\d/.test(cell) && /[ @-]/.test(cell));
    expect(cells.length).toBeGreaterThan(1000);
    for (const cell of cells) expect(html).not.toContain(cell);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('says the same of the trained model whose figures are kept', async () => {
    const { exit, out } = await link(
      ...['report', at('people.csv'), '--model', at('trained.json'), '--keep', '--threads', '1'],
      ...['--out', at('kept.html'), '--json'],
    );
    expect(exit).toBe(0);
    const kept = JSON.parse(out);
    expect(kept.linkedPairs).toBe(trained.linkedPairs);
    expect(kept.expectedPrecision).toBeCloseTo(trained.expectedPrecision, 9);
    expect(page('kept.html')).toContain('kept as they were in the model');
  });

  it('counts as match does, for two files one to one', async () => {
    const one = ['--one-to-one', '--threshold', '2', '--json'];
    const matched = await link('match', at('pair-a.csv'), at('pair-b.csv'), ...withModel, ...one);
    const reported = await link(
      ...['report', at('pair-a.csv'), at('pair-b.csv'), ...withModel, ...one, '--out', at('pair.html')],
    );
    const { clusters, candidatePairs } = JSON.parse(matched.out);
    expect(JSON.parse(reported.out)).toMatchObject({ clusters, comparedPairs: candidatePairs });
    expect(page('pair.html')).toContain('Links, one to one');
    expect(page('pair.html')).toContain('pair-a.csv with pair-b.csv');
  });

  it('shows ids only when told to', async () => {
    const ids = page('people.csv')
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0] ?? '');
    const shown = (html: string): string[] =>
      [...html.matchAll(/scope="row" class="govuk-table__header">\d+: (\w+)</g)].map(([, id]) => id ?? '');
    expect(shown(page('report.html'))).toEqual([]);
    const { out } = await link(
      ...['report', at('people.csv'), ...withModel, '--show-ids', '--out', at('ids.html')],
    );
    expect(out).toContain('It shows ids of records');
    expect(shown(page('ids.html')).length).toBeGreaterThan(5);
    for (const id of shown(page('ids.html'))) expect(ids).toContain(id);
  });

  it.each([
    [['--group', 'surname'], 4, 'The column “surname” has more than 50 different values'],
    [['--group', 'income'], 4, 'No table has a column “income”'],
    [['--out', at('report.pdf')], 2, 'does not end in .html'],
    [['--out', at('no/such/report.html')], 4, 'There is no folder'],
    [['--threshold', 'high'], 2, '--threshold must be a number'],
    [['--truth', at('people.csv')], 4, 'does not say who is who'],
  ])('refuses %j before it links anything', async (argv, exit, reason) => {
    const found = await link('report', at('people.csv'), ...withModel, '--out', at('refused.html'), ...argv);
    expect(found.exit).toBe(exit);
    expect(found.err).toContain(reason);
    expect(found.err).not.toContain('compare');
    expect(readdirSync(folder)).not.toContain('refused.html');
  });

  it('leaves nothing half written where a folder has the name', async () => {
    mkdirSync(at('folder.html'));
    const { exit, err } = await link('report', at('people.csv'), ...withModel, '--out', at('folder.html'));
    expect(exit).toBe(4);
    expect(err).toContain('LINK_JOB_OUT_UNWRITABLE');
    expect(readdirSync(folder)).not.toContain('folder.html.part');
  });
});

describe('stile link explain --out', () => {
  it('writes the waterfall as a page and as a picture', async () => {
    const [a = '', b = ''] = page('people.csv')
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]);
    const pair = [at('people.csv'), '--model', at('model.json'), '--left', a, '--right', b];
    const { exit, out } = await link('explain', ...pair, '--out', at('waterfall.html'));
    expect(exit).toBe(0);
    const [, weight] = /Match weight (\S+):/.exec(out) ?? [];
    expect(page('waterfall.html')).toContain(`>${weight}</text>`);
    await link('explain', ...pair, '--out', at('waterfall.svg'));
    expect(page('waterfall.svg')).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    expect((await link('explain', ...pair, '--out', at('waterfall.doc'))).err).toContain('.html or .svg');
  });
});
