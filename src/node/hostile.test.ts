import * as fs from 'node:fs';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '#signing';
import { initNode, trustKey } from './commands/init.ts';
import { makeIntake } from './commands/intake.ts';
import { recordReview } from './commands/record-review.ts';
import { resume, suspend } from './commands/suspend.ts';
import { runIn } from './journal/state.ts';
import { run } from './run/run.ts';
import { canariesOf, filesWith } from './testing/canaries.ts';
import {
  FIRST_DAY,
  intakeFile,
  makeIntakeFor,
  makeShare,
  outFolder,
  packageFile,
  prepareFor,
  runFor,
  type Share,
  sampleExtracts,
  wholeRun,
} from './testing/share.ts';
import { verify } from './verify/verify.ts';
import { withNode } from './with-node.ts';

const extracts = sampleExtracts();
const canaries = canariesOf(extracts.department, ['surname', 'postcode', 'person_ref']);
const refused = (code: string) => expect.objectContaining({ code });

const stateOf = (share: Share, number: number) =>
  share.with('department', (node) => {
    const agreement = [...node.state().agreements.keys()][0];
    return agreement === undefined ? undefined : runIn(node.state(), agreement, number);
  });

/** A run that failed or was refused left a receipt, no output, and no value anywhere. */
async function expectNothingOut(share: Share, number: number, receipts: number): Promise<void> {
  expect(fs.existsSync(outFolder(share, number))).toBe(false);
  const runs = share.at('department', 'runs');
  const folder = fs.readdirSync(runs).find((name) => name.endsWith(`-${number}`)) ?? '';
  const files = fs.readdirSync(path.join(runs, folder), { recursive: true }).map(String);
  expect(files.filter((file) => file.startsWith('out/'))).toEqual([]);
  expect(files.filter((file) => /^(receipt|refusal).*\.dsse\.json$/.test(file))).toHaveLength(receipts);
  expect(filesWith(share.root, canaries).filter((file) => !file.endsWith('.csv'))).toEqual([]);
  expect((await verify(share.at('department'), {}, share.services)).ok).toBe(true);
}

describe('a run that was opened is spent, whatever came of it', () => {
  let share: Share;
  let number = 0;
  beforeAll(async () => {
    share = await makeShare((yaml) =>
      yaml.replace(/runs: 5/, 'runs: 40').replace(/minimumGapDays: 7/, 'minimumGapDays: 1'),
    );
    await wholeRun(share, 1, extracts);
    number = 1;
  });
  afterAll(() => fs.rmSync(share.root, { recursive: true, force: true }));

  /** A run a day from 20 November 2026. */
  const dayOf = (n: number): string => `2026-11-${19 + n}T09:01:00Z`;

  /** Makes the next run's inputs, lets `spoil` change them, and runs. */
  const spoilt = async (spoil: (share: Share, number: number) => Promise<void> | void): Promise<unknown> => {
    number += 1;
    share.setTime(dayOf(number));
    await makeIntakeFor(share, number);
    for (const party of ['department', 'supplier-1', 'supplier-2'] as const)
      await prepareFor(share, party, number, extracts[party]);
    await spoil(share, number);
    return runFor(share, number).then(
      () => undefined,
      (error: unknown) => error,
    );
  };

  it('an expired permit is refused before anything is opened, and the number is not spent', async () => {
    expect(await spoilt((share) => share.setTime('2026-11-24T10:00:00Z'))).toEqual(
      refused('NODE_INTAKE_EXPIRED'),
    );
    expect((await stateOf(share, number))?.operating).toBe('intake-open');
    await expectNothingOut(share, number, 1);
    share.setTime(dayOf(number));
    await runFor(share, number);
    expect((await stateOf(share, number))?.operating).toBe('finished');
  });

  it.each<[string, string, (share: Share, number: number) => Promise<void> | void]>([
    [
      'a replayed package of an earlier run',
      'PACKAGE_SEALED_TO_ANOTHER',
      (share, n) => fs.copyFileSync(packageFile(share, 'supplier-1', 1), packageFile(share, 'supplier-1', n)),
    ],
    [
      'a package that is sealed to somebody else',
      'PACKAGE_SEALED_TO_ANOTHER',
      (share, n) =>
        fs.copyFileSync(
          path.join(outFolder(share, 1), 'supplier-1-flags.stile'),
          packageFile(share, 'supplier-1', n),
        ),
    ],
    [
      'the same input twice',
      'NODE_INPUT_TWICE',
      (share, n) => fs.copyFileSync(packageFile(share, 'supplier-2', n), packageFile(share, 'supplier-1', n)),
    ],
    [
      'a truncated package',
      'PACKAGE_DAMAGED',
      (share, n) => fs.truncateSync(packageFile(share, 'supplier-1', n), 3000),
    ],
    [
      'a sender whose key is no longer trusted here',
      'SIGNING_NO_TRUSTED_SIGNATURE',
      async (share) => {
        const file = share.at('department', 'trust.json');
        const trust = JSON.parse(fs.readFileSync(file, 'utf8'));
        fs.writeFileSync(`${file}.kept`, JSON.stringify(trust));
        const machine = (entry: { envelope: { payload: string } }): boolean => {
          const record = JSON.parse(Buffer.from(entry.envelope.payload, 'base64').toString());
          return record.organisation === 'supplier-1.example' && record.posts.includes('node');
        };
        fs.writeFileSync(
          file,
          JSON.stringify({ ...trust, records: trust.records.filter((entry: never) => !machine(entry)) }),
        );
      },
    ],
  ])('%s', async (_, code, spoil) => {
    expect(await spoilt(spoil)).toEqual(refused(code));
    const kept = share.at('department', 'trust.json.kept');
    if (fs.existsSync(kept)) fs.renameSync(kept, share.at('department', 'trust.json'));
    expect((await stateOf(share, number))?.operating).toBe('failed');
    await expectNothingOut(share, number, 1);
    await expect(runFor(share, number)).rejects.toEqual(refused('NODE_RUN_NUMBER_SPENT'));
  });

  it('a missing input is refused before anything is opened', async () => {
    number += 1;
    share.setTime(dayOf(number));
    await makeIntakeFor(share, number);
    await expect(runFor(share, number, [packageFile(share, 'department', 1)])).rejects.toEqual(
      refused('NODE_INPUTS_INCOMPLETE'),
    );
    await expectNothingOut(share, number, 1);
  });

  it('that run, for which there is then not enough memory to link, fails, and the number is spent', async () => {
    for (const party of ['department', 'supplier-1', 'supplier-2'] as const)
      await prepareFor(share, party, number, extracts[party]);
    await expect(runFor(share, number, undefined, { memory: 1 })).rejects.toEqual(
      refused('NODE_LINK_MEMORY_FULL'),
    );
    expect((await stateOf(share, number))?.operating).toBe('failed');
    await expectNothingOut(share, number, 2);
    await expect(runFor(share, number)).rejects.toEqual(refused('NODE_RUN_NUMBER_SPENT'));
  });

  it('a finished run can’t be run again', async () => {
    await expect(runFor(share, 1)).rejects.toEqual(refused('NODE_RUN_NUMBER_SPENT'));
    await expect(
      share.with('department', (node) =>
        run(node, { bundle: share.bundle, run: 1, inputs: [], out: share.at('elsewhere') }),
      ),
    ).rejects.toEqual(refused('NODE_RUN_NUMBER_SPENT'));
  });
});

describe('data does not move when the agreement does not allow it', () => {
  let share: Share;
  beforeAll(async () => {
    share = await makeShare();
  });
  afterAll(() => fs.rmSync(share.root, { recursive: true, force: true }));

  it('a recipient can’t be the operator', async () => {
    await expect(
      share.with('supplier-1', (node) =>
        makeIntake(node, { bundle: share.bundle, run: 1, out: share.at('i.json') }),
      ),
    ).rejects.toEqual(refused('NODE_NOT_THE_OPERATOR'));
  });

  it.each([
    ['before the first run', '2026-11-10T09:00:00Z', 1, 'NODE_BEFORE_FIRST_RUN'],
    ['past the end', '2027-05-03T09:00:00Z', 1, 'NODE_REFUSED'],
    ['over the number of runs', FIRST_DAY, 6, 'NODE_OVER_RUN_BUDGET'],
    ['with the review overdue', '2027-04-03T09:00:00Z', 1, 'NODE_REVIEW_OVERDUE'],
  ])('%s', async (_, now, number, code) => {
    share.setTime(now);
    await expect(makeIntakeFor(share, number)).rejects.toEqual(refused(code));
    expect(fs.existsSync(intakeFile(share, number))).toBe(false);
    share.setTime(FIRST_DAY);
  });

  it('the review recorded as done lets runs go on', async () => {
    share.setTime('2027-04-03T09:00:00Z');
    await share.with(
      'department',
      (node) =>
        void recordReview(node, { bundle: share.bundle, of: 'review', report: share.at('agreement.yaml') }),
    );
    await makeIntakeFor(share, 5);
    share.setTime(FIRST_DAY);
  });

  it('a suspended party’s node prepares nothing, and a second person lifts it', async () => {
    await makeIntakeFor(share, 1);
    await share.with('supplier-1', (node) => suspend(node, { bundle: share.bundle, reason: 'breach' }));
    await expect(prepareFor(share, 'supplier-1', 1, extracts['supplier-1'])).rejects.toEqual(
      refused('NODE_SUSPENDED'),
    );
    await expect(
      share.with('supplier-1', (node) =>
        resume(node, { bundle: share.bundle, reason: 'mended', post: 'node' }),
      ),
    ).rejects.toEqual(refused('NODE_SECOND_POST_WANTED'));
    await share.with('supplier-1', (node) =>
      resume(node, { bundle: share.bundle, reason: 'mended', post: 'authorised-signatory' }),
    );
    await prepareFor(share, 'supplier-1', 1, extracts['supplier-1']);
  });

  it('an input is sealed once for a run', async () => {
    await expect(
      prepareFor(share, 'supplier-1', 1, extracts['supplier-1'], { out: share.at('second.stile') }),
    ).rejects.toEqual(refused('NODE_ALREADY_PREPARED'));
  });

  it('another party’s input is not mine to prepare', async () => {
    await expect(
      prepareFor(share, 'supplier-2', 1, extracts['supplier-2'], { input: 'supplier-1' }),
    ).rejects.toEqual(refused('NODE_INPUT_OF_ANOTHER'));
  });

  it('the gap between runs is kept', async () => {
    share.setTime('2026-11-22T09:00:00Z');
    await makeIntakeFor(share, 2);
    await expect(prepareFor(share, 'supplier-1', 2, extracts['supplier-1'])).rejects.toEqual(
      refused('NODE_GAP_NOT_KEPT'),
    );
  });

  it.each([
    [
      'one reference more',
      (csv: string) =>
        `${csv}${csv
          .trim()
          .split('\n')
          .at(-1)
          ?.replace(/^B5359/, 'B9999')}\n`,
      'NODE_EXTRACT_TELLING',
    ],
    [
      'nine references fewer',
      (csv: string) => `${csv.trim().split('\n').slice(0, -9).join('\n')}\n`,
      'NODE_EXTRACT_TELLING',
    ],
  ])('an extract with %s than the last run’s could single people out', async (_, change, code) => {
    share.setTime('2026-11-28T09:00:00Z');
    const intake = intakeFile(share, 3);
    if (!fs.existsSync(intake)) await makeIntakeFor(share, 3);
    await expect(prepareFor(share, 'supplier-1', 3, change(extracts['supplier-1']))).rejects.toEqual(
      refused(code),
    );
  });

  it('ten references fewer could not', async () => {
    const fewer = `${extracts['supplier-1'].trim().split('\n').slice(0, -10).join('\n')}\n`;
    await prepareFor(share, 'supplier-1', 3, fewer);
  });

  it('an intake of another agreement version is refused', async () => {
    const other = await makeShare((yaml) => yaml.replace('runs: 5', 'runs: 4'));
    await makeIntakeFor(other, 1);
    await expect(
      prepareFor(share, 'supplier-2', 3, extracts['supplier-2'], { intake: intakeFile(other, 1) }),
    ).rejects.toMatchObject({ exit: 5 });
    await expect(
      prepareFor(share, 'supplier-2', 3, extracts['supplier-2'], { bundle: other.bundle }),
    ).rejects.toMatchObject({ exit: 5 });
    fs.rmSync(other.root, { recursive: true, force: true });
  });

  it('a bundle with substituted key records convinces nobody', async () => {
    const impostor = share.at('impostor');
    const key = initNode(impostor, { organisation: 'supplier-1.example', name: 'Not them' }, share.services);
    const bundle = JSON.parse(fs.readFileSync(share.bundle, 'utf8'));
    const other = share.at('substituted.json');
    const keyRecords = bundle.keyRecords.map(() => key.envelope);
    fs.writeFileSync(other, JSON.stringify({ ...bundle, keyRecords }));
    await withNode(impostor, share.services, async (node) => {
      trustKey(
        node,
        share.at('impostor', 'keys', 'records', `node-${key.record.keyId.slice(0, 8)}.json`),
        fingerprintOf(key.record),
      );
      await expect(
        makeIntake(node, { bundle: other, run: 1, out: share.at('x.json') }),
      ).rejects.toMatchObject({ exit: 5 });
    });
  });

  it('a key record with another fingerprint is not trusted', async () => {
    const records = share.at('supplier-2', 'keys', 'records');
    const file = path.join(records, fs.readdirSync(records)[0] ?? '');
    await expect(
      share.with('department', (node) => trustKey(node, file, `sha256:${'0'.repeat(64)}`)),
    ).rejects.toEqual(refused('SIGNING_FINGERPRINT_DIFFERS'));
  });
});
