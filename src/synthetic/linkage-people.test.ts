import { describe, expect, it } from 'vitest';
import { isDate } from '#kernel';
import { familiarForms } from './data/names.ts';
import { postcodeAreas } from './data/places.ts';
import { townsByArea } from './data/towns.ts';
import {
  householdKinds,
  isoDate,
  linkageHouseholds,
  type Resident,
  residentRates,
} from './linkage-households.ts';
import {
  fileShares,
  generateLinkagePeople,
  linkageCarelessness,
  recordRates,
  recordShares,
} from './linkage-people.ts';

/** Within five standard errors of the stated rate: a right generator fails one run in two million. */
function expectRate(found: number, of: number, rate: number, what = ''): void {
  const slack = 5 * Math.sqrt((rate * (1 - rate)) / of);
  expect(found / of, `${what}: ${found} of ${of}`).toBeGreaterThan(rate - slack);
  expect(found / of, `${what}: ${found} of ${of}`).toBeLessThan(rate + slack);
}

type Row = Readonly<Record<string, string>>;
type Made = ReturnType<typeof generateLinkagePeople>;
const rowsOf = ({ header, rows }: Made['truth']): Row[] =>
  [...rows()].map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] as string])));
const clusterOf = (made: Made): Map<string, string> =>
  new Map([...made.truth.rows()].map(([id = '', cluster = '']) => [id, cluster]));
const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
};

const HOMES = 12_000;
const makers = linkageHouseholds('test');
const households: Resident[][] = Array.from({ length: HOMES }, (_, index) =>
  Array.from({ length: makers.size(index) }, (_, person) => makers.resident(index, person)),
);
const people = households.flat();
const ageOf = ({ dateOfBirth }: Resident): number =>
  (Date.parse('2026-06-30') - Date.parse(dateOfBirth)) / 31_557_600_000;

describe('households for linkage', () => {
  it('a resident depends on the seed and the numbers alone, whoever was made before', () => {
    const again = linkageHouseholds('test');
    expect(again.resident(7000, 0)).toEqual(households[7000]?.[0]);
    expect(linkageHouseholds('other').resident(7000, 0)).not.toEqual(households[7000]?.[0]);
  });

  it('are of the sizes of the table, whose shares are all', () => {
    expect(householdKinds.reduce((sum, [, , share]) => sum + share, 0)).toBeCloseTo(1, 9);
    for (let size = 1; size <= 6; size++) {
      const share = householdKinds.reduce((sum, kind) => sum + (kind[1] === size ? kind[2] : 0), 0);
      expectRate(households.filter((one) => one.length === size).length, HOMES, share, `of ${size}`);
    }
  });

  it('share one home; most of those with children or partners share a surname', () => {
    for (const one of households) expect(new Set(one.map(({ home }) => home.addressLine)).size).toBe(1);
    const married = people.filter(({ formerSurname }) => formerSurname !== undefined);
    const couples = householdKinds.reduce(
      (sum, [kind, , share]) =>
        sum + (kind === 'couple' || kind === 'family' || kind === 'three generations' ? share : 0),
      0,
    );
    expectRate(married.length, HOMES, couples * residentRates.coupleSharesSurname);
    const several = households.filter((one) => one.length > 1);
    const oneName = several.filter((one) => new Set(one.map(({ surname }) => surname)).size === 1);
    expect(oneName.length / several.length).toBeGreaterThan(0.5);
    expect(oneName.length / several.length).toBeLessThan(0.8);
  });

  it('have the ages of a country: a fifth are children, a fifth over 64', () => {
    // Census 2021, England and Wales: 20.8 % under 18, 18.6 % aged 65 and over.
    const share = (test: (age: number) => boolean) =>
      people.filter((one) => test(ageOf(one))).length / people.length;
    expect(share((age) => age < 18)).toBeGreaterThan(0.15);
    expect(share((age) => age < 18)).toBeLessThan(0.25);
    expect(share((age) => age >= 65)).toBeGreaterThan(0.15);
    expect(share((age) => age >= 65)).toBeLessThan(0.3);
    expect(share((age) => age < 0 || age > 99)).toBe(0);
  });

  it('have dates that exist, with a heap on 1 January', () => {
    expect(people.filter(({ dateOfBirth }) => !isDate(dateOfBirth))).toEqual([]);
    const heap = people.filter(({ dateOfBirth }) => dateOfBirth.endsWith('-01-01')).length;
    expectRate(
      heap,
      people.length,
      residentRates.firstOfJanuary + (1 - residentRates.firstOfJanuary) / 365.25,
    );
  });

  it('the commonest surname is of the size of Smith’s share (1.2 %), and thousands are met once', () => {
    const counts = groupBy(households, ([head]) => head?.surname ?? '').map((group) => group.length);
    expect(Math.max(...counts) / HOMES).toBeGreaterThan(0.008);
    expect(Math.max(...counts) / HOMES).toBeLessThan(0.016);
    expect(counts.filter((count) => count === 1).length).toBeGreaterThan(3000);
    expect(new Set(people.map(({ forename }) => forename)).size).toBeGreaterThan(1500);
  });

  it('addresses of e-mail and telephone numbers can be nobody’s (RFC 2606; no United Kingdom number begins with 06)', () => {
    const mail = /^$|^[a-z]+[._]?[a-z]*\d+@([a-z]+\.example|example\.(com|org|net))$/;
    expect(
      people.filter(({ email, phone }) => !mail.test(email) || !/^$|^06\d{3} \d{6}$/.test(phone)),
    ).toEqual([]);
  });

  it('some share an e-mail address or a telephone with the household, strangers hardly ever', () => {
    const shared = groupBy(
      people.filter(({ email }) => email !== ''),
      ({ email }) => email,
    ).filter((group) => group.length > 1);
    const strangers = shared.filter((group) => new Set(group.map(({ home }) => home.addressLine)).size > 1);
    expect(shared.length).toBeGreaterThan(50);
    expect(strangers.length).toBeLessThan(10);
  });

  it('who moved lived in what is another household’s home now', () => {
    const homes = new Set(
      households.slice(0, 8192).map(([head]) => `${head?.home.addressLine} ${head?.home.postcode}`),
    );
    const moved = households.slice(0, 8192).flatMap((one) => one.filter(({ formerHome }) => formerHome));
    expect(moved.length).toBeGreaterThan(1000);
    for (const { formerHome } of moved)
      expect(homes.has(`${formerHome?.addressLine} ${formerHome?.postcode}`)).toBe(true);
  });

  it('every postcode area has a town', () => {
    expect(postcodeAreas.filter(([area]) => !townsByArea[area]?.[0])).toEqual([]);
  });

  it.each([
    [0, '1970-01-01'],
    [20_634, '2026-06-30'],
    [-25_509, '1900-02-28'],
    [-25_508, '1900-03-01'],
    [11_016, '2000-02-29'],
  ])('day %i is %s', (day, date) => {
    expect(isoDate(day)).toBe(date);
    expect(Date.parse(date)).toBe(day * 86_400_000);
  });
});

describe('one file of linkage people', () => {
  const made = generateLinkagePeople({ seed: 'test', records: 20_000 });
  const [file] = made.files;
  const rows = rowsOf(file as Made['truth']);
  const cluster = clusterOf(made);
  const byPerson = groupBy(rows, (row) => cluster.get(row['unique_id'] as string) as string);

  it('has exactly the rows asked for, numbered from 1 without gaps, in no order', () => {
    expect(made.files).toHaveLength(1);
    const numbers = rows.map((row) => Number(row['unique_id']));
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 20_000 }, (_, at) => at + 1));
    const rising = numbers.filter((number, at) => at > 0 && number > (numbers[at - 1] as number)).length;
    expectRate(rising, 19_999, 0.5);
    const besides = rows.filter(
      (row, at) => cluster.get(row['unique_id'] as string) === cluster.get(rows[at - 1]?.['unique_id'] ?? ''),
    );
    expect(besides.length).toBeLessThan(20);
  });

  it('is the same each time, and another for another seed', () => {
    const first = (seed: string) => {
      const [one] = generateLinkagePeople({ seed, records: 500 }).files;
      return [...(one as Made['truth']).rows()];
    };
    expect(first('a')).toEqual(first('a'));
    expect(first('a')).not.toEqual(first('b'));
  });

  it('people have as many records as the table says', () => {
    for (const [count, share] of Object.entries(recordShares))
      expectRate(
        byPerson.filter((group) => group.length === Number(count)).length,
        byPerson.length,
        share,
        count,
      );
  });

  it('the truth names each record once', () => {
    expect(cluster.size).toBe(20_000);
    expect(rows.every((row) => cluster.has(row['unique_id'] as string))).toBe(true);
  });

  it('records are of the person that the truth says: born the same day, but for errors', () => {
    const pairs = byPerson.flatMap(([one, other]) => (one && other ? [[one, other] as const] : []));
    const known = pairs.filter(([one, other]) => one['dob'] !== '' && other['dob'] !== '');
    const same = known.filter(([one, other]) => one['dob'] === other['dob']);
    const { birthDigit, birthSwapped } = linkageCarelessness;
    // A swap shows only on days to the twelfth.
    const right = 1 - birthDigit - (birthSwapped * 132) / 365;
    expectRate(same.length, known.length, right * right);
  });

  it('values are missing at the stated rates', () => {
    const missing = (name: string): number => rows.filter((row) => row[name] === '').length;
    const { birthMissing, postcodeMissing } = linkageCarelessness;
    for (const [name, rate] of [
      ['first_name', recordRates.forenameMissing],
      ['surname', recordRates.surnameMissing],
      ['dob', birthMissing],
      ['postcode', postcodeMissing],
      ['address', recordRates.addressMissing],
      ['city', recordRates.cityMissing],
      ['sex', recordRates.sexMissing],
    ] as const)
      expectRate(missing(name), rows.length, rate, name);
    for (const name of ['email', 'phone']) {
      expect(missing(name) / rows.length).toBeGreaterThan(0.3);
      expect(missing(name) / rows.length).toBeLessThan(0.55);
    }
  });

  it('second records differ as the rates say: moves, familiar forms, swapped names, other surnames', () => {
    const pairs = byPerson.flatMap(([one, other]) => (one && other ? [[one, other] as const] : []));
    const share = (test: (one: Row, other: Row) => boolean): number =>
      pairs.filter(([one, other]) => test(one, other) || test(other, one)).length / pairs.length;
    const familiar = share((one, other) => familiarForms[one['first_name'] ?? ''] === other['first_name']);
    const swapped = share(
      (one, other) => one['first_name'] === other['surname'] && one['surname'] === other['first_name'],
    );
    const elsewhere = share(
      (one, other) =>
        one['postcode'] !== '' && other['postcode'] !== '' && one['postcode'] !== other['postcode'],
    );
    const otherSurname = share((one, other) => one['surname'] !== other['surname']);
    const allSame = share((one, other) =>
      ['first_name', 'surname', 'dob', 'postcode', 'city'].every((name) => one[name] === other[name]),
    );
    for (const [found, least, most] of [
      [familiar, 0.015, 0.12],
      [swapped, 0.01, 0.025],
      [elsewhere, 0.06, 0.16],
      [otherSurname, 0.12, 0.25],
      [allSame, 0.35, 0.6],
    ] as const) {
      expect(found).toBeGreaterThan(least);
      expect(found).toBeLessThan(most);
    }
  });

  it.each([0, 1.5, 200_000_001])('refuses %s records', (records) => {
    expect(() => generateLinkagePeople({ seed: 'x', records })).toThrowError(
      expect.objectContaining({ code: 'SYNTHETIC_SIZE_INVALID' }),
    );
  });
});

describe('two files of linkage people', () => {
  const made = generateLinkagePeople({ seed: 'test', records: 20_000, two: true });
  const cluster = clusterOf(made);
  const [a = [], b = []] = made.files.map((file) => rowsOf(file).map((row) => row['unique_id'] as string));
  const peopleOf = (ids: readonly string[]): Set<string> =>
    new Set(ids.map((id) => cluster.get(id) as string));

  it('have together the rows asked for, about half each, and no number twice', () => {
    expect(a.length + b.length).toBe(20_000);
    expect(new Set([...a, ...b]).size).toBe(20_000);
    expectRate(a.length, 20_000, 0.5);
  });

  it('share about half of their people, and hold some twice', () => {
    const [first, second] = [peopleOf(a), peopleOf(b)];
    const both = [...first].filter((one) => second.has(one)).length;
    const { both: shared, first: alone } = fileShares;
    expectRate(both, first.size, shared / (shared + alone));
    expectRate(a.length - first.size, first.size, fileShares.twice);
    expectRate(b.length - second.size, second.size, fileShares.twice);
  });
});
