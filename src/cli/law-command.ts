import type { Command } from 'commander';
import { dateOf, fail, instantOf, type JsonValue, longDate, type PlainDate, parseDate } from '#kernel';
import {
  bodiesNamed,
  citationAsked,
  describeBody,
  describeSection,
  findObjectives,
  findPowers,
  type KnownBody,
  lawData as law,
  linesOf,
  nearestBodies,
  nearestObjectives,
  nearestSection,
  objectiveRecord,
  paragraphsOn,
  powerRecord,
  scheduleNumbers,
  sectionLabel,
} from '#law';
import { example, type Terminal, tell } from './output.ts';

interface Given {
  readonly on?: string;
  readonly json?: true;
}

/** Adds `stile law powers`, `body`, `objective`, `schedule` and `section`. */
export function addLawCommand(program: Command, terminal: Terminal): void {
  const group = program
    .command('law')
    .description('look up who may share what under Part 5 of the Digital Economy Act 2017');
  const look = (name: string, description: string, sample: string): Command =>
    group
      .command(name)
      .description(description)
      .option('--on <date>', 'on which day; today when not given')
      .option('--json', 'one JSON line in place of text')
      .addHelpText('after', example(`stile law ${sample}`));
  const say = ({ json }: Given, value: object, lines: readonly string[]): void =>
    tell(terminal, json, { checkedTo: law.checkedTo, ...value } as unknown as JsonValue, lines);

  look('powers', 'the powers of Part 5, or all about one', 'powers 36')
    .argument('[section]', 'a section such as 35, 64(1) or 45B')
    .action((section: string | undefined, given: Given) => {
      const on = dayOf(given);
      if (section === undefined) {
        const powers = law.powers.map((power) => powerRecord(power, law, on));
        return say(given, { on, powers }, linesOf.powers(law, on));
      }
      const found = findPowers(section, law);
      if (found.length === 0)
        return unknown('power', section, `one of ${law.powers.map(sectionLabel).join(', ')}`);
      const powers = found.map((power) => powerRecord(power, law, on));
      return say(given, { on, powers }, linesOf.power(found, law, on));
    });

  look(
    'body',
    'every power that a body may use, and in which capacity',
    'body "Thames Water" --on 2025-03-01',
  )
    .argument('<name>', 'an organisation or a kind of body, or a part of its name')
    .action((name: string, given: Given) => {
      const on = dayOf(given);
      const found = bodiesNamed(name, law);
      const [body] = found;
      if (body === undefined) {
        const near = nearestBodies(name, law).map((one) => `“${one.name}”`);
        return unknown('body', name, near.length === 0 ? 'another name' : near.join(', '));
      }
      if (found.length > 1) return say(given, { on, matches: found }, matches(name, found));
      const described = describeBody(body, on, law);
      return say(given, described, linesOf.body(described, law));
    });

  look('objective', 'the objectives of section 35, or all about one', 'objective "fuel poverty"')
    .argument('[name]', 'an objective, or a part of its name')
    .action((name: string | undefined, given: Given) => {
      const on = dayOf(given);
      const found = name === undefined ? law.objectives : findObjectives(name, law);
      if (name !== undefined && found.length === 0) {
        const near = nearestObjectives(name, law);
        const some = near.length === 0 ? law.objectives : near;
        return unknown('objective', name, some.map(({ title }) => `“${title}”`).join(', '));
      }
      const objectives = found.map((one) => objectiveRecord(one, law, on));
      const lines = name === undefined ? linesOf.objectives(law, on) : linesOf.objective(found, law, on);
      return say(given, { on, objectives }, lines);
    });

  look('schedule', 'the paragraphs of Schedule 4, 5, 6, 7 or 8', 'schedule 5')
    .argument('<number>', '4 to 8')
    .option('--all', 'every version, whenever it was in force')
    .action((number: string, given: Given & { all?: true }) => {
      const schedule = Number(number);
      if (!scheduleNumbers(law).includes(schedule))
        return unknown('Schedule', number, scheduleNumbers(law).join(', '));
      const on = given.all === true ? undefined : dayOf(given);
      const paragraphs =
        on === undefined
          ? law.paragraphs.filter((one) => one.schedule === schedule)
          : paragraphsOn(law, schedule, on);
      return say(
        given,
        { ...(on !== undefined && { on }), schedule, paragraphs },
        linesOf.schedule(schedule, law, on),
      );
    });

  look('section', 'what a provision is, and what rests on it here', 'section "DEA2017 s.40(2)"')
    .argument('<citation>', 'a section of the Act such as 40, or a citation such as "RSA1953 s.19AA"')
    .action((asked: string, given: Given) => {
      const citation = citationAsked(asked);
      const section = describeSection(citation, law, given.on === undefined ? undefined : dayOf(given));
      if (section === undefined) return unknown('provision', citation, nearestSection(citation));
      return say(given, section, linesOf.section(section, law));
    });
}

const dayOf = ({ on }: Given): PlainDate =>
  on === undefined ? dateOf(instantOf(Date.now())) : parseDate(on);

const unknown = (kind: string, name: string, nearest: string): never =>
  fail('CLI_LAW_UNKNOWN', { kind, name, nearest });

const matches = (name: string, found: readonly KnownBody[]): readonly string[] => [
  `${found.length} names hold “${name}”. Ask for one of them:`,
  ...found.map((one) => `  ${one.name} [${one.id}]${one.is === 'class' ? ', a kind of body' : ''}`),
  `Law data checked to ${longDate(law.checkedTo)}. Not legal advice.`,
];
