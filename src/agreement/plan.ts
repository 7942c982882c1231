import { type Digest, digestOfJson, type JsonValue, type PlainDate } from '#kernel';
import { lawDataDigest } from '#law';
import { type Context, clauses } from './checks/context.ts';
import { planFlows } from './flows.ts';
import { outputColumns, outputRows } from './operations/flag.ts';
import type {
  FlagStep,
  LinkStep,
  OutputStep,
  PlanField,
  PrepareStep,
  RunPlan,
  SealedColumn,
} from './run-plan.ts';
import type { Input } from './schema.ts';

/** Names the rules of compilation. A compiler that gives other bytes for the same agreement has another name. */
export const COMPILER = 'stile-compiler/1';

/** The run plan of an agreement that has passed every check. `lastRun` is the agreement's end. */
export function makePlan(context: Context, agreementDigest: Digest, lastRun: PlainDate): RunPlan {
  const { agreement, law } = context;
  const { identity, limits, time } = agreement;
  return {
    planFormat: 'stile-run-plan/1',
    compiler: COMPILER,
    agreement: {
      digest: agreementDigest,
      series: identity.series,
      version: identity.version,
      title: identity.title,
    },
    lawData: { digest: lawDataDigest(law), checkedTo: law.checkedTo },
    parties: clauses(agreement.parties, 'parties').map(([party, clause]) => ({
      id: party.id,
      organisation: party.organisation,
      name: party.name,
      roles: party.roles,
      signatories: party.signatories,
      clause,
    })),
    purpose: {
      code: agreement.purpose.code,
      intervention: agreement.purpose.intervention,
      prohibitedUses: agreement.purpose.prohibitedUses,
      clause: 'purpose',
    },
    limits: {
      firstRun: time.firstRun,
      lastRun,
      ...limits,
      reviewDue: time.reviewDue,
      evaluationDue: time.evaluationDue,
      clause: 'limits',
    },
    flows: planFlows(context),
    prepare: clauses(agreement.inputs, 'inputs').map(([input, clause]) =>
      prepareStep(context, input, clause),
    ),
    link: linkSteps(context),
    operation: flagStep(context),
    outputs: clauses(agreement.outputs, 'outputs').map(
      ([output, clause]): OutputStep => ({
        step: 'output',
        name: output.name,
        kind: output.kind,
        to: output.to,
        ...(output.input === undefined ? {} : { input: output.input }),
        columns: outputColumns(context, output),
        maximumRows: outputRows(context, output),
        ...(output.letters === undefined ? {} : { letters: output.letters }),
        clause,
      }),
    ),
    returns: clauses(agreement.returns, 'returns').map(([one, clause]) => ({
      step: 'return',
      ...one,
      clause,
    })),
    disposal: clauses(agreement.retention, 'retention').map(([line, clause]) => ({
      step: 'dispose',
      artefact: line.artefact,
      holder: line.holder,
      clockStarts: line.clockStarts,
      keepFor: line.keepFor,
      method: line.method,
      certificateWithinDays: line.certificateWithinDays,
      clause,
    })),
  };
}

function prepareStep(context: Context, input: Input, clause: string): PrepareStep {
  const fields = clauses(input.fields, `${clause}.fields`).map(
    ([field, at]): PlanField => ({
      name: field.name,
      type: field.type,
      ...(field.values === undefined ? {} : { values: field.values.map(({ value }) => value) }),
      required: field.required,
      uses: context.uses(input, field),
      ...(field.matchesAs === undefined ? {} : { matchesAs: field.matchesAs }),
      source: field.source,
      category: field.category,
      clause: at,
    }),
  );
  return {
    step: 'prepare',
    input: input.name,
    party: input.party,
    side: input.side,
    fields,
    minimumRows: input.minimumRows,
    maximumRows: input.maximumRows,
    maximumAgeDays: input.maximumAgeDays,
    maximumRejectedPerThousand: input.maximumRejectedPerThousand,
    exclusions: clauses(input.exclusions, `${clause}.exclusions`).map(([exclusion, at]) => ({
      ...exclusion,
      clause: at,
    })),
    facts: context.facts
      .filter((fact) => fact.input === input.name)
      .map(({ name, rule, clause: at }) => ({ name, rule, clause: at })),
    sealed: sealedColumns(context, input, fields),
    clause,
  };
}

function sealedColumns(
  { agreement, facts, flags, preference }: Context,
  input: Input,
  fields: readonly PlanField[],
): readonly SealedColumn[] {
  const column = (name: string, holds: SealedColumn['holds'], from: string): SealedColumn => ({
    name,
    holds,
    from,
  });
  const flagFacts = flags.at(-1)?.facts ?? [];
  return [
    ...fields
      .filter(({ type }) => type === 'reference')
      .map(({ name }) => column('reference', 'reference', name)),
    ...agreement.matching.model.fields.flatMap((model) =>
      fields
        .filter(({ matchesAs }) => matchesAs === model.name)
        .map(({ name }) => column(`match_${model.name}`, 'matching', name)),
    ),
    ...fields
      .filter(({ uses }) => uses.includes('household'))
      .map(({ name }) => column('household', 'household', name)),
    ...(preference?.input === input.name ? [column('preference', 'preference', preference.name)] : []),
    ...facts
      .filter((fact) => fact.input === input.name && flagFacts.includes(fact))
      .map(({ name }) => column(name, 'fact', name)),
  ];
}

function linkSteps({ agreement }: Context): readonly LinkStep[] {
  const { model, threshold, reviewFrom, maximumPairs } = agreement.matching;
  return agreement.operation.people.flatMap((people) =>
    agreement.operation.customers.map(
      (customers): LinkStep => ({
        step: 'link',
        people,
        customers,
        model,
        modelDigest: digestOfJson(model as JsonValue),
        threshold,
        ...(reviewFrom === undefined ? {} : { reviewFrom }),
        maximumPairs,
        clause: 'matching',
      }),
    ),
  );
}

function flagStep({ agreement, flags }: Context): FlagStep {
  const { operation, matching } = agreement;
  const household = operation.oneHelpPerHousehold;
  return {
    step: 'flag',
    operator: matching.operator,
    flags: clauses(operation.flags, 'operation.flags').map(([flag, clause], i) => ({
      name: flag.name,
      meaning: flag.meaning,
      rule: flags[i]?.residual ?? flag.rule,
      clause,
    })),
    ...(household === undefined
      ? {}
      : {
          oneHelpPerHousehold: {
            order:
              household.preferWhen === undefined ? ['weight' as const] : (['preference', 'weight'] as const),
            clause: 'operation.oneHelpPerHousehold',
          },
        }),
    clause: 'operation',
  };
}
