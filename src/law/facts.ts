import * as z from 'zod';
import { fail, issuesText, schemas } from '#kernel';

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/, 'not a slug (a-z, 0-9, hyphens)');
const yes = z.boolean().exactOptional();
const oneOf = <const T extends readonly string[]>(values: T) => z.enum(values).exactOptional();

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

/** For which function the discloser holds information. */
export const heldForFunctions = ['health', 'adult-social-care', 'other'] as const;

export const revenueSources = ['hmrc', 'wra', 'rs', 'other'] as const;
const revenueConsent = oneOf(['given', 'refused', 'not-asked']);

/** How a body acts: in its own right, as an executive agency of another, or providing services to another. */
export const capacities = ['own', 'agency-of', 'provider-to'] as const;

export const bodyFactsSchema = z.strictObject({
  organisation: slug.exactOptional(),
  class: slug.exactOptional(),
  capacity: oneOf(capacities),
  of: slug.exactOptional(),
  withinService: yes,
  publicAuthorityForResearch: yes,
  isCrownBody: yes,
});
export type BodyFacts = z.infer<typeof bodyFactsSchema>;

/** What is shared. Categories are slugs (`name`, `benefit-status`, `eligibility-flag`, …). */
const dataSchema = z.strictObject({
  categories: z.array(slug).exactOptional(),
  identifiable: yes,
  deIdentified: yes,
  everIdentifying: yes,
  createdByCombining: yes,
  source: oneOf(revenueSources),
  heldFor: oneOf(heldForFunctions),
  heldForListedFunction: yes,
  ipaBarred: yes,
  alreadyPublic: yes,
});

/** One disadvantage said to be present: whose it is, in which household, and that person's age in whole years. */
const factorSchema = z.strictObject({
  id: slug,
  age: z.int().min(0).max(130).exactOptional(),
  person: z.int().min(0).exactOptional(),
  household: z.string().min(1).max(100).exactOptional(),
  role: oneOf(['perpetrator', 'victim']),
});

/** What the rules of single powers ask. */
export const conditionsSchema = z.strictObject({
  benefitsIndividual: yes,
  benefitsUndertaking: yes,
  punitive: yes,
  consentGiven: yes,
  consentFeasible: yes,
  revenueConsent,
  dpLawBreach: yes,
  publicInterest: yes,
  debt: z
    .strictObject({ overdue: yes, owedTo: oneOf(['public-authority', 'crown', 'private']) })
    .exactOptional(),
  fraud: z
    .strictObject({
      offence: oneOf(['fraud', 'error', 'other-crime']),
      lossOrRisk: oneOf(['loss', 'risk', 'neither']),
      againstPublicAuthority: yes,
    })
    .exactOptional(),
  energy: z
    .strictObject({
      scheme: oneOf(energySchemes),
      recipientLicensed: yes,
      fuel: oneOf(['gas', 'electricity']),
    })
    .exactOptional(),
  water: z
    .strictObject({
      scheme: oneOf(['special-provision', 'social-tariff', 'none']),
      undertakerArea: oneOf(['england', 'wales', 'other']),
      inWaterPoverty: yes,
      inSpecialProvisionClass: yes,
    })
    .exactOptional(),
  research: z
    .strictObject({
      projectAccredited: yes,
      processorsAccredited: yes,
      recipientsAccredited: yes,
      usersAccredited: yes,
      codeRegard: yes,
      reasonableSteps: yes,
      madeByAuthorityOrProcessor: yes,
      processorToProcessor: yes,
      reviewerAccredited: yes,
      researchInPublicInterest: yes,
    })
    .exactOptional(),
  statistics: z
    .strictObject({
      notice: oneOf(['45A', '45B', '45C', '45D', '53A', 'none']),
      requiredForBoardFunction: yes,
      reasonsGiven: yes,
      reply: oneOf(['willing', 'unwilling-with-reasons', 'unwilling-no-reasons', 'none']),
      devolvedConsent: yes,
      undertakingSize: oneOf(['micro', 'small', 'medium', 'large']),
      nationalSecurityRisk: yes,
      consultClause: yes,
      complied: yes,
      reasonableExcuse: yes,
      falseInformation: yes,
      sourceConsent: yes,
      statisticalPurpose: yes,
      writtenRequest: yes,
    })
    .exactOptional(),
  registration: z.strictObject({ expressBar: yes, requiredForFunction: yes }).exactOptional(),
});

const readinessSchema = z.strictObject({
  pilot: z
    .strictObject({
      status: oneOf(['none', 'submitted', 'approved', 'bau', 'ended']),
      ends: schemas.date.exactOptional(),
    })
    .exactOptional(),
  codeInForce: yes,
  agreement: yes,
  dpia: yes,
  securityPlan: yes,
  registerEntry: yes,
  businessCase: yes,
});

const laterUseSchema = z.strictObject({
  kind: oneOf(['use', 'onward']),
  ground: slug.exactOptional(),
  toClass: slug.exactOptional(),
  done: yes,
  stateOfMind: oneOf(['knew', 'reckless', 'reasonable-belief']),
  recipientAccredited: yes,
  revenueConsent,
});

/**
 * One question: may these bodies share these data for this purpose on this day? Every member may be absent;
 * an absent fact that a rule needs gives `unknown`, never a guess. Unknown members are refused. With `laterUse`, the
 * original share is taken as lawful and the question is only about the later use.
 */
export const factsSchema = z.strictObject({
  on: schemas.date.exactOptional(),
  territory: oneOf(territories),
  from: bodyFactsSchema.exactOptional(),
  to: bodyFactsSchema.exactOptional(),
  power: slug.exactOptional(),
  objective: slug.exactOptional(),
  purpose: slug.exactOptional(),
  subjects: oneOf(['person', 'company', 'none']),
  data: dataSchema.exactOptional(),
  factors: z.array(factorSchema).exactOptional(),
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
