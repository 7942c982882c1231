import type { FieldKind, LevelTest, LinkageField, LinkageModel } from '../model.ts';
import type { Merging } from '../train/index.ts';
import type { PersonRole, RoleColumn } from './person-roles.ts';

type Comparison = LinkageModel['comparisons'][number];
type Level = Comparison['levels'][number];

/** A field of the model, and what its column holds. */
export interface PersonField {
  readonly name: string;
  readonly role: PersonRole;
}

const kindOf: Readonly<Record<PersonRole, FieldKind>> = {
  forename: 'forename',
  surname: 'surname',
  'middle-names': 'forename',
  'full-name': 'full-name',
  'birth-date': 'date',
  'birth-day': 'date',
  'postcode-uk': 'postcode-uk',
  postcode: 'postcode',
  'house-number': 'code',
  address: 'address-line',
  place: 'place',
  region: 'text',
  sex: 'sex',
  phone: 'phone',
  email: 'email',
  'person-number': 'code',
  category: 'text',
};

/** A column's name as a model may write it: lower case, without what is not a letter or digit, not yet taken. */
export function fieldName(column: string, taken: ReadonlySet<string>): string {
  const plain = column
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 50);
  const name = plain === '' ? 'column' : plain;
  for (let n = 1; ; n++) {
    const own = n === 1 ? name : `${name}_${n}`;
    if (!taken.has(own)) return own;
  }
}

type Odds = { m: string; u: string };
/** Figures to begin with: training replaces them. */
const start: Odds = { m: '0.5', u: '0.1' };
const missing = (field: string): Level => ({ when: 'missing', field });
const exact = (field: string, rare = true, beside: readonly string[] = []): Level =>
  beside.length > 0
    ? { when: 'exact', field, ...start, termFrequency: { beside: [...beside] } }
    : rare
      ? { when: 'exact', field, ...start, termFrequency: true }
      : { when: 'exact', field, ...start };
const otherwise: Level = { when: 'else', ...start };
const at = (test: LevelTest): Level => ({ ...test, ...start }) as Level;
const comparison = (name: string, fields: readonly string[], levels: readonly Level[]): Comparison => ({
  name,
  fields: [...new Set(fields)],
  levels: [...levels, otherwise],
});

export interface PersonParts {
  readonly fields: readonly LinkageField[];
  readonly comparisons: readonly Comparison[];
  /** The fields that blocking may use, by what they hold; made ones too. */
  readonly facts: readonly PersonField[];
  /** What in the nature of the columns is dependent, and what may be: people share homes, and names go with sexes. */
  readonly merge: Merging;
  /** The field that has all words of the names. */
  readonly words?: string;
}

/** The fields and comparisons for columns of known roles. */
export function personParts(columns: readonly RoleColumn[]): PersonParts {
  const taken = new Set<string>();
  const fields: LinkageField[] = [];
  const facts: PersonField[] = [];
  const add = (field: LinkageField): string => {
    taken.add(field.name);
    fields.push(field);
    return field.name;
  };
  for (const { column, role, iso } of columns) {
    const name = add({
      name: fieldName(column, taken),
      kind: iso ? 'raw' : kindOf[role],
      column,
      optional: true,
    });
    facts.push({ name, role });
  }
  const of = (...roles: readonly PersonRole[]): readonly string[] =>
    facts.filter(({ role }) => roles.includes(role)).map(({ name }) => name);
  const made = (wanted: string, field: Omit<LinkageField, 'name'>): string =>
    add({ ...field, name: fieldName(wanted, taken) });

  const comparisons: Comparison[] = [];
  const [full] = of('full-name');
  let [forename] = of('forename');
  let [surname] = of('surname');
  if (full !== undefined) {
    const part = (wanted: string, kind: FieldKind, pattern: string): string =>
      made(wanted, { kind, from: { field: full, by: [{ step: 'pattern', pattern, group: 1 }] } });
    if (forename === undefined) {
      forename = part('first_word', 'forename', '^([^ ]+)');
      facts.push({ name: forename, role: 'forename' });
    }
    if (surname === undefined) {
      surname = part('last_word', 'surname', ' ([^ ]+)$');
      facts.push({ name: surname, role: 'surname' });
    }
  }
  const names = [
    ...new Set([...of('full-name', 'forename', 'middle-names', 'surname'), forename, surname]),
  ].filter((one) => one !== undefined);
  const words =
    names.length === 0
      ? undefined
      : names.length === 1
        ? names[0]
        : made('name_words', { kind: 'full-name', join: names });
  /** A rare name is rare also where other names agree. */
  const naming = ['forename', 'surname', 'other_names', ...of('sex')];
  if (forename !== undefined) comparisons.push(forenameComparison(forename, surname, naming));
  if (surname !== undefined) comparisons.push(surnameComparison(surname, forename, naming));
  const others = of('middle-names', 'full-name');
  const own = [forename, surname].filter((one) => one !== undefined);
  if (others.length > 0 && own.length > 0) {
    const rest = made('other_names', { kind: 'full-name', join: [...others], without: own });
    comparisons.push(
      comparison(
        'other_names',
        [rest],
        [
          missing(rest),
          at({ when: 'overlap', field: rest, of: 'tokens', atLeast: 2 }),
          at({ when: 'overlap', field: rest, of: 'tokens', atLeast: 1 }),
          at({ when: 'overlap', field: rest, of: 'soundex-tokens', atLeast: 1 }),
        ],
      ),
    );
  }
  for (const name of of('birth-date')) {
    const day = made(`${name}_day`, {
      kind: 'date',
      from: { field: name, by: [{ step: 'pattern', pattern: notNewYear, group: 1 }] },
    });
    comparisons.push(dateComparison(name, day));
    facts.push({ name: day, role: 'birth-day' });
  }
  for (const name of of('postcode-uk'))
    comparisons.push(
      comparison(
        name,
        [name],
        [
          missing(name),
          exact(name),
          at({ when: 'damerau-levenshtein', field: name, atMost: 1 }),
          at({ when: 'same-key', field: name, key: 'sector' }),
          at({ when: 'same-key', field: name, key: 'outcode' }),
        ],
      ),
    );
  for (const name of [...of('postcode'), ...of('house-number')])
    comparisons.push(
      comparison(
        name,
        [name],
        [missing(name), exact(name), at({ when: 'damerau-levenshtein', field: name, atMost: 1 })],
      ),
    );
  for (const name of of('address', 'place'))
    comparisons.push(
      comparison(
        name,
        [name],
        [
          missing(name),
          exact(name),
          at({ when: 'jaro-winkler', field: name, atLeast: '0.92' }),
          at({ when: 'overlap', field: name, of: 'tokens', atLeast: 1 }),
          at({ when: 'jaro-winkler', field: name, atLeast: '0.8' }),
        ],
      ),
    );
  for (const name of of('region', 'category'))
    comparisons.push(comparison(name, [name], [missing(name), exact(name)]));
  for (const name of of('sex'))
    comparisons.push(comparison(name, [name], [missing(name), exact(name, false)]));
  for (const name of of('phone', 'person-number'))
    comparisons.push(
      comparison(
        name,
        [name],
        [
          missing(name),
          exact(name),
          at({ when: 'damerau-levenshtein', field: name, atMost: 1 }),
          at({ when: 'damerau-levenshtein', field: name, atMost: 2 }),
        ],
      ),
    );
  for (const name of of('email')) {
    const local = made(`${name}_name`, {
      kind: 'code',
      from: { field: name, by: [{ step: 'pattern', pattern: '^([^@]+)@', group: 1 }] },
    });
    comparisons.push(
      comparison(
        name,
        [name, local],
        [
          missing(name),
          exact(name),
          at({ when: 'exact', field: local }),
          at({ when: 'jaro-winkler', field: name, atLeast: '0.92' }),
        ],
      ),
    );
    facts.push({ name: local, role: 'email' });
  }
  const home = of('postcode-uk', 'postcode', 'place', 'address', 'house-number', 'region');
  const merge: Merging = {
    // A place goes with its postcode, and a telephone is often the home’s.
    always: [
      of('postcode-uk', 'postcode', 'place'),
      [...of('address', 'postcode-uk', 'postcode').slice(-1), ...of('phone')],
    ],
    within: [
      [...home, ...of('phone'), 'surname'],
      [...naming, ...of('email')],
    ],
  };
  return { fields, comparisons, facts, merge, ...(words === undefined ? {} : { words }) };
}

const eitherWay = (one: string, other: string): LevelTest => ({
  when: 'any',
  of: [
    { when: 'crosses', field: one, with: other },
    { when: 'crosses', field: other, with: one },
  ],
});

function forenameComparison(
  forename: string,
  surname: string | undefined,
  naming: readonly string[],
): Comparison {
  return comparison('forename', surname === undefined ? [forename] : [forename, surname], [
    missing(forename),
    exact(forename, true, naming),
    at({ when: 'same-key', field: forename, key: 'first-token' }),
    at({ when: 'same-key', field: forename, key: 'nickname' }),
    at({ when: 'jaro-winkler', field: forename, atLeast: '0.9' }),
    ...(surname === undefined
      ? []
      : [
          at({ when: 'swapped', field: forename, with: surname }),
          at({ when: 'all', of: [{ when: 'missing', field: surname }, eitherWay(forename, surname)] }),
          at(eitherWay(forename, surname)),
        ]),
    at({ when: 'initial', field: forename }),
    at({ when: 'jaro-winkler', field: forename, atLeast: '0.75' }),
  ]);
}

function surnameComparison(
  surname: string,
  forename: string | undefined,
  naming: readonly string[],
): Comparison {
  return comparison('surname', forename === undefined ? [surname] : [surname, forename], [
    missing(surname),
    exact(surname, true, naming),
    at({ when: 'jaro-winkler', field: surname, atLeast: '0.92' }),
    ...(forename === undefined ? [] : [at({ when: 'swapped', field: surname, with: forename })]),
    at({ when: 'overlap', field: surname, of: 'tokens', atLeast: 1 }),
    at({ when: 'jaro-winkler', field: surname, atLeast: '0.8' }),
    at({ when: 'same-key', field: surname, key: 'soundex' }),
  ]);
}

/** A date that is not the first of January, which often means that only the year is known. */
const notNewYear = '^([0-9]{4}-(?:0[2-9]|1[0-2]|01-0[2-9]|01-[1-3]|[2-9]).*)$';

const dateComparison = (name: string, day: string): Comparison =>
  comparison(
    name,
    [name, day],
    [
      missing(name),
      exact(day),
      exact(name),
      at({ when: 'day-month-swapped', field: day }),
      at({ when: 'damerau-levenshtein', field: day, atMost: 1 }),
      at({ when: 'same-key', field: day, key: 'month-day' }),
      at({ when: 'damerau-levenshtein', field: day, atMost: 2 }),
      at({ when: 'days-within', field: day, atMost: '31' }),
      at({ when: 'same-key', field: name, key: 'year' }),
      at({ when: 'damerau-levenshtein', field: name, atMost: 1 }),
      at({ when: 'days-within', field: name, atMost: '400' }),
      at({ when: 'days-within', field: name, atMost: '3653' }),
    ],
  );
