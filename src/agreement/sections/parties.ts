import * as z from 'zod';
import { capacities, conditionsSchema, territories } from '#law';
import {
  count,
  date,
  digest,
  label,
  line,
  link,
  list,
  name,
  organisationId,
  paragraph,
  post,
  sentence,
  slug,
} from './common.ts';

/** Which agreement this is. */
export const identity = z.strictObject({
  /** Random, so that it says nothing: 26 characters of base 32. */
  series: z.string().regex(/^[a-z2-7]{26}$/, 'not a series (26 characters, a-z and 2-7)'),
  version: count(1, 9999),
  /** The digest of the version that this one replaces. */
  replaces: digest.exactOptional(),
  /** The digest of the framework agreement that it sits under. */
  framework: digest.exactOptional(),
  title: label,
  summary: paragraph,
});

export const roles = [
  'discloser',
  'recipient',
  'operator',
  'joint-controller',
  'processor',
  'scheme-administrator',
] as const;

const party = z.strictObject({
  id: name,
  /** As in its key records. */
  organisation: organisationId,
  name: label,
  /** What the English calls it once it has been named in full, such as “the department”. */
  shortName: line(40).exactOptional(),
  /** What it is in the law data. */
  body: z
    .strictObject({ organisation: slug.exactOptional(), class: slug.exactOptional() })
    .refine(
      (body) => body.organisation !== undefined || body.class !== undefined,
      'needs an organisation or a class',
    ),
  roles: list(z.enum(roles), roles.length, 1),
  capacity: z.strictObject({ kind: z.enum(capacities), of: slug.exactOptional() }),
  /** For a processor: whose it is, and the contract (UK GDPR article 28). */
  contract: z.strictObject({ with: name, reference: label }).exactOptional(),
  /** Posts, not people: what a key record binds to a person. */
  signatories: list(z.strictObject({ post, count: count(1, 10) }), 10, 1),
  contact: sentence,
});
export const parties = list(party, 60, 2);

export const powers = list(
  z.strictObject({
    /** A power of the law data, such as `dea2017-s36`. */
    power: slug,
    from: list(name, 60, 1),
    to: list(name, 60, 1),
    territory: list(z.enum(territories), 4, 1),
    /** The address of the section read, and the day on which it was read. */
    link,
    asOf: date,
    objective: slug.exactOptional(),
    /** What the rules of this power ask, in the words of the law data's facts. */
    conditions: conditionsSchema.pick({
      energy: true,
      water: true,
      debt: true,
      fraud: true,
      registration: true,
    }),
    /** Under the objective on several disadvantages: those that everyone in the share has, with the age that counts. */
    disadvantages: list(z.strictObject({ id: slug, age: count(0, 130).exactOptional() }), 20).exactOptional(),
    consents: list(z.strictObject({ of: label, reference: line(200), on: date }), 20),
  }),
  20,
  1,
);
