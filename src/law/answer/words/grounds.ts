interface GroundWords {
  /** As it ends “may use it or pass it on …”. */
  readonly because: string;
  /** As it stands in a list of grounds. */
  readonly name: string;
}

/** Grounds for a later use or for passing information on. */
export const groundWords: Readonly<Record<string, GroundWords>> = {
  'already-public': { because: 'because it is already lawfully public', name: 'it is already public' },
  'data-subject-consent': {
    because: 'with the consent of the person it is about',
    name: 'the person’s consent',
  },
  'crime-asb-prevention': {
    because: 'to prevent or detect crime or prevent anti-social behaviour',
    name: 'preventing crime',
  },
  'criminal-investigation': { because: 'for a criminal investigation', name: 'a criminal investigation' },
  'legal-proceedings': { because: 'for legal proceedings', name: 'legal proceedings' },
  'serious-physical-harm': { because: 'to prevent serious physical harm', name: 'serious physical harm' },
  'loss-of-life': { because: 'to prevent loss of life', name: 'loss of life' },
  safeguarding: { because: 'to protect a vulnerable adult or a child', name: 'safeguarding' },
  emergency: { because: 'to respond to an emergency', name: 'emergencies' },
  'national-security': { because: 'to protect national security', name: 'national security' },
  enactment: { because: 'because another law requires or permits it', name: 'another law' },
  'eu-obligation': { because: 'because of an EU obligation', name: 'an EU obligation' },
  'court-order': { because: 'because a court orders it', name: 'a court order' },
  'protected-disclosure': { because: 'as a whistleblowing disclosure', name: 'whistleblowing' },
  journalism: { because: 'for journalism in the public interest', name: 'journalism in the public interest' },
  'research-team': { because: 'to people doing the same research', name: 'the same research' },
  'accredited-reviewer': {
    because: 'for review by an accredited reviewer before publication',
    name: 'review before publication',
  },
  'section-64-disclosure': {
    because: 'for a research disclosure under section 64',
    name: 'a section 64 disclosure',
  },
  'revenue-consent': { because: 'with the consent of the tax authority', name: 'the tax authority consents' },
  'same-purpose': { because: 'for the purpose for which it was shared', name: 'the same purpose' },
  other: { because: 'for another reason', name: 'another reason' },
};
