import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../link-job/testing/files.ts';
import { peopleModel, peopleOf, writeCsv } from '../link-job/testing/people.ts';
import { runner } from './testing/run.ts';

const folder = temporaryFolder();
const at = folder.at;
afterAll(folder.end);

const link = runner('link');

const linesOf = (name: string): string[] => readFileSync(at(name), 'utf8').trim().split('\n');
const rowsOf = (name: string): string[][] =>
  linesOf(name)
    .slice(1)
    .map((line) => line.split(','));

/** Ids that are together, as one text a cluster, whatever the clusters are called. */
const together = (rows: readonly string[][], cluster: number, id: number): string[] => {
  const clusters = new Map<string, string[]>();
  for (const row of rows)
    clusters.set(row[cluster] ?? '', [...(clusters.get(row[cluster] ?? '') ?? []), row[id] ?? '']);
  return [...clusters.values()].map((ids) => ids.sort().join(' ')).sort();
};

const { header, files, who } = peopleOf(1200);
const people = files[0] ?? [];
const model = ['--model', at('model.json')];

beforeAll(async () => {
  writeFileSync(at('model.json'), JSON.stringify(peopleModel()));
  writeCsv(at('people.csv'), header, people);
  writeCsv(at('spine.csv'), header, people.slice(0, 900));
  writeCsv(at('new.csv'), header, people.slice(900));
  writeFileSync(at('few.csv'), 'id,surname\n7,a\n8,b\n9,c\n10,d\n11,e\n');
  writeFileSync(at('pairs.csv'), 'id_l,id_r,match_weight\n7,9,8\n9,10,3\n8,11,-1.5\n');
});

describe('stile link blocking', () => {
  it('shows what each rule gives, and all of them', async () => {
    const { exit, out } = await link('blocking', at('people.csv'), ...model, '--json');
    expect(exit).toBe(0);
    const { rules, pairs, records, possiblePairs } = JSON.parse(out);
    expect([records, possiblePairs]).toEqual([1200, 719_400]);
    expect(rules.map(({ name }: { name: string }) => name)).toEqual(
      peopleModel().blocking.map(({ name }) => name),
    );
    expect(rules.at(-1).soFar).toBe(pairs);
    const text = (await link('blocking', at('people.csv'), ...model)).out;
    expect(text).toContain(`${pairs.toLocaleString('en-GB')} would be compared.`);
    expect(text).toContain('the same first name and the same dob');
  });

  it('says what a cap loses, and keeps it in the model', async () => {
    const argv = ['blocking', at('people.csv'), ...model, '--at-most', '2', '--save', at('capped.json')];
    const { exit, out } = await link(...argv);
    expect(exit).toBe(0);
    expect(out).toMatch(/Passing over heavy blocks loses about \d+ matches that no rule gives otherwise/);
    const saved = JSON.parse(readFileSync(at('capped.json'), 'utf8'));
    expect(saved.blocking.map(({ atMost }: { atMost: number }) => atMost)).toEqual([2, 2, 2, 2]);
  });

  it('suggests rules within a budget', async () => {
    const argv = ['blocking', at('people.csv'), ...model, '--suggest', '--budget', '2000', '--json'];
    const found = JSON.parse((await link(...argv)).out);
    expect(found.withinBudget).toBe(true);
    expect(found.pairs).toBeLessThanOrEqual(2000);
    expect(found.expectedMatches).toBeGreaterThan(300);
  });
});

describe('stile link cluster', () => {
  const cluster = (...argv: string[]) =>
    link('cluster', at('few.csv'), '--pairs', at('pairs.csv'), '--out', at('out.csv'), ...argv);

  it('joins what pairs of at least the threshold connect', async () => {
    const { exit, out } = await cluster('--threshold', '3');
    expect(exit).toBe(0);
    expect(linesOf('out.csv')).toEqual(['cluster_id,id', '0,7', '1,8', '0,9', '0,10', '4,11']);
    expect(out).toBe('From a match weight of 3: 2 pairs link 5 records into 3 clusters, the largest of 3.');
  });

  it('does so at several thresholds in one file', async () => {
    await cluster('--threshold', '5,-2');
    const rows = rowsOf('out.csv');
    expect(
      together(
        rows.filter(([threshold]) => threshold === '5.0'),
        1,
        2,
      ),
    ).toEqual(['10', '11', '7 9', '8']);
    expect(
      together(
        rows.filter(([threshold]) => threshold === '-2.0'),
        1,
        2,
      ),
    ).toEqual(['10 7 9', '11 8']);
  });

  it('makes with a model the clusters that linking makes', async () => {
    const job = [at('people.csv'), ...model, '--threshold', '-3'];
    await link('predict', ...job, '--out', at('all.csv'), '--clusters', at('guarded.csv'));
    await link('cluster', ...job, '--pairs', at('all.csv'), '--out', at('again.csv'));
    expect(linesOf('again.csv')).toEqual(linesOf('guarded.csv'));
    await link(
      'cluster',
      at('people.csv'),
      '--threshold',
      '-3',
      '--pairs',
      at('all.csv'),
      '--out',
      at('loose.csv'),
    );
    expect(linesOf('loose.csv')).not.toEqual(linesOf('guarded.csv'));
  });

  it.each([
    ['a record that is not there', 'id_l,id_r,match_weight\n7,77,1\n', 'LINK_JOB_ID_UNKNOWN', '“id_r”'],
    ['no weight', 'id_l,id_r,match_weight\n7,8,1\n7,9,\n', 'LINK_JOB_NUMBER_INVALID', 'Row 2'],
    ['a weight in words', 'id_l,id_r,match_weight\n7,8,secret\n', 'LINK_JOB_NUMBER_INVALID', 'Row 1'],
    ['a missing column', 'id_l,match_weight\n7,1\n', 'LINK_JOB_COLUMN_ABSENT', '“id_r”'],
    ['a record with itself', 'id_l,id_r,match_weight\n7,7,1\n', 'LINKAGE_SCORED_PAIR_INVALID', 'itself'],
  ])('refuses pairs with %s', async (_, text, code, where) => {
    writeFileSync(at('bad.csv'), text);
    const { exit, err } = await cluster('--pairs', at('bad.csv'));
    expect([exit, err.includes(code), err.includes(where)]).toEqual([4, true, true]);
    expect(err).not.toMatch(/secret|77/);
  });
});

describe('stile link find', () => {
  it('finds the other records of a person by one of them, and shows no value', async () => {
    await link('predict', at('people.csv'), ...model, '--clusters', at('found.csv'));
    const [row = []] = people.filter(([id = '']) => {
      const others = [...who.values()].filter((person) => person === who.get(id));
      return others.length > 1;
    });
    writeCsv(at('record.csv'), header, [row]);
    const record = Object.fromEntries(header.slice(1).map((name, c) => [name, row[c + 1]]));
    writeFileSync(at('record.json'), JSON.stringify(record));
    const asked = ['find', at('people.csv'), ...model, '--threshold', '2'];
    const { out, exit } = await link(...asked, '--record', at('record.json'), '--json');
    expect(exit).toBe(0);
    const [{ matches }] = JSON.parse(out).found;
    expect(matches[0].id).toBe(row[0]);
    expect(who.get(matches[1].id)).toBe(who.get(row[0] ?? ''));
    expect(JSON.parse((await link(...asked, '--record', at('record.csv'), '--json')).out)).toEqual(
      JSON.parse(out),
    );
    const text = (await link(...asked, '--record', at('record.csv'), '--most', '1')).out;
    expect(text).toMatch(
      /^1 record is likely to be of this person; \d+ were compared\.\nweight +probability +id\n/,
    );
    for (const value of row.slice(1)) if (value.length > 3) expect(text).not.toContain(value);
  });

  it.each([
    ['{"colour":"blue"}', 'it has none of the columns that are compared'],
    ['[{"surname":"x"},{"colour":"blue"}]', 'record 2 has none of the columns'],
    ['"blue"', 'it is not a JSON object'],
    ['{"surname":["blue"]}', 'a value is neither a text nor a number'],
    ['{"surname":"blue"', 'it is not JSON'],
  ])('refuses %s', async (text, reason) => {
    writeFileSync(at('odd.json'), text);
    const { exit, err } = await link('find', at('people.csv'), ...model, '--record', at('odd.json'));
    expect(exit).toBe(4);
    expect(err).toContain(reason);
    expect(err).not.toContain('blue');
  });
});

describe('numbers that last', () => {
  it('stay with their records when a file is linked again, and none is given twice', async () => {
    await link('predict', at('spine.csv'), ...model, '--clusters', at('first.csv'));
    const again = ['predict', at('people.csv'), ...model, '--previous'];
    const second = await link(
      ...again,
      at('first.csv'),
      '--clusters',
      at('second.csv'),
      '--changes',
      at('changes.csv'),
    );
    expect(second.exit).toBe(0);
    const before = new Map(rowsOf('first.csv').map(([cluster, id]) => [id, cluster]));
    const moved = new Set(rowsOf('changes.csv').map(([, from]) => from));
    for (const [cluster, id] of rowsOf('second.csv'))
      if (before.has(id) && !moved.has(before.get(id))) expect(cluster).toBe(before.get(id));
    const third = await link(
      ...again,
      at('second.csv'),
      '--clusters',
      at('third.csv'),
      '--changes',
      at('none.csv'),
    );
    expect(linesOf('third.csv')).toEqual(linesOf('second.csv'));
    expect(linesOf('none.csv')).toEqual(['change,from_cluster_id,to_cluster_id,records']);
    expect(third.out).toContain('0 went into others, 0 times some records left one, 0 ended and 0 are new.');
    // The last clusters end, and their numbers are not given to others.
    const given = rowsOf('second.csv')[0]?.[2];
    const highest = Math.max(...rowsOf('second.csv').map(([cluster]) => Number(cluster)));
    expect(Number(given)).toBeGreaterThan(highest);
    const left = rowsOf('second.csv')
      .filter(([cluster]) => Number(cluster) > 900)
      .map(([, id]) => id);
    writeCsv(
      at('fewer.csv'),
      header,
      people.filter(([id = '']) => !left.includes(id)),
    );
    const fewer = ['predict', at('fewer.csv'), ...model, '--previous', at('second.csv')];
    await link(...fewer, '--clusters', at('fourth.csv'));
    expect(new Set(rowsOf('fourth.csv').map(([, , next]) => next))).toEqual(new Set([given]));
  });

  it('say which clusters were merged, split, ended and are new', async () => {
    writeFileSync(at('before.csv'), 'cluster_id,id\n4,7\n4,8\n6,9\n9,99\n');
    writeFileSync(at('one-pair.csv'), 'id_l,id_r,match_weight\n7,9,8\n');
    // 7 leaves 8 for 9; 10 and 11 were not there before, 99 is no longer.
    writeFileSync(
      at('tiny.json'),
      JSON.stringify({ ...tiny, blocking: [{ name: 's', keys: [{ field: 'surname', key: 'whole' }] }] }),
    );
    writeFileSync(at('tiny.csv'), 'id,surname\n7,a\n8,b\n9,a\n10,d\n11,e\n');
    const argv = ['predict', at('tiny.csv'), '--model', at('tiny.json'), '--previous', at('before.csv')];
    const { exit, out } = await link(
      ...argv,
      '--clusters',
      at('now.csv'),
      '--changes',
      at('changes.csv'),
      '--json',
    );
    expect(exit).toBe(0);
    // New numbers go by the ids of the records as texts: “10” comes before “8”.
    expect(linesOf('now.csv')).toEqual([
      'cluster_id,id,ids_given',
      ...['4,7,13', '12,8,13', '4,9,13', '10,10,13', '11,11,13'],
    ]);
    expect(linesOf('changes.csv').slice(1).sort()).toEqual(
      ['ended,9,9,0', 'merged,6,4,1', 'new,10,10,1', 'new,11,11,1', 'new,12,12,1', 'split,4,12,1'].sort(),
    );
    expect(JSON.parse(out).changes).toEqual({ kept: 1, merged: 1, split: 1, new: 3, ended: 1 });
  });
});

const tiny = {
  format: 'stile-linkage-model/1',
  name: 'tiny',
  fields: [{ name: 'surname', kind: 'text' }],
  comparisons: [
    {
      name: 'surname',
      fields: ['surname'],
      levels: [
        { when: 'exact', m: '0.9', u: '0.01' },
        { when: 'else', m: '0.1', u: '0.99' },
      ],
    },
  ],
  priorMatchProbability: '0.1',
};

describe('stile link add', () => {
  it('lets the clusters of a spine grow, and changes none', async () => {
    await link('predict', at('spine.csv'), ...model, '--clusters', at('spine-clusters.csv'));
    const argv = ['add', at('spine.csv'), at('new.csv'), ...model, '--clusters', at('spine-clusters.csv')];
    const { exit, out } = await link(
      ...argv,
      '--out',
      at('grown.csv'),
      '--review',
      at('review.csv'),
      '--json',
    );
    expect(exit).toBe(0);
    const { attached, unattached, newClusters, merges, contested } = JSON.parse(out);
    expect(attached + unattached).toBe(300);
    const grown = rowsOf('grown.csv');
    expect(grown.slice(0, 900).map(([cluster, id]) => [cluster, id])).toEqual(rowsOf('spine-clusters.csv'));
    const spine = new Set(grown.slice(0, 900).map(([cluster]) => cluster));
    const added = grown.slice(900);
    expect(added.filter(([cluster]) => spine.has(cluster ?? '')).length).toBe(attached);
    expect(
      new Set(added.filter(([cluster]) => !spine.has(cluster ?? '')).map(([cluster]) => cluster)).size,
    ).toBe(newClusters);
    // Those that joined are of the person whom they joined, nearly all.
    const people = new Map(grown.slice(0, 900).map(([cluster, id]) => [cluster, who.get(id ?? '')]));
    const joined = added.filter(([cluster]) => spine.has(cluster ?? ''));
    const right = joined.filter(([cluster, id]) => people.get(cluster) === who.get(id ?? ''));
    expect(attached).toBeGreaterThan(100);
    expect(right.length / attached).toBeGreaterThan(0.9);
    expect(rowsOf('review.csv')).toHaveLength(merges + contested);
  });

  it.each([
    ['leave a record out', 'cluster_id,id\n1,7\n', 'LINK_JOB_RECORDS_WITHOUT_CLUSTER', '4 of the 5 records'],
    ['have a record twice', 'cluster_id,id\n1,7\n1,7\n', 'LINK_JOB_RECORD_TWICE', 'Row 2'],
    ['have a record that is not there', 'cluster_id,id\n1,70\n', 'LINK_JOB_ID_UNKNOWN', 'Row 1'],
    ['have a number below 0', 'cluster_id,id\n-1,7\n', 'LINK_JOB_NUMBER_INVALID', 'Row 1'],
    ['have no ids', 'cluster_id\n1\n', 'LINK_JOB_COLUMN_ABSENT', '“id”'],
  ])('refuses clusters that %s', async (_, text, code, where) => {
    writeFileSync(at('odd.csv'), text);
    writeFileSync(
      at('tiny-model.json'),
      JSON.stringify({ ...tiny, blocking: [{ name: 's', keys: [{ field: 'surname', key: 'whole' }] }] }),
    );
    const argv = [
      'add',
      at('few.csv'),
      at('few.csv'),
      '--model',
      at('tiny-model.json'),
      '--clusters',
      at('odd.csv'),
    ];
    const { exit, err } = await link(...argv, '--out', at('never.csv'));
    expect([exit, err.includes(code), err.includes(where)]).toEqual([4, true, true]);
  });
});

it.each([
  [['blocking', 'none.csv'], 'Give either --model with a file, or --person.'],
  [['blocking', 'none.csv', '--person', '--budget', 'low'], '--budget must be a whole number of pairs'],
  [
    ['blocking', 'none.csv', '--person', '--at-most', '1'],
    '--at-most must be a whole number of records, from 2.',
  ],
  [
    ['cluster', 'none.csv', '--pairs', 'a', '--out', 'b', '--threshold', '1,x'],
    '--threshold must be numbers',
  ],
  [
    ['find', 'none.csv', '--model', 'a', '--record', 'b', '--most', '0'],
    '--most must be a whole number from 1.',
  ],
  [['match', 'none.csv', '--person', '--previous', 'a'], '--previous needs --clusters'],
  [['match', 'none.csv', '--person', '--changes', 'a'], '--changes needs --previous'],
  [
    ['add', 'none.csv', 'b', '--model', 'm', '--clusters', 'c', '--out', 'o', '--threshold', 'x'],
    '--threshold must be a number',
  ],
])('%j is refused as usage before a file is read', async (argv, reason) => {
  const { exit, err } = await link(...argv);
  expect(exit).toBe(2);
  expect(err).toContain(reason);
});

it.each([
  [['match', 'none.csv', '--person', '--out', 'pairs.txt'], 'LINK_JOB_FORMAT_UNKNOWN'],
  [
    ['predict', 'none.csv', '--model', 'm', '--clusters', 'no-such-folder/c.csv'],
    'LINK_JOB_OUT_FOLDER_MISSING',
  ],
  [['cluster', 'none.csv', '--pairs', 'p.csv', '--out', 'clusters'], 'LINK_JOB_FORMAT_UNKNOWN'],
  [
    ['add', 'none.csv', 'b.csv', '--model', 'm', '--clusters', 'c.csv', '--out', 'o.xlsx'],
    'LINK_JOB_FORMAT_UNKNOWN',
  ],
])('%j is refused for where it would write before a file is read', async (argv, code) => {
  const { err } = await link(...argv);
  expect(err).toContain(code);
});
