import * as readline from 'node:readline';
import { isDate, longDate, type PlainDate } from '#kernel';
import {
  type InterviewAnswer as Answer,
  type Ask,
  bodiesNamed,
  type Choice,
  type Facts,
  type KnownBody,
  type LawData,
  nearestBodies,
  nextQuestion,
  slugOf,
  withAnswer,
} from '#law';
import { wrapped } from './wrapped.ts';

/** Somebody who types. */
export interface Typist {
  readonly say: (text: string) => void;
  /** The next line typed; nothing when the input has ended, or Ctrl-C was pressed. */
  readonly line: (prompt: string) => Promise<string | undefined>;
  readonly close: () => void;
}

/** Questions go to standard error, so that standard output holds the answer alone. */
export function systemTypist(): Typist {
  const reading = readline.createInterface({ input: process.stdin, output: process.stderr });
  const typed: string[] = [];
  let waiting: ((line: string | undefined) => void) | undefined;
  let ended = false;
  const give = (line: string | undefined): boolean => {
    const take = waiting;
    waiting = undefined;
    take?.(line);
    return take !== undefined;
  };
  reading.on('line', (line) => {
    if (!give(line)) typed.push(line);
  });
  reading.on('SIGINT', () => reading.close());
  reading.on('close', () => {
    ended = true;
    give(undefined);
  });
  return {
    say: (text) => process.stderr.write(`${text}\n`),
    line: (prompt) => {
      const early = typed.shift();
      if (early !== undefined || ended) return Promise.resolve(early);
      reading.setPrompt(prompt);
      reading.prompt();
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
    close: () => reading.close(),
  };
}

/** What came of the questions: the facts, and whether all that mattered was asked. */
export interface Interviewed {
  readonly facts: Facts;
  readonly finished: boolean;
  readonly questions: number;
}

const DONT_KNOW = 'don’t know';
const BACK = 'back';
const STOPPED = 'stopped';
type Reply = Answer | typeof DONT_KNOW | typeof BACK | typeof STOPPED;

/** Puts the questions that still matter, until there are none or the person stops. `today` answers Enter to a date. */
export async function interview(
  typist: Typist,
  law: LawData,
  today: PlainDate,
  start: Facts = {},
): Promise<Interviewed> {
  typist.say('Type a number, or the words. ? is “I don’t know”, b goes back, Ctrl-C stops.');
  const before: { readonly facts: Facts; readonly dontKnow: ReadonlySet<string> }[] = [];
  let [facts, dontKnow]: [Facts, ReadonlySet<string>] = [start, new Set()];
  for (;;) {
    const ask = nextQuestion(facts, dontKnow, law);
    const questions = before.length;
    if (ask === undefined) return { facts, finished: true, questions };
    typist.say(`\n${wrapped(`${questions + 1}. `, ask.asks)}`);
    if (ask.help !== undefined) typist.say(wrapped('   ', ask.help));
    const reply = await replyTo(ask, typist, law, today);
    if (reply === STOPPED) return { facts, finished: false, questions };
    if (reply === BACK) {
      const last = before.pop();
      if (last !== undefined) ({ facts, dontKnow } = last);
      continue;
    }
    before.push({ facts, dontKnow });
    if (reply === DONT_KNOW) dontKnow = new Set([...dontKnow, ask.path]);
    else facts = withAnswer(facts, ask, reply);
  }
}

function replyTo(ask: Ask, typist: Typist, law: LawData, today: PlainDate): Promise<Reply> {
  switch (ask.kind) {
    case 'choice':
      return chosen(ask, typist);
    case 'several':
      return several(ask, typist);
    case 'date':
      return until(typist, `Year-month-day; Enter for today, ${longDate(today)}: `, (text) => {
        const date = text === '' ? today : dateIn(text);
        return date === undefined ? 'Write the day as 2026-11-21 or 21/11/2026.' : { kind: 'date', date };
      });
    case 'number':
      return until(typist, '> ', (text) => {
        const number = Number(text);
        return text !== '' && Number.isInteger(number) && number >= ask.least && number <= ask.most
          ? { kind: 'number', number }
          : `Give a whole number from ${ask.least} to ${ask.most}.`;
      });
    default:
      return body(ask, typist, law);
  }
}

/** Asks again until a line makes an answer; a text says what to type. */
async function until<T extends object>(
  typist: Typist,
  prompt: string,
  read: (text: string) => T | string,
): Promise<T | typeof DONT_KNOW | typeof BACK | typeof STOPPED> {
  for (;;) {
    const text = (await typist.line(prompt))?.trim();
    if (text === undefined) return STOPPED;
    if (/^(\?|i? ?do(n[’']?t| not) know)$/i.test(text)) return DONT_KNOW;
    if (/^(b|back)$/i.test(text)) return BACK;
    const found = read(text);
    if (typeof found !== 'string') return found;
    if (found !== '') typist.say(found);
  }
}

/** `21/11/2026` is how people here write it. */
function dateIn(text: string): PlainDate | undefined {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const iso = year === undefined ? text : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return isDate(iso) ? iso : undefined;
}

const list = (typist: Typist, says: readonly string[], from = 1): void => {
  for (const [i, one] of says.entries()) typist.say(wrapped(`${String(i + from).padStart(5)}  `, one));
};

/** The one that was meant: by its number from 1, or by the beginning of its words. */
function meant<T>(text: string, all: readonly T[], saysOf: (one: T) => string): T | undefined {
  if (/^\d+$/.test(text)) return all[Number(text) - 1];
  const fits = all.filter((one) => saysOf(one).toLowerCase().startsWith(text.toLowerCase()));
  return text !== '' && fits.length === 1 ? fits[0] : undefined;
}

const says = (choice: Choice): string => choice.says;

/** The choices that hold every word typed, in what they say or in the law’s own name for them. */
function holding(text: string, choices: readonly Choice[]): readonly Choice[] {
  const words = text.toLowerCase().match(/[a-z]{3,}/g) ?? [];
  const names = (one: Choice) => `${one.says} ${one.value}`.toLowerCase();
  return words.length === 0 ? [] : choices.filter((one) => words.every((word) => names(one).includes(word)));
}

/** One of a list; one with groups is asked for in two steps. */
async function chosen(ask: Extract<Ask, { kind: 'choice' }>, typist: Typist): Promise<Reply> {
  const groups = [...new Set(ask.choices.flatMap(({ group }) => group ?? []))];
  if (groups.length === 0) return oneOf(ask, ask.choices, typist);
  for (;;) {
    list(typist, groups);
    const picked = await until(typist, '> ', (text) => {
      const found = meant(text, groups, (one) => one);
      const some = ask.choices.filter((one) => one.group === found);
      const named = found === undefined ? holding(text, ask.choices) : some;
      return named.length === 0
        ? `Give a number from 1 to ${groups.length}, or other words.`
        : { title: found ?? 'Which of these', named, byWords: found === undefined };
    });
    if (typeof picked === 'string') return picked;
    const [only] = picked.named;
    if (only !== undefined && picked.named.length === 1) {
      if (picked.byWords) typist.say(wrapped('   ', only.says));
      return { kind: 'choice', choice: only };
    }
    typist.say(`   ${picked.title}:`);
    const reply = await oneOf(ask, picked.named, typist);
    if (reply !== BACK) return reply;
  }
}

async function oneOf(
  ask: Extract<Ask, { kind: 'choice' }>,
  choices: readonly Choice[],
  typist: Typist,
): Promise<Reply> {
  list(typist, choices.map(says));
  if (ask.unsaid !== undefined) typist.say(`    ?  ${ask.unsaid}`);
  const { suggested } = ask;
  const prompt = suggested === undefined ? '> ' : `Enter for ${suggested.says}: `;
  return until(typist, prompt, (text) => {
    const held = holding(text, choices);
    const choice =
      text === '' ? suggested : (meant(text, choices, says) ?? (held.length === 1 ? held[0] : undefined));
    return choice === undefined ? `Give a number from 1 to ${choices.length}.` : { kind: 'choice', choice };
  });
}

function several(ask: Extract<Ask, { kind: 'several' }>, typist: Typist): Promise<Reply> {
  list(typist, ask.choices.map(says));
  list(typist, ['None of these'], 0);
  return until(typist, 'Numbers, such as 1, 3: ', (text) => {
    const numbers = text.split(/[\s,]+/).filter((one) => one !== '');
    if (numbers.length === 1 && /^(0|none)$/i.test(numbers[0] ?? '')) return { kind: 'several', chosen: [] };
    const found = numbers.flatMap((one) => (/^\d+$/.test(one) ? (ask.choices[Number(one) - 1] ?? []) : []));
    return numbers.length === 0 || found.length < numbers.length
      ? `Give numbers from 1 to ${ask.choices.length}, or 0 for none.`
      : { kind: 'several', chosen: [...new Set(found)] };
  });
}

const MOST_LISTED = 12;

/** A body looked for by name; one that the law data do not know is kept by its name, and described by its kind next. */
async function body(ask: Extract<Ask, { kind: 'body' }>, typist: Typist, law: LawData): Promise<Reply> {
  const known = ask.among === 'all' ? law : { ...law, organisations: [] };
  const mayBeNew = ask.path === 'from' || ask.path === 'to';
  let offered: readonly KnownBody[] = [];
  let name = '';
  let isNew = false;
  return until<Answer>(typist, '> ', (text) => {
    const picked = /^\d+$/.test(text) ? offered[Number(text) - 1] : undefined;
    if (picked !== undefined) return isNew ? newBody(name, picked) : bodyAnswer(picked);
    if (text === '0' && offered.length > 0) {
      if (!mayBeNew || slugOf(name) === '') return 'Type other words for what kind of body it is.';
      return { kind: 'body', body: { organisation: slugOf(name) } };
    }
    if (slugOf(text) === '') return 'Type a name, or ? if you don’t know.';
    const found = bodiesNamed(text, known);
    const [only] = found;
    if (only !== undefined && found.length === 1) {
      typist.say(`   ${only.name}`);
      return bodyAnswer(only);
    }
    name = text;
    isNew = mayBeNew && found.length === 0;
    offered = (found.length > 0 ? unique(found) : nearestBodies(text, known)).slice(0, MOST_LISTED);
    typist.say(
      found.length > 0 ? '   Which one?' : `   No body of the name “${text}” is known. Is it one of these?`,
    );
    list(
      typist,
      offered.map((one) =>
        one.is === 'class' && ask.among === 'all' ? `${one.name} (kind of body)` : one.name,
      ),
    );
    list(typist, [mayBeNew ? 'None of these: ask me what kind of body it is' : 'None of these'], 0);
    return found.length > MOST_LISTED
      ? `   There are ${found.length - MOST_LISTED} more: type more of the name.`
      : '';
  });
}

/** A kind of body that is one body, such as HM Treasury, is listed once. */
const unique = (found: readonly KnownBody[]): readonly KnownBody[] =>
  found.filter(({ name }, i) => found.findIndex((one) => one.name === name) === i);

/** A body that the law data do not know keeps its name when its kind is picked. */
const newBody = (name: string, { id, is }: KnownBody): Answer => ({
  kind: 'body',
  body: is === 'class' ? { organisation: slugOf(name), class: id } : { organisation: id },
});

const bodyAnswer = ({ id, is }: KnownBody): Answer => ({
  kind: 'body',
  body: is === 'class' ? { class: id } : { organisation: id },
});
