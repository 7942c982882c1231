import type { BlockingRule, KeyKind, ListKeyKind } from '../model.ts';
import { isListKey } from '../model.ts';
import type { PersonParts } from './person-parts.ts';
import type { PersonRole } from './person-roles.ts';

/** A key of a field, and the fact about the person that it is of: two keys of one fact say the same twice. */
interface Atom {
  readonly fact: string;
  readonly key: BlockingRule['keys'][number];
  /** Whether it may be a rule by itself. Words of names may not: a rule should not find what is alike by name and nothing else. */
  readonly alone: boolean;
}

const keysOf: Readonly<Partial<Record<PersonRole, readonly (KeyKind | ListKeyKind)[]>>> = {
  forename: ['nickname', 'first-1'],
  surname: ['whole', 'soundex'],
  'birth-date': ['year', 'year-month'],
  'birth-day': ['whole', 'month-day'],
  'postcode-uk': ['whole', 'outcode'],
  postcode: ['whole'],
  'house-number': ['whole'],
  address: ['whole', 'tokens'],
  place: ['whole', 'tokens'],
  region: ['whole'],
  category: ['whole'],
  phone: ['whole', 'first-4'],
  email: ['whole', 'first-4'],
  'person-number': ['whole', 'first-3'],
};

/** In how many rows a rare word may stand. */
const rareRows = (rows: number): number => Math.max(20, Math.min(200, Math.round(rows / 250)));

/**
 * Rules that might be worth their pairs: keys alone, and every two keys of two facts of which at most one gives a row
 * several. Which of them are taken is for `chooseRules` to say, by counting.
 */
export function candidateRules(
  { facts, words }: Pick<PersonParts, 'facts' | 'words'>,
  rows: number,
): readonly BlockingRule[] {
  const atoms: Atom[] = facts.flatMap(({ name, role }) =>
    (keysOf[role] ?? []).map((key) => ({
      fact: role === 'birth-day' ? 'birth-date' : `${role} ${role === 'email' ? '' : name}`,
      key: { field: name, key },
      alone: true,
    })),
  );
  if (words !== undefined) {
    const named = (key: BlockingRule['keys'][number]): Atom => ({ fact: 'name', key, alone: false });
    atoms.push(
      named({ field: words, key: 'tokens' }),
      named({ field: words, key: 'soundex-tokens' }),
      named({ field: words, key: 'rare-tokens', atMost: rareRows(rows) }),
    );
  }
  const rules: BlockingRule[] = atoms
    .filter(({ alone }) => alone)
    .map(({ key }) => ({ name: ruleName([key]), keys: [key] }));
  atoms.forEach((one, i) => {
    for (const other of atoms.slice(i + 1)) {
      if (one.fact === other.fact || (isListKey(one.key.key) && isListKey(other.key.key))) continue;
      if (isName(one) && isName(other) && (one.fact === 'name' || other.fact === 'name')) continue;
      rules.push({ name: ruleName([one.key, other.key]), keys: [one.key, other.key] });
    }
  });
  return rules;
}

const isName = ({ fact }: Atom): boolean => /^(name|forename|surname)/.test(fact);

const ruleName = (keys: BlockingRule['keys']): string =>
  keys
    .map(({ field, key }) => (key === 'whole' ? field : `${field}-${key}`))
    .join('--')
    .slice(0, 63);
