import type { Finding, Met, Outcome } from '../assessment.ts';
import { type Context, citedBy } from './context.ts';
import { capital, type Draft, line, listed } from './line.ts';
import { factWords, groundWords } from './words/index.ts';

/** The answer in one sentence, and what is open where something is. */
export const verdictOf = (context: Context): readonly Draft[] => {
  const [first, ...more] = sentences[context.assessment.outcome](context);
  return first === undefined ? [] : [{ ...first, text: capital(first.text) }, ...more];
};

/** Duties arise from the Statistics Board’s requests and notices; nothing else obliges anyone. */
const isDuty = ({ power }: Context): boolean => power !== undefined && power.kind !== 'permissive';

/** Who does what: “may” and the like is put between the two. */
function act(context: Context): readonly [who: string, does: string] {
  const { facts, from, to, third, what, purpose, day, section } = context;
  const ground = groundWords[facts.laterUse?.ground ?? '']?.because;
  const why = ground === undefined ? '' : ` ${ground}`;
  if (facts.laterUse?.kind === 'onward') return [to, `pass ${what} from ${from} on to ${third}${why}${day}`];
  if (facts.laterUse !== undefined)
    return [to, `use ${what} from ${from} for something other than it was shared for${why}${day}`];
  if (isDuty(context) && facts.purpose === 'change-data-system')
    return [from, `change how it collects, stores or supplies ${what}${day}`];
  return [from, `give ${what} to ${to} ${purpose}${day}, under ${section}`];
}

const sentences: Readonly<Record<Outcome, (context: Context) => readonly Draft[]>> = {
  gateway: (context) => {
    const [who, does] = act(context);
    return [
      line(`${who} may ${sameUse(context) ?? does}.`),
      ...(context.facts.laterUse === undefined ? [line('The law allows this. It does not require it.')] : []),
    ];
  },
  'not-ready': (context) => {
    const [who, does] = act(context);
    const steps = context.assessment.trace.filter(({ stage, met }) => stage === 'readiness' && met === false);
    return [
      line(`Not yet. The law lets ${who} ${does}; but the code of practice asks for more first.`),
      ...steps.map((one) => line(one.says, ...codeOf(context))),
    ];
  },
  'consent-only': (context) => {
    const [who, does] = act(context);
    const holder = context.revenue === undefined ? 'the tax authority' : context.revenue.holder;
    const state = context.facts.laterUse?.revenueConsent ?? context.facts.conditions?.revenueConsent;
    return [
      line(`${who} may ${does}, but only with the consent of ${holder}.`),
      line(
        state === 'refused'
          ? 'Consent has been refused.'
          : state === 'not-asked'
            ? 'Nobody has asked for it yet.'
            : 'Nothing is said of consent.',
      ),
    ];
  },
  escalate: (context) => {
    const [who, does] = act(context);
    return [
      line(`It is not settled whether ${who} may ${does}.`),
      ...open(context, 'unsettled'),
      line(
        `Your legal team decides, with your data protection officer${isCare(context) ? ' and Caldicott Guardian' : ''}. Wait for their answer.`,
      ),
    ];
  },
  unknown: (context) => {
    const [who, does] = act(context);
    const missing = context.assessment.missing.map(factWords);
    const cited = [...new Set(findings(context, 'unknown').map(({ citation }) => citation))];
    const depends = isDuty(context) ? 'has to' : 'may';
    return [
      line(`We can’t say yet whether ${who} ${depends} ${does}.`),
      ...(missing.length === 0
        ? open(context, 'unknown')
        : [
            ...findings(context, 'unknown')
              .filter(({ rule }) => rule.endsWith('-listed'))
              .map((one) => line(one.says)),
            line(
              `It depends on ${missing.length === 1 ? 'a fact that is' : 'facts that are'} not given: ${listed([...new Set(missing)], 5)}.`,
              ...cited.slice(0, 3),
            ),
          ]),
    ];
  },
  'no-gateway': (context) => {
    const { facts, from, to, what, purpose, day, section, provision, power } = context;
    if (facts.laterUse !== undefined) {
      const [who, does] = act(context);
      return [line(`${who} may not ${does}.`)];
    }
    // A bar of data protection or interception law holds whatever the power.
    const barred = findings(context, false).some(({ rule }) => bars.has(rule));
    const other = barred ? '' : ' Other law may still allow it.';
    if (power?.kind === 'duty-to-reply')
      return [line(`${from} does not have to answer under ${provision}${day}.`)];
    if (power?.kind === 'duty-to-comply')
      return [line(`${from} does not have to give ${to} ${what} under ${provision}${day}.`)];
    return facts.power === undefined
      ? [
          line(
            `Part 5 of the Digital Economy Act 2017 does not let ${from} give ${what} to ${to} ${purpose}${day}.`,
          ),
          ...(power === undefined ? [] : [line(`The power that comes nearest is ${section}.`)]),
        ]
      : [line(`No: ${from} may not give ${what} to ${to} ${purpose}${day}, under ${section}.${other}`)];
  },
  'must-comply': (context) => {
    const { facts, from, what, to, provision, assessment, power } = context;
    const cited = assessment.citations.slice(0, 1);
    return facts.purpose === 'change-data-system'
      ? [
          line(
            `Under ${provision}, ${from} must consult ${to} before it changes how it collects, stores or supplies ${what}.`,
            ...cited,
          ),
        ]
      : [
          line(`Under ${provision}, ${from} must give ${to} what its notice asks for.`, ...cited),
          line(
            'There is no duty where complying would break data protection law.',
            ...(power === undefined ? [] : [power.dataProtection]),
          ),
        ];
  },
  'must-reply': ({ from, to, provision, assessment }) => [
    line(`Under ${provision}, ${from} must answer ${to} in writing.`, ...assessment.citations.slice(0, 1)),
    line('It may say that it is willing, and by when; or that it is not, and why. It need not agree.'),
  ],
  offence: (context) => {
    const { facts, from, to, third, what, assessment } = context;
    const cited = assessment.citations.slice(0, 1);
    if (facts.laterUse !== undefined)
      return [
        line(`From what you say, ${what} from ${from} went from ${to} to ${third}, which the law bars.`),
        line(`That can be an offence. Only a court can say whether it was.`, ...cited),
      ];
    const falsely = facts.conditions?.statistics?.falseInformation === true;
    return [
      line(
        falsely
          ? `From what you say, ${from} gave ${to} false information in answer to a notice.`
          : `From what you say, ${from} has not complied with a notice from ${to} and has no reasonable excuse.`,
      ),
      line('That can be an offence. Only a court can say whether it was.', ...cited),
    ];
  },
};

function sameUse({ facts, what, from, day }: Context): string | undefined {
  const { kind, ground } = facts.laterUse ?? {};
  return kind === 'use' && ground === 'same-purpose'
    ? `use ${what} from ${from} for the purpose for which it was shared${day}`
    : undefined;
}

export const stepWords = (rule: string): string => factWords(rule.replace(/^code-/, 'readiness.'));

/** The provision that asks for regard to the code of practice. */
export const codeOf = ({ power }: Context): readonly string[] =>
  power?.code === undefined ? [] : [power.code.regard];

export const isCare = ({ facts: { data } }: Context): boolean =>
  data?.heldFor === 'health' || data?.heldFor === 'adult-social-care';

const bars: ReadonlySet<string> = new Set(['data-protection', 'investigatory-powers']);

const findings = ({ assessment }: Context, met: Met): readonly Finding[] =>
  assessment.trace.filter((one) => one.stage === 'gateway' && one.met === met);

const open = (context: Context, met: Met): readonly Draft[] =>
  findings(context, met)
    .slice(0, 2)
    .map((one) => line(one.says, citedBy(one)));
