import { describe, expect, it } from 'vitest';
import { edgeCases } from './cases/index.ts';
import type { EdgeCase } from './edge-case.ts';
import { membersOf, runCase, valuesOf } from './run-case.ts';

const sorted = (lists: readonly (readonly unknown[])[]) => lists.map((list) => JSON.stringify(list)).sort();

describe.each(edgeCases)('$title', ({ cases }) => {
  it.each(cases.map((one) => [one.what, one] as const))('%s', async (_, edge: EdgeCase) => {
    const { error, pairs, clusters, told } = edge;
    const run = await runCase(edge, pairs !== undefined || clusters !== undefined);
    if (error !== undefined) {
      expect(run.told).toMatchObject({ ok: false, code: error.code });
      const said = JSON.stringify(run.told);
      if (error.says !== undefined) expect(said).toContain(error.says);
      for (const value of valuesOf(edge)) expect(said).not.toContain(value);
      return;
    }
    expect(run.exit, JSON.stringify(run.told)).toBe(0);
    const members = membersOf(edge);
    if (run.members !== undefined && members !== undefined)
      expect([...run.members].sort()).toEqual([...members].sort());
    if (pairs !== undefined) expect(sorted(run.pairs)).toEqual(sorted(pairs));
    if (clusters !== undefined)
      expect(sorted(run.clusters.map((ids) => [...ids].sort()))).toEqual(
        sorted(clusters.map((ids) => [...ids].sort())),
      );
    if (told !== undefined) {
      const { findings, ...counts } = told;
      expect(run.told).toMatchObject(counts);
      if (findings !== undefined)
        expect((run.told['findings'] as { code: string }[]).map(({ code }) => code)).toEqual(findings);
    }
  });
});

it('every case says what must come of it, and has a name of its own', () => {
  const cases = edgeCases.flatMap((group) => group.cases);
  expect(new Set(cases.map(({ what }) => what)).size).toBe(cases.length);
  for (const { what, pairs, clusters, told, error } of cases)
    expect(Boolean(pairs ?? clusters ?? told ?? error), what).toBe(true);
});
