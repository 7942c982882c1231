import YAML from 'yaml';
import { addDays, addPeriod, digestOf, longDate, type PlainDate, utf8 } from '#kernel';
import { defaultPersonModel, type LinkageModel } from '#linkage';
import { prohibitedUseCodes } from './sections/protection.ts';

export interface NewAgreementOptions {
  /** The day of publication, from which the other dates are counted: the first run comes 14 days later. */
  readonly today: PlainDate;
  /** 26 characters of base 32, random, so that the series says nothing. */
  readonly series: string;
  /** Energy suppliers, 1 to 20. Without it 3. */
  readonly suppliers?: number;
  /** The day on which a benefit must be in payment. Without it 60 days before `today`. */
  readonly qualifyingDate?: PlainDate;
}

/** Made-up names: no real supplier is meant. */
const supplierNames = ['Brightmoor Energy', 'Harbour Light and Power', 'Tarn Valley Electric'];

/**
 * A fuel-poverty agreement as YAML, ready to compile: a department tells suppliers which of their own customers
 * qualify for the Warm Home Discount. Digests and links are placeholders to replace before anyone signs.
 */
export function newAgreement(options: NewAgreementOptions): string {
  const suppliers = Array.from({ length: options.suppliers ?? 3 }, (_, i) => ({
    id: `supplier-${i + 1}`,
    name: supplierNames[i] ?? `Supplier ${i + 1}`,
  }));
  const draft = {
    ...options,
    suppliers,
    qualifyingDate: options.qualifyingDate ?? addDays(options.today, -60),
    firstRun: addDays(options.today, 14),
    end: addPeriod(options.today, 'P6M'),
  };
  const parts: readonly (readonly [string, object])[] = [
    ['Which agreement this is.', { format: 'stile-agreement/1', identity: identity(draft) }],
    ['Who takes part, and which posts must sign.', { parties: parties(draft) }],
    ['The powers: one for each direction.', { powers: powers(draft) }],
    ['Data protection law: a power is not a lawful basis.', { dataProtection: dataProtection(draft) }],
    ['What it is for, and what it may never be used for.', { purpose }],
    ['Whom it is about.', { subjects }],
    [
      'What each party brings. Every field says why it is needed.',
      { inputs: [department, ...suppliers.map(({ id }) => supplierInput(id, draft.qualifyingDate))] },
    ],
    ['How records are compared, and how sure that is.', { matching }],
    ['What is worked out.', { operation: operation(draft) }],
    ['What crosses, and to whom. Nothing else does.', { outputs: outputs(draft) }],
    ['What suppliers send back.', { returns: returns(draft), onward: [] }],
    ['How often.', { limits: { runs: 5, minimumGapDays: 7, permitHours: 72 } }],
    ['When everything is destroyed.', { retention: retention(draft) }],
    ['What people can do.', { rights }],
    ['What is public, and when.', { transparency: { publishOn: draft.today, withheld: [] } }],
    [
      'What is ready, what it costs, what can go wrong and who owns it.',
      { readiness: readiness(draft), costs, risks },
    ],
    ['From when until when, and how it ends.', { time: time(draft), ending }],
  ];
  return parts
    .map(
      ([comment, part]) =>
        `# ${comment}\n${YAML.stringify(part, { lineWidth: 110, aliasDuplicateObjects: false })}`,
    )
    .join('\n');
}

interface Draft {
  readonly today: PlainDate;
  readonly series: string;
  readonly suppliers: readonly { readonly id: string; readonly name: string }[];
  readonly qualifyingDate: PlainDate;
  readonly firstRun: PlainDate;
  readonly end: PlainDate;
}

const PURPOSE = 'fuel-poverty-assistance';

const identity = ({ series }: Draft) => ({
  series,
  version: 1,
  title: 'Warm Home Discount: finding customers who qualify',
  summary:
    'A department tells energy suppliers which of their own customers get a benefit that qualifies for the Warm Home Discount, so that suppliers can take it off the bill without a claim.',
});

const parties = ({ suppliers }: Draft) => [
  {
    id: 'department',
    organisation: 'department.example',
    name: 'Example Department for Benefits',
    shortName: 'the department',
    body: { organisation: 'dwp', class: 'sos-dwp' },
    roles: ['discloser', 'operator'],
    capacity: { kind: 'own' },
    signatories: [
      { post: 'information-asset-owner', count: 1 },
      { post: 'senior-responsible-owner', count: 1 },
    ],
    contact: 'Data sharing team, datasharing@department.example',
  },
  ...suppliers.map(({ id, name }) => ({
    id,
    organisation: `${id}.example`,
    name,
    body: { class: 'licensed-electricity-supplier' },
    roles: ['discloser', 'recipient'],
    capacity: { kind: 'own' },
    signatories: [{ post: 'authorised-signatory', count: 1 }],
    contact: `Warm Home Discount team, whd@${id}.example`,
  })),
];

const powers = ({ suppliers, today }: Draft) => {
  const ids = suppliers.map(({ id }) => id);
  const common = { territory: ['E', 'W'], asOf: addDays(today, -1) };
  const energy = { scheme: 'support-scheme', fuel: 'electricity', recipientLicensed: true };
  const address = (section: string) => `https://www.legislation.gov.uk/ukpga/2017/30/section/${section}`;
  return [
    {
      power: 'dea2017-s36',
      from: ['department'],
      to: ids,
      ...common,
      link: address('36'),
      conditions: { energy },
      consents: [],
    },
    {
      power: 'dea2017-s37',
      from: ids,
      to: ['department'],
      ...common,
      link: address('37'),
      conditions: { energy },
      consents: [],
    },
  ];
};

/** Stands for a document that the parties have yet to write. */
const placeholder = (name: string) => ({
  digest: digestOf(utf8(`placeholder: ${name}`)),
  link: `https://department.example/warm-home-discount/${name}`,
});

const dataProtection = ({ suppliers, today }: Draft) => ({
  lawfulBasis: [
    { party: 'department', basis: 'public-task' },
    ...suppliers.map(({ id }) => ({ party: id, basis: 'legal-obligation' })),
  ],
  specialCategory: [],
  criminalConvictions: [],
  dpia: { ...placeholder('dpia'), completedOn: addDays(today, -7) },
  equalityAssessment: placeholder('equality-assessment'),
  privacyNotices: ['department', ...suppliers.map(({ id }) => id)].map((party) => ({
    party,
    link: `https://${party}.example/privacy`,
  })),
  transfers: 'none',
});

const purpose = {
  code: PURPOSE,
  intervention: 'The supplier takes the discount off the electricity bill of each customer who qualifies.',
  prohibitedUses: [...prohibitedUseCodes],
  benefits: [
    {
      what: 'People who qualify get the discount without having to claim it.',
      measuredBy: 'Discounts paid to flagged customers, out of all flagged customers.',
    },
  ],
  harms: [
    {
      what: 'Somebody who qualifies is missed, or somebody who does not is flagged.',
      measuredBy: 'Calls to the helpline that end in a changed answer, by supplier.',
    },
  ],
  notEligible:
    'They keep any help that they have. The department writes to people whom it could not match and says how to ask for the discount.',
  whyNotConsent:
    'Most people who qualify never claim. Asking each of them first would need the same match, and would reach fewer of those with most need.',
  alternatives: [
    'People claim for themselves with proof: in earlier winters most of those who qualified did not.',
    'Suppliers ask all their customers: answers can’t be checked, and many are not given.',
  ],
};

const subjects = {
  cohort: 'People with a benefit that may qualify, and their partners, in England and Wales.',
  narrowing:
    'The department takes only people with a current award, and leaves out anyone who has told it to be left out. People already helped or with a safety marker are dropped before anything leaves.',
  ceiling: 10_000_000,
};

type Field = Readonly<Record<string, unknown>>;
const field = (name: string, type: string, category: string, reason: string, more: Field = {}): Field => ({
  name,
  type,
  required: true,
  source: 'own',
  category,
  ...more,
  reason,
});
const optional = { required: false };

const personFields = (who: string): readonly Field[] => [
  field('forename', 'text', 'name', `To find the same person ${who}.`, { matchesAs: 'forename' }),
  field('surname', 'text', 'name', `To find the same person ${who}.`, { matchesAs: 'surname' }),
  field('date_of_birth', 'date', 'date-of-birth', 'To tell apart people of the same name.', {
    matchesAs: 'date_of_birth',
    ...optional,
  }),
  field('address_line', 'text', 'address', 'To tell apart people of the same name.', {
    matchesAs: 'address_line',
    ...optional,
  }),
  field('postcode', 'text', 'address', 'To tell apart people of the same name.', {
    matchesAs: 'postcode',
    ...optional,
  }),
];

const bounds = {
  minimumRows: 50,
  maximumRows: 10_000_000,
  maximumAgeDays: 31,
  maximumRejectedPerThousand: 20,
};
const excluded = (reason: string, name: string) => ({
  reason,
  when: { compare: { field: name, is: 'equals', value: 'yes' } },
});
const alreadyHelped = field(
  'already_helped',
  'yes-no',
  'service-marker',
  'To leave out people who have the discount.',
);

/** Codes as the department's extract writes them; the first four qualify. */
const benefits = [
  { value: 'PC-GC', meaning: 'Pension Credit (guarantee)' },
  { value: 'UC', meaning: 'Universal Credit' },
  { value: 'ESA-IR', meaning: 'income-related Employment and Support Allowance' },
  { value: 'JSA-IB', meaning: 'income-based Jobseeker’s Allowance' },
  { value: 'PC-SC', meaning: 'Pension Credit (savings)' },
  { value: 'CA', meaning: 'Carer’s Allowance' },
  { value: 'AA', meaning: 'Attendance Allowance' },
];
const qualifying = benefits.slice(0, 4).map(({ value }) => value);

const department = {
  party: 'department',
  name: 'department',
  side: 'people',
  description: 'People with a current benefit award, and their partners.',
  heldFor: 'other',
  fields: [
    field('person_ref', 'reference', 'reference', 'So that the department can read its own result.'),
    field('household_ref', 'text', 'household-composition', 'So that one household is helped once.'),
    field('role', 'code', 'household-composition', 'So that the claimant’s own account comes first.', {
      values: [
        { value: 'claimant', meaning: 'the person who made the claim' },
        { value: 'partner', meaning: 'the claimant’s partner' },
      ],
    }),
    ...personFields('among the suppliers’ customers'),
    field('benefit', 'code', 'benefit-status', 'The scheme names the benefits that qualify.', {
      values: benefits,
    }),
    field('award_start', 'date', 'benefit-status', 'The award must run on the qualifying date.'),
    field('award_end', 'date', 'benefit-status', 'The award must run on the qualifying date.', optional),
    alreadyHelped,
    field('safety_marker', 'yes-no', 'service-marker', 'To leave out people whose address must stay secret.'),
  ],
  ...bounds,
  exclusions: [excluded('already-helped', 'already_helped'), excluded('safety-marker', 'safety_marker')],
};

const supplierInput = (id: string, qualifyingDate: PlainDate) => ({
  party: id,
  name: id,
  side: 'customers',
  description: 'People who hold an electricity account with the supplier.',
  heldFor: 'other',
  fields: [
    field('customer_ref', 'reference', 'reference', 'So that the supplier can read its own flags.'),
    ...personFields('among people with a benefit'),
    field('account_opened', 'date', 'energy-account', 'The account must have run on the qualifying date.'),
    alreadyHelped,
    field('opted_out', 'yes-no', 'service-marker', 'To leave out people who want to be left out.'),
  ],
  ...bounds,
  exclusions: [
    excluded('already-helped', 'already_helped'),
    excluded('opted-out', 'opted_out'),
    { reason: 'other', when: { compare: { field: 'account_opened', is: 'more', value: qualifyingDate } } },
  ],
});

/** The person model without sex, which suppliers do not know. */
const model: LinkageModel = {
  ...defaultPersonModel,
  name: 'person-without-sex/1',
  fields: defaultPersonModel.fields.filter(({ name }) => name !== 'sex'),
  comparisons: defaultPersonModel.comparisons.filter(({ name }) => name !== 'sex'),
};

const matching = {
  operator: 'department',
  threshold: '4',
  maximumPairs: 500_000_000,
  expected: {
    wrongPer10000: 20,
    missedPer10000: 600,
    bearsWrong: 'bill payers, who pay for a discount that was meant for another.',
    bearsMissed: 'the person missed, until they answer the department’s letter.',
  },
  model,
};

const operation = ({ suppliers, qualifyingDate }: Draft) => ({
  kind: 'flag',
  people: ['department'],
  customers: suppliers.map(({ id }) => id),
  flags: [
    {
      name: 'qualifies',
      meaning: `The account holder or their partner had a benefit that qualifies on ${longDate(qualifyingDate)}.`,
      rule: {
        all: [
          { in: { field: 'department.benefit', values: qualifying } },
          { compare: { field: 'department.award_start', is: 'at-most', value: qualifyingDate } },
          {
            any: [
              { not: { present: 'department.award_end' } },
              { compare: { field: 'department.award_end', is: 'at-least', value: qualifyingDate } },
            ],
          },
        ],
      },
    },
  ],
  oneHelpPerHousehold: {
    field: 'department.household_ref',
    preferWhen: { compare: { field: 'department.role', is: 'equals', value: 'claimant' } },
  },
});

const outputs = ({ suppliers }: Draft) => [
  {
    name: 'department-results',
    kind: 'results',
    to: 'department',
    input: 'department',
    purpose: PURPOSE,
    fields: ['person_ref', 'result'],
    letters: {
      matched:
        'Your electricity supplier can now give you the Warm Home Discount. You need not do anything. If it is not on your bill by the end of March, ring the helpline.',
      unmatched:
        'You may be able to get the Warm Home Discount. We could not find your electricity account. Ring the helpline and have your bill ready.',
    },
  },
  ...suppliers.map(({ id }) => ({
    name: `${id}-flags`,
    kind: 'flags',
    to: id,
    input: id,
    purpose: PURPOSE,
    fields: ['customer_ref', 'qualifies'],
  })),
];

const returns = ({ suppliers }: Draft) =>
  suppliers.map(({ id }) => ({
    from: id,
    to: 'department',
    input: id,
    codes: [
      { code: 'helped', meaning: 'The discount is on the bill.' },
      { code: 'declined', meaning: 'The customer does not want it. This has no other effect.' },
      { code: 'no-longer-ours', meaning: 'The customer has left the supplier.' },
      { code: 'wrong-person', meaning: 'The flag was about somebody else.' },
      { code: 'deceased', meaning: 'The customer seems to have died. A person checks first.' },
      { code: 'withdrawn', meaning: 'The customer opted out after the flag was sent.' },
    ],
    dueDays: 60,
  }));

const retention = ({ suppliers }: Draft) => {
  const ids = suppliers.map(({ id }) => id);
  const answers =
    'Kept to answer people who ask what was shared about them, until the time to challenge is over.';
  const line = (
    artefact: string,
    holder: string,
    clockStarts: string,
    keepFor: string,
    more: Field = {},
  ) => ({
    artefact,
    holder,
    clockStarts,
    keepFor,
    method: artefact === 'intake-key' || artefact.endsWith('-package') ? 'crypto-erase' : 'clear',
    certificateWithinDays: 7,
    ...more,
  });
  return [
    line('input-package', 'department', 'run-finished', 'P0D'),
    line('intake-key', 'department', 'run-finished', 'P0D'),
    line('output-package', 'department', 'output-opened', 'P7D'),
    line('result-file', 'department', 'output-opened', 'P3M'),
    ...ids.map((id) => line('output-package', id, 'output-opened', 'P7D')),
    ...ids.map((id) => line('opened-output', id, 'output-opened', 'P3M')),
    ...['department', ...ids].map((id) =>
      line('answer-file', id, 'agreement-ends', 'P1Y', { reason: answers }),
    ),
    line('return-file', 'department', 'return-received', 'P3M'),
  ];
};

const rights = {
  contact: 'Warm Home Discount helpline, telephone 0800 000 0000, free',
  complaints: {
    contact: 'Complaints team, Warm Home Discount, Department, London SW1A 2AA',
    acknowledgeWithinDays: 30,
  },
  objection: 'Tell the department or your supplier. You are left out of every later run.',
  challenge: {
    how: 'Ring the helpline: a caseworker looks at your evidence under the same rule.',
    answerWithinWorkingDays: 5,
  },
  correction: 'Tell whoever holds the wrong fact. The next run uses the right one.',
  optOut:
    'Ring or write to the department or your supplier. You are left out of this help only, and everyone already told is told.',
};

const readiness = ({ today }: Draft) => ({
  securityPlan: { reference: 'SP-001', on: addDays(today, -7) },
  registerEntry: { reference: 'REG-001', on: today },
  businessCase: { reference: 'BC-001', on: addDays(today, -7) },
});

const costs = [
  { what: 'Staff time for preparing, running and answering people.', party: 'department', pounds: 40_000 },
];

const risks = [
  {
    risk: 'A customer is flagged because they look like somebody else.',
    owner: 'information-asset-owner',
    mitigation: 'A high threshold, no guessing between equals, and a return code for wrong persons.',
  },
  {
    risk: 'A flag is used for something else.',
    owner: 'senior-responsible-owner',
    mitigation: 'Prohibited uses by code, sworn off by each supplier, with the offence of section 41.',
  },
];

const time = ({ today, firstRun, end }: Draft) => ({
  start: today,
  firstRun,
  end,
  reviewDue: addPeriod(today, 'P5M'),
  evaluationDue: addPeriod(end, 'P3M'),
});

const ending = {
  maySuspendAll: ['department'],
  dataHeld:
    'When the agreement ends or stops, no run starts. What each party holds is destroyed on the days set out above, and certified.',
};
