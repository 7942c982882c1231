import type { Test } from '../assessment.ts';
import { type Body, listing, resolveBody } from '../bodies.ts';
import type { Facts } from '../facts.ts';
import type { LawData, Power } from '../law-data.ts';
import {
  codeOfPractice,
  dataProtection,
  healthAndCare,
  inForce,
  investigatoryPowers,
  purposeAllowed,
} from './general.ts';

/** Sections 36 and 37: help with fuel poverty, between listed bodies and licensed energy suppliers. */
export function energyTests(facts: Facts, power: Power, law: LawData): readonly Test[] {
  const toSuppliers = power.direction === 'to-suppliers';
  const [listed, supplier] = toSuppliers ? (['from', 'to'] as const) : (['to', 'from'] as const);
  return [
    inForce(facts, power),
    ...listedBody(facts, listed, power, law),
    licensedSupplier(facts, supplier, power, law),
    purposeAllowed(facts, power, toSuppliers ? 'DEA2017 s.36(2)' : 'DEA2017 s.37(2)'),
    ...(power.measures === undefined ? [] : namedMeasure(facts, power, law)),
    ...dataProtection(facts),
    ...investigatoryPowers(facts),
    ...healthAndCare(facts),
    ...codeOfPractice(facts),
  ];
}

type Side = 'from' | 'to';

/** s.36(4), (9): the public body is within a paragraph of Schedule 5 in force on the day. */
function listedBody(facts: Facts, side: Side, power: Power, law: LawData): Test[] {
  const body = resolveBody(facts[side], law);
  const rule = {
    rule: 'listed',
    stage: 'gateway',
    citation: 'DEA2017 s.36(4)',
    also: [power.citation],
  } as const;
  if (!resolved(body)) {
    const says = `It is not known what kind of body ${body.label} is.`;
    return [{ ...rule, met: 'unknown', says, missing: [missingOf(facts, side)] }];
  }
  if (facts.on === undefined || facts.territory === undefined)
    return [{ ...rule, met: 'unknown', says: 'Listing depends on the day and the territory.' }];
  const paragraph = listing(body, power.schedule, facts.on, facts.territory, law);
  if (paragraph === undefined) {
    const says = `${body.label} is not listed in Schedule ${power.schedule} on ${facts.on}.`;
    const atOtherTimes = law.paragraphs
      .filter((one) => one.schedule === power.schedule && body.classes.includes(one.class))
      .map(({ citation }) => citation);
    return [{ ...rule, met: false, says, also: [power.citation, ...atOtherTimes] }];
  }
  const says = `${body.label} is listed: ${paragraph.text}.`;
  const found: Test = { ...rule, met: true, says, also: [paragraph.citation] };
  return body.serves === undefined ? [found] : [found, withinService(facts, side)];
}

/** s.36(9): a provider is limited to functions exercised for the service that it provides. */
function withinService(facts: Facts, side: Side): Test {
  const within = facts[side]?.withinService;
  const rule = { rule: 'provider-limit', stage: 'gateway', citation: 'DEA2017 s.36(9)' } as const;
  if (within === undefined) {
    const says = 'It is not said whether the data lie within the service provided.';
    return { ...rule, met: 'unknown', says, missing: [`${side}.withinService`] };
  }
  const says = `The data ${within ? 'lie' : 'do not lie'} within the service provided.`;
  return { ...rule, met: within, says };
}

/** s.36(1), (11): the supplier holds a gas or an electricity supply licence of Great Britain. */
function licensedSupplier(facts: Facts, side: Side, power: Power, law: LawData): Test {
  const body = resolveBody(facts[side], law);
  const licences = power.suppliers.filter(({ class: one }) => body.classes.includes(one));
  const used = licences.filter(({ fuel }) => fuel === (facts.conditions?.energy?.fuel ?? fuel));
  const sections = used.map(({ citation }) => citation);
  const rule = { rule: 'licensed-supplier', stage: 'gateway', citation: power.citation } as const;
  const also = side === 'to' ? ['DEA2017 s.36(11)', ...sections] : ['DEA2017 s.36(11)'];
  const licensed = facts.conditions?.energy?.recipientLicensed;
  if (licensed === false)
    return { ...rule, also, met: false, says: `${body.label} holds no supply licence.` };
  if (body.classes.length === 0) {
    const says = `It is not known what kind of body ${body.label} is.`;
    return { ...rule, met: 'unknown', says, missing: [missingOf(facts, side)] };
  }
  if (licences.length === 0 || body.serves !== undefined) {
    const says = `${body.label} is not a licensed gas or electricity supplier.`;
    return { ...rule, also, met: false, says };
  }
  if (licensed === undefined) {
    const says = `It is not said whether ${body.label} itself holds a supply licence.`;
    return { ...rule, also, met: 'unknown', says, missing: ['conditions.energy.recipientLicensed'] };
  }
  return { ...rule, also, met: true, says: `${body.label} holds a supply licence.` };
}

/** s.36(3): it is for use in one of the measures named, as they stood on the day, under the right licence. */
function namedMeasure(facts: Facts, power: Power, law: LawData): Test[] {
  const scheme = facts.conditions?.energy?.scheme;
  const rule = { rule: 'measure', stage: 'gateway', citation: 'DEA2017 s.36(3)' } as const;
  if (scheme === undefined) {
    const says = 'It is not said in which measure the data will be used.';
    return [{ ...rule, met: 'unknown', says, missing: ['conditions.energy.scheme'] }];
  }
  const measure = power.measures?.find((one) => one.scheme === scheme);
  if (measure === undefined)
    return [{ ...rule, met: false, says: 'The data are not for use in a measure that the Act names.' }];
  const also = [measure.citation, ...(measure.insertedBy === undefined ? [] : [measure.insertedBy])];
  if (facts.on === undefined)
    return [{ ...rule, met: 'unknown', says: 'Whether the measure is named depends on the day.' }];
  if (facts.on < measure.from) {
    const says = `The measure was added on ${measure.from}, after ${facts.on}.`;
    return [{ ...rule, also, met: false, says }];
  }
  const found: Test = { ...rule, also, met: true, says: `The measure is ${measure.text}.` };
  return measure.fuel === undefined ? [found] : [found, rightLicence(facts, measure.fuel, power, law)];
}

/** s.36(3): the gas measures serve gas suppliers, the electricity measures electricity suppliers. */
function rightLicence(facts: Facts, fuel: 'gas' | 'electricity', power: Power, law: LawData): Test {
  const rule = { rule: 'licence-match', stage: 'gateway', citation: 'DEA2017 s.36(3)' } as const;
  const { classes } = resolveBody(facts.to, law);
  const held = power.suppliers.filter(({ class: one }) => classes.includes(one)).map((one) => one.fuel);
  const acts = facts.conditions?.energy?.fuel ?? (held.length === 1 ? held[0] : undefined);
  if (acts === undefined) {
    const says = 'It is not said under which licence the supplier acts.';
    return { ...rule, met: 'unknown', says, missing: ['conditions.energy.fuel'] };
  }
  const met = acts === fuel;
  const says = met
    ? `A measure for ${fuel} suppliers is used by one.`
    : `The measure is for ${fuel} suppliers, and this one acts under a licence for ${acts}.`;
  return { ...rule, met, says };
}

const resolved = (body: Body): boolean =>
  body.serves === undefined ? body.classes.some((one) => one !== 'provider') : body.serves.length > 0;

function missingOf(facts: Facts, side: Side): string {
  const body = facts[side];
  if (body?.capacity === 'provider-to' || body?.class === 'provider') return `${side}.of`;
  return `${side}.class`;
}
