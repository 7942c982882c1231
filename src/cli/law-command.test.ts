import { describe, expect, it } from 'vitest';
import { runner } from './testing/run.ts';

const law = runner('law');

const DAY = ['--on', '2025-03-01'];

describe('stile law', () => {
  it.each([
    ['powers', [], '80 (45C)'],
    ['powers', ['64'], 'Section 64(5): Research: disclosure for processing'],
    ['body', ['Thames Water'], 'SRSA2007 s.45D(11)'],
    ['objective', [], 'Fuel poverty'],
    ['objective', ['fuel poverty'], 'DEA2017 Sch 4 para 14A: inserted 26 Dec 2023'],
    ['schedule', ['5'], '8A'],
    ['section', ['DEA2017 s.40(2)'], 'https://www.legislation.gov.uk/ukpga/2017/30/section/40'],
  ])('%s %j ends well, on the day asked, with the day of the data', async (name, argv, holds) => {
    const { exit, out } = await law(name, ...argv, ...DAY);
    expect(exit).toBe(0);
    expect(out).toContain(holds);
    expect(out).toMatch(/Law data checked to 3 June 2025\. Not legal advice\.$/);
  });

  it('shows a paragraph on the days on which it is there, and always with --all', async () => {
    const rows = async (...argv: string[]) => (await law('schedule', '4', ...argv)).out;
    expect(await rows('--on', '2024-02-07')).not.toMatch(/^27D /m);
    expect(await rows('--on', '2024-02-08')).toMatch(/^27D /m);
    expect(await rows('--all')).toContain('Business, Energy');
    expect(await rows(...DAY)).not.toContain('Business, Energy');
    expect(await rows('--on', '2017-01-01')).toContain('No paragraph was in force on that day.');
  });

  it('gives the same as JSON', async () => {
    const body = JSON.parse((await law('body', 'thames water', ...DAY, '--json')).out);
    expect(body).toMatchObject({ id: 'thames-water', on: '2025-03-01', checkedTo: '2025-06-03' });
    const powers = JSON.parse((await law('powers', '36', ...DAY, '--json')).out);
    expect(powers.powers[0].tests[0]).toMatchObject({ id: 'in-force', citation: 'DEA2017 s.36(1)' });
    const section = JSON.parse((await law('section', '48(2)', '--json')).out);
    expect(section.rules.map(({ id }: { id: string }) => id)).toContain('overdue');
  });

  it('lists the names that a part of a name may mean', async () => {
    const { exit, out } = await law('body', 'police', ...DAY);
    expect(exit).toBe(0);
    expect(out).toContain('Police Scotland [police-scotland]');
  });

  it.each([
    ['body', 'Derbishire County Councl', '“Derbyshire County Council”'],
    ['powers', '99', '80 (45B)'],
    ['objective', 'fule poverty', '“Fuel poverty”'],
    ['schedule', '9', '4, 5, 6, 7, 8'],
    ['section', '34', 'DEA2017 s.35'],
  ])('%s %s is not known: exit code 2, with what is near', async (name, asked, near) => {
    const { exit, err } = await law(name, asked, ...DAY);
    expect(exit).toBe(2);
    expect(err).toContain('CLI_LAW_UNKNOWN');
    expect(err).toContain(near);
  });

  it('refuses a day that is none', async () => {
    expect((await law('powers', '--on', 'yesterday')).exit).not.toBe(0);
  });
});
