import type { PlanField, PrepareStep, RunPlan } from '#agreement';
import type { Digest, PlainDate } from '#kernel';
import { defaultPersonModel } from '#linkage';

/** A run plan for tests of pages: one department, three suppliers, every kind of use of a field. */

export const digestLike = (digit: string): Digest => `sha256:${digit.repeat(64).slice(0, 64)}`;
const day = (text: string) => text as PlainDate;

const field = (
  name: string,
  type: PlanField['type'],
  uses: readonly PlanField['uses'][number][],
  more: Partial<PlanField> = {},
): PlanField => ({
  name,
  type,
  required: uses.includes('reference'),
  uses,
  source: 'own',
  category: 'identity',
  clause: `inputs.${name}`,
  ...more,
});

const people: PrepareStep = {
  step: 'prepare',
  input: 'claimants',
  party: 'department',
  side: 'people',
  fields: [
    field('case_ref', 'reference', ['reference']),
    field('forename', 'text', ['matching'], { matchesAs: 'forename' }),
    field('surname', 'text', ['matching'], { matchesAs: 'surname' }),
    field('date_of_birth', 'date', ['matching', 'rule'], { matchesAs: 'date_of_birth' }),
    field('address', 'text', ['matching'], { matchesAs: 'address_line' }),
    field('postcode', 'text', ['matching'], { matchesAs: 'postcode' }),
    field('household_ref', 'reference', ['household']),
    field('benefit', 'code', ['rule'], { category: 'benefit', values: ['PC', 'UC', 'HB'] }),
    field('award_from', 'date', ['rule'], { category: 'benefit' }),
    field('already_helped', 'yes-no', ['exclusion']),
    field('protected_address', 'yes-no', ['exclusion'], { category: 'safety' }),
  ],
  minimumRows: 1000,
  maximumRows: 200_000,
  maximumAgeDays: 31,
  maximumRejectedPerThousand: 20,
  exclusions: [
    {
      reason: 'people already helped this winter',
      when: { compare: { field: 'already_helped', is: 'equals', value: 'yes' } },
      clause: 'subjects.exclusions[0]',
    },
    {
      reason: 'people with a protected address',
      when: { compare: { field: 'protected_address', is: 'equals', value: 'yes' } },
      clause: 'subjects.exclusions[1]',
    },
  ],
  facts: [
    {
      name: 'fact_1',
      rule: {
        all: [
          { in: { field: 'benefit', values: ['PC', 'UC'] } },
          { between: { field: 'award_from', to: '2026-08-24' } },
        ],
      },
      clause: 'operation.flags[0]',
    },
    {
      name: 'fact_2',
      rule: { between: { field: 'date_of_birth', to: '1960-09-22' } },
      clause: 'operation.flags[0]',
    },
  ],
  sealed: [
    { name: 'reference', holds: 'reference', from: 'case_ref' },
    { name: 'match_forename', holds: 'matching', from: 'forename' },
    { name: 'match_surname', holds: 'matching', from: 'surname' },
    { name: 'match_date_of_birth', holds: 'matching', from: 'date_of_birth' },
    { name: 'match_address_line', holds: 'matching', from: 'address' },
    { name: 'match_postcode', holds: 'matching', from: 'postcode' },
    { name: 'household', holds: 'household', from: 'household_ref' },
    { name: 'fact_1', holds: 'fact', from: 'fact_1' },
    { name: 'fact_2', holds: 'fact', from: 'fact_2' },
  ],
  clause: 'inputs[0]',
};

const customers = (index: number): PrepareStep => ({
  ...people,
  input: `customers-${index}`,
  party: `supplier-${index}`,
  side: 'customers',
  fields: [
    field('customer_ref', 'reference', ['reference']),
    field('forename', 'text', ['matching'], { matchesAs: 'forename' }),
    field('surname', 'text', ['matching'], { matchesAs: 'surname' }),
    field('date_of_birth', 'date', ['matching'], { matchesAs: 'date_of_birth' }),
    field('supply_address', 'text', ['matching'], { matchesAs: 'address_line' }),
    field('postcode', 'text', ['matching'], { matchesAs: 'postcode' }),
  ],
  exclusions: [],
  facts: [],
  sealed: [
    { name: 'reference', holds: 'reference', from: 'customer_ref' },
    { name: 'match_forename', holds: 'matching', from: 'forename' },
    { name: 'match_surname', holds: 'matching', from: 'surname' },
    { name: 'match_date_of_birth', holds: 'matching', from: 'date_of_birth' },
    { name: 'match_address_line', holds: 'matching', from: 'supply_address' },
    { name: 'match_postcode', holds: 'matching', from: 'postcode' },
  ],
  clause: `inputs[${index}]`,
});

const suppliers = [1, 2, 3].map((index) => ({
  id: `supplier-${index}`,
  organisation: `example-supplier-${index}`,
  name: ['Ashdown Energy Ltd', 'Brightwater Power plc', 'Calder Gas and Electric Ltd'][index - 1] ?? '',
}));

export const examplePlan: RunPlan = {
  planFormat: 'stile-run-plan/1',
  compiler: 'stile 0.1.0',
  agreement: {
    digest: digestLike('a1'),
    series: 'k7f3-warm-homes',
    version: 1,
    title: 'Money off energy bills for people who get a qualifying benefit, winter 2026 to 2027',
  },
  lawData: { digest: digestLike('b2'), checkedTo: day('2026-11-01') },
  parties: [
    {
      id: 'department',
      organisation: 'example-department',
      name: 'Department for Example Benefits',
      roles: ['discloser', 'operator'],
      signatories: [
        { post: 'senior-responsible-owner', count: 1 },
        { post: 'data-protection-officer', count: 1 },
      ],
      clause: 'parties[0]',
    },
    ...suppliers.map((supplier, index) => ({
      ...supplier,
      roles: ['recipient'] as const,
      signatories: [{ post: 'company-secretary', count: 1 }],
      clause: `parties[${index + 1}]`,
    })),
  ],
  limits: {
    firstRun: day('2026-11-15'),
    lastRun: day('2027-03-31'),
    runs: 4,
    minimumGapDays: 28,
    permitHours: 72,
    reviewDue: day('2027-02-01'),
    evaluationDue: day('2027-06-30'),
    clause: 'limits',
  },
  flows: suppliers.flatMap(({ id }) => [
    { from: id, to: 'department', carries: ['customers'], facts: {}, clause: 'power' },
    { from: 'department', to: id, carries: ['flags'], facts: {}, clause: 'power' },
  ]),
  prepare: [people, customers(1), customers(2), customers(3)],
  link: [1, 2, 3].map((index) => ({
    step: 'link' as const,
    people: 'claimants',
    customers: `customers-${index}`,
    model: defaultPersonModel,
    modelDigest: digestLike('c3'),
    threshold: '12.5',
    reviewFrom: '6',
    maximumPairs: 50_000_000,
    clause: 'matching',
  })),
  operation: {
    step: 'flag',
    operator: 'department',
    flags: [
      {
        name: 'rebate',
        meaning: 'Take £150 off this customer’s electricity bill this winter.',
        rule: {
          all: [
            { compare: { field: 'claimants.fact_1', is: 'equals', value: 'true' } },
            { compare: { field: 'claimants.fact_2', is: 'equals', value: 'true' } },
          ],
        },
        clause: 'operation.flags[0]',
      },
    ],
    oneHelpPerHousehold: { order: ['preference', 'weight'], clause: 'operation.household' },
    clause: 'operation',
  },
  outputs: [
    ...suppliers.map(({ id, name }, index) => ({
      step: 'output' as const,
      name: `flags-${index + 1}`,
      kind: 'flags' as const,
      to: id,
      input: `customers-${index + 1}`,
      columns: [
        { name: 'customer_ref', holds: `${name}’s own reference` },
        { name: 'rebate', holds: 'yes or no' },
      ],
      maximumRows: 80_000,
      clause: `outputs[${index}]`,
    })),
    {
      step: 'output',
      name: 'results',
      kind: 'results',
      to: 'department',
      input: 'claimants',
      columns: [
        { name: 'case_ref', holds: 'the department’s own reference' },
        { name: 'result', holds: 'matched, unmatched or to review' },
      ],
      maximumRows: 200_000,
      letters: { matched: 'You do not need to do anything.', unmatched: 'Please ring us.' },
      clause: 'outputs[3]',
    },
  ],
  returns: suppliers.map(({ id }, index) => ({
    step: 'return' as const,
    from: id,
    to: 'department',
    input: `customers-${index + 1}`,
    codes: [
      { code: 'helped', meaning: 'the rebate was paid' },
      { code: 'no-longer-ours', meaning: 'the customer has left' },
    ],
    dueDays: 60,
    clause: `return[${index}]`,
  })),
  disposal: [
    {
      step: 'dispose',
      artefact: 'intake-key',
      holder: 'department',
      clockStarts: 'run-finished',
      keepFor: 'P7D',
      method: 'crypto-erase',
      certificateWithinDays: 7,
      clause: 'retention[0]',
    },
    {
      step: 'dispose',
      artefact: 'opened-output',
      holder: 'supplier-1',
      clockStarts: 'output-opened',
      keepFor: 'P90D',
      method: 'clear',
      certificateWithinDays: 14,
      clause: 'retention[1]',
    },
  ],
};
