/** A number with what stands in brackets after it: 45C(12)(a) is `{ number: '45C', subs: ['12', 'a'] }`. */
export interface Label {
  readonly number: string;
  readonly subs: readonly string[];
}

// Every pattern is sticky and bounded, so that a scan takes time in proportion to the text.
export const GAP = '[^\\S\\n]{0,3}(?:\\n[^\\S\\n]{0,8})?';
const NUMBER = /([1-9]\d{0,3})([A-Za-z]{0,3})(?![\p{L}\d_%]|\.\d|,\d{3}|[’']s)/uy;
const SUB = /(?:[^\S\n]?\((\d{1,3}[A-Z]{0,2})\)|\(([a-z]{1,2}|[ivx]{3,5})\))/uy;
const SEPARATOR = new RegExp(
  `${GAP}(?:,${GAP}(?:(?:and|or|&)(?![\\p{L}])${GAP})?|(?:and|or|to)(?=[\\s(])${GAP}|[&–—/-]${GAP})`,
  'uy',
);
const NEXT_WORD = /[^\S\n]{1,3}([\p{L}]{1,20})/uy;
/** After a further number these show that it belongs to the list: “section 35 and 36 of”, not “section 35 and 12 bodies”. */
const FOLLOWS_LIST = new Set(
  (
    'of to in and or under as is are was were do does which that for on by with the may can must shall will apply ' +
    'applies allow allows permit permits give gives made set at from if when where but have has together only also'
  ).split(' '),
);
const MONTHS = /^(?:January|February|March|April|May|June|July|August|September|October|November|December)$/;

/** A match of a sticky pattern at a place. */
export const at = (pattern: RegExp, text: string, position: number): RegExpExecArray | null => {
  pattern.lastIndex = position;
  return pattern.exec(text);
};

const MOST_LABELS = 100;

/** A list of numbers such as `35(1) and (2), 36 to 39`: both ends of a range. `plural` says that commas may join it. */
export function labelsAt(
  text: string,
  from: number,
  plural: boolean,
): { labels: Label[]; end: number } | undefined {
  const first = labelAt(text, from);
  if (first === undefined) return undefined;
  const labels: Label[] = [first.label];
  let end = first.end;
  while (labels.length < MOST_LABELS) {
    const separator = at(SEPARATOR, text, end);
    if (separator === null) break;
    const next = end + separator[0].length;
    const subs = subsAt(text, next);
    if (subs.subs.length > 0) {
      // “section 35(1) and (2)”
      const last = labels.at(-1);
      const level = last === undefined ? -1 : levelOf(subs.subs[0] ?? '', last.subs);
      if (last === undefined || level < 0) break;
      labels.push({ number: last.number, subs: [...last.subs.slice(0, level), ...subs.subs] });
      end = subs.end;
      continue;
    }
    const label = labelAt(text, next);
    if (label === undefined) break;
    const comma = separator[0].includes(',');
    if (comma && !plural) break;
    const following = at(NEXT_WORD, text, label.end)?.[1];
    if (following !== undefined) {
      if (MONTHS.test(following)) break;
      if (/^\p{Ll}/u.test(following) && !FOLLOWS_LIST.has(following)) break;
    }
    labels.push(label.label);
    end = label.end;
  }
  return { labels, end };
}

const isDigits = (sub: string): boolean => /^\d/.test(sub);
const isRoman = (sub: string): boolean => /^[ivx]+$/.test(sub);

/** Which bracket a further one stands for: after `(2)(f)(i)`, `(ii)` is the third, `(g)` the second, `(3)` the first. */
function levelOf(sub: string, last: readonly string[]): number {
  if (isDigits(sub)) return last.findLastIndex(isDigits);
  const same = last.findLastIndex((one) => !isDigits(one) && isRoman(one) === isRoman(sub));
  return same >= 0 ? same : last.findLastIndex((one) => !isDigits(one));
}

function labelAt(text: string, from: number): { label: Label; end: number } | undefined {
  const match = at(NUMBER, text, from);
  if (match === null) return undefined;
  const [all, digits = '', letters = ''] = match;
  if (/^(?:st|nd|rd|th)$/i.test(letters)) return undefined;
  const { subs, end } = subsAt(text, from + all.length);
  return { label: { number: `${digits}${letters.toUpperCase()}`, subs }, end };
}

function subsAt(text: string, from: number): { subs: string[]; end: number } {
  const subs: string[] = [];
  let end = from;
  while (subs.length < 6) {
    const match = at(SUB, text, end);
    if (match === null) break;
    subs.push(match[1] ?? match[2] ?? '');
    end += match[0].length;
  }
  return { subs, end };
}
