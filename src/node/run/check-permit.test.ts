import { describe, expect, it } from 'vitest';
import type { RunPlan } from '#agreement';
import { type Digest, parseInstant } from '#kernel';
import type { PackageManifest } from '../package-types.ts';
import { checkPermit } from './open-inputs.ts';

const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}`;

const plan = {
  parties: [{ id: 'supplier', organisation: 'supplier.example' }],
  prepare: [
    {
      input: 'customers',
      party: 'supplier',
      maximumRows: 100,
      sealed: [{ name: 'reference' }, { name: 'match_surname' }],
      clause: 'inputs[1]',
    },
  ],
} as unknown as RunPlan;

const manifest: PackageManifest = {
  format: 'stile-package/1',
  kind: 'input',
  agreement: digest('a'),
  runPlan: digest('b'),
  run: 2,
  sender: 'supplier.example',
  recipient: 'operator.example',
  name: 'customers',
  sealedTo: 'age1x',
  intake: digest('c'),
  replyTo: 'age1y',
  subjectRoot: digest('d'),
  columns: ['reference', 'match_surname'],
  rows: 100,
  parts: [],
  sealedAt: parseInstant('2026-12-01T09:00:00Z'),
  notAfter: parseInstant('2026-12-04T09:00:00Z'),
};

const ask = (change: Partial<PackageManifest>, now = '2026-12-04T09:00:00Z') =>
  checkPermit(plan, { ...manifest, ...change }, { run: 2, intake: digest('c'), now: parseInstant(now) });

describe('a package is a permit', () => {
  it('for its run, its intake and its time, to the second', () => {
    expect(() => ask({})).not.toThrow();
  });

  it.each<[string, Partial<PackageManifest>, string]>([
    ['another run', { run: 1 }, 'NODE_PERMIT_OF_ANOTHER_RUN'],
    ['another intake', { intake: digest('e') }, 'NODE_PERMIT_OF_ANOTHER_INTAKE'],
    ['an input that the plan does not have', { name: 'others' }, 'NODE_MANIFEST_DIFFERS'],
    ['an input of somebody else', { sender: 'other.example' }, 'NODE_MANIFEST_DIFFERS'],
    [
      'one column more than agreed',
      { columns: ['reference', 'match_surname', 'match_phone'] },
      'NODE_MANIFEST_DIFFERS',
    ],
    ['columns in another order', { columns: ['match_surname', 'reference'] }, 'NODE_MANIFEST_DIFFERS'],
    ['one row more than agreed', { rows: 101 }, 'NODE_MANIFEST_DIFFERS'],
  ])('not for %s', (_, change, code) => {
    expect(() => ask(change)).toThrow(expect.objectContaining({ code }));
  });

  it.each(['intake', 'replyTo', 'subjectRoot', 'notAfter'] as const)('not without %s', (member) => {
    const { [member]: _, ...rest } = manifest;
    expect(() =>
      checkPermit(plan, rest, { run: 2, intake: digest('c'), now: parseInstant('2026-12-02T09:00:00Z') }),
    ).toThrow(
      expect.objectContaining({ exit: expect.toSatisfy((exit: number) => exit === 3 || exit === 5) }),
    );
  });

  it('not a second after its end', () => {
    expect(() => ask({}, '2026-12-04T09:00:01Z')).toThrow(
      expect.objectContaining({ code: 'NODE_PERMIT_EXPIRED' }),
    );
  });
});
