import * as z from 'zod';
import { fail, issuesText, schemas } from '#kernel';

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/, 'not a slug (a-z, 0-9, hyphens)');
const yes = z.boolean().exactOptional();

export const territories = ['E', 'W', 'S', 'NI'] as const;
export type Territory = (typeof territories)[number];

export const energySchemes = [
  'support-scheme',
  'obligation-gas',
  'obligation-electricity',
  'grant',
  'price-restriction-gas',
  'price-restriction-electricity',
  'none',
] as const;

export const revenueSources = ['hmrc', 'wra', 'rs', 'other'] as const;
const revenueConsent = z.enum(['given', 'refused', 'not-asked']).exactOptional();

/** How a body acts: in its own right, as an executive agency of another, or providing services to another. */
export const capacities = ['own', 'agency-of', 'provider-to'] as const;

export const bodyFactsSchema = z.strictObject({
  organisation: slug.exactOptional(),
  class: slug.exactOptional(),
  capacity: z.enum(capacities).exactOptional(),
  of: slug.exactOptional(),
  withinService: yes,
});
export type BodyFacts = z.infer<typeof bodyFactsSchema>;

/** What is shared. Categories are the law data's slugs (`name`, `benefit-status`, `eligibility-flag`, …). */
const dataSchema = z.strictObject({
  categories: z.array(slug).exactOptional(),
  identifiable: yes,
  deIdentified: yes,
  everIdentifying: yes,
  createdByCombining: yes,
  source: z.enum(revenueSources).exactOptional(),
  heldFor: z.enum(['health', 'adult-social-care', 'other']).exactOptional(),
  heldForListedFunction: yes,
  ipaBarred: yes,
  alreadyPublic: yes,
});

const conditionsSchema = z.strictObject({
  benefitsIndividual: yes,
  benefitsUndertaking: yes,
  punitive: yes,
  consentGiven: yes,
  consentFeasible: yes,
  revenueConsent,
  dpLawBreach: yes,
  energy: z
    .strictObject({
      scheme: z.enum(energySchemes).exactOptional(),
      recipientLicensed: yes,
      fuel: z.enum(['gas', 'electricity']).exactOptional(),
    })
    .exactOptional(),
});

const readinessSchema = z.strictObject({
  codeInForce: yes,
  agreement: yes,
  dpia: yes,
  securityPlan: yes,
  registerEntry: yes,
  businessCase: yes,
});
export type ReadinessStep = keyof z.infer<typeof readinessSchema>;

const laterUseSchema = z.strictObject({
  kind: z.enum(['use', 'onward']).exactOptional(),
  ground: slug.exactOptional(),
  toClass: slug.exactOptional(),
  done: yes,
  stateOfMind: z.enum(['knew', 'reckless', 'reasonable-belief']).exactOptional(),
  revenueConsent,
});

/**
 * One question: may these bodies share these data for this purpose on this day? Every member may be absent;
 * an absent fact that a rule needs gives `unknown`, never a guess. Members that no rule here reads are refused.
 */
export const factsSchema = z.strictObject({
  on: schemas.date.exactOptional(),
  territory: z.enum(territories).exactOptional(),
  from: bodyFactsSchema.exactOptional(),
  to: bodyFactsSchema.exactOptional(),
  power: slug.exactOptional(),
  objective: slug.exactOptional(),
  purpose: slug.exactOptional(),
  subjects: z.enum(['person', 'company', 'none']).exactOptional(),
  data: dataSchema.exactOptional(),
  conditions: conditionsSchema.exactOptional(),
  readiness: readinessSchema.exactOptional(),
  laterUse: laterUseSchema.exactOptional(),
});
export type Facts = z.infer<typeof factsSchema>;

/** Reads facts. Throws `LAW_FACTS_INVALID`. */
export function parseFacts(value: unknown): Facts {
  const read = factsSchema.safeParse(value);
  return read.success ? read.data : fail('LAW_FACTS_INVALID', { reason: issuesText(read.error) });
}
