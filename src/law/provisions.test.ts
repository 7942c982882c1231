import { describe, expect, it } from 'vitest';
import { parseDate } from '#kernel';
import neighbours from './data/neighbours.json' with { type: 'json' };
import offences from './data/offences.json' with { type: 'json' };
import { provisions, resolveCitation, sectionOf } from './provisions.ts';

// Expected values are from the legislation itself, as legislation.gov.uk publishes it.
const page = 'https://www.legislation.gov.uk/';

describe('a citation of a provision that exists', () => {
  it.each([
    ['DEA2017 s.35(1)', 'ukpga/2017/30/section/35'],
    ['DEA2017 s.35', 'ukpga/2017/30/section/35'],
    ['DEA2017 s.35(9)-(10)', 'ukpga/2017/30/section/35'],
    ['DEA2017 s.36(3)(f)(ii)', 'ukpga/2017/30/section/36'],
    ['DEA2017 s.38(9A)(b)', 'ukpga/2017/30/section/38'],
    ['DEA2017 s.41(2)(k)(iii)', 'ukpga/2017/30/section/41'],
    ['DEA2017 s.48(4A)', 'ukpga/2017/30/section/48'],
    ['DEA2017 s.50(2)(l)', 'ukpga/2017/30/section/50'],
    ['DEA2017 s.66(11)-(13)', 'ukpga/2017/30/section/66'],
    ['DEA2017 s.80', 'ukpga/2017/30/section/80'],
    ['DEA2017 ss.35-39', 'ukpga/2017/30/section/35'],
    ['DEA2017 s.118(11)(b)(ii)', 'ukpga/2017/30/section/118'],
    ['DEA2017 Sch 4', 'ukpga/2017/30/schedule/4'],
    ['DEA2017 Sch 4 para 27A', 'ukpga/2017/30/schedule/4/paragraph/27A'],
    ['DEA2017 Sch 4 para 28(b)', 'ukpga/2017/30/schedule/4/paragraph/28'],
    ['DEA2017 Sch 8 para 74', 'ukpga/2017/30/schedule/8/paragraph/74'],
    ['SI2018/912 Sch para 1(2)(a)', 'uksi/2018/912/schedule/paragraph/1'],
    ['SI2018/912 Sch para 2(3)(m)', 'uksi/2018/912/schedule/paragraph/2'],
    ['SI2018/912 Sch para 4(c)', 'uksi/2018/912/schedule/paragraph/4'],
    ['SI2018/912 reg 1(3)', 'uksi/2018/912/regulation/1'],
    ['SI2018/382 reg 3(aa)', 'uksi/2018/382/regulation/3'],
    ['SI2024/64 Sch para 27', 'uksi/2024/64/schedule/paragraph/27'],
    ['SSI2018/243 reg 2', 'ssi/2018/243/regulation/2'],
    ['RSA1953 s.19AB(1)(l)', 'ukpga/Eliz2/1-2/37/section/19AB'],
    ['RSA1953 ss.19AA-19AC', 'ukpga/Eliz2/1-2/37/section/19AA'],
    ['SRSA2007 s.45B(1)(d)', 'ukpga/2007/18/section/45B'],
    ['SRSA2007 s.45(2)-(2A)', 'ukpga/2007/18/section/45'],
    ['SRSA2007 s.53A(6)(a)-(b)', 'ukpga/2007/18/section/53A'],
    ['DUAA2025 s.123(2)-(4)', 'ukpga/2025/18/section/123'],
    ['WSMA2025 s.17(5)', 'ukpga/2025/5/section/17'],
    ['GRA2004 s.22(1)', 'ukpga/2004/7/section/22'],
    ['DPA2018 s.170(1)', 'ukpga/2018/12/section/170'],
    ['CRCA2005 s.19', 'ukpga/2005/11/section/19'],
    ['DEA2017', 'ukpga/2017/30'],
  ])('%s is found', (citation, address) => {
    expect(resolveCitation(citation)).toMatchObject({ found: true, address: page + address });
  });

  it('says where it stands and what it is called', () => {
    expect(resolveCitation('DEA2017 s.64(9)(a)')).toMatchObject({
      instrument: 'DEA2017',
      title: 'Digital Economy Act 2017',
      heading: 'Disclosure of information for research purposes',
      chapter: '5/5',
    });
    expect(resolveCitation('SI2018/912 Sch para 2(5)')).toMatchObject({
      heading: 'Multiple disadvantages objective',
    });
  });

  it.each(['CODE', 'HMRC IDG55340 (guidance)'])('%s is guidance', (citation) => {
    expect(resolveCitation(citation)).toMatchObject({ found: true, instrument: 'guidance' });
  });
});

describe('a citation of nothing', () => {
  it.each([
    ['DEA2017 s.41(2)(l)', 'provision', true, 'DEA2017 s.41(2)'],
    ['DEA2017 s.41(2)(k)(vi)', 'provision', true, 'DEA2017 s.41(2)(k)'],
    // Chapter 3 has no serious harm or emergency ground, unlike Chapters 1 and 4.
    ['DEA2017 s.49(2)(f)(i)', 'provision', true, 'DEA2017 s.49(2)(f)'],
    ['DEA2017 s.49(2)(h)', 'provision', true, 'DEA2017 s.49(2)'],
    ['DEA2017 s.66(7)(k)', 'provision', true, 'DEA2017 s.66(7)'],
    ['DEA2017 s.35(15)', 'provision', true, 'DEA2017 s.35'],
    ['DEA2017 s.35(9)-(15)', 'provision', true, 'DEA2017 s.35'],
    ['DEA2017 s.35A', 'section', true, 'DEA2017'],
    ['DEA2017 s.64A(1)', 'section', true, 'DEA2017'],
    ['DEA2017 Sch 4 para 53', 'section', true, 'DEA2017 Sch 4'],
    ['DEA2017 Sch 4 para 6A', 'section', true, 'DEA2017 Sch 4'],
    ['SI2018/912 Sch para 2(3)(n)', 'provision', true, 'SI2018/912 Sch para 2(3)'],
    ['SI2018/912 Sch para 7', 'section', true, 'SI2018/912 Sch'],
    ['SI2018/912 reg 4', 'section', true, 'SI2018/912'],
    ['SI2024/64 Sch para 31', 'section', true, 'SI2024/64 Sch'],
    ['SRSA2007 s.45B(17)', 'provision', true, 'SRSA2007 s.45B'],
    // These may exist: our list is not whole there.
    ['SRSA2007 s.60', 'section', false, 'SRSA2007'],
    ['DEA2017 s.99', 'section', false, 'DEA2017'],
    ['CRCA2005 s.18(2)(k)', 'provision', false, 'CRCA2005 s.18(2)'],
  ])('%s is refused (%s)', (citation, reason, sure, nearest) => {
    expect(resolveCitation(citation)).toEqual({ found: false, reason, sure, nearest });
  });

  it.each(['FOO2020 s.1', 'SI2019/1 reg 2'])('%s names an instrument we do not list', (citation) => {
    expect(resolveCitation(citation)).toEqual({ found: false, reason: 'instrument', sure: false });
  });

  it.each([
    '',
    'section 35',
    'DEA2017 s.',
    'DEA2017 s.35(1) and (2)',
    'DEA2017 s.35(1)-',
    'DEA2017 Sch para',
    'dea2017 s.35',
    'constructor',
  ])('%j is not a citation', (citation) => {
    expect(resolveCitation(citation)).toMatchObject({ found: false, reason: 'form' });
  });
});

describe('a citation on a day', () => {
  const day = parseDate;
  it.each([
    // Water (Special Measures) Act 2025 s.17(5): two months after 24 February 2025.
    ['DEA2017 s.38(9A)(b)', '2025-04-23', '2025-04-24'],
    ['DEA2017 s.35(2A)', '2023-05-02', '2023-05-03'],
    // SI 2026/126 reg 3.
    ['DEA2017 s.35(13)', '2026-02-11', '2026-02-12'],
    ['DEA2017 Sch 4 para 27A', '2024-02-07', '2024-02-08'],
    ['DEA2017 Sch 6 para 7A', '2023-12-25', '2023-12-26'],
    ['DEA2017 Sch 7 para 25', '2022-03-15', '2022-03-16'],
    ['DEA2017 s.36(3)(e)(i)', '2018-07-18', '2018-07-19'],
    ['SI2018/912 Sch para 6(1)(a)', '2022-10-26', '2022-10-27'],
    ['SI2018/912 Sch para 1(2)(e)', '2022-10-26', '2022-10-27'],
    ['DUAA2025 s.123(2)', '2025-06-18', '2025-06-19'],
    // Inserted for limited purposes at first: SI 2017/765 regs 2(o) and 3(n).
    ['RSA1953 s.19AA(2)', '2017-07-30', '2017-07-31'],
    ['SRSA2007 s.45C(12)', '2017-09-30', '2017-10-01'],
  ])('%s is not there on %s, and is on %s', (citation, before, from) => {
    expect(resolveCitation(citation, day(before))).toMatchObject({ found: false, reason: 'not-yet' });
    expect(resolveCitation(citation, day(from))).toMatchObject({ found: true });
  });

  it.each([
    ['DEA2017 Sch 8 para 33', '2019-07-31', '2019-08-01'],
    ['DEA2017 Sch 4 para 38', '2023-03-31', '2023-04-01'],
    ['DEA2017 s.119(10)', '2023-10-25', '2023-10-26'],
  ])('%s is there on %s, and no longer on %s', (citation, last, after) => {
    expect(resolveCitation(citation, day(last))).toMatchObject({ found: true });
    expect(resolveCitation(citation, day(after))).toMatchObject({ found: false, reason: 'no-longer' });
  });
});

describe('the list', () => {
  it('gives every section of Part 5, each in the chapter whose range holds it', () => {
    const act = provisions.instruments.find(({ id }) => id === 'DEA2017');
    const chapters = act?.chapters ?? [];
    for (let n = 35; n <= 81; n++) {
      const chapter = sectionOf('DEA2017', `${n}`)?.chapter;
      expect(chapters.filter(({ from, to }) => n >= Number(from) && n <= Number(to))).toEqual([
        expect.objectContaining({ id: chapter }),
      ]);
    }
  });

  it('names no provision twice, and dates only provisions that it names', () => {
    for (const instrument of [...provisions.instruments, ...provisions.neighbours]) {
      const lists = [
        ...Object.values(instrument.sections ?? {}).map(({ sub, from, to }) => ({ names: sub, from, to })),
        ...Object.values(instrument.regulations ?? {}).map(({ sub, from, to }) => ({ names: sub, from, to })),
        ...[
          ...Object.values(instrument.schedules ?? {}),
          ...(instrument.schedule ? [instrument.schedule] : []),
        ].map(({ paras, from, to }) => ({ names: paras, from, to })),
      ];
      for (const { names, from, to } of lists) {
        expect(new Set(names).size).toBe(names.length);
        for (const dated of [...Object.keys(from ?? {}), ...Object.keys(to ?? {})])
          expect(dated === '' || names.some((name) => name === dated || name.startsWith(`${dated}(`))).toBe(
            true,
          );
      }
    }
  });
});

describe('the offences and the neighbouring powers', () => {
  const cited = [
    ...offences.flatMap((o) => [
      o.citation,
      o.penaltyCitation,
      ...('defence' in o && o.defence ? [o.defence.citation] : []),
    ]),
    ...neighbours.map(({ citation }) => citation).filter((citation) => citation !== 'common law'),
  ];

  it.each([...new Set(cited)])('cite a provision that we list: %s', (citation) => {
    expect(resolveCitation(citation)).toMatchObject({ found: true });
  });

  it('are marked as verified only where the text was read', () => {
    expect(neighbours.filter(({ verified, read }) => verified && !read)).toEqual([]);
  });

  it('have identifiers of their own', () => {
    const ids = [...offences, ...neighbours].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
