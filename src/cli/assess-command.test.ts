import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Command } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { assess, factsSchema, lawData } from '#law';
import { addAssessCommand } from './assess-command.ts';
import { main } from './main.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-assess-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const fileOf = (name: string, content: string): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, content);
  return file;
};

function recorder(interactive = false) {
  const said = { out: [] as string[], err: [] as string[] };
  const terminal = {
    out: (text: string) => said.out.push(text),
    err: (text: string) => said.err.push(text),
    interactive,
    ownProcess: false,
  };
  return { terminal, out: () => said.out.join('\n'), err: () => said.err.join('\n') };
}

/** Runs the program, with no terminal. */
async function stile(...words: string[]) {
  const { terminal, out, err } = recorder();
  const exit = await main(['assess', ...words], [], terminal);
  return { exit, out: out(), err: err() };
}

/** Runs the questions with lines typed; after the last line the input ends. */
async function typed(lines: readonly string[], ...words: string[]) {
  const { terminal, out, err } = recorder(true);
  const said: string[] = [];
  const left = [...lines];
  let exit = 0;
  const program = new Command('stile').exitOverride();
  addAssessCommand(
    program,
    terminal,
    (code) => {
      exit = code;
    },
    () => ({ say: (text) => said.push(text), line: async () => left.shift(), close: () => {} }),
  );
  await program.parseAsync(['assess', ...words], { from: 'user' });
  return { exit, out: out(), err: err(), said: said.join('\n'), left };
}

const watersure = {
  territory: 'E',
  from: { organisation: 'dwp' },
  to: { organisation: 'thames-water' },
  purpose: 'water-special-provision-assistance',
  subjects: 'person',
  conditions: {
    water: { scheme: 'special-provision', inWaterPoverty: false, inSpecialProvisionClass: true },
  },
  data: { identifiable: true, source: 'other', heldFor: 'other' },
};
const facts = fileOf('facts.json', JSON.stringify(watersure));

describe('stile assess --facts', () => {
  it('answers on a page, and for a program, with exit code 0 whatever the answer is', async () => {
    const page = await stile('--facts', facts, '--on', '2025-05-01');
    expect(page.exit).toBe(0);
    expect(page.out).toMatch(
      /The answer\n {2}\* The Department for Work and Pensions may give information to/,
    );
    const no = await stile('--facts', facts, '--on', '2025-03-01', '--json');
    expect(no.exit).toBe(0);
    const json = JSON.parse(no.out);
    expect(json.outcome).toBe('no-gateway');
    expect(json.citations).toContain('DEA2017 s.38(9A)(b)');
    expect(json.text).toContain('The answer\n');
    expect(Object.keys(json)).toEqual([
      'outcome',
      'citations',
      'missing',
      'trace',
      'text',
      'power',
      'assumed',
      'sureness',
      'checkedTo',
    ]);
    expect(json.trace[0]).toMatchObject({ rule: 'in-force', met: true, stage: 'gateway' });
  });

  it('refuses facts that it can’t read with exit code 4, and questions without a terminal with 2', async () => {
    expect((await stile('--facts', fileOf('bad.json', '{"purpos": "x"}'))).exit).toBe(4);
    expect(
      (await stile('--facts', fileOf('twice.json', '{"on": "2025-01-01", "on": "2025-01-02"}'))).exit,
    ).toBe(4);
    expect((await stile('--facts', facts, '--on', 'soon')).exit).toBe(4);
    const nobody = await stile();
    expect(nobody.exit).toBe(2);
    expect(nobody.err).toContain('[CLI_NO_QUESTIONS]');
    expect((await stile('--cases', facts, '--on', '2025-01-01')).exit).toBe(2);
  });
});

describe('stile assess --cases', () => {
  const line = (id: string, outcome: string, citation = 'DEA2017 s.38(9A)(b)') =>
    JSON.stringify({
      id,
      facts: { ...watersure, on: '2025-05-01' },
      expected: { outcome, citations: [citation] },
      notes: 'is passed over',
    });

  it('ends with 1 when another power is named than the one expected', async () => {
    const elsewhere = (id: string, redirect: string) =>
      JSON.stringify({
        id,
        facts: { ...watersure, on: '2025-05-01', power: 'dea2017-s39' },
        expected: { outcome: 'no-gateway', citations: ['DEA2017 s.38(1)'], redirect },
      });
    const file = fileOf(
      'redirects.jsonl',
      [elsewhere('a', 'dea2017-s38'), elsewhere('b', 'dea2017-s48')].join('\n'),
    );
    const { exit, out } = await stile('--cases', file);
    expect(exit).toBe(1);
    expect(out).toContain('b (line 2)');
    expect(out).toContain('1 of 2 cases agree.');
  });

  it('ends with 0 when all agree, 1 when one differs in outcome or in every citation', async () => {
    const right = await stile(
      '--cases',
      fileOf('right.jsonl', `${line('a', 'gateway')}\n\n${line('b', 'gateway')}\n`),
    );
    expect([right.exit, right.out.split('\n').at(-1)]).toEqual([0, '2 of 2 cases agree.']);
    const wrong = await stile(
      '--cases',
      fileOf(
        'wrong.jsonl',
        [line('a', 'gateway'), line('b', 'no-gateway'), line('c', 'gateway', 'DEA2017 s.48')].join('\n'),
      ),
    );
    expect(wrong.exit).toBe(1);
    expect(wrong.out).toMatch(/^b \(line 2\)\n {2}expected {2}no-gateway\n[\s\S]*c \(line 3\)/);
    expect(wrong.out).toContain('1 of 3 cases agree.');
  });

  it('names a line that it can’t read, runs the others, and ends with 4', async () => {
    const file = fileOf(
      'broken.jsonl',
      [line('a', 'gateway'), '{"id": "b"}', '{', line('d', 'unknown')].join('\n'),
    );
    const { exit, out } = await stile('--cases', file, '--json');
    expect(exit).toBe(4);
    const json = JSON.parse(out);
    expect(json).toMatchObject({ ok: false, cases: 2, agree: 1 });
    expect(json.unreadable.map((one: { line: number }) => one.line)).toEqual([2, 3]);
    expect(json.differences[0]).toMatchObject({ id: 'd', line: 4, found: { outcome: 'gateway' } });
  });

  it('ends with 4 when the file holds no case: that nothing differs would say nothing', async () => {
    const { exit, err } = await stile('--cases', fileOf('none.jsonl', '\n'));
    expect(exit).toBe(4);
    expect(err).toContain('This is not a case: the file holds none.');
  });

  const shared = process.env['STILE_SHARED'] ?? path.resolve(import.meta.dirname, '../../../shared');
  const open = path.join(shared, 'law/cases-open.jsonl');
  it.skipIf(!fs.existsSync(open))(`agrees with every open case (${open})`, async () => {
    const { exit, out } = await stile('--cases', open);
    expect(out).toContain('120 of 120 cases agree.');
    expect(exit).toBe(0);
  });
});

describe('stile assess diff', () => {
  it('says what changed in the answer and in the law, in either order of days', async () => {
    const { exit, out } = await stile('diff', '2025-05-01', '2025-03-01', '--facts', facts);
    expect(exit).toBe(0);
    expect(out).toMatch(
      /^On 1 March 2025: The law does not allow this\.\nOn 1 May 2025: The law allows this\./,
    );
    expect(out).toContain('24 April 2025: ');
    const json = JSON.parse(
      (await stile('diff', '2025-03-01', '2025-05-01', '--facts', facts, '--json')).out,
    );
    expect([json.before.outcome, json.after.outcome]).toEqual(['no-gateway', 'gateway']);
    expect(json.rules.map((one: { rule: string }) => one.rule)).toEqual(['eligible']);
    expect(json.changes[0]).toMatchObject({ on: '2025-04-24' });
  });

  it('says so when nothing changed', async () => {
    const { out } = await stile('diff', '2025-05-01', '2025-05-02', '--facts', facts);
    expect(out).toContain('No finding changed.');
  });
});

/** Fuel poverty, in the words of a council officer; the days and bodies of a case that the law allows. */
const energy = ['help people', '2', 'dwp', 'british gas', '1/3/2025', 'England', 'y', '1', '0'];

describe('the questions of stile assess', () => {
  it('come to the answer of the facts typed, and keep the facts', async () => {
    const kept = path.join(folder, 'kept.json');
    const { out, said, left, exit } = await typed(energy, '--json', '--save', kept);
    expect([exit, left]).toEqual([0, []]);
    const saved = factsSchema.parse(JSON.parse(fs.readFileSync(kept, 'utf8')));
    expect(saved).toMatchObject({
      on: '2025-03-01',
      territory: 'E',
      from: { organisation: 'dwp' },
      to: { organisation: 'british-gas' },
      purpose: 'fuel-poverty-assistance',
      conditions: { energy: { recipientLicensed: true, scheme: 'support-scheme' } },
      readiness: { agreement: false, dpia: false },
    });
    const json = JSON.parse(out);
    expect(json.outcome).toBe(assess(saved, lawData).outcome);
    expect([json.outcome, json.power]).toEqual(['not-ready', 'dea2017-s36']);
    expect(said).toContain('1. What do you want to do?');
  });

  it.each([
    ['fuel poverty', [], 'fuel-poverty-assistance'],
    ['owed', ['public'], 'collect-public-debt'],
    ['school places', [], 'school-place-planning'],
    ['Scotland', ['early'], 'scottish-elc-contact'],
  ])('find what is wanted by the words “%s”', async (words, more, purpose) => {
    const { out } = await typed([words, ...more], '--json');
    expect(JSON.parse(out).purpose).toBe(purpose);
  });

  it('take back an answer, ask again after a slip, and take “I don’t know”', async () => {
    const slips = [
      ...energy.slice(0, 3),
      'b',
      'hmrc',
      'nonsense',
      'ovo',
      '31/2/2025',
      ...energy.slice(4, 8),
      '?',
    ];
    const { out, said } = await typed(slips, '--json');
    expect(JSON.parse(out)).toMatchObject({ outcome: 'gateway', power: 'dea2017-s36' });
    expect(said).toContain('No body of the name “nonsense” is known.');
    expect(said).toContain('Write the day as');
  });

  it('describe a body that is not known by its kind, and keep its name', async () => {
    const { out } = await typed([
      '2',
      '1',
      'Ashfield District Council',
      '0',
      'district council',
      '1',
      'hmrc',
    ]);
    expect(JSON.parse(out).from).toEqual({
      organisation: 'ashfield-district-council',
      class: 'district-council-e',
    });
  });

  it('end politely when the input ends: the facts so far are printed and kept, and can be gone on from', async () => {
    const kept = path.join(folder, 'stopped.json');
    const stopped = await typed(energy.slice(0, 5), '--save', kept);
    expect(stopped.exit).toBe(2);
    expect(stopped.err).toContain('stile assess --ask --facts FILE');
    expect(JSON.parse(stopped.out)).toEqual(JSON.parse(fs.readFileSync(kept, 'utf8')));
    const resumed = await typed(energy.slice(5), '--ask', '--facts', kept, '--json');
    expect([resumed.exit, JSON.parse(resumed.out).outcome]).toEqual([0, 'not-ready']);
  });
});
