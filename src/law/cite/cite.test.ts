import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from '#kernel';
import paragraphs from '../data/paragraphs.json' with { type: 'json' };
import { provisions } from '../provisions.ts';
import { type CitationFinding, checkCitations } from './check.ts';
import { MOST_CITATIONS } from './scan.ts';

const check = (text: string, on?: string): readonly CitationFinding[] =>
  checkCitations(text, { paragraphs, ...(on !== undefined && { on: parseDate(on) }) }).findings;

/** One line a finding: `DEA2017 s.48`, `DEA2017 s.48 wrong-chapter`, `? reason`. */
const brief = ({ state, citation, flags, reason }: CitationFinding): string =>
  state === 'not-checked' ? `? ${reason}` : [citation ?? '-', ...flags.map(({ flag }) => flag)].join(' ');
const briefs = (text: string, on?: string): string[] => check(text, on).map(brief);

/** Words of a kind found in real business cases, agreements and notices, and the provisions they name in the Act. */
const written: readonly (readonly [string, ...string[]])[] = [
  ['section 35(1) of the Digital Economy Act 2017', 'DEA2017 s.35(1)'],
  ['Section 35 of the digital economy act 2017', 'DEA2017 s.35'],
  ['s.35 of the Digital Economy Act', 'DEA2017 s.35'],
  ['s 35(2) of the DEA', 'DEA2017 s.35(2)'],
  ['DEA 2017, s35', 'DEA2017 s.35'],
  ['DEA 2017 S.48', 'DEA2017 s.48'],
  ['DEA2017 s.48', 'DEA2017 s.48'],
  ['s.48 DEA', 'DEA2017 s.48'],
  ['s48 of the DEA17', 'DEA2017 s.48'],
  ['§48 DEA 2017', 'DEA2017 s.48'],
  ['section 48 (DEA 2017)', 'DEA2017 s.48'],
  ['section 48, Digital Economy Act 2017', 'DEA2017 s.48'],
  ['the Digital Economy Act 2017 (section 48)', 'DEA2017 s.48'],
  ['section\n48 of the Digital\nEconomy Act 2017', 'DEA2017 s.48'],
  ['ss.36 and 37 of the DEA', 'DEA2017 s.36', 'DEA2017 s.37'],
  ['ss. 48-52 DEA', 'DEA2017 s.48', 'DEA2017 s.52'],
  ['sections 36 to 39 of the DEA', 'DEA2017 s.36', 'DEA2017 s.39'],
  ['sections 40, 41 and 42 of the DEA', 'DEA2017 s.40', 'DEA2017 s.41', 'DEA2017 s.42'],
  ['section 35 and section 36 of the DEA', 'DEA2017 s.35', 'DEA2017 s.36'],
  ['section 35(9) and (12) of the DEA', 'DEA2017 s.35(9)', 'DEA2017 s.35(12)'],
  ['section 40(2)(a) and (3) of the DEA', 'DEA2017 s.40(2)(a)', 'DEA2017 s.40(3)'],
  [
    'section 40(2)(f)(i), (ii) or (e) of the DEA',
    'DEA2017 s.40(2)(f)(i)',
    'DEA2017 s.40(2)(f)(ii)',
    'DEA2017 s.40(2)(e)',
  ],
  ['section 41(2)(k)(iii) of the DEA', 'DEA2017 s.41(2)(k)(iii)'],
  ['section 35 and 12 councils under the DEA', 'DEA2017 s.35'],
  ['Part 5, Chapter 3, section 48 of the Digital Economy Act 2017', 'DEA2017 s.48'],
  ['Digital Economy Act 2017, Part 5, Chapter 3, section 48', 'DEA2017 s.48'],
  ['section 48 of Chapter 3 of Part 5 of the Digital Economy Act 2017', 'DEA2017 s.48'],
  ['section 48 in Part 5 Chapter 4 of the DEA', 'DEA2017 s.48 wrong-chapter'],
  ['Part V, Chapter IV, section 48 DEA', 'DEA2017 s.48 wrong-chapter'],
  ['Chapter 1, section 35, Chapter 4, section 56 of the DEA', 'DEA2017 s.35', 'DEA2017 s.56'],
  ['Part 5, Chapter 1 of the Digital Economy Act 2017', 'DEA2017 Part 5 Chapter 1'],
  ['Chapter 8 of Part 5 of the Digital Economy Act 2017', '- does-not-exist'],
  ['The DEA. Chapter 4, Paragraph 48', 'DEA2017 s.48 wrong-chapter section-called-paragraph'],
  ['paragraph 48 of the Digital Economy Act 2017', 'DEA2017 s.48 section-called-paragraph'],
  ['section 35A of the Digital Economy Act 2017', 'DEA2017 s.35A does-not-exist'],
  ['section 48(13) of the Digital Economy Act 2017', 'DEA2017 s.48(13) does-not-exist'],
  ['section 45C of the Digital Economy Act 2017', 'DEA2017 s.45C does-not-exist'],
  ['Schedule 4, paragraph 7 to the DEA', 'DEA2017 Sch 4 para 7'],
  ['DEA Sch. 8 para 12A', 'DEA2017 Sch 8 para 12A'],
  ['DEA Sch 8 para 12C', 'DEA2017 Sch 8 para 12C does-not-exist'],
  [
    'paragraphs 28, 48 and 52 of Schedule 4 to the Digital Economy Act 2017',
    'DEA2017 Sch 4 para 28',
    'DEA2017 Sch 4 para 48',
    'DEA2017 Sch 4 para 52',
  ],
  ['paras 11–16 of Part 1 of Schedule 4 to the DEA', 'DEA2017 Sch 4 para 11', 'DEA2017 Sch 4 para 16'],
  ['Schedule 7 (paragraph 17) of the DEA', 'DEA2017 Sch 7 para 17'],
  ['Schedule 5 of the DEA', 'DEA2017 Sch 5'],
  ['Schedules 7 and 8 to the DEA', 'DEA2017 Sch 7', 'DEA2017 Sch 8'],
  [
    'DEA Schedule 7, paragraph 17 and Schedule 8, paragraph 41',
    'DEA2017 Sch 7 para 17',
    'DEA2017 Sch 8 para 41',
  ],
  [
    'para 41 of Schedules 7 or 8 of the DEA',
    'DEA2017 Sch 7 para 41 does-not-exist wrong-schedule-paragraph',
    'DEA2017 Sch 8 para 41',
  ],
  [
    'a service provider under paragraph 12 of Schedule 7 to the DEA',
    'DEA2017 Sch 7 para 12 wrong-schedule-paragraph',
  ],
  ['the council (paragraph 12 of Schedule 7 to the DEA) and its service providers', 'DEA2017 Sch 7 para 12'],
  ['regulation 3 of the Digital Government (Disclosure of Information) Regulations 2018', 'SI2018/912 reg 3'],
  [
    'regulation 9 of the Digital Government (Disclosure of Information) Regulations 2018',
    'SI2018/912 reg 9 does-not-exist',
  ],
  ['SI 2018/912, Schedule, paragraph 2(2)', 'SI2018/912 Sch para 2(2)'],
  ['SI2018/912 Sch para 2(2)', 'SI2018/912 Sch para 2(2)'],
  ['paragraph 2(2) of the Schedule to S.I. 2018 No. 912', 'SI2018/912 Sch para 2(2)'],
  ['section 45C of the Statistics and Registration Service Act 2007', 'SRSA2007 s.45C'],
  ['s.45C(1) SRSA', 'SRSA2007 s.45C(1)'],
  ['section 19AA of the Registration Service Act 1953', 'RSA1953 s.19AA'],
  ['s.123 of the Data (Use and Access) Act 2025', 'DUAA2025 s.123'],
  ['DEA s.35 and SRSA s.45C', 'DEA2017 s.35', 'SRSA2007 s.45C'],
  ['DEA s.35 and section 19AA of the Registration Service Act 1953', 'DEA2017 s.35', 'RSA1953 s.19AA'],
  ['under the Digital Economy Act 2017, section 19AA of the RSA 1953', 'RSA1953 s.19AA'],
  ['section 22 of the Gender Recognition Act 2004', 'GRA2004 s.22'],
  ['s.170 DPA 2018', 'DPA2018 s.170'],
  ['regulation 3 of the Digital Economy Act 2017 (Commencement No. 4) Regulations 2018', 'SI2018/382 reg 3'],
  ['regulation 2 of the Digital Government (Scottish Bodies) Regulations 2022', 'SSI2022/91 reg 2'],
  ['DEA Sch 4 para 14A, Sch 5 para 8A', 'DEA2017 Sch 4 para 14A', 'DEA2017 Sch 5 para 8A'],
  ['DEA s.39 (M)', 'DEA2017 s.39'],
  ['Schedule 7(13) of the DEA', 'DEA2017 Sch 7 para 13'],
  ['Digital Economy Act 2017 - Part Five - Chapter Four - Section 48', 'DEA2017 s.48 wrong-chapter'],
  ['UK GDPR Article 6(1)(e) and section 70 of the DEA', 'DEA2017 s.70'],
  ['section 35 (1) of the DEA', 'DEA2017 s.35(1)'],
  ['regulation 3 of the Digital Economy Act 2017', '? Which one? The Digital Economy Act 2017 has sections.'],
  ['section 131 of the Housing Act 1996', '? Stile does not hold the Housing Act 1996.'],
  ['section 3 of the Digital Economy Act 2010', '? Stile does not hold the Digital Economy Act 2010.'],
  [
    'section 20 of the Digital Economy Act 2017',
    '? Stile holds only some provisions of the Digital Economy Act 2017, and not this one.',
  ],
];

/** Which Act a citation that names none belongs to. */
const around: readonly (readonly [string, ...string[]])[] = [
  ['It is under the DEA. Section 35 allows it.', 'DEA2017 s.35'],
  ['Under the DEA we share, and section 99A is met. ', '? Which Act? The words around it don’t say.'],
  ['Under the DEA, so section 37A.', 'DEA2017 s.37A does-not-exist'],
  [
    'The DEA matters. A notice under section 45C is used.',
    '? Which Act? There is a section 45C in the Statistics and Registration Service Act 2007.',
  ],
  ['Section 35 allows it.', '? Which Act? The words around it don’t say.'],
  [
    'The DEA is used. The Housing Act 1996 matters, and section 48 applies.',
    '? Which Act? If it is the Housing Act 1996, Stile does not hold it.',
  ],
  [
    'The DEA is used. The DEA is good. The Housing Act 1996 is old. Section 48 applies.',
    '? Which Act? The words around it don’t say.',
  ],
  ['The DEA is used. The DEA is good. The Housing Act 1996 is old.\n\nSection 48 applies.', 'DEA2017 s.48'],
  [
    'The Digital Economy Act 2017 (“the Act”) is used, not the Housing Act 1996.\n\nSee section 48 of the Act.',
    'DEA2017 s.48',
  ],
  [
    'The Statistics and Registration Service Act 2007 (SRSA). Then section 45D of that Act.',
    'SRSA2007 s.45D',
  ],
];

/** Words that cite no provision of the Act. */
const ignored: readonly string[] = [
  'The DEA: see section 4.1 of this agreement.',
  'The DEA: see section 4 of this document.',
  'The DEA: see section 3 below, and Part 2 of the form.',
  'The DEA: the lead signs in section 7 of the application form.',
  'The DEA: data listed in Schedule 2 to this agreement, and Schedule 1.',
  'The DEA: paragraph 12 says so.',
  'The DEA: paragraph 41 of the Code of Practice.',
  '# DEA\n\nSection 2: The data\n\nSection 40\n',
  'The DEA: section 3 of the ICO guidance.',
  'The DEA: see the Regs 2018, and REG18.',
  'The DEA: room S35, size s300.',
  'The DEA: the 35th section, 1990s 35, the council’s 35 staff.',
  'https://www.legislation.gov.uk/ukpga/2017/30/section/99 of the DEA',
];

describe('citations in a text', () => {
  it.each(written)('%j', (text, ...expected) => {
    expect(briefs(text)).toEqual(expected);
  });

  it.each(around)('which Act: %j', (text, ...expected) => {
    expect(briefs(text)).toEqual(expected);
  });

  it.each(ignored)('no provision is cited in %j', (text) => {
    expect(briefs(text)).toEqual([]);
  });

  it('a provision that came later, or is gone, is flagged with the day', () => {
    // SI 2022/1098 brought the early learning objective on 27 October 2022; paragraphs 5A and 5B came on 3 May 2023.
    expect(briefs('DEA Schedule 7, paragraph 5A', '2020-01-01')).toEqual([
      'DEA2017 Sch 7 para 5A not-in-force-then',
    ]);
    expect(briefs('DEA Schedule 7, paragraph 5A', '2024-01-01')).toEqual(['DEA2017 Sch 7 para 5A']);
    // Schedule 8, paragraphs 33 to 40 were omitted on 1 August 2019.
    expect(briefs('DEA Schedule 8, paragraph 33', '2024-01-01')).toEqual([
      'DEA2017 Sch 8 para 33 not-in-force-then',
    ]);
    expect(check('DEA Schedule 8, paragraph 33', '2024-01-01')[0]?.flags[0]?.text).toBe(
      'There was no longer a paragraph 33 of Schedule 8 in the Digital Economy Act 2017 on 1 January 2024.',
    );
  });

  it('says what to write instead', () => {
    const [brighton] = check('Digital Economy Act 2017, Chapter 4, Paragraph 48');
    expect(brighton?.flags).toEqual([
      {
        flag: 'wrong-chapter',
        text: 'Section 48 is in Chapter 3 (Debt owed to the public sector), not Chapter 4 (Fraud against the public sector).',
        write: 'Chapter 3 of Part 5, section 48',
      },
      {
        flag: 'section-called-paragraph',
        text: '48 is a section; only Schedules have paragraphs.',
      },
    ]);
    expect(brighton?.address).toBe('https://www.legislation.gov.uk/ukpga/2017/30/section/48');
    const [, provider] = check('para 41 of Schedules 7 or 8 of the DEA')[0]?.flags ?? [];
    expect(provider).toEqual({
      flag: 'wrong-schedule-paragraph',
      text: 'In Schedule 7 the entry for people who provide services is paragraph 17 (paragraph 24 for Wales, paragraph 39 for Scotland).',
      write: 'paragraph 17 of Schedule 7',
    });
    expect(check('section 45C of the Digital Economy Act 2017')[0]?.flags[0]?.write).toBe(
      'section 45C of the Statistics and Registration Service Act 2007',
    );
  });

  it('another Act named in one row of a table does not put the next rows in doubt', () => {
    const table =
      '# The DEA\n\n| power | law |\n|---|---|\n| warm homes | s.36, Gas Act 1986 s.7A |\n| debt | s.48 |\n';
    expect(briefs(table)).toContain('DEA2017 s.48');
  });

  it('quotes the citation alone, on one line, at most 120 characters', () => {
    const [one] = check('Mrs Archwood asked under section\n 48 of the Digital\nEconomy Act 2017 about it');
    expect(one?.words).toBe('section 48 of the Digital Economy Act 2017');
    const list = Array.from({ length: 100 }, (_, i) => `${35 + (i % 40)}`).join(', ');
    for (const { words } of check(`sections ${list} of the DEA`))
      expect(words.length).toBeLessThanOrEqual(120);
  });
});

/** Every provision that is listed, with the name of its Act and how people write it. */
const listed = provisions.instruments.flatMap(({ id, title, sections, regulations, schedules, schedule }) => [
  ...units(id, title, 's.', sections),
  ...units(id, title, 'reg ', regulations),
  ...Object.entries({ ...schedules, ...(schedule && { '': schedule }) }).flatMap(([number, { paras }]) =>
    paras.map((para) => ({ id, title, mark: 'para', number: para, schedule: number })),
  ),
]);
function units(id: string, title: string, mark: string, all: Record<string, { sub: string[] }> | undefined) {
  return Object.entries(all ?? {}).flatMap(([number, { sub }]) =>
    ['', ...sub].map((one) => ({ id, title, mark, number: `${number}${one}`, schedule: '' })),
  );
}

const forms: Record<string, readonly ((number: string, schedule: string, title: string) => string)[]> = {
  's.': [
    (number, _, title) => `section ${number} of the ${title}`,
    (number, _, title) => `s.${number} of the ${title}`,
    (number, _, title) => `s ${number}, ${title}`,
    (number, _, title) => `${title}, s.${number}`,
    (number, _, title) => `${title} (Section ${number})`,
  ],
  'reg ': [
    (number, _, title) => `regulation ${number} of the ${title}`,
    (number, _, title) => `${title}, reg. ${number}`,
  ],
  para: [
    (number, schedule, title) =>
      `paragraph ${number} of ${schedule && 'Schedule '}${schedule || 'the Schedule'} to the ${title}`,
    (number, schedule, title) => `${title}, Schedule${schedule && ` ${schedule}`}, paragraph ${number}`,
    (number, schedule, title) => `${title} Sch${schedule && ` ${schedule}`} para ${number}`,
  ],
};

const spaces = fc.constantFrom(' ', '\n', '  ');
const filler = fc.constantFrom('We share under ', 'As agreed (', 'It is lawful: ', '\n* ', 'See ', '');
const pieces = fc.constantFrom(
  ...'section sections s. ss 35 48(2) 99 , and to - of the Act Digital Economy 2017 ( ) . Chapter 4 Part 5 Schedule 7 paragraph para 41 or'.split(
    ' ',
  ),
  ...[
    'DEA',
    'SI 2018/912',
    '\n',
    '\n\n',
    'Regulations 2018',
    'Welfare Reform Act 2012',
    '“the Act”',
    '§',
    'x',
    '’s',
    'é',
    '\u{1F600}',
    '\u0000',
  ],
);
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(pieces, { maxLength: 60 })
    .chain((parts) => fc.constantFrom('', ' ').map((join) => parts.join(join))),
);

describe('for any text', () => {
  it('never throws, and each finding quotes the text at its place', () => {
    void fc.assert(
      fc.property(hostile, (text) => {
        let last = 0;
        for (const { start, end, words, state, flags } of check(text)) {
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(end).toBeGreaterThanOrEqual(last === 0 ? 0 : 1);
          last = start;
          const written = text.slice(start, end).replace(/\s+/g, ' ');
          expect(words.endsWith('…') ? written.startsWith(words.slice(0, -1)) : written === words).toBe(true);
          expect(words.length).toBeLessThanOrEqual(120);
          expect(flags.length > 0).toBe(state === 'wrong');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('a citation of any listed provision, in any of the usual forms, is right', () => {
    void fc.assert(
      fc.property(fc.constantFrom(...listed), fc.nat(), filler, spaces, (one, pick, before, space) => {
        const { id, title, mark, number, schedule } = one;
        const all = forms[mark] ?? [];
        const text = all[pick % all.length]?.(number, schedule, title).replaceAll(' ', space) ?? '';
        const citation =
          mark === 'para'
            ? `${id} Sch${schedule && ` ${schedule}`} para ${number}`
            : `${id} ${mark}${number}`;
        expect(briefs(`${before}${text}.`)).toEqual([citation]);
      }),
      { numRuns: 3000 },
    );
  });

  it('a section of the Digital Economy Act is right beside its own chapter alone', () => {
    const { chapters = [], sections = {} } = provisions.instruments.find(({ id }) => id === 'DEA2017') ?? {};
    for (const [number, { chapter }] of Object.entries(sections).filter(
      ([, one]) => one.chapter !== undefined,
    ))
      for (const { id } of chapters) {
        const [found] = briefs(`Part 5, Chapter ${id.slice(2)}, section ${number} of the DEA`);
        expect(found).toBe(`DEA2017 s.${number}${id === chapter ? '' : ' wrong-chapter'}`);
      }
  });

  it.each([
    's.1(',
    'Act ',
    'A ',
    'section ',
    'sections 35 and ',
    'the DEA (Commencement ',
    '((((',
    'a',
    '\n \n',
  ])('megabytes of %j end', (piece) => {
    const text = piece.repeat(Math.ceil(3_000_000 / piece.length));
    const { findings } = checkCitations(text, { paragraphs });
    expect(findings.length).toBeLessThanOrEqual(MOST_CITATIONS);
  });

  it('says when there are more citations than it reads', () => {
    expect(checkCitations('s.35 DEA. '.repeat(60_000), { paragraphs }).complete).toBe(false);
    expect(checkCitations('s.35 DEA. '.repeat(6), { paragraphs }).complete).toBe(true);
  });
});
