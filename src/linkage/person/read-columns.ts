import { clean } from '../clean.ts';
import { type EncodedTable, textOf } from '../encoded.ts';
import { wordsOf } from '../list-keys.ts';
import { mixed } from '../mixed.ts';
import { isoShaped, readContent, shareOf } from './column-content.ts';
import { readName } from './column-names.ts';
import type { PersonRole, RoleColumn } from './person-roles.ts';

/** A column as far as it needs to be known to say what it holds. */
export interface ColumnSample {
  readonly name: string;
  /** Values of some rows, the same rows for every column; empty where there is none. */
  readonly values: readonly string[];
  /** Share of all rows without a value. */
  readonly missing: number;
  /** How many values are distinct. */
  readonly distinct: number;
  /** Rows that have a value. */
  readonly present: number;
}

export interface ColumnsRead {
  readonly columns: readonly RoleColumn[];
  readonly leftOut: readonly { readonly column: string; readonly reason: string }[];
  /** What was chosen and why, a sentence a column. */
  readonly sentences: readonly string[];
}

/** How many columns of a role are compared at most. More would say much the same again. */
const most: Readonly<Record<PersonRole, number>> = {
  forename: 1,
  surname: 1,
  'middle-names': 2,
  'full-name': 1,
  'birth-date': 1,
  'birth-day': 0,
  'postcode-uk': 1,
  postcode: 1,
  'house-number': 1,
  address: 2,
  place: 2,
  region: 1,
  sex: 1,
  phone: 1,
  email: 1,
  'person-number': 1,
  category: 1,
};

const words: Readonly<Record<PersonRole, string>> = {
  forename: 'the forename',
  surname: 'the surname',
  'middle-names': 'middle names',
  'full-name': 'the full name',
  'birth-date': 'the date of birth',
  'birth-day': 'the date of birth',
  'postcode-uk': 'a United Kingdom postcode',
  postcode: 'a postcode',
  'house-number': 'the number of the house',
  address: 'a line of the address',
  place: 'a place',
  region: 'a region or country',
  sex: 'the sex',
  phone: 'a telephone number',
  email: 'an email address',
  'person-number': 'a number given to the person',
  category: 'a category such as an occupation',
};

/** Nothing can be told from a column that is nearly always empty, nor from one that nearly always says the same. */
const MOST_MISSING = 0.97;
/** Values speak against what a name says when fewer fit. */
const LEAST_FIT = 0.5;

interface Read {
  readonly sample: ColumnSample;
  readonly role?: PersonRole;
  readonly why: string;
}

/**
 * Says what each column of a table about people holds, from its name and its values; values decide where the name does
 * not say, or where they speak against it. A column that looks like the answer itself is never used.
 */
export function readPersonColumns(samples: readonly ColumnSample[]): ColumnsRead {
  const read = samples.map(readOne);
  const datesNamed = read.some(({ role, why }) => role === 'birth-date' && why === byName);
  const counts = new Map<PersonRole, number>();
  const columns: RoleColumn[] = [];
  const leftOut: { column: string; reason: string }[] = [];
  const byPresence = [...read].sort((a, b) => a.sample.missing - b.sample.missing);
  const kept = new Set<ColumnSample>();
  for (const { sample, role, why } of byPresence) {
    if (role === undefined) continue;
    if (role === 'birth-date' && why !== byName && datesNamed) continue;
    const already = counts.get(role) ?? 0;
    if (already >= most[role] || saysNothingMore(role, sample, read)) continue;
    counts.set(role, already + 1);
    kept.add(sample);
  }
  const sentences = read.map(({ sample, role, why }) => {
    const name = sample.name.trim();
    if (role !== undefined && kept.has(sample)) {
      const iso = role === 'birth-date' && presentOf(sample).every(isoShaped);
      columns.push({ column: sample.name, role, ...(iso && { iso }) });
      return `“${name}” is taken for ${words[role]}, ${why}.`;
    }
    const reason =
      role === undefined
        ? why
        : saysNothingMore(role, sample, read)
          ? 'it has no words that the forename and surname do not have'
          : `another column is taken for ${words[role]} already`;
    leftOut.push({ column: sample.name, reason });
    return `“${name}” is left out: ${reason}.`;
  });
  return { columns, leftOut, sentences };
}

const byName = 'by its name';
const presentOf = ({ values }: ColumnSample): readonly string[] => values.filter((value) => value !== '');

function readOne(sample: ColumnSample): Read {
  const said = readName(sample.name);
  if (said !== undefined && 'other' in said) return { sample, why: said.other };
  if (sample.present === 0 || sample.missing > MOST_MISSING)
    return { sample, why: 'it is nearly always empty' };
  if (sample.distinct < 2) return { sample, why: 'it says the same in every row' };
  const values = presentOf(sample);
  const seen = readContent(values);
  if (said === undefined)
    return seen === undefined
      ? { sample, why: 'neither its name nor its values say what it holds' }
      : { sample, role: seen, why: 'by its values' };
  if (said.role === 'postcode')
    return {
      sample,
      role: shareOf('postcode-uk', values) >= LEAST_FIT ? 'postcode-uk' : 'postcode',
      why: byName,
    };
  if (seen !== undefined && shareOf(said.role, values) < LEAST_FIT)
    return { sample, role: seen, why: 'by its values, against its name' };
  if (said.role !== 'sex' && shareOf(said.role, values) < LEAST_FIT)
    return { sample, why: `its name says ${words[said.role]}, and its values do not` };
  return { sample, role: said.role, why: byName };
}

/** Whether a full name is no more than forename and surname put together. */
function saysNothingMore(role: PersonRole, sample: ColumnSample, read: readonly Read[]): boolean {
  if (role !== 'full-name') return false;
  const parts = read.filter((one) => one.role === 'forename' || one.role === 'surname');
  if (!['forename', 'surname'].every((part) => parts.some((one) => one.role === part))) return false;
  const cleaned = (value: string): readonly string[] => wordsOf(clean('full-name', value) ?? '');
  let rows = 0;
  let more = 0;
  sample.values.forEach((value, row) => {
    if (value === '') return;
    const known = new Set(parts.flatMap((one) => cleaned(one.sample.values[row] ?? '')));
    rows++;
    if (cleaned(value).some((word) => !known.has(word))) more++;
  });
  return more < rows * 0.02;
}

const SAMPLED_ROWS = 500;

/** Samples of a table's columns: of some rows, chosen by a hash of their number. */
export function sampleColumns(table: EncodedTable): readonly ColumnSample[] {
  const rows = Math.min(SAMPLED_ROWS, table.rows);
  const chosen = Uint32Array.from({ length: rows }, (_, n) =>
    table.rows <= SAMPLED_ROWS ? n : mixed(n + 1) % table.rows,
  );
  return table.columns.map(({ name, codes, dictionary }) => {
    let present = 0;
    for (const code of codes) if (code !== 0) present++;
    return {
      name,
      values: Array.from(chosen, (row) => textOf(dictionary, codes[row] as number)),
      missing: table.rows === 0 ? 1 : 1 - present / table.rows,
      distinct: dictionary.count - 1,
      present,
    };
  });
}
