import { provisions } from '../provisions.ts';

/** An Act, or an instrument made under one, that a text names. */
export interface Instrument {
  /** As in the citations of the law data, such as `DEA2017`; absent for one whose provisions are not listed. */
  readonly id?: string;
  readonly title: string;
}

export const dea: Instrument = { id: 'DEA2017', title: 'Digital Economy Act 2017' };

/** Short names, and whether they stand alone: RSA is also a cipher, so it counts with its year only. */
const SHORT: Readonly<Record<string, readonly [title: string, alone: boolean]>> = {
  DEA: [dea.title, true],
  SRSA: ['Statistics and Registration Service Act 2007', true],
  RSA: ['Registration Service Act 1953', false],
  DUAA: ['Data (Use and Access) Act 2025', true],
  DUA: ['Data (Use and Access) Act 2025', false],
  WSMA: ['Water (Special Measures) Act 2025', true],
  DPA: ['Data Protection Act 2018', true],
  GRA: ['Gender Recognition Act 2004', false],
  CRCA: ['Commissioners for Revenue and Customs Act 2005', true],
  IPA: ['Investigatory Powers Act 2016', false],
};

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
const yearOf = (title: string): string => title.slice(-4);
const withoutYear = (title: string): string => plain(title.slice(0, -4));

const listed: readonly Instrument[] = provisions.instruments.map(({ id, title }) => ({ id, title }));
const byTitle = new Map(listed.map((one) => [plain(one.title), one]));
/** Nothing for a name that two years have. */
const byName = new Map<string, Instrument | undefined>();
for (const one of listed) {
  const name = withoutYear(one.title);
  byName.set(name, byName.has(name) ? undefined : one);
}
const byId = new Map(listed.map((one) => [one.id ?? '', one]));

/** Whether it is the name of the Digital Economy Act or of a relative, however it is capitalised, without its year. */
export const isListedName = (name: string): boolean => byName.has(plain(name));

/** From a full name without its year, such as “Digital Economy Act”, and the year when it was written. */
export function instrumentOfName(name: string, year: string | undefined): Instrument {
  const title = year === undefined ? name : `${name} ${year}`;
  return (year === undefined ? byName.get(plain(name)) : byTitle.get(plain(title))) ?? { title };
}

/** From letters such as `DEA` or `FOIA`. Nothing when the letters alone could mean something else. */
export function instrumentOfShort(letters: string, year: string | undefined): Instrument | undefined {
  const [title, alone] = (Object.hasOwn(SHORT, letters) && SHORT[letters]) || [];
  if (title !== undefined) {
    if (year !== undefined && !yearOf(title).endsWith(year)) return { title: `${letters} ${year}` };
    return year === undefined && alone === false ? undefined : (byTitle.get(plain(title)) ?? { title });
  }
  return year?.length === 4 && /^[A-Z]{2,6}A$/.test(letters) ? { title: `${letters} ${year}` } : undefined;
}

/** From a number such as `SI 2018/912`. */
export const instrumentOfNumber = (series: string, year: string, number: string): Instrument =>
  byId.get(`${series}${year}/${number}`) ?? { title: `${series} ${year}/${number}` };
