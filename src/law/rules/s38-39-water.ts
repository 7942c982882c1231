import { missingOf } from '../bodies.ts';
import { assuming, failed, met, type Rule, rule, type Tests, unknown } from '../rule.ts';
import { commonEnd, inForce, listed, providerLimit, purposeNamed, type Side } from './general.ts';
import { undertakerArea } from './undertaker.ts';

/** s.38(1): a water or sewerage undertaker for an area wholly or mainly in England, or in Wales. */
const undertaker = (side: Side): Rule =>
  rule(
    'undertaker',
    'DEA2017 s.38(1)',
    `The ${side === 'from' ? 'discloser' : 'recipient'} is a water or sewerage undertaker, wholly or mainly in England or in Wales.`,
    (question, power) => {
      const body = question[side];
      const also = [power.citation];
      if (body.classes.length === 0)
        return unknown(`It is not known what kind of body ${body.name} is.`, missingOf(side, body));
      const held = power.undertakers?.filter((one) => body.classes.includes(one.class)) ?? [];
      if (held.length === 0 || body.serves !== undefined)
        return failed(`${body.name} is not a water or sewerage undertaker.`, also);
      const area = undertakerArea(question, power);
      const limb = power.undertakers?.find((one) => one.area === area);
      return limb === undefined
        ? failed(`The area of ${body.name} is wholly or mainly in neither England nor Wales.`, also)
        : assuming(
            met(`${body.name} is a water or sewerage undertaker.`, [...also, limb.citation]),
            question.facts.conditions?.water?.undertakerArea,
            'conditions.water.undertakerArea',
          );
    },
  );

/**
 * s.38(9A): the people helped live in water poverty; since 24 April 2025, for undertakers in England, those also count
 * for whom the regulations require special provision.
 */
const eligible = (citation: string): Rule =>
  rule(
    'eligible',
    citation,
    'The people helped live in water poverty, or, for undertakers in England since 24 April 2025, are of a class for which special provision is required.',
    (question, power) => {
      const { inWaterPoverty, inSpecialProvisionClass } = question.facts.conditions?.water ?? {};
      if (inWaterPoverty === true) return met('The people helped live in water poverty.');
      const { on } = question;
      const wider = power.eligible;
      const area = undertakerArea(question, power);
      if (wider === undefined) return unknown('Who is eligible depends on the day.', 'on');
      const never = inWaterPoverty === false && (inSpecialProvisionClass === false || area !== wider.area);
      if (on === undefined && !never) return unknown('Who is eligible depends on the day.', 'on');
      const also = [wider.citation, ...wider.insertedBy];
      const open = on !== undefined && on >= wider.from && area === wider.area;
      if (open && inSpecialProvisionClass === true)
        return met('The people helped are of a class for which special provision is required.', also);
      if (inWaterPoverty === undefined)
        return unknown(
          'It is not said whether the people helped live in water poverty.',
          'conditions.water.inWaterPoverty',
        );
      if (open && inSpecialProvisionClass === undefined)
        return {
          ...unknown(
            'It is not said whether they are of a class for which special provision is required.',
            'conditions.water.inSpecialProvisionClass',
          ),
          also,
        };
      return failed(
        inSpecialProvisionClass === true
          ? 'The people helped do not live in water poverty, and the wider class does not count for this undertaker on that day.'
          : 'The people helped do not live in water poverty.',
        also,
      );
    },
  );

/** s.38(3): it is for use in the charges scheme, under special provision or as a social tariff. */
const chargesScheme: Rule = rule(
  'scheme',
  'DEA2017 s.38(3)',
  'It is for use in the charges scheme, under the special-provision regulations or a social tariff.',
  ({ facts }, power) => {
    const scheme = facts.conditions?.water?.scheme;
    if (scheme === undefined)
      return unknown(
        'It is not said in which part of the charges scheme it will be used.',
        'conditions.water.scheme',
      );
    const found = power.schemes?.find((one) => one.scheme === scheme);
    return found === undefined
      ? failed('It is not for use in a part of the charges scheme that the Act names.')
      : met(`It is for use in ${found.text}.`, [found.citation]);
  },
);

const help = 'to help eligible people with water or sewerage charges';

/** Section 38: listed bodies to water and sewerage undertakers. */
export const toWaterUndertakers: Tests = {
  rules: [
    inForce,
    listed('from'),
    undertaker('to'),
    purposeNamed(help),
    eligible('DEA2017 s.38(2)'),
    chargesScheme,
    providerLimit('from'),
    ...commonEnd,
  ],
};

/** Section 39: undertakers to listed bodies. No part of a charges scheme need be named. */
export const fromWaterUndertakers: Tests = {
  rules: [
    inForce,
    undertaker('from'),
    listed('to'),
    purposeNamed(help),
    eligible('DEA2017 s.39(2)'),
    providerLimit('to'),
    ...commonEnd,
  ],
};
