/** What a field says about a person, in the law data's words and ours, and which of them the law guards more closely. */
const plain = [
  'reference',
  'service-marker',
  'name',
  'address',
  'contact-details',
  'date-of-birth',
  'household-composition',
  'benefit-status',
  'employment-status',
  'housing-status',
  'financial-circumstances',
  'property-characteristics',
  'energy-account',
  'eligibility-flag',
] as const;

/** UK GDPR article 9(1), or close enough to it that we treat it alike. */
const special = ['health', 'disability', 'substance-misuse', 'adult-social-care', 'domestic-abuse'] as const;

/** UK GDPR article 10. */
const criminal = ['offending', 'anti-social-behaviour'] as const;

export const categoryNames = [...plain, ...special, ...criminal] as const;
export type Category = (typeof categoryNames)[number];

export const isSpecial = (category: string): boolean => (special as readonly string[]).includes(category);
export const isCriminal = (category: string): boolean => (criminal as readonly string[]).includes(category);

/** The law data's slug for a category; ours that it lacks count as internal administration. */
export const lawCategory = (category: Category): string =>
  category === 'reference' || category === 'service-marker' ? 'internal-administration' : category;
