import * as z from 'zod';
import {
  count,
  date,
  documentReference,
  label,
  link,
  list,
  name,
  paragraph,
  post,
  sentence,
} from './common.ts';

/** UK GDPR articles 6(1), 9(2) and 10, Data Protection Act 2018 Schedule 1. A gateway is not a lawful basis. */
export const dataProtection = z.strictObject({
  lawfulBasis: list(
    z.strictObject({
      party: name,
      basis: z.enum([
        'consent',
        'contract',
        'legal-obligation',
        'vital-interests',
        'public-task',
        'legitimate-interests',
      ]),
    }),
    60,
    1,
  ),
  specialCategory: list(
    z.enum([
      'explicit-consent',
      'employment-and-social-security',
      'vital-interests',
      'substantial-public-interest',
      'health-or-social-care',
      'public-health',
      'archiving-research-statistics',
    ]),
    7,
  ),
  criminalConvictions: list(
    z.enum(['official-authority', 'substantial-public-interest', 'consent', 'vital-interests']),
    4,
  ),
  policyDocument: documentReference.exactOptional(),
  dpia: documentReference.extend({ completedOn: date }),
  equalityAssessment: documentReference,
  privacyNotices: list(z.strictObject({ party: name, link }), 60, 1),
  /** Transfers out of the United Kingdom. This version knows none. */
  transfers: z.literal('none'),
});

/** Uses that every recipient must swear off. */
export const prohibitedUseCodes = [
  'marketing',
  'credit',
  'collections',
  'disconnection',
  'prepayment',
  'meter-inference',
  'immigration',
  'any-other-purpose',
] as const;

const measure = z.strictObject({ what: sentence, measuredBy: sentence });

export const purpose = z.strictObject({
  /** A purpose of the law data, such as `fuel-poverty-assistance`. */
  code: name,
  /** The help offered. */
  intervention: paragraph,
  prohibitedUses: list(z.enum(prohibitedUseCodes), prohibitedUseCodes.length),
  benefits: list(measure, 10, 1),
  harms: list(measure, 10, 1),
  /** What happens to people found not eligible. */
  notEligible: paragraph.exactOptional(),
  whyNotConsent: paragraph,
  alternatives: list(sentence, 10, 1),
});

export const subjects = z.strictObject({
  cohort: sentence,
  /** How the cohort was made as small as it can be before anything is matched. */
  narrowing: paragraph,
  ceiling: count(1, 100_000_000),
});

export const rights = z.strictObject({
  contact: sentence,
  complaints: z.strictObject({ contact: sentence, acknowledgeWithinDays: count(1, 30) }),
  objection: sentence,
  challenge: z.strictObject({ how: sentence, answerWithinWorkingDays: count(1, 20) }),
  correction: sentence,
  /** How a person opts out of this help, at either end. */
  optOut: paragraph.exactOptional(),
});

export const transparency = z.strictObject({
  /** The day on which the agreement and the impact assessment become public. */
  publishOn: date,
  /** Why fewer than 14 days may pass from then to the first run, and who says so. */
  shortNotice: z.strictObject({ reason: sentence, approvedBy: post }).exactOptional(),
  withheld: list(z.strictObject({ what: label, ground: sentence, until: date }), 20),
});

const done = z.strictObject({ reference: label, on: date });

/** Debt and fraud: an approved pilot with its last day, or approval as business as usual. */
const approval = done.extend({ as: z.enum(['pilot', 'business-as-usual']), ends: date.exactOptional() });

export const readiness = z.strictObject({
  securityPlan: done,
  registerEntry: done,
  businessCase: done,
  approval: approval.exactOptional(),
});

export const costs = list(
  z.strictObject({ what: sentence, party: name, pounds: count(0, 1_000_000_000) }),
  30,
  1,
);

export const risks = list(
  z.strictObject({ risk: sentence, owner: post.exactOptional(), mitigation: sentence }),
  30,
  1,
);
