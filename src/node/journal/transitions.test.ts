import * as fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { noAgreement, noRun } from './state.ts';
import { commands, lifeCycleTables, refusal } from './transitions.ts';

describe('which command a stage allows', () => {
  const suspended = {
    ...noAgreement,
    suspended: { post: 'node', reason: 'x', at: '2026-12-01T00:00:00Z' as never },
  };

  it('while suspended nothing new crosses, and everything else goes on', () => {
    const refused = commands.filter((command) => refusal(command, suspended) === 'NODE_SUSPENDED');
    expect(refused).toEqual(['intake', 'prepare', 'run']);
  });

  it('stopping is possible unless it has happened, and only then is lifting', () => {
    expect([refusal('suspend', noAgreement), refusal('resume', noAgreement)]).toEqual([
      undefined,
      'NODE_NOT_SUSPENDED',
    ]);
    expect([refusal('suspend', suspended), refusal('resume', suspended)]).toEqual([
      'NODE_ALREADY_SUSPENDED',
      undefined,
    ]);
  });

  it.each([
    ['none', undefined, 'NODE_NO_INTAKE'],
    ['intake-open', 'NODE_INTAKE_EXISTS', undefined],
    ['started', 'NODE_RUN_NUMBER_SPENT', 'NODE_RUN_NUMBER_SPENT'],
    ['finished', 'NODE_RUN_NUMBER_SPENT', 'NODE_RUN_NUMBER_SPENT'],
    ['failed', 'NODE_RUN_NUMBER_SPENT', 'NODE_RUN_NUMBER_SPENT'],
  ] as const)('a run that is %s: intake %s, run %s', (operating, intake, run) => {
    expect(refusal('intake', noAgreement, { ...noRun, operating })).toBe(intake);
    expect(refusal('run', noAgreement, { ...noRun, operating })).toBe(run);
  });

  it('life-cycle.md is what the tables give (STILE_WRITE=1 writes it)', () => {
    const file = new URL('../life-cycle.md', import.meta.url);
    const text = `# What a node allows, and when\n\nGenerated from \`journal/transitions.ts\`. Limits of the agreement and the law come on top: \`permit.ts\`.\n\n${lifeCycleTables()}`;
    if (process.env['STILE_WRITE'] === '1') fs.writeFileSync(file, text);
    expect(fs.readFileSync(file, 'utf8')).toBe(text);
  });
});
