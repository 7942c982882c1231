import type { Command } from 'commander';
import { grouped } from '#kernel';
import { type BlockingCounts, countBlocking } from '#link-job';
import { type LinkageModel, ruleWords, suggestRules } from '#linkage';
import {
  checkTargets,
  count,
  type JobOptions,
  jobOf,
  meansOf,
  oneModel,
  pathsOf,
  saveModel,
  stagesOn,
  usage,
  withFiles,
  withModel,
} from './link-jobs.ts';
import { example, type Terminal, tell } from './output.ts';
import { tableLines } from './table-lines.ts';

interface BlockingOptions extends JobOptions {
  readonly budget?: string;
  readonly suggest?: true;
  readonly atMost?: string;
  readonly save?: string;
}

/** Pairs that suggested rules may give: so many, or so many for each record if that is more. */
const BUDGET = 3_000_000;
const BUDGET_A_ROW = 60;

/** Adds `stile link blocking`. */
export function addBlockingCommand(group: Command, terminal: Terminal): void {
  withModel(withFiles(group.command('blocking')), 'a linkage model, or one saved by Splink (JSON)')
    .description('count the pairs that blocking rules give, before any is compared')
    .option('--suggest', 'choose rules for the model by the matches that they find for their pairs')
    .option(
      '--budget <pairs>',
      'pairs that may be compared; without it 3 million, or 60 for each record if that is more',
    )
    .option('--at-most <records>', 'pass over a block of more records, and say what that loses')
    .option('--save <file>', 'where to write the model with these rules')
    .addHelpText(
      'after',
      example('stile link blocking people.csv --model model.json --suggest --budget 5000000'),
    )
    .action((a: string, b: string | undefined, options: BlockingOptions) =>
      countRules(a, b, options, terminal),
    );
}

async function countRules(
  a: string,
  b: string | undefined,
  options: BlockingOptions,
  terminal: Terminal,
): Promise<void> {
  oneModel(options);
  const means = meansOf(options);
  const given =
    options.budget === undefined
      ? undefined
      : count(options.budget, '--budget must be a whole number of pairs, such as 5000000.');
  const atMost =
    options.atMost === undefined
      ? undefined
      : count(options.atMost, '--at-most must be a whole number of records, from 2.');
  if (atMost === 1) usage('--at-most must be a whole number of records, from 2.');
  await checkTargets(pathsOf(a, b), [['--save', options.save, 'text']]);
  const onStage = stagesOn(terminal, options);
  const { read, model, merge, notes } = await jobOf(
    pathsOf(a, b),
    options,
    onStage,
    given === undefined ? {} : { budget: given },
  );
  const { table } = read;
  const budget = given ?? Math.max(BUDGET, BUDGET_A_ROW * table.rows);
  let used: LinkageModel = model;
  if (options.suggest && options.person === undefined) {
    onStage('choose');
    const { chosen } = suggestRules(model, table, budget, merge);
    if (chosen.length === 0) usage('No rule on the fields of this model gives a match within the budget.');
    used = { ...model, blocking: chosen.map(({ rule }) => rule) };
  }
  if (atMost !== undefined)
    used = { ...used, blocking: used.blocking.map((rule) => ({ ...rule, atMost: rule.atMost ?? atMost })) };
  const counts = await countBlocking(used, read, { ...means, onStage, ...(merge && { merge }) });
  if (options.save !== undefined) await saveModel(options.save, used);
  onStage('done');
  tellOfCounts(counts, { budget, given: given !== undefined, notes }, options.json, terminal);
}

function tellOfCounts(
  { records, possiblePairs, rules, pairs, expected }: BlockingCounts,
  {
    budget,
    given,
    notes,
  }: { readonly budget: number; readonly given: boolean; readonly notes: readonly string[] },
  json: true | undefined,
  terminal: Terminal,
): void {
  const capped = rules.some(({ rule }) => rule.atMost !== undefined);
  const all = expected.matches + expected.lost;
  const sample = expected.rows < records ? `, estimated from ${grouped(expected.rows)} records` : '';
  tell(
    terminal,
    json,
    {
      records,
      possiblePairs,
      rules: rules.map(({ rule, ...counted }, r) => ({
        name: rule.name,
        rule: ruleWords(rule),
        pairs: counted.pairs,
        newPairs: counted.newPairs ?? null,
        soFar: counted.soFar ?? null,
        largestBlock: counted.largestBlock,
        withoutKey: counted.withoutKey,
        expectedNewMatches: Math.round(expected.rules[r]?.newMatches ?? 0),
      })),
      pairs: pairs ?? null,
      ...(given && { budget, withinBudget: pairs !== undefined && pairs <= budget }),
      expectedMatches: Math.round(expected.matches),
      expectedMatchesLost: Math.round(expected.lost),
      recordsSampled: expected.rows,
      notes: [...notes],
    },
    [
      ...tableLines(
        [
          'pairs',
          'new pairs',
          'so far',
          'largest block',
          'no key',
          'new matches',
          'a pair is compared if it has',
        ],
        rules.map((one, r) => [
          grouped(one.pairs),
          one.newPairs === undefined ? '–' : grouped(one.newPairs),
          one.soFar === undefined ? '–' : grouped(one.soFar),
          grouped(one.largestBlock),
          grouped(one.withoutKey),
          grouped(expected.rules[r]?.newMatches ?? 0),
          ruleWords(one.rule),
        ]),
      ),
      '',
      pairs === undefined
        ? `Of ${grouped(possiblePairs)} pairs of records the rules give up to ${grouped(rules.reduce((sum, one) => sum + one.pairs, 0))}: too many to count each once.`
        : `Of ${grouped(possiblePairs)} pairs of records ${grouped(pairs)} would be compared${given ? `: ${pairs <= budget ? 'within' : 'more than'} the budget of ${grouped(budget)}` : ''}.`,
      `About ${grouped(expected.matches)} of them are expected to be matches${sample}.`,
      ...(capped
        ? [
            `Passing over heavy blocks loses about ${grouped(expected.lost)} matches that no rule gives otherwise (${all === 0 ? '0.0' : ((100 * expected.lost) / all).toFixed(1)}%).`,
          ]
        : []),
    ],
  );
}
