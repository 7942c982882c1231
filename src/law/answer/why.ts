import type { Finding, Met } from '../assessment.ts';
import { resolveBody } from '../bodies.ts';
import { type Context, citedBy } from './context.ts';
import { capital, type Draft, line, listed, spare } from './line.ts';
import { factorWords, groundWords } from './words/index.ts';

/** The findings on which the answer rests, each with its provision. */
export function whyOf(context: Context): readonly Draft[] {
  const { outcome } = context.assessment;
  switch (outcome) {
    case 'no-gateway':
    case 'offence':
      return those(context, [false, 'consent'])
        .slice(0, 4)
        .map((one) => found(one, context));
    case 'consent-only':
      return [...those(context, ['consent']).map((one) => found(one, context)), ...consent(context)];
    case 'unknown':
      return context.power === undefined ? [] : met(context, 1);
    default:
      return met(context, 0);
  }
}

const those = ({ assessment }: Context, wanted: readonly Met[]): readonly Finding[] =>
  assessment.trace.filter((one) => one.stage === 'gateway' && wanted.includes(one.met));

const found = (finding: Finding, context: Context): Draft =>
  line(
    finding.says.startsWith('There is no such ground') ? noGround(context) : finding.says,
    citedBy(finding),
  );

function noGround({ facts, exceptions }: Context): string {
  const { kind = 'onward', ground = 'other' } = facts.laterUse ?? {};
  const doing = kind === 'use' ? 'another use' : 'passing it on';
  const name = groundWords[ground]?.name;
  if (exceptions?.[kind].exceptions.length === 0) return `The Act has no grounds for ${doing} here.`;
  return ground === 'other' || name === undefined
    ? `None of the grounds for ${doing} applies.`
    : `The grounds for ${doing} here do not include ${name}.`;
}

/** What opens the bar on a tax authority’s information, and that the ordinary grounds do not. */
function consent({ facts, revenue, exceptions }: Context): readonly Draft[] {
  const kind = facts.laterUse?.kind;
  if (revenue === undefined || kind === undefined) return [];
  const list = exceptions?.[kind].list;
  return [
    line(
      'The ordinary grounds, such as safeguarding or the person’s own consent, are not enough.',
      ...(list === undefined ? [] : [list]),
    ),
  ];
}

/** Bars that nobody alleged, and what every page would say. */
const unsaid: ReadonlySet<string> = new Set([
  'in-force',
  'health-and-care',
  'data-protection',
  'investigatory-powers',
  'national-security',
]);

/** Findings that say little to a reader when they are met. */
const dull: ReadonlySet<string> = new Set([
  'to-help',
  'consult',
  'reasonable-steps',
  'made-by',
  'code-regard',
]);

/** What is met; two findings about the two bodies are said in one. */
function met(context: Context, rank: number): readonly Draft[] {
  const all = those(context, [true]).filter(({ rule }) => !unsaid.has(rule));
  const of = (rule: string) => all.find((one) => one.rule === rule);
  const [from, to] = [of('from-listed'), of('to-listed')];
  const bothAllocated = of('from-allocated') !== undefined && of('to-allocated') !== undefined;
  return all.flatMap((one): readonly Draft[] => {
    switch (one.rule) {
      case 'from-listed':
      case 'to-listed':
        if (from === undefined || to === undefined) return [listedLine(one, context, rank)];
        return one === from ? [bothListedLine(from, to, context, rank)] : [];
      case 'objective':
        return bothAllocated ? [] : [spare(rank, one.says, one.citation)];
      case 'from-allocated':
      case 'to-allocated':
        if (!bothAllocated) return [spare(rank + 1, one.says, one.citation)];
        return one.rule === 'from-allocated' ? [allocatedLine(context, rank)] : [];
      case 'disadvantages':
        return [factorsLine(one, context, rank)];
      case 'benefit':
      case 'purpose':
        return [spare(rank + 5, one.says, citedBy(one))];
      default:
        return [spare(dull.has(one.rule) ? rank + 6 : rank + 1, one.says, citedBy(one))];
    }
  });
}

/** The paragraphs of a Schedule behind a finding. */
const paragraphsOf = ({ citations }: Finding): readonly string[] =>
  citations.filter((one) => / Sch \d+ para /.test(one));

const bothListedLine = (one: Finding, other: Finding, { power }: Context, rank: number): Draft =>
  spare(
    rank,
    `Both bodies are listed in Schedule ${power?.schedule}.`,
    ...new Set([...paragraphsOf(one), ...paragraphsOf(other)]),
  );

function listedLine(one: Finding, { facts, law, power }: Context, rank: number): Draft {
  const { name } = resolveBody(facts[one.rule === 'from-listed' ? 'from' : 'to'], law);
  return spare(rank, `${capital(name)} is listed in Schedule ${power?.schedule}.`, ...paragraphsOf(one));
}

function allocatedLine({ objective }: Context, rank: number): Draft {
  const text = `The objective “${objective?.title ?? ''}” is in force and set for both.`;
  return spare(rank, text, ...(objective === undefined ? [] : [objective.allocation.citation]));
}

function factorsLine(finding: Finding, { facts, objective }: Context, rank: number): Draft {
  const counted = new Set(objective?.factors?.map(({ id }) => id));
  const factors = new Set(
    facts.factors?.filter(({ id }) => counted.has(id)).map(({ id }) => factorWords[id] ?? 'another'),
  );
  const enough = objective?.test?.minFactors === 2 ? '; two are enough' : '';
  return spare(
    rank,
    `${capital(listed([...factors], 4))} are listed disadvantages${enough}.`,
    finding.citation,
  );
}
