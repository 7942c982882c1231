import { nameOf } from '../names.ts';
import type { Context } from './context.ts';
import { type Draft, line, listed, spare } from './line.ts';
import { codeOf, stepWords } from './verdict.ts';
import { factWords, ownProof, sensitiveCategories } from './words/index.ts';

/** Other ways to the same end. Never consent for research, statistics, fraud or registration. */
export function needOf(context: Context): readonly Draft[] {
  const { facts, power, assessment } = context;
  if (facts.laterUse !== undefined || power === undefined || assessment.outcome === 'offence') return [];
  const proof = ownProof[facts.data?.categories?.find((one) => ownProof[one] !== undefined) ?? ''];
  switch (power.chapter) {
    case '5/1':
      return [
        line(
          `Ask first: would counts, without names, do? Could people show their own proof${proof === undefined ? '' : `, such as ${proof}`}, or be asked when they claim?`,
        ),
        ...permission(facts.conditions?.consentFeasible),
      ];
    case '5/2':
      return [line('Ask first: would totals do? Could people show their own certificate?')];
    case '5/3':
      return [
        line('Ask first: would counts do? Could you ask the person, or settle it from your own records?'),
        ...permission(facts.conditions?.consentFeasible),
      ];
    case '5/4':
      return [line('Ask first: could your own records, or information that names nobody, settle it?')];
    case '5/5':
      return [line('Ask first: would published tables answer the question?')];
    default:
      return [];
  }
}

function permission(feasible: boolean | undefined): readonly Draft[] {
  if (feasible === true)
    return [
      line('You say that people can be asked for consent: ask them first. The power does not need it.'),
    ];
  return feasible === false ? [line('You say that people can’t be asked for consent: record why.')] : [];
}

/** What is to be done before anything moves. */
export function stillOf(context: Context): readonly Draft[] {
  const { facts, assessment, power, revenue } = context;
  const { outcome } = assessment;
  if (outcome === 'no-gateway' || outcome === 'offence' || power === undefined) return [];
  if (outcome === 'must-comply' || outcome === 'must-reply')
    return [
      line(
        `Read the ${outcome === 'must-reply' ? 'request' : 'notice'} for what it asks, in which form and by when.`,
      ),
      line('Cover it in your privacy notice, if it is about people.'),
    ];
  if (facts.laterUse !== undefined)
    return outcome === 'consent-only' && revenue !== undefined
      ? [
          line(
            `Ask ${revenue.holder} now, or check whether a general consent already covers it. Keep the reply.`,
            revenue.consent,
          ),
          line('Until then, see what you can say from facts that did not come from the tax authority.'),
          ...danger(context, ' with what you know from elsewhere'),
        ]
      : [
          line('Record the decision, the ground and who took it.'),
          ...(outcome === 'escalate' ? danger(context, '') : []),
        ];
  return [...otherFacts(context), ...steps(context), ...dataProtection(context), ...agencies(context)];
}

/** Grounds on which there may be no time. */
const urgent: ReadonlySet<string> = new Set([
  'safeguarding',
  'serious-physical-harm',
  'loss-of-life',
  'emergency',
]);

const danger = ({ facts }: Context, how: string): readonly Draft[] =>
  urgent.has(facts.laterUse?.ground ?? '')
    ? [line(`If somebody is in danger now, ring 999${how}, and call your safeguarding lead and legal team.`)]
    : [];

/** Facts that are missing and do not decide: those that do are in the answer itself. */
function otherFacts({ assessment }: Context): readonly Draft[] {
  if (assessment.outcome === 'unknown' || assessment.missing.length === 0) return [];
  return [line(`Facts: ${listed([...new Set(assessment.missing.map(factWords))], 5)}.`)];
}

function steps(context: Context): readonly Draft[] {
  const unsaid = context.assessment.assumed.filter(
    (path) => path.startsWith('readiness.') && path !== 'readiness.codeInForce',
  );
  if (unsaid.length === 0) return [];
  return [
    line(
      `Steps of the code of practice that you have not mentioned: ${listed(unsaid.map(stepWords))}.`,
      ...codeOf(context),
    ),
  ];
}

function dataProtection({ facts }: Context): readonly Draft[] {
  if (facts.subjects === 'none' || facts.subjects === 'company') return [];
  const sensitive = facts.data?.categories?.some((one) => sensitiveCategories.has(one)) === true;
  const condition = sensitive ? ', a condition for sensitive information' : '';
  return [
    line(
      `A lawful basis under UK GDPR${condition} and a privacy notice. A power to share is not a lawful basis.`,
    ),
  ];
}

function agencies({ facts, law }: Context): readonly Draft[] {
  return [facts.from, facts.to].flatMap((body) => {
    const organisation = law.organisations.get(body?.organisation ?? '');
    const parent = body?.capacity === 'agency-of' ? body.of : organisation?.agencyOf;
    if (parent === undefined || body === undefined) return [];
    const name = nameOf(body.organisation ?? body.class ?? parent, law);
    return [spare(2, `Legal confirmation that ${name} acts as part of ${nameOf(parent, law)}.`)];
  });
}
