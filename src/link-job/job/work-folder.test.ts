import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { encodedTable } from '#linkage';
import { temporaryFolder } from '../testing/files.ts';
import { peopleModel, peopleOf } from '../testing/people.ts';
import { match } from './match.ts';
import { matchInSteps } from './match-in-steps.ts';
import { openWork, type WorkOf } from './work-folder.ts';

const folder = temporaryFolder();
afterAll(folder.end);

const { header, files } = peopleOf(600);
const rows = files[0] ?? [];
const table = encodedTable(
  Object.fromEntries(header.map((name, c) => [name, rows.map((row) => row[c] ?? '')])),
);
const how = { threads: 1, memory: 2 ** 26, random: 2000 };
let job: WorkOf;
let work: string;
let runs = 0;
beforeEach(() => {
  writeFileSync(folder.at('people.csv'), 'id\n1\n');
  job = { files: [folder.at('people.csv')], model: peopleModel(), options: { threshold: 0 }, version: '1' };
  work = folder.at(`work-${runs++}`);
});
const done = async () => {
  const opened = await openWork(work, job);
  return { opened, found: await matchInSteps(peopleModel(), { table }, how, opened, ['a note']) };
};
const pairsOf = ({
  pairs,
}: {
  pairs(): Iterable<{
    left: Uint32Array;
    right: Uint32Array;
    weight: Float64Array;
    probability: Float64Array;
    key: ArrayLike<number>;
  }>;
}) =>
  [...pairs()].flatMap(({ left, right, weight, probability, key }) =>
    [...left].map((one, p) => [one, right[p], weight[p], probability[p], key[p]]),
  );

describe('a folder that keeps the work of a job', () => {
  it('gives what was kept, and the same result without doing it again', async () => {
    const { opened, found } = await done();
    expect([opened.trained, opened.pairs, opened.anew]).toEqual([undefined, undefined, undefined]);
    const plain = await match(peopleModel(), { table }, how);
    const stages: string[] = [];
    const again = await openWork(work, job);
    expect(again.trained?.notes).toEqual(['a note']);
    expect(again.trained?.model).toEqual(plain.model);
    expect(again.anew).toBeUndefined();
    const taken = await matchInSteps(
      peopleModel(),
      { table },
      { ...how, onStage: (stage) => stages.push(stage) },
      again,
    );
    expect(stages).toEqual(['weigh', 'cluster']);
    for (const one of [found, taken]) {
      expect(pairsOf(one)).toEqual(pairsOf(plain));
      expect([...one.labels]).toEqual([...plain.labels]);
      expect([one.clusters, one.candidatePairs]).toEqual([plain.clusters, plain.candidates.pairs]);
      expect(one.report?.groups).toEqual(plain.report?.groups);
    }
  });

  it.each([
    ['the records', () => writeFileSync(folder.at('people.csv'), 'id\n2\n'), 'the records have changed'],
    [
      'the model',
      () => {
        job = { ...job, model: { ...peopleModel(), name: 'other' } };
      },
      'the model has changed',
    ],
    [
      'an option',
      () => {
        job = { ...job, options: { threshold: 1 } };
      },
      'the options have changed',
    ],
    [
      'the program',
      () => {
        job = { ...job, version: '2' };
      },
      'Stile has changed',
    ],
  ])('begins anew when %s changed', async (_, change, reason) => {
    await done();
    change();
    const { trained, pairs, anew } = await openWork(work, job);
    expect([trained, pairs]).toEqual([undefined, undefined]);
    expect(anew).toContain(`is of another job: ${reason}. So this one begins anew.`);
    expect(readdirSync(work)).toEqual(['job.json']);
  });

  it('refuses a folder that cannot be one', async () => {
    writeFileSync(work, '');
    await expect(openWork(work, job)).rejects.toMatchObject({ code: 'LINK_JOB_WORK_UNUSABLE' });
    expect(existsSync(`${work}/job.json`)).toBe(false);
  });
});
