import type { Body } from '../bodies.ts';

const publicKinds: ReadonlySet<string> = new Set([
  'uk-department',
  'non-ministerial',
  'devolved-government',
  'devolved-public-body',
  'local',
  'police',
  'public-body',
  'registration',
  'regulator',
  'education',
  'health',
]);

/** Whether a body exercises functions of a public nature, by its kinds; undefined where the kind does not settle it. */
export function isPublicAuthority({ kinds, serves }: Body): boolean | undefined {
  if (kinds.length === 0) return undefined;
  if (serves !== undefined) return undefined;
  if (kinds.some((kind) => publicKinds.has(kind))) return true;
  return kinds.every((kind) => kind === 'private') ? false : undefined;
}

const crownKinds: ReadonlySet<string> = new Set(['uk-department', 'non-ministerial', 'devolved-government']);

/**
 * Classes that do not settle it: devolved tax authorities and offices of the Scottish Administration, which act for
 * the Crown or may; and classes of several bodies, of which some do (Ofsted, the Registrar General) and some do not.
 */
const mayBeCrown: ReadonlySet<string> = new Set([
  'wra',
  'revenue-scotland',
  'accountant-in-bankruptcy',
  'food-standards-scotland',
  'scts',
  'national-records-scotland',
  'rg-ni',
  'civil-registration-official',
  'other-public-body',
  'police-other',
]);

/** Whether a body is of the Crown for s.45B of the 2007 Act, by its class; undefined where the class does not settle it. */
export const isCrownClass = ({ classes, kinds }: Body): boolean | undefined =>
  classes.some((one) => mayBeCrown.has(one)) ? undefined : kinds.some((kind) => crownKinds.has(kind));

/** A class of health bodies is taken as having only health or adult social care functions unless the facts say otherwise. */
export const isHealthKind = ({ kinds }: Body): boolean =>
  kinds.length > 0 && kinds.every((kind) => kind === 'health');
