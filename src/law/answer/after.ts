import type { Exceptions } from '../law-data.ts';
import { type Offence, offences } from '../laws.ts';
import type { Context } from './context.ts';
import { capital, type Draft, line, listed, spare } from './line.ts';
import { groundWords } from './words/index.ts';

const sharing: ReadonlySet<string> = new Set(['gateway', 'not-ready', 'unknown', 'escalate', 'consent-only']);

/** What may not be done with it afterwards. */
export function afterOf(context: Context): readonly Draft[] {
  const { facts, assessment, exceptions, power } = context;
  if (exceptions === undefined || power === undefined || facts.laterUse !== undefined) return [];
  if (!sharing.has(assessment.outcome)) return [];
  const { use, onward } = exceptions;
  if (onward.otherwise === 'free') return [line(`${capital(onward.rule)}.`, onward.citation)];
  if (use.otherwise === 'unsettled')
    return [line('This power sets no rule on later use. General law still applies.', use.citation)];
  return [
    line(`Use it only ${use.rule.replace(/^only (?!to )/, 'for ').replace(/^only to/, 'to')}.`, use.citation),
    ...(onward.otherwise === 'unsettled'
      ? [spare(4, `Passing it on: ${onward.rule}.`, onward.citation)]
      : [passing(onward, power.chapter)]),
    ...taxRules(context),
  ];
}

/** Of the many grounds, those that officers ask about; which of them there are differs by chapter. */
const asked: readonly string[] = [
  'accredited-reviewer',
  'data-subject-consent',
  'crime-asb-prevention',
  'safeguarding',
  'emergency',
];

function passing({ exceptions, citation, list }: Exceptions['onward'], chapter: string): Draft {
  const has = (ground: string) => exceptions.some((one) => one.ground === ground);
  const names = (grounds: readonly string[]) => listed(grounds.map((one) => groundWords[one]?.name ?? one));
  const present = asked.filter(has);
  const absent = asked.filter((ground) => ground !== 'accredited-reviewer' && !has(ground));
  const not = absent.length === 0 ? '' : `, but not ${names(absent).replace(' and ', ' or ')}`;
  const what = chapter === '5/5' ? 'on anything that reveals who somebody is' : 'it on';
  return line(
    `Do not pass ${what} unless a listed ground applies. The grounds include ${names(present)}${not}.`,
    citation,
    ...(list === undefined ? [] : [list]),
  );
}

function taxRules({ revenue, facts, exceptions, power }: Context): readonly Draft[] {
  if (revenue !== undefined)
    return [
      line(
        `None of those grounds opens this information: only the consent of ${revenue.holder} does.`,
        revenue.onward,
        revenue.consent,
      ),
    ];
  const any = exceptions?.revenue.find(({ appliesTo }) => appliesTo.includes(power?.id ?? ''));
  if (any === undefined || facts.data?.source === 'other') return [];
  return [spare(3, `Whatever ${any.holder} disclosed goes on only with consent.`, any.onward)];
}

/** Who commits an offence, who does not, and what protects. */
export function riskOf(context: Context): readonly Draft[] {
  const { facts, assessment, power, revenue } = context;
  if (power === undefined) return [];
  const own = offences.filter(({ neighbour, powers }) => !neighbour && powers.includes(power.id));
  if (assessment.outcome === 'offence') return ofOffence(context, own);
  if (assessment.outcome === 'no-gateway' && facts.laterUse === undefined) return without(context);
  if (power.chapter === '5/7' && facts.laterUse !== undefined) return ofBoard(own);
  if (own.some(({ id }) => id === 'statistics-notice')) return ofNotice(own);
  const strict = own.find(({ id }) => revenue !== undefined && id.endsWith(`-${revenue.source}`));
  if (strict !== undefined) return ofRevenue(strict);
  const ordinary = own.find(({ mind }) => mind === 'knowing or reckless');
  if (ordinary !== undefined) return [knowing(ordinary), careful];
  return [
    line(
      power.chapter === '5/7'
        ? 'Supplying it carries no offence of its own here.'
        : 'This power creates no offence.',
    ),
    careful,
  ];
}

const careful = spare(2, 'Take advice, follow the agreement and record your decision: that protects you.');

const knowing = ({ citation }: Offence): Draft =>
  line(
    'Only if you pass it on knowing that the law bars it, or not caring whether it does (reckless). An honest mistake is no offence.',
    citation,
  );

const ofRevenue = ({ citation, defence }: Offence): readonly Draft[] => [
  line(
    'Passing on the tax authority’s information without consent is an offence, whatever you knew.',
    citation,
  ),
  line(
    'But it is a defence that you reasonably believed it lawful: take advice first and write down why.',
    ...(defence === undefined ? [] : [defence.citation]),
  ),
];

const ofNotice = (own: readonly Offence[]): readonly Draft[] => [
  line(
    'The duty is on your organisation. Not complying without a reasonable excuse is an offence; so is answering falsely, knowing it or reckless.',
    ...own
      .filter(({ id }) => id === 'statistics-notice' || id === 'statistics-false')
      .map(({ citation }) => citation),
  ),
  line('You are at risk yourself only as an officer who agreed to it or looked away.'),
];

/** SRSA 2007 s.39: what the Board holds. */
const ofBoard = (own: readonly Offence[]): readonly Draft[] =>
  own
    .filter(({ id }) => id === 'statistics-disclosure')
    .map(({ citation, defence }) =>
      line(
        'Anyone who has personal information through the Statistics Board commits an offence by disclosing it without an exception. It is a defence that they reasonably believed it identified nobody.',
        citation,
        ...(defence === undefined ? [] : [defence.citation]),
      ),
    );

/** A share without a gateway is no offence of Part 5; the neighbouring one is of acting without the controller. */
function without({ power }: Context): readonly Draft[] {
  if (power?.kind !== 'permissive') return [line('Not to answer is no offence here.')];
  const obtaining = offences.find(({ id }) => id === 'unlawful-obtaining');
  return [
    line('Asking is no offence.'),
    ...(obtaining === undefined
      ? []
      : [
          line(
            'Sharing knowingly or recklessly without your organisation’s consent can be one. Acting on its recorded decision is not.',
            obtaining.citation,
          ),
        ]),
  ];
}

function ofOffence({ facts, revenue }: Context, own: readonly Offence[]): readonly Draft[] {
  if (facts.laterUse === undefined) return ofNotice(own);
  const strict = own.find(({ id }) => revenue !== undefined && id.endsWith(`-${revenue.source}`));
  if (strict !== undefined) return ofRevenue(strict);
  const ordinary = own.find(({ mind }) => mind === 'knowing or reckless');
  return [
    ...(ordinary === undefined
      ? []
      : [
          line(
            'The offence needs a person who knew that the law bars it, or was reckless. An honest mistake is none.',
            ordinary.citation,
          ),
        ]),
    line('If you may be blamed yourself, take legal advice of your own.'),
  ];
}

/** After an apparent offence: no blame, no delay. */
export function nowOf({ facts, from, assessment }: Context): readonly Draft[] {
  if (assessment.outcome !== 'offence') return [];
  if (facts.laterUse === undefined)
    return [
      line('Tell your legal team today.'),
      line('Comply, or correct the figures, and tell the Statistics Board how and when.'),
      line('Record what happened and why.'),
    ];
  return [
    line('Stop: pass on nothing more, and delete nothing.'),
    line(
      'Tell your data protection officer and legal team today. They decide whether to report it to the Information Commission, within 72 hours.',
    ),
    line('Ask whoever has the information to stop using it and to keep it safe.'),
    line('Record what you know, from whom and when. Accuse nobody.'),
    line(`Tell ${from}, which supplied it.`),
  ];
}
