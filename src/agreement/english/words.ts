import { grouped } from '#kernel';

/** `a, b and c`. */
export const list = (items: readonly string[], last = 'and'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;

/** `date of birth` for `date_of_birth`. */
export const plain = (name: string): string => name.replace(/[-_]/g, ' ');

/** `1 day`, `2 days`. */
export const many = (value: number, one: string): string =>
  `${grouped(value)} ${one}${value === 1 ? '' : 's'}`;

const units = { Y: 'year', M: 'month', W: 'week', D: 'day' } as const;

/** `3 months` for `P3M`; nothing for `P0D`. */
export function periodWords(period: string): string {
  const parts = [...period.matchAll(/(\d+)([YMWD])/g)]
    .map(([, value, unit]) => [Number(value), units[unit as keyof typeof units]] as const)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => many(value, unit));
  return list(parts);
}

/** A sentence from a clause that may lack its full stop. */
export const stopped = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Groups in the order in which each first comes. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

const WIDTH = 88;

/** Breaks a paragraph or a bullet into lines of at most 88 characters; later lines of a bullet are indented. */
export function wrap(text: string): string {
  const indent = /^ *(- )?/.exec(text)?.[0].length ?? 0;
  const lines: string[] = [];
  let current = text.slice(0, indent);
  for (const word of text.slice(indent).split(' ')) {
    const empty = current.trim() === '' || current.trim() === '-';
    if (!empty && current.length + 1 + word.length > WIDTH) {
      lines.push(current);
      current = ' '.repeat(indent);
    }
    current += current.trim() === '' || current.endsWith('- ') ? word : ` ${word}`;
  }
  return [...lines, current].join('\n');
}
