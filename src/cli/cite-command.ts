import type { Command } from 'commander';
import { fail, longDate, parseDate } from '#kernel';
import { type CitationFinding, checkCitations, lawData } from '#law';
import { example, type Terminal, tell } from './output.ts';
import { type WordParagraph, wordText } from './word-text.ts';

interface CiteGiven {
  readonly on?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Exit code of a check that found something wrong. */
const FAILED = 5;
const MOST_BYTES = 64 * 2 ** 20;

/** Where a citation stands: in a text by line and column, in a Word file by its paragraph; all counted from 1. */
type Place =
  | { readonly line: number; readonly column: number }
  | { readonly part: WordParagraph['part']; readonly paragraph: number };

interface Document {
  readonly text: string;
  readonly placeOf: (offset: number) => Place;
}

/** Adds `stile cite`. */
export function addCiteCommand(program: Command, terminal: Terminal, setExit: (code: number) => void): void {
  program
    .command('cite')
    .description('check a document’s citations of Part 5 of the Digital Economy Act 2017 and its relatives')
    .argument('<file>', 'text, Markdown or Word (.docx)')
    .option('--on <date>', 'also say which provisions were not there on that day')
    .option('--all', 'list the citations that exist too')
    .option('--json', 'one JSON line in place of text')
    .addHelpText(
      'after',
      `
Exit code 0 when nothing is wrong, 5 when something is. A citation that
can’t be checked is listed and is not wrong. Whether a provision says what
the document says it does is for a person to check.
${example('stile cite business-case.docx')}`,
    )
    .action(async (file: string, given: CiteGiven) => {
      const { readFile, systemServices } = await import('#node');
      const { text, placeOf } = documentIn(readFile(systemServices(), file), file);
      const { findings, complete } = checkCitations(text, {
        paragraphs: lawData.paragraphs,
        ...(given.on !== undefined && { on: parseDate(given.on) }),
      });
      if (!complete) tooLarge(file);
      const placed = findings.map(({ start, end: _, ...finding }) => ({ at: placeOf(start), ...finding }));
      const ok = placed.every(({ state }) => state !== 'wrong');
      const json = placed.map(({ at, flags, ...rest }) => ({
        at: { ...at },
        ...rest,
        flags: flags.map((flag) => ({ ...flag })),
      }));
      tell(
        terminal,
        given.json,
        { ok, checkedTo: lawData.checkedTo, ...(given.on !== undefined && { on: given.on }), findings: json },
        report(placed, given.all === true),
      );
      if (!ok) setExit(FAILED);
    });
}

const tooLarge = (file: string): never => fail('CLI_TEXT_TOO_LARGE', { file, limit: MOST_BYTES / 2 ** 20 });

/** Throws `CLI_NOT_A_TEXT`, `CLI_TEXT_TOO_LARGE`, `CLI_WORD_BROKEN`, `CLI_WORD_TOO_LARGE`. */
function documentIn(bytes: Uint8Array, file: string): Document {
  if (bytes.length > MOST_BYTES) return tooLarge(file);
  const startsWith = (letters: string): boolean =>
    bytes.length >= letters.length && [...letters].every((letter, i) => bytes[i] === letter.charCodeAt(0));
  if (startsWith('PK\u0003\u0004')) {
    const { text, paragraphs } = wordText(bytes, file);
    return { text, placeOf: paragraphPlaces(paragraphs) };
  }
  if (/\.docx$/i.test(file)) return fail('CLI_WORD_BROKEN', { file, reason: 'it is no zip archive' });
  if (startsWith('%PDF') || startsWith('{\\rtf') || bytes.includes(0))
    return fail('CLI_NOT_A_TEXT', { file });
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n');
    return { text, placeOf: linePlaces(text) };
  } catch (error) {
    return fail('CLI_NOT_A_TEXT', { file }, { cause: error });
  }
}

/** The index of the last of `starts`, which rise, that is not after an offset. */
function lastBefore(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

function linePlaces(text: string): (offset: number) => Place {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    const line = lastBefore(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

function paragraphPlaces(paragraphs: readonly WordParagraph[]): (offset: number) => Place {
  const starts = paragraphs.map(({ start }) => start);
  return (offset) => {
    const { part, number } = paragraphs[lastBefore(starts, offset)] ?? { part: 'text', number: 1 };
    return { part, paragraph: number };
  };
}

type Placed = Omit<CitationFinding, 'start' | 'end'> & { readonly at: Place };

const placeWords = (at: Place): string =>
  'line' in at
    ? `line ${at.line}, column ${at.column}`
    : `${at.part === 'text' ? '' : `${at.part}, `}paragraph ${at.paragraph}`;

/** Findings for people: the wrong ones first, then those not checked, then how many exist. */
function report(findings: readonly Placed[], all: boolean): string[] {
  const of = (state: CitationFinding['state']): Placed[] => findings.filter((one) => one.state === state);
  const [wrong, notChecked, right] = [of('wrong'), of('not-checked'), of('right')];
  if (findings.length === 0)
    return ['No citation of the Digital Economy Act 2017 or its relatives was found.'];
  const head = ({ at, words }: Placed): string => `  ${placeWords(at)}: ${words}`;
  const under = (text: string): string => `      ${text}`;
  const source = ({ citation, heading, address }: Placed): string[] => [
    ...(heading === undefined ? [] : [under(`${citation}: ${heading}`)]),
    ...(address === undefined ? [] : [under(address)]),
  ];
  const group = (title: string, some: readonly Placed[], lines: (one: Placed) => string[]): string[] =>
    some.length === 0
      ? []
      : [`${title} (${some.length})`, ...some.flatMap((one) => [head(one), ...lines(one)]), ''];
  return [
    ...group('Wrong', wrong, (one) => [
      ...one.flags.flatMap(({ text, write }) => [
        under(text),
        ...(write === undefined ? [] : [under(`Write: ${write}`)]),
      ]),
      ...source(one),
    ]),
    ...group('Not checked', notChecked, ({ reason }) => [under(reason ?? '')]),
    ...(all ? group('Right', right, source) : []),
    summary(wrong.length, notChecked.length, right.length, all),
  ];
}

const summary = (wrong: number, notChecked: number, right: number, all: boolean): string =>
  `${wrong} wrong, ${notChecked} not checked, ${right} right${all || right === 0 ? '' : ' (list them with --all)'}. ` +
  `Law read to ${longDate(lawData.checkedTo)}.`;
