import { describe, expect, it } from 'vitest';
import { isStileError, parseDate } from '#kernel';
import { lawData } from '#law';
import { assessFlows, requireLawfulFlows } from './assess-flows.ts';
import { compile } from './compile.ts';
import { changed, refusalsOf, sampleAgreement } from './sample.ts';

type Change = Parameters<typeof refusalsOf>[0];
type Draft = Parameters<Change>[0];

const input = (draft: Draft, i: number) => draft.inputs[i] ?? expect.fail('no such input');
const output = (draft: Draft, i: number) => draft.outputs[i] ?? expect.fail('no such output');
const party = (draft: Draft, i: number) => draft.parties[i] ?? expect.fail('no such party');
const flag = (draft: Draft) => draft.operation.flags[0] ?? expect.fail('no flag');
const field = (draft: Draft, i: number, name: string) =>
  input(draft, i).fields.find((one) => one.name === name) ?? expect.fail('no such field');
const drop = <T>(list: T[], which: (item: T) => boolean): void => {
  list.splice(0, list.length, ...list.filter((item) => !which(item)));
};
const extra = { type: 'text', required: true, source: 'own', category: 'name', reason: 'None.' } as const;
const operatorParty = {
  id: 'operator',
  organisation: 'operator.example',
  name: 'Example Operator',
  body: { class: 'private-company' },
  roles: ['operator'],
  capacity: { kind: 'own' },
  signatories: [{ post: 'authorised-signatory', count: 1 }],
  contact: 'Somewhere',
} as const;

/** Lets a third party operate, with what the agreement then has to say of it. */
function operateElsewhere(draft: Draft, more: object): void {
  draft.parties.push({ ...structuredClone(operatorParty), ...more } as unknown as Draft['parties'][number]);
  party(draft, 0).roles = ['discloser'];
  draft.matching.operator = 'operator';
  draft.ending.maySuspendAll.push('operator');
  for (const line of draft.retention)
    if (line.artefact === 'input-package' || line.artefact === 'intake-key') line.holder = 'operator';
}

const refusals: readonly (readonly [string, Change, string, string])[] = [
  [
    'a field that no step needs (minimisation)',
    (draft) => input(draft, 0).fields.push({ ...extra, name: 'telephone' }),
    'AGREEMENT_FIELD_UNUSED',
    'inputs[0].fields[13]',
  ],
  [
    'a field that is used without a reason',
    (draft) => {
      delete field(draft, 0, 'benefit').reason;
    },
    'AGREEMENT_FIELD_WITHOUT_REASON',
    'inputs[0].fields[8]',
  ],
  [
    'an output for another purpose than the agreement’s',
    (draft) => {
      output(draft, 1).purpose = 'marketing';
    },
    'AGREEMENT_OUTPUT_UNTRACED',
    'outputs[1]',
  ],
  [
    'an output that answers another party’s input',
    (draft) => {
      output(draft, 1).input = 'supplier-2';
    },
    'AGREEMENT_OUTPUT_UNTRACED',
    'outputs[1]',
  ],
  [
    'an output shape that the operation does not have',
    (draft) => output(draft, 1).fields.push('postcode'),
    'AGREEMENT_OUTPUT_SHAPE',
    'outputs[1].fields',
  ],
  [
    'a discloser that gets no result (safeguard 3)',
    (draft) => drop(draft.outputs, ({ kind }) => kind === 'results'),
    'AGREEMENT_OUTPUT_MISSING',
    'inputs[0]',
  ],
  [
    'a body that is not in the schedule',
    (draft) => {
      party(draft, 0).body = { organisation: 'dfe' };
    },
    'AGREEMENT_LAW_REFUSES',
    'inputs[1]',
  ],
  [
    'a body that the law data do not know',
    (draft) => {
      party(draft, 1).body = { organisation: 'nobody-in-particular' };
    },
    'AGREEMENT_LAW_REFUSES',
    'inputs[1]',
  ],
  [
    'a share before the power began',
    (draft) => {
      Object.assign(draft.time, {
        start: '2018-04-01',
        firstRun: '2018-04-20',
        reviewDue: '2018-05-20',
        end: '2018-06-01',
      });
      draft.transparency.publishOn = parseDate('2018-04-01');
      draft.dataProtection.dpia.completedOn = parseDate('2018-03-01');
      for (const power of draft.powers) power.asOf = parseDate('2018-03-01');
    },
    'AGREEMENT_LAW_REFUSES',
    'inputs[1]',
  ],
  [
    'a supplier without a licence',
    (draft) => {
      for (const power of draft.powers)
        power.conditions.energy = { scheme: 'support-scheme', recipientLicensed: false };
    },
    'AGREEMENT_LAW_REFUSES',
    'inputs[1]',
  ],
  [
    'a purpose that the power does not have',
    (draft) => {
      draft.purpose.code = 'marketing';
      for (const one of draft.outputs) one.purpose = 'marketing';
    },
    'AGREEMENT_LAW_REFUSES',
    'inputs[1]',
  ],
  [
    'a flow that no power covers',
    (draft) => drop(draft.powers, ({ power }) => power === 'dea2017-s37'),
    'AGREEMENT_POWER_MISSING',
    'inputs[1]',
  ],
  [
    'a power that covers no flow',
    (draft) => {
      const [first] = draft.powers;
      if (first !== undefined) draft.powers.push({ ...first, from: ['supplier-1'], to: ['supplier-2'] });
    },
    'AGREEMENT_POWER_UNUSED',
    'powers[2]',
  ],
  [
    'no end date',
    (draft) => {
      delete draft.time.end;
    },
    'AGREEMENT_END_MISSING',
    'time.end',
  ],
  [
    'retention past the run window without a reason',
    (draft) => {
      for (const line of draft.retention) delete line.reason;
    },
    'AGREEMENT_KEPT_TOO_LONG',
    'retention[8]',
  ],
  [
    'an artefact that nobody has to destroy',
    (draft) => drop(draft.retention, ({ artefact }) => artefact === 'intake-key'),
    'AGREEMENT_RETENTION_MISSING',
    'retention',
  ],
  [
    'the recipient of a flag as operator (safeguard 1)',
    (draft) => {
      draft.matching.operator = 'supplier-1';
      party(draft, 1).roles.push('operator');
    },
    'AGREEMENT_OPERATOR_IS_RECIPIENT',
    'matching.operator',
  ],
  [
    'an operator that is neither the discloser nor its processor',
    (draft) => operateElsewhere(draft, {}),
    'AGREEMENT_OPERATOR_OUTSIDE',
    'matching.operator',
  ],
  [
    'a matching field that one side does not feed',
    (draft) => {
      delete field(draft, 1, 'date_of_birth').matchesAs;
    },
    'AGREEMENT_MODEL_FIELD_ONE_SIDED',
    'inputs[1]',
  ],
  [
    'a matching field that the model does not have',
    (draft) => {
      field(draft, 0, 'surname').matchesAs = 'maiden_name';
    },
    'AGREEMENT_MODEL_FIELD_UNKNOWN',
    'inputs[0].fields[4].matchesAs',
  ],
  [
    'a rule over an unknown field',
    (draft) => {
      flag(draft).rule = { present: 'department.income' };
    },
    'AGREEMENT_RULE_FIELD_UNKNOWN',
    'operation.flags[0].rule',
  ],
  [
    'a rule that asks a text for its order',
    (draft) => {
      flag(draft).rule = { compare: { field: 'department.surname', is: 'more', value: 'M' } };
    },
    'AGREEMENT_RULE_TYPE',
    'operation.flags[0].rule',
  ],
  [
    'a rule that compares a date with what is none',
    (draft) => {
      flag(draft).rule = { compare: { field: 'department.award_start', is: 'less', value: '2026-02-30' } };
    },
    'AGREEMENT_RULE_TYPE',
    'operation.flags[0].rule',
  ],
  [
    'a value that is not in the code list',
    (draft) => {
      flag(draft).rule = { in: { field: 'department.benefit', values: ['UC', 'XX'] } };
    },
    'AGREEMENT_RULE_VALUE_UNKNOWN',
    'operation.flags[0].rule',
  ],
  [
    'an output that no row can reach, because the rule contradicts itself',
    (draft) => {
      flag(draft).rule = {
        all: [
          { compare: { field: 'department.benefit', is: 'equals', value: 'UC' } },
          { in: { field: 'department.benefit', values: ['CA', 'AA'] } },
        ],
      };
    },
    'AGREEMENT_RULE_NEVER_TRUE',
    'operation.flags[0].rule',
  ],
  [
    'a flag that needs fields of both sides',
    (draft) => {
      flag(draft).rule = {
        all: [{ present: 'department.award_start' }, { present: 'supplier-1.account_opened' }],
      };
    },
    'AGREEMENT_RULE_BOTH_SIDES',
    'operation.flags[0].rule',
  ],
  [
    'a household that is a field of customers',
    (draft) => {
      draft.operation.oneHelpPerHousehold = { field: 'supplier-1.address_line' };
    },
    'AGREEMENT_HOUSEHOLD',
    'operation.oneHelpPerHousehold',
  ],
  [
    'a permit of more than 72 hours',
    (draft) => {
      draft.limits.permitHours = 73;
    },
    'AGREEMENT_PERMIT_TOO_LONG',
    'limits.permitHours',
  ],
  [
    'a first run less than 14 days after publication (safeguard 9)',
    (draft) => {
      draft.transparency.publishOn = parseDate('2026-11-03');
    },
    'AGREEMENT_PUBLISHED_TOO_LATE',
    'transparency.publishOn',
  ],
  [
    'an impact assessment made after the start',
    (draft) => {
      draft.dataProtection.dpia.completedOn = parseDate('2026-11-03');
    },
    'AGREEMENT_DATES_ORDER',
    'dataProtection.dpia.completedOn',
  ],
  [
    'no way to opt out (safeguard 24)',
    (draft) => {
      delete draft.rights.optOut;
    },
    'AGREEMENT_OPT_OUT_MISSING',
    'rights.optOut',
  ],
  [
    'a prohibited use left out (safeguard 18)',
    (draft) => drop(draft.purpose.prohibitedUses, (use) => use === 'disconnection'),
    'AGREEMENT_PROHIBITED_USES',
    'purpose.prohibitedUses',
  ],
  [
    'a special category without its condition (safeguard 7)',
    (draft) => {
      field(draft, 0, 'benefit').category = 'disability';
    },
    'AGREEMENT_CONDITION_MISSING',
    'inputs[0].fields[8]',
  ],
  [
    'passing on what rests on HMRC data, without the Commissioners’ consent (safeguard 13)',
    (draft) => {
      field(draft, 0, 'benefit').source = 'hmrc';
      draft.onward.push({
        from: 'supplier-1',
        to: 'Example Charity',
        ground: 'data-subject-consent',
        fields: ['customer_ref', 'qualifies'],
        reason: 'To give advice.',
      });
    },
    'AGREEMENT_ONWARD_REFUSED',
    'onward[0]',
  ],
  [
    'passing on without a ground of the chapter',
    (draft) =>
      draft.onward.push({
        from: 'supplier-1',
        to: 'Example Marketing',
        ground: 'other',
        fields: ['customer_ref'],
        reason: 'To sell.',
      }),
    'AGREEMENT_ONWARD_REFUSED',
    'onward[0]',
  ],
  [
    'no letters to people (safeguard 3)',
    (draft) => {
      delete output(draft, 0).letters;
    },
    'AGREEMENT_LETTERS_MISSING',
    'outputs[0].letters',
  ],
  [
    'a letter that could say a fact about a person (safeguard 4)',
    (draft) => {
      output(draft, 0).letters = { matched: 'You get {benefit}.', unmatched: 'Ring us.' };
    },
    'AGREEMENT_LETTERS_MISSING',
    'outputs[0].letters',
  ],
  [
    'nothing said about people found not eligible (safeguard 21)',
    (draft) => {
      delete draft.purpose.notEligible;
    },
    'AGREEMENT_NOT_ELIGIBLE_MISSING',
    'purpose.notEligible',
  ],
  [
    'a linkage model with more combinations of levels than can be counted',
    ({ matching: { model } }) => {
      const [one] = model.comparisons;
      if (one === undefined) throw new Error('the model compares nothing');
      for (let n = model.comparisons.length; n < 40; n += 1)
        model.comparisons.push({ ...one, name: `${one.name}-${n}` });
    },
    'LINKAGE_TOO_MANY_LEVELS',
    'matching.model',
  ],
  [
    'a threshold that is not above the start of review',
    (draft) => {
      draft.matching.reviewFrom = '12';
    },
    'AGREEMENT_THRESHOLD_BELOW_REVIEW',
    'matching.threshold',
  ],
  [
    'review without named reviewers (safeguard 15)',
    (draft) => {
      draft.matching.reviewFrom = '5';
      draft.matching.review = { reviewers: [], maximumCases: 100 };
    },
    'AGREEMENT_REVIEW_HALF',
    'matching.review',
  ],
  [
    'more runs than fit into the time',
    (draft) => {
      draft.limits.runs = 60;
    },
    'AGREEMENT_TOO_MANY_RUNS',
    'limits.runs',
  ],
  [
    'a risk without an owner (safeguard 14)',
    (draft) => {
      delete draft.risks[1]?.owner;
    },
    'AGREEMENT_RISK_WITHOUT_OWNER',
    'risks[1]',
  ],
  [
    'people already helped not dropped before matching (safeguard 2)',
    (draft) => drop(input(draft, 0).exclusions, ({ reason }) => reason === 'already-helped'),
    'AGREEMENT_EXCLUSION_MISSING',
    'inputs[0].exclusions',
  ],
  [
    'safety markers not dropped before matching (safeguard 4)',
    (draft) => drop(input(draft, 0).exclusions, ({ reason }) => reason === 'safety-marker'),
    'AGREEMENT_EXCLUSION_MISSING',
    'inputs[0].exclusions',
  ],
  [
    'a party without a lawful basis (a power is not one)',
    (draft) => drop(draft.dataProtection.lawfulBasis, ({ party: id }) => id === 'supplier-2'),
    'AGREEMENT_BASIS_MISSING',
    'dataProtection.lawfulBasis',
  ],
  [
    'a party without a privacy notice',
    (draft) => drop(draft.dataProtection.privacyNotices, ({ party: id }) => id === 'supplier-2'),
    'AGREEMENT_NOTICE_MISSING',
    'dataProtection.privacyNotices',
  ],
  [
    'a discloser that may not stop the share (safeguard 26)',
    (draft) => {
      draft.ending.maySuspendAll = ['supplier-1'];
    },
    'AGREEMENT_SUSPENDER_MISSING',
    'ending.maySuspendAll',
  ],
  [
    'more people than the ceiling',
    (draft) => {
      draft.subjects.ceiling = 1000;
    },
    'AGREEMENT_ROWS',
    'inputs[0].maximumRows',
  ],
  [
    'a code field without its list',
    (draft) => {
      delete field(draft, 0, 'role').values;
    },
    'AGREEMENT_CODE_LIST',
    'inputs[0].fields[2]',
  ],
  [
    'an input with two references',
    (draft) => {
      field(draft, 0, 'surname').type = 'reference';
    },
    'AGREEMENT_REFERENCE_COUNT',
    'inputs[0].fields',
  ],
  [
    'a name that nothing has',
    (draft) => {
      output(draft, 1).to = 'supplier-9';
    },
    'AGREEMENT_NAME_UNKNOWN',
    'outputs[1].to',
  ],
  [
    'a name given twice',
    (draft) => {
      output(draft, 1).name = output(draft, 2).name;
    },
    'AGREEMENT_NAME_TWICE',
    'outputs[2]',
  ],
  [
    'customers in the place of people, who would then be matched with themselves',
    (draft) => draft.operation.people.push('supplier-1'),
    'AGREEMENT_NAME_UNKNOWN',
    'operation.people[1]',
  ],
  [
    'the same output twice under two names',
    (draft) => draft.outputs.push({ ...output(draft, 1), name: 'again' }),
    'AGREEMENT_NAME_TWICE',
    'outputs[3]',
  ],
  [
    'a flag called like the reference beside it',
    (draft) => {
      flag(draft).name = 'customer_ref';
    },
    'AGREEMENT_NAME_TWICE',
    'operation.flags[0]',
  ],
  [
    'a part without its role',
    (draft) => {
      party(draft, 1).roles = ['recipient'];
    },
    'AGREEMENT_PARTY_WITHOUT_ROLE',
    'inputs[1].party',
  ],
  [
    'a role without a part',
    (draft) => {
      party(draft, 1).roles.push('scheme-administrator');
    },
    'AGREEMENT_PARTY_WITHOUT_PART',
    'parties[1].roles',
  ],
  [
    'a clock that does not fit the artefact',
    (draft) => {
      const [line] = draft.retention;
      if (line !== undefined) line.clockStarts = 'return-received';
    },
    'AGREEMENT_CLOCK',
    'retention[0]',
  ],
];

describe('an agreement is refused for', () => {
  it.each(refusals)('%s', (_, change, code, clause) => {
    const found = refusalsOf(change).map((one) => ({ code: one.code, clause: one.clause }));
    expect(found).toContainEqual({ code, clause });
  });
});

describe('an agreement is not refused for', () => {
  it('nothing at all: the sample compiles', () => {
    expect(refusalsOf(() => {})).toEqual([]);
  });

  it('short notice with a reason and a post that approves it', () => {
    const found = refusalsOf((draft) => {
      draft.transparency.publishOn = parseDate('2026-11-10');
      draft.transparency.shortNotice = { reason: 'Winter.', approvedBy: 'senior-responsible-owner' };
    });
    expect(found).toEqual([]);
  });

  it('an operator that is the discloser’s processor under contract, for a service it provides', () => {
    const found = refusalsOf((draft) =>
      operateElsewhere(draft, {
        roles: ['operator', 'processor'],
        capacity: { kind: 'provider-to', of: 'dwp' },
        contract: { with: 'department', reference: 'C-1' },
      }),
    );
    expect(found).toEqual([]);
  });

  it('passing on HMRC data with the Commissioners’ consent', () => {
    const found = refusalsOf((draft) => {
      field(draft, 0, 'benefit').source = 'hmrc';
      draft.onward.push({
        from: 'supplier-1',
        to: 'Example Charity',
        ground: 'data-subject-consent',
        fields: ['qualifies'],
        reason: 'To give advice.',
        commissionersConsent: { reference: 'CC-1' },
      });
    });
    expect(found).toEqual([]);
  });
});

describe('a refusal', () => {
  it('holds every reason at once, each with a clause and a cure (exit 3)', () => {
    const agreement = changed((draft) => {
      delete draft.rights.optOut;
      draft.limits.permitHours = 100;
    });
    try {
      compile(agreement, lawData);
      expect.fail('it compiled');
    } catch (error) {
      if (!isStileError(error, 'AGREEMENT_REFUSED')) throw error;
      expect(error.exit).toBe(3);
      expect(error.problems.map(({ code }) => code).sort()).toEqual([
        'AGREEMENT_OPT_OUT_MISSING',
        'AGREEMENT_PERMIT_TOO_LONG',
      ]);
      for (const { clause, cure } of error.problems) expect([clause, cure]).not.toContain(undefined);
    }
  });

  it('by the law speaks in the words and citations of the assessment', () => {
    const [first] = refusalsOf((draft) => {
      party(draft, 0).body = { organisation: 'dfe' };
    });
    expect(first?.message).toContain('Department for Education is not listed in Schedule 5');
    expect(first?.message).toContain('DEA2017 s.36(4)');
  });
});

describe('the law at each run', () => {
  const { plan } = compile(sampleAgreement(), lawData);

  it('is assessed for every flow on the day', () => {
    const answers = assessFlows(plan, lawData, parseDate('2026-11-20'));
    expect(answers.map(({ assessment }) => assessment.outcome)).toEqual(plan.flows.map(() => 'gateway'));
    expect(plan.flows.map(({ from, to }) => `${from}>${to}`)).toEqual(
      [
        'supplier-1>department',
        'supplier-2>department',
        'department>supplier-1',
        'department>supplier-2',
        'supplier-1>department',
        'supplier-2>department',
      ].flatMap((flow) => [flow, flow]),
    );
  });

  it('stops a run on a day before the power began', () => {
    expect(() => requireLawfulFlows(plan, lawData, parseDate('2018-04-30'))).toThrow('run plan');
  });
});

describe('a body that the law data does not have', () => {
  it.each(['organisation', 'class'] as const)('is refused by its %s', (kind) => {
    const found = refusalsOf((draft) => {
      const [party] = draft.parties;
      if (party !== undefined) party.body = { class: 'sos-dwp', [kind]: 'dwpp' };
    });
    expect(found[0]).toMatchObject({ code: 'AGREEMENT_BODY_UNKNOWN', clause: 'parties[0].body' });
  });
});
