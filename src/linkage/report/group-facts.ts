// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { fail } from '#kernel';
import { type EncodedColumn, type EncodedTable, textOf } from '../encoded.ts';
import { membersOf } from '../resolve/index.ts';

/** A value with fewer records is not shown by itself. */
export const LEAST_RECORDS = 10;
/** A column with more different values is no grouping: it may name people. */
export const MOST_VALUES = 50;

/** Records of one group, and how many of them were linked. */
export interface GroupShare {
  /** The value of the column; absent for records without one. */
  readonly value?: string;
  readonly records: number;
  readonly linked: number;
  readonly share: number;
  /** 95% interval of the share, by Wilson's score. */
  readonly low: number;
  readonly high: number;
  /** The share less the share of all records. */
  readonly difference: number;
}

/** Records of the values that have too few to be shown one by one. */
export interface SmallGroups {
  readonly values: number;
  /** All of them together; absent where they too would be fewer than 10. */
  readonly together?: Omit<GroupShare, 'value'>;
}

export interface GroupFacts {
  readonly column: string;
  /** 0 for the only or the first file, 1 for the second. */
  readonly file: 0 | 1;
  /** Whether linking compared the column. */
  readonly compared: boolean;
  readonly all: Omit<GroupShare, 'value' | 'difference'>;
  readonly groups: readonly GroupShare[];
  readonly small?: SmallGroups;
}

/** Which rows are linked: to any other row of one table, to one of the other of two. */
export function linkedRows(labels: Int32Array, split: number): Uint8Array {
  const { starts, rows } = membersOf(labels);
  const linked = new Uint8Array(labels.length);
  for (let label = 0; label < labels.length; label++) {
    const from = starts[label]!;
    const until = starts[label + 1]!;
    if (until - from < 2) continue;
    // Rows of a cluster rise, so the first and the last say whether it has rows of both tables.
    if (split > 0 && rows[from]! < split === rows[until - 1]! < split) continue;
    for (let at = from; at < until; at++) linked[rows[at]!] = 1;
  }
  return linked;
}

/**
 * The columns of these names, to group records by. Throws `LINKAGE_REPORT_GROUP_UNKNOWN`, and
 * `LINKAGE_REPORT_GROUPS_TOO_MANY` when one has more than 50 different values.
 */
export const groupColumns = ({ columns }: EncodedTable, names: readonly string[]): EncodedColumn[] =>
  [...new Set(names)].map((column) => {
    const found =
      columns.find(({ name }) => name === column) ?? fail('LINKAGE_REPORT_GROUP_UNKNOWN', { column });
    if (found.dictionary.count - 1 > MOST_VALUES)
      fail('LINKAGE_REPORT_GROUPS_TOO_MANY', { column, most: MOST_VALUES });
    return found;
  });

/**
 * The share of records that were linked by the value of a column, for each file. Values of fewer than 10 records are put
 * together, and so is the next smallest where the rest could otherwise be worked out from the total.
 */
export function groupFacts(
  column: EncodedColumn,
  linked: Uint8Array,
  split: number,
  compared: boolean,
): GroupFacts[] {
  const ends = split === 0 ? [linked.length] : [split, linked.length];
  return ends.map((until, file) => {
    const from = file === 0 ? 0 : split;
    return { column: column.name, file: file as 0 | 1, compared, ...inFile(column, linked, from, until) };
  });
}

function inFile({ codes, dictionary }: EncodedColumn, linked: Uint8Array, from: number, until: number) {
  const records = new Map<number, { records: number; linked: number }>();
  const total = { records: until - from, linked: 0 };
  for (let row = from; row < until; row++) {
    const code = codes[row]!;
    const group = records.get(code) ?? { records: 0, linked: 0 };
    if (group.records === 0) records.set(code, group);
    group.records++;
    group.linked += linked[row]!;
    total.linked += linked[row]!;
  }
  const all = shareOf(total);
  const share = (group: { records: number; linked: number }) => {
    const own = shareOf(group);
    return { ...own, difference: own.share - all.share };
  };
  const bySize = [...records].sort(([a, x], [b, y]) => y.records - x.records || a - b);
  let shown = bySize.filter(([, group]) => group.records >= LEAST_RECORDS);
  let rest = bySize.slice(shown.length);
  const left = sumOf(rest);
  if (left.records > 0 && left.records < LEAST_RECORDS && shown.length > 0) {
    rest = bySize.slice(shown.length - 1);
    shown = shown.slice(0, -1);
  }
  const small = sumOf(rest);
  return {
    all,
    groups: shown.map(([code, group]) => ({
      ...(code !== 0 && { value: textOf(dictionary, code) }),
      ...share(group),
    })),
    ...(rest.length > 0 && {
      small: {
        values: rest.length,
        ...(small.records >= LEAST_RECORDS && { together: share(small) }),
      },
    }),
  };
}

const sumOf = (groups: readonly (readonly [number, { records: number; linked: number }])[]) =>
  groups.reduce((sum, [, one]) => ({ records: sum.records + one.records, linked: sum.linked + one.linked }), {
    records: 0,
    linked: 0,
  });

/** The standard normal deviate that 2.5% lie above. */
const Z = 1.959963984540054;

/** A share with the 95% interval of Wilson (1927), which holds near 0 and 1 too. */
function shareOf({ records, linked }: { readonly records: number; readonly linked: number }) {
  if (records === 0) return { records, linked, share: 0, low: 0, high: 1 };
  const share = linked / records;
  const spread = Z * Z;
  const middle = (share + spread / (2 * records)) / (1 + spread / records);
  const half =
    (Z * Math.sqrt((share * (1 - share)) / records + spread / (4 * records * records))) /
    (1 + spread / records);
  return { records, linked, share, low: Math.max(middle - half, 0), high: Math.min(middle + half, 1) };
}
