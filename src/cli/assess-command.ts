import { type Command, Option } from 'commander';
import {
  dateOf,
  fail,
  instantOf,
  type JsonValue,
  longDate,
  type PlainDate,
  parseDate,
  parseStrict,
  utf8,
  utf8Text,
} from '#kernel';
import {
  type Assessment,
  answerOf,
  answerText,
  assess,
  diffAssessments,
  type Facts,
  type Finding,
  lawData as law,
  parseFacts,
} from '#law';
import { casesJson, casesLines, runCases } from './assess-cases.ts';
import { interview, systemTypist, type Typist } from './assess-interview.ts';
import { example, type Terminal, tell } from './output.ts';
import { wrapped } from './wrapped.ts';

interface Given {
  readonly facts?: string;
  readonly ask?: true;
  readonly on?: string;
  readonly save?: string;
  readonly cases?: string;
  readonly json?: true;
}

const DIFFERS = 1;
const STOPPED = 2;
const BAD_INPUT = 4;

/** Adds `stile assess` and `stile assess diff`. `typist` is who answers the questions. */
export function addAssessCommand(
  program: Command,
  terminal: Terminal,
  setExit: (code: number) => void,
  typist: () => Typist = systemTypist,
): void {
  const command = program
    .command('assess')
    .description('say whether bodies may share, under which power, and what is still missing')
    .option('--facts <file>', 'the facts of the question, as JSON; without it, questions are asked')
    .option('--ask', 'with --facts: ask what the file leaves open')
    .option('--on <date>', 'the day of the share, in place of the one in the facts')
    .option('--save <file>', 'write the facts, to assess them again later')
    .addOption(
      new Option('--cases <file>', 'assess each line of a file of cases (JSON Lines), and compare').conflicts(
        ['facts', 'ask', 'on', 'save'],
      ),
    )
    .option('--json', 'one JSON line in place of text')
    .addHelpText(
      'after',
      `
Without --facts it asks what still matters; you may always answer that you
don’t know. The answer is not legal advice.

Exit code 0 when an answer was given, whatever it is; 2 when the questions were
stopped (the facts so far are printed); 4 when the facts can’t be read. With
--cases: 0 when all agree, 1 when any differs, 4 when a line can’t be read. A
case is {"id", "facts", "expected": {"outcome", "citations", "redirect"}}; it
agrees when the outcome is the same, at least one of the citations is given, and
so is the redirect, where one is expected.
${example('stile assess --facts question.json --on 2026-04-01')}`,
    )
    .action(async (given: Given) => {
      if (given.cases !== undefined) return assessCases(given.cases, given, terminal, setExit);
      const facts = await factsOf(given, terminal, typist);
      if (given.save !== undefined) await save(given.save, facts.facts);
      if (!facts.finished) {
        terminal.err('\nStopped. These are the facts so far. Keep them in a file, and go on with:');
        terminal.err('  stile assess --ask --facts FILE');
        terminal.out(JSON.stringify(facts.facts, null, given.json === true ? 0 : 2));
        setExit(STOPPED);
        return;
      }
      const answer = answered(facts.facts, assess(facts.facts, law));
      tell(terminal, given.json, answer, [answer.text]);
    });
  command
    .command('diff')
    .description('say what changed in law between two days, for the same facts')
    .argument('<date1>', 'a day, such as 2025-03-01')
    .argument('<date2>', 'another day')
    .option('--facts <file>', 'the facts of the question, as JSON; a day in them does not count')
    .option('--json', 'one JSON line in place of text')
    .addHelpText('after', example('stile assess diff 2025-03-01 2025-05-01 --facts question.json'))
    .action(async (date1: string, date2: string, _: unknown, diff: Command) => {
      // Options that “stile assess” has too are taken by it, wherever they stand.
      const { facts: file, json } = diff.optsWithGlobals<Given>();
      if (file === undefined) return fail('CLI_USAGE', { reason: 'Give the facts with --facts FILE.' });
      const [first, second] = [parseDate(date1), parseDate(date2)].sort() as [PlainDate, PlainDate];
      const facts = await readFacts(file);
      const found = diffAssessments(facts, first, second, law);
      const { before, after, ...changed } = found;
      const report = {
        from: first,
        to: second,
        before: answered({ ...facts, on: first }, before),
        after: answered({ ...facts, on: second }, after),
        ...changed,
      };
      tell(terminal, json, plain(report), diffLines(first, second, found));
    });
}

/** What a program reads; `text` is the page. */
function answered(
  facts: Facts,
  assessment: Assessment,
): { readonly [name: string]: JsonValue; readonly text: string } {
  const { outcome, citations, redirect, missing, trace, power, assumed, sureness, checkedTo } = assessment;
  return {
    outcome,
    citations: [...citations],
    ...(redirect !== undefined && { redirect }),
    missing: [...missing],
    trace: trace.map((finding) => ({ ...finding })),
    text: answerText(answerOf(facts, assessment, law)),
    ...(power !== undefined && { power }),
    assumed: [...assumed],
    sureness,
    checkedTo,
  };
}

const plain = (value: object): JsonValue => JSON.parse(JSON.stringify(value));

const read = async (file: string): Promise<Uint8Array> => {
  const { readFile, systemServices } = await import('#node');
  return readFile(systemServices(), file);
};

const readFacts = async (file: string): Promise<Facts> => parseFacts(parseStrict(await read(file)));

async function save(file: string, facts: Facts): Promise<void> {
  const { disk } = await import('#node');
  disk.write(file, utf8(`${JSON.stringify(facts, null, 2)}\n`), 0o644);
}

/** The facts of a file, of a person who is asked, or of both. */
async function factsOf(
  { facts: file, ask, on }: Given,
  { interactive }: Terminal,
  typist: () => Typist,
): Promise<{ readonly facts: Facts; readonly finished: boolean }> {
  const known = file === undefined ? {} : await readFacts(file);
  const start = on === undefined ? known : { ...known, on: parseDate(on) };
  if (file !== undefined && ask !== true) return { facts: start, finished: true };
  if (!interactive) fail('CLI_NO_QUESTIONS', {});
  const asking = typist();
  try {
    const asked = await interview(asking, law, dateOf(instantOf(Date.now())), start);
    asking.say('');
    return asked;
  } finally {
    asking.close();
  }
}

async function assessCases(
  file: string,
  { json }: Given,
  terminal: Terminal,
  setExit: (code: number) => void,
): Promise<void> {
  const report = runCases(utf8Text(await read(file)), law);
  tell(terminal, json, casesJson(report), casesLines(report));
  if (report.unreadable.length > 0) setExit(BAD_INPUT);
  else if (report.differences.length > 0) setExit(DIFFERS);
}

const mets: Readonly<Record<string, string>> = {
  true: 'met',
  false: 'not met',
  unknown: 'not known',
  unsettled: 'not settled',
  consent: 'needs consent',
};

const findingLine = (name: string, finding: Finding | undefined): string =>
  finding === undefined
    ? `    ${name}  not asked`
    : wrapped(`    ${name}  `, `${mets[String(finding.met)]}: ${finding.says} (${finding.citation})`);

function diffLines(
  first: PlainDate,
  second: PlainDate,
  { before, after, power, rules, changes }: ReturnType<typeof diffAssessments>,
): string[] {
  const title = law.powers.find(({ id }) => id === power);
  const cited = (citations: readonly string[]) =>
    citations.length === 0 ? '' : ` (${citations.join('; ')})`;
  return [
    `On ${longDate(first)}: ${before.text[0]}`,
    `On ${longDate(second)}: ${after.text[0]}`,
    ...(title === undefined ? [] : [`Looked at: ${title.title} (section ${title.section})`]),
    '',
    ...(rules.length === 0 ? ['No finding changed.'] : ['What changed in the answer']),
    ...rules.flatMap(({ rule, before: old, after: now }) => [
      `  ${rule}`,
      findingLine('before', old),
      findingLine('after ', now),
    ]),
    '',
    ...(changes.length === 0
      ? ['No change in the law data touches these bodies and this power.']
      : ['What changed in the law']),
    ...changes.map(({ on, says, citations }) => wrapped('  ', `${longDate(on)}: ${says}${cited(citations)}`)),
    '',
    `Law read to ${longDate(law.checkedTo)}.`,
  ];
}
