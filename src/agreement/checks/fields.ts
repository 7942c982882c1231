import { type Problem, problem } from '#kernel';
import { isCriminal, isSpecial } from '../categories.ts';
import { codesOf, type Input } from '../schema.ts';
import { type Context, clauses } from './context.ts';

/** Every field is needed and reasoned, and of a sound type; what must never leave is dropped first. */
export function checkFields(context: Context): Problem[] {
  const { agreement } = context;
  return clauses(agreement.inputs, 'inputs').flatMap(([input, at]) => [
    ...fieldsOf(context, input, at),
    ...reference(input, at),
    ...exclusions(input, at),
    ...rows(context, input, at),
    ...conditions(context, input, at),
  ]);
}

/** Minimisation: a field that no step needs is refused (UK GDPR article 5(1)(c)). */
function fieldsOf(context: Context, input: Input, at: string): Problem[] {
  return clauses(input.fields, `${at}.fields`).flatMap(([field, here]) => {
    const names = { field: field.name, input: input.name };
    const found: Problem[] = [];
    if (context.uses(input, field).length === 0) found.push(problem('AGREEMENT_FIELD_UNUSED', names, here));
    else if (field.reason === undefined) found.push(problem('AGREEMENT_FIELD_WITHOUT_REASON', names, here));
    const codes = codesOf(field) ?? [];
    const distinct = new Set(codes).size === codes.length;
    if ((field.type === 'code') !== (field.values !== undefined) || !distinct)
      found.push(problem('AGREEMENT_CODE_LIST', { ...names, type: field.type }, here));
    return found;
  });
}

function reference(input: Input, at: string): Problem[] {
  const references = input.fields.filter(({ type }) => type === 'reference');
  if (references.length === 1 && references[0]?.required === true) return [];
  return [
    problem('AGREEMENT_REFERENCE_COUNT', { input: input.name, count: references.length }, `${at}.fields`),
  ];
}

const mustExclude = {
  people: [
    ['already-helped', 'already helped'],
    ['safety-marker', 'with a safety marker'],
  ],
  customers: [['opted-out', 'who have opted out']],
} as const;

/** Safeguards 2, 4 and 24. */
const exclusions = (input: Input, at: string): Problem[] =>
  mustExclude[input.side]
    .filter(([reason]) => !input.exclusions.some((one) => one.reason === reason))
    .map(([reason, who]) =>
      problem('AGREEMENT_EXCLUSION_MISSING', { input: input.name, who, reason }, `${at}.exclusions`),
    );

function rows({ agreement }: Context, input: Input, at: string): Problem[] {
  const { minimumRows: least, maximumRows: most } = input;
  const ceiling = input.side === 'people' ? agreement.subjects.ceiling : most;
  if (least <= most && most <= ceiling) return [];
  return [problem('AGREEMENT_ROWS', { input: input.name, least, most, ceiling }, `${at}.maximumRows`)];
}

/** Safeguard 7: the category of what comes out follows from what goes in, so one condition covers both. */
function conditions({ agreement }: Context, input: Input, at: string): Problem[] {
  const { specialCategory, criminalConvictions, policyDocument } = agreement.dataProtection;
  const missing = (conditionsGiven: readonly string[]) =>
    conditionsGiven.length === 0 || policyDocument === undefined;
  return clauses(input.fields, `${at}.fields`).flatMap(([field, here]) => {
    const names = { field: field.name, input: input.name };
    if (isSpecial(field.category) && missing(specialCategory))
      return [problem('AGREEMENT_CONDITION_MISSING', { ...names, kind: 'special category' }, here)];
    if (isCriminal(field.category) && missing(criminalConvictions))
      return [problem('AGREEMENT_CONDITION_MISSING', { ...names, kind: 'criminal offence' }, here)];
    return [];
  });
}
