/** The disadvantages that count under the multiple disadvantages objective. */
export const factorWords: Readonly<Record<string, string>> = {
  'anti-social-behaviour': 'anti-social behaviour',
  'care-leaver': 'leaving care',
  'child-in-need': 'being a child in need',
  'criminal-offending': 'offending',
  'domestic-violence': 'domestic violence',
  'financial-exclusion': 'financial exclusion',
  disability: 'disability',
  homelessness: 'homelessness',
  'ill-health': 'ill-health',
  'irregular-school-attendance': 'irregular school attendance',
  'not-in-education-or-training': 'being out of education and training',
  'substance-misuse': 'substance misuse',
  unemployment: 'unemployment',
};
