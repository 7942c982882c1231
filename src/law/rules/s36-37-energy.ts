import { longDate } from '#kernel';
import { isResolved, missingOf } from '../bodies.ts';
import type { Power } from '../law-data.ts';
import { assuming, failed, met, type Question, type Rule, rule, type Tests, unknown } from '../rule.ts';
import { commonEnd, inForce, listed, providerLimit, purposeNamed, type Side } from './general.ts';

/** s.36(1), (11): the supplier holds a gas or an electricity supply licence of Great Britain. */
const licensedSupplier = (side: Side): Rule =>
  rule(
    'licensed-supplier',
    ({ citation }) => citation,
    `The ${side === 'from' ? 'discloser' : 'recipient'} holds a gas or an electricity supply licence.`,
    (question, power) => {
      const body = question[side];
      const used = licences(question, side, power);
      const sections = used.map(({ citation }) => citation);
      const also = side === 'to' ? ['DEA2017 s.36(11)', ...sections] : ['DEA2017 s.36(11)'];
      const licensed = question.facts.conditions?.energy?.recipientLicensed;
      if (licensed === false) return failed(`${body.name} holds no supply licence.`, also);
      if (!isResolved(body) && body.classes.length === 0)
        return unknown(`It is not known what kind of body ${body.name} is.`, missingOf(side, body));
      if (used.length === 0 || body.serves !== undefined)
        return failed(`${body.name} is not a licensed gas or electricity supplier.`, also);
      if (licensed === undefined)
        return {
          ...unknown(
            `It is not said whether ${body.name} itself holds a supply licence.`,
            'conditions.energy.recipientLicensed',
          ),
          also,
        };
      const { fuel } = question.facts.conditions?.energy ?? {};
      return assuming(met(`${body.name} holds a supply licence.`, also), fuel, 'conditions.energy.fuel');
    },
  );

/** The licences of the power that a body may hold: those of its classes, or only that under which it is said to act. */
function licences({ facts, ...question }: Question, side: Side, power: Power) {
  const held = (power.suppliers ?? []).filter((one) => question[side].classes.includes(one.class));
  const fuel = facts.conditions?.energy?.fuel;
  return fuel === undefined ? held : held.filter((one) => one.fuel === fuel);
}

/** s.36(3): it is for use in one of the measures named, as they stood on the day. */
const namedMeasure: Rule = rule(
  'measure',
  'DEA2017 s.36(3)',
  'The recipient is to use it in one of the measures that the Act names.',
  ({ facts, on }, power) => {
    const scheme = facts.conditions?.energy?.scheme;
    if (scheme === undefined)
      return unknown(
        'It is not said in which measure the information will be used.',
        'conditions.energy.scheme',
      );
    const measure = power.measures?.find((one) => one.scheme === scheme);
    if (measure === undefined)
      return failed('The information is not for use in a measure that the Act names.');
    const also = [measure.citation, ...(measure.insertedBy === undefined ? [] : [measure.insertedBy])];
    if (on === undefined) return unknown('Whether the measure is named depends on the day.', 'on');
    return on < measure.from
      ? failed(`The measure was added on ${longDate(measure.from)}.`, also)
      : met(`The measure is ${measure.text}.`, also);
  },
);

/** s.36(3): the gas measures serve gas suppliers, the electricity measures electricity suppliers. */
const rightLicence: Rule = rule(
  'licence-match',
  'DEA2017 s.36(3)',
  'A measure for gas suppliers is used under a gas licence, one for electricity suppliers under an electricity licence.',
  (question, power) => {
    const { scheme, fuel } = question.facts.conditions?.energy ?? {};
    const needed = power.measures?.find((one) => one.scheme === scheme)?.fuel;
    if (needed === undefined) return undefined;
    const held = licences(question, 'to', power);
    const acts = fuel ?? (held.length === 1 ? held[0]?.fuel : undefined);
    if (acts === undefined)
      return unknown('It is not said under which licence the supplier acts.', 'conditions.energy.fuel');
    return acts === needed
      ? met(`A measure for ${needed} suppliers is used by one.`)
      : failed(`The measure is for ${needed} suppliers, and this one acts under a licence for ${acts}.`);
  },
);

const help = 'to help people in fuel poverty';

/** Section 36: listed bodies to licensed gas and electricity suppliers. */
export const toEnergySuppliers: Tests = {
  rules: [
    inForce,
    listed('from'),
    licensedSupplier('to'),
    purposeNamed(help),
    namedMeasure,
    rightLicence,
    providerLimit('from'),
    ...commonEnd,
  ],
};

/** Section 37: licensed suppliers to listed bodies. No measure need be named. */
export const fromEnergySuppliers: Tests = {
  rules: [
    inForce,
    licensedSupplier('from'),
    listed('to'),
    purposeNamed(help),
    providerLimit('to'),
    ...commonEnd,
  ],
};
