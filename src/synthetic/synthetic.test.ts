import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBetween, isDate, type PlainDate } from '#kernel';
import { accountRates } from './accounts.ts';
import { awardRates, benefitCodes, qualifyingBenefits } from './awards.ts';
import { toCsvLine } from './csv.ts';
import { familiarForms } from './data/names.ts';
import { misspell } from './errors-in-writing.ts';
import { type Extract, generateFuelPoverty } from './fuel-poverty.ts';
import { generatePopulation, type Household, type Person, rates } from './household.ts';
import { byRank, Draws, permutation } from './random.ts';
import { birthMissingBySupplier } from './sources.ts';

/** Within five standard errors of the stated rate: a right generator fails one run in two million. */
function expectRate(found: number, of: number, rate: number): void {
  const slack = 5 * Math.sqrt((rate * (1 - rate)) / of);
  expect(found / of, `${found} of ${of}`).toBeGreaterThan(rate - slack);
  expect(found / of, `${found} of ${of}`).toBeLessThan(rate + slack);
}

const take = (extract: Extract, count: number): (readonly string[])[] => {
  const rows: (readonly string[])[] = [];
  for (const row of extract.rows()) {
    rows.push(row);
    if (rows.length === count) break;
  }
  return rows;
};

const records = (extract: Extract): Record<string, string>[] =>
  [...extract.rows()].map((row) =>
    Object.fromEntries(extract.header.map((name, at) => [name, row[at] as string])),
  );

describe('randomness', () => {
  it('a permutation reaches every number below its size once', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 3000 }), (key, size) => {
        const permute = permutation(key, size);
        const reached = new Set(Array.from({ length: size }, (_, at) => permute(at)));
        expect(reached.size).toBe(size);
        expect(Math.max(...reached)).toBe(size - 1);
      }),
      { numRuns: 100 },
    );
  });

  it('draws of neighbouring things and streams are even and unrelated', () => {
    // Chi-squared over 16 x 16 cells of (draw of thing n, draw of thing n + 1): 255 degrees of freedom.
    const chiSquared = (next: (at: number) => Draws): number => {
      const cells = new Float64Array(256);
      const things = 25_600;
      for (let at = 0; at < things; at++) {
        const cell = new Draws(1, at).below(16) * 16 + next(at).below(16);
        cells[cell] = (cells[cell] ?? 0) + 1;
      }
      return cells.reduce((sum, count) => sum + (count - things / 256) ** 2 / (things / 256), 0);
    };
    // The 0.999999 quantile is 374.
    expect(chiSquared((at) => new Draws(1, at + 1))).toBeLessThan(374);
    expect(chiSquared((at) => new Draws(2, at))).toBeLessThan(374);
    expect(chiSquared((at) => new Draws(1, at + 2 ** 32))).toBeLessThan(374);
  });

  it('by rank, the first of a hundred is drawn as often as 1/9 of the sum of 1/9 to 1/108', () => {
    const sum = Array.from({ length: 100 }, (_, rank) => 1 / (rank + 9)).reduce((a, b) => a + b, 0);
    const pick = byRank(Array.from({ length: 100 }, (_, at) => at));
    const draws = new Draws(3, 3);
    const firsts = Array.from({ length: 20_000 }, () => pick(draws)).filter((at) => at === 0).length;
    expectRate(firsts, 20_000, 1 / 9 / sum);
  });
});

describe('generatePopulation', () => {
  const households = [...generatePopulation({ seed: 'test', people: 30_000 })];
  const parentsOf = (household: Household) =>
    household.people.filter(({ role }) => role === 'head' || role === 'partner');
  const couples = households.filter((household) => parentsOf(household).length === 2);

  it('has the number of people asked for, the last household whole', () => {
    const people = households.flatMap((household) => household.people);
    expect(people.length - 30_000).toBeLessThan(6);
    expect(people.length).toBeGreaterThanOrEqual(30_000);
  });

  it('a smaller population of one seed is the start of a larger one; another seed is another population', () => {
    const few = [...generatePopulation({ seed: 'test', people: 100 })];
    expect(few).toEqual(households.slice(0, few.length));
    const [other] = generatePopulation({ seed: 'another', people: 1 });
    expect(other?.people).not.toEqual(households[0]?.people);
  });

  it('keeps to the stated rates', () => {
    const all = households.length;
    expectRate(couples.length, all, rates.couple);
    expectRate(households.filter(({ formerHome }) => formerHome).length, all, rates.moved);
    const sharing = couples.filter(({ people }) => people[1]?.formerSurname !== undefined);
    expectRate(sharing.length, couples.length, rates.coupleSharesSurname);
    const heads = households.map(({ people }) => people[0] as Person);
    expectRate(heads.filter(({ surname }) => surname.includes('-')).length, all, rates.doubleSurname);
  });

  it('has twins, and sons and daughters of a parent’s name at one address', () => {
    const families = households.flatMap(({ people }) => {
      const children = people.filter(({ role }) => role === 'adult-child');
      return children.length > 0 ? [{ people, children }] : [];
    });
    const twins = families.filter(({ children }) => children[1]?.dateOfBirth === children[0]?.dateOfBirth);
    expect(twins.length / families.length).toBeGreaterThan(rates.twins / 2);
    expect(twins.length / families.length).toBeLessThan(rates.twins * 2);
    const namesakes = families.filter(({ people, children }) =>
      people.some(
        (parent) =>
          !children.includes(parent) &&
          parent.sex === children[0]?.sex &&
          parent.forename === children[0].forename &&
          parent.surname === children[0].surname,
      ),
    );
    expect(namesakes.length).toBeGreaterThan(2);
  });

  it('parents are at least 17 years older than their children, and every date exists', () => {
    const ages = households.flatMap((household) => {
      const children = household.people.filter(({ role }) => role === 'child' || role === 'adult-child');
      return parentsOf(household).flatMap((parent) =>
        children.map((child) => daysBetween(parent.dateOfBirth, child.dateOfBirth)),
      );
    });
    expect(ages.length).toBeGreaterThan(1000);
    expect(Math.min(...ages)).toBeGreaterThan(15.9 * 365.25);
    const people = households.flatMap((household) => household.people);
    expect(people.filter(({ dateOfBirth }) => !isDate(dateOfBirth))).toEqual([]);
  });

  it('about fifteen homes share a postcode, and one address is one home', () => {
    const postcodes = new Set(households.map(({ home }) => home.postcode));
    expect(households.length / postcodes.size).toBeGreaterThan(14);
    expect(households.length / postcodes.size).toBeLessThan(15.5);
    const addresses = new Set(households.map(({ home }) => `${home.addressLine} ${home.postcode}`));
    expect(addresses.size).toBeGreaterThan(households.length * 0.999);
    for (const postcode of postcodes) expect(postcode).toMatch(/^[A-Z]{1,2}\d{1,2} \d[ABD-HJLNP-UW-Z]{2}$/);
  });

  it('the commonest surname is of the size of Smith’s share in Great Britain (about 1.2 %), with a long tail', () => {
    const counts = new Map<string, number>();
    for (const { people } of households) {
      const surname = people[0]?.surname ?? '';
      counts.set(surname, (counts.get(surname) ?? 0) + 1);
    }
    const top = [...counts.values()].sort((a, b) => b - a)[0] ?? 0;
    expect(top / households.length).toBeGreaterThan(0.009);
    expect(top / households.length).toBeLessThan(0.018);
    expect(counts.size).toBeGreaterThan(3000);
  });

  it('has names with accents and apostrophes, and none that Windows-1252 cannot write', () => {
    const names = households.flatMap(({ people }) => people.flatMap((one) => [one.forename, one.surname]));
    expect(names.some((name) => /[à-ÿ]/.test(name))).toBe(true);
    expect(names.some((name) => name.includes("'"))).toBe(true);
    expect(names.filter((name) => !/^[A-Za-zÀ-ÿ' -]+$/.test(name))).toEqual([]);
  });
});

describe('generateFuelPoverty', () => {
  const options = { seed: 'test', recipients: 12_000, customers: 15_000 };
  const share = generateFuelPoverty(options);
  const department = records(share.department);
  const suppliers = share.suppliers.map(records);
  const truth = records(share.truth);
  const personOf = new Map(department.map((row) => [row['person_ref'], row]));

  it('has about the numbers of rows asked for', () => {
    expect(Math.abs(department.length / options.recipients - 1)).toBeLessThan(0.04);
    expect(Math.abs(suppliers.flat().length / options.customers - 1)).toBeLessThan(0.04);
    expect(suppliers).toHaveLength(3);
  });

  it('gives the same rows each time, other rows for another seed', () => {
    expect(take(share.department, 50)).toEqual(take(generateFuelPoverty(options).department, 50));
    expect(take(generateFuelPoverty({ ...options, seed: 'b' }).department, 50)).not.toEqual(
      take(share.department, 50),
    );
  });

  it('gives the same rows on every machine', () => {
    const text = [share.department, ...share.suppliers, share.truth]
      .flatMap((extract) => take(extract, 20).map(toCsvLine))
      .join('');
    // Our own output, held only so that a change of the generator is seen.
    expect(createHash('sha256').update(text).digest('hex').slice(0, 16)).toBe('1a293ea6ec174b04');
  });

  it('begins at once and keeps nothing, whatever the size', () => {
    const large = generateFuelPoverty({ seed: 'x', recipients: 10_000_000, customers: 10_000_000 });
    expect(take(large.department, 10)).toHaveLength(10);
    for (const supplier of large.suppliers) expect(take(supplier, 10)).toHaveLength(10);
  });

  it('every row is as wide as its header, and references are unique in a file', () => {
    for (const extract of [share.department, ...share.suppliers, share.truth])
      for (const row of extract.rows()) expect(row).toHaveLength(extract.header.length);
    expect(personOf.size).toBe(department.length);
    expect(new Set(department.map((row) => row['claim_ref'])).size).toBe(department.length);
    for (const rows of suppliers)
      expect(new Set(rows.map((row) => row['customer_ref'])).size).toBe(rows.length);
  });

  it('the truth has each customer once, and names only people of the department', () => {
    const customers = suppliers.flatMap((rows, at) =>
      rows.map((row) => `supplier-${at + 1} ${row['customer_ref']}`),
    );
    expect(truth.map((row) => `${row['supplier']} ${row['customer_ref']}`)).toEqual(customers);
    for (const row of truth) if (row['person_ref'] !== '') expect(personOf.has(row['person_ref'])).toBe(true);
  });

  it('the truth qualifies whom the rule does', () => {
    for (const row of truth) {
      const person = personOf.get(row['person_ref'] as string);
      const ended = (person?.['award_end'] ?? '') !== '';
      const qualifies =
        person !== undefined && !ended && qualifyingBenefits.includes(person['benefit'] as string);
      expect(row['qualifies']).toBe(qualifies ? 'yes' : 'no');
      expect(row['household_ref']).toBe(person?.['household_ref'] ?? '');
    }
  });

  it('the truth excludes whom either side has helped, who opted out and who has a safety marker', () => {
    const accounts = suppliers.flat();
    for (const [at, row] of truth.entries()) {
      const account = accounts[at];
      const person = personOf.get(row['person_ref'] as string);
      const excluded = [
        account?.['already_helped'],
        account?.['opted_out'],
        person?.['already_helped'],
        person?.['safety_marker'],
      ];
      expect(row['excluded']).toBe(excluded.includes('yes') ? 'yes' : 'no');
    }
  });

  it('some customers are not recipients, some recipients not customers, and some homes have two suppliers', () => {
    const known = truth.filter((row) => row['person_ref'] !== '');
    expect(known.length / truth.length).toBeGreaterThan(0.3);
    expect(known.length / truth.length).toBeLessThan(0.9);
    expect(new Set(known.map((row) => row['person_ref'])).size).toBeLessThan(department.length * 0.8);
    expect(new Set(known.map((row) => row['person_ref'])).size).toBeLessThan(known.length);
  });

  it('keeps to the stated rates', () => {
    const yes = (rows: Record<string, string>[], name: string) =>
      rows.filter((row) => row[name] === 'yes').length;
    for (const [at, rows] of suppliers.entries()) {
      const missing = rows.filter((row) => row['date_of_birth'] === '').length;
      expectRate(missing, rows.length, birthMissingBySupplier[at] as number);
      expectRate(yes(rows, 'opted_out'), rows.length, accountRates.optedOut);
      expectRate(yes(rows, 'already_helped'), rows.length, accountRates.helped);
    }
    // People of one award share its fate: count awards.
    const awards = [...new Map(department.map((row) => [row['household_ref'], row])).values()];
    expectRate(awards.filter((row) => row['award_end'] !== '').length, awards.length, awardRates.ended);
    expectRate(yes(awards, 'already_helped'), awards.length, awardRates.helped);
    const qualifying = awards.filter((row) => qualifyingBenefits.includes(row['benefit'] as string));
    expectRate(qualifying.length, awards.length, awardRates.qualifyingBenefit);
    for (const row of awards) expect(benefitCodes).toContain(row['benefit']);
  });

  it('each award has one claimant and at most one partner', () => {
    const roles = new Map<string, string[]>();
    for (const row of department) {
      const award = row['household_ref'] as string;
      roles.set(award, [...(roles.get(award) ?? []), row['role'] as string]);
    }
    for (const found of roles.values()) expect([['claimant'], ['claimant', 'partner']]).toContainEqual(found);
  });

  it('accounts and awards begin before the qualifying date, and nobody holds an account as a child', () => {
    for (const row of department) expect((row['award_start'] as string) < share.qualifyingDate).toBe(true);
    for (const rows of suppliers)
      for (const row of rows) expect((row['account_opened'] as string) <= share.qualifyingDate).toBe(true);
    const first = suppliers[0] ?? [];
    for (const row of first) {
      const born = row['date_of_birth'] as string;
      if (!isDate(born)) continue;
      // A wrong digit may make anybody older or younger: nearly all, then.
      row['adult'] = daysBetween(born, row['account_opened'] as PlainDate) > 17.9 * 365 ? 'yes' : 'no';
    }
    const aged = first.filter((row) => row['adult'] !== undefined);
    expect(aged.filter((row) => row['adult'] === 'yes').length / aged.length).toBeGreaterThan(0.99);
  });

  it('suppliers write differently from the department, but most of the same person is the same', () => {
    const accounts = suppliers.flat();
    const both = truth.flatMap((row, at) => {
      const person = personOf.get(row['person_ref'] as string);
      return person === undefined ? [] : [{ person, account: accounts[at] as Record<string, string> }];
    });
    const plain = (text: string | undefined) => (text ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
    const same = (name: string) =>
      both.filter(({ person, account }) => plain(person[name]) === plain(account[name])).length / both.length;
    for (const [name, least, most] of [
      ['forename', 0.84, 0.92],
      ['surname', 0.92, 0.985],
      ['postcode', 0.95, 0.99],
    ] as const) {
      expect(same(name), name).toBeGreaterThan(least);
      expect(same(name), name).toBeLessThan(most);
    }
    const familiar = both.filter(
      ({ person, account }) =>
        plain(familiarForms[person['forename'] as string]) === plain(account['forename']),
    );
    expect(familiar.length).toBeGreaterThan(20);
  });

  it.each([
    ['recipients', { recipients: 0 }],
    ['customers', { customers: 1.5 }],
    ['suppliers', { suppliers: 21 }],
  ])('refuses an impossible number of %s', (what, part) => {
    expect(() => generateFuelPoverty({ ...options, ...part })).toThrowError(
      expect.objectContaining({ code: 'SYNTHETIC_SIZE_INVALID', message: expect.stringContaining(what) }),
    );
  });
});

describe('writing', () => {
  it('a misspelling is one small error', () => {
    const draws = new Draws(9, 9);
    const spelled = Array.from({ length: 500 }, () => misspell('Featherstonehaugh', draws));
    expect(new Set(spelled).size).toBeGreaterThan(30);
    for (const one of spelled) expect(Math.abs(one.length - 17)).toBeLessThanOrEqual(2);
  });

  // RFC 4180, section 2.
  it.each([
    [['aaa', 'bbb'], 'aaa,bbb\r\n'],
    [['a,b', 'c"d'], '"a,b","c""d"\r\n'],
    [['a\r\nb', ''], '"a\r\nb",\r\n'],
  ])('CSV of %j', (fields, line) => {
    expect(toCsvLine(fields)).toBe(line);
  });
});
