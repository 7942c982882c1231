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

/** A class of health bodies is taken as having only health or adult social care functions unless the facts say otherwise. */
export const isHealthKind = ({ kinds }: Body): boolean =>
  kinds.length > 0 && kinds.every((kind) => kind === 'health');
