import type { Digest, PlainDate } from '#kernel';
import type { LinkageModel } from '#linkage';
import type { Rule } from './rule.ts';

/**
 * The run plan: what an agreement compiles to, and the only thing that a node executes. Each step names the
 * clause of the agreement that it comes from. A change of meaning gets a new `planFormat`; old formats stay runnable.
 */
export interface RunPlan {
  readonly planFormat: 'stile-run-plan/1';
  readonly compiler: string;
  readonly agreement: {
    readonly digest: Digest;
    readonly series: string;
    readonly version: number;
    readonly title: string;
  };
  readonly lawData: { readonly digest: Digest; readonly checkedTo: PlainDate };
  readonly parties: readonly PlanParty[];
  readonly purpose: PlanPurpose;
  readonly limits: PlanLimits;
  /** Every flow of data between two parties, with the facts on which the law is assessed again at each run. */
  readonly flows: readonly PlanFlow[];
  readonly prepare: readonly PrepareStep[];
  readonly link: readonly LinkStep[];
  readonly operation: FlagStep;
  readonly outputs: readonly OutputStep[];
  readonly returns: readonly ReturnStep[];
  readonly disposal: readonly DisposalStep[];
}

export type Role =
  | 'discloser'
  | 'recipient'
  | 'operator'
  | 'joint-controller'
  | 'processor'
  | 'scheme-administrator';

export interface PlanParty {
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Who must sign: each post, and how many people holding it. */
  readonly signatories: readonly { readonly post: string; readonly count: number }[];
  readonly clause: string;
}

/** What the outputs may be used for: what every recipient swears to. */
export interface PlanPurpose {
  readonly code: string;
  /** The help offered, in a sentence. */
  readonly intervention: string;
  readonly prohibitedUses: readonly string[];
  readonly clause: string;
}

export interface PlanLimits {
  /** First and last day on which a run may start. */
  readonly firstRun: PlainDate;
  readonly lastRun: PlainDate;
  readonly runs: number;
  readonly minimumGapDays: number;
  /** How long a package stays a permit, in hours; at most 72. */
  readonly permitHours: number;
  /** Days after which no run may start until the thing is done. */
  readonly reviewDue: PlainDate;
  readonly evaluationDue: PlainDate;
  readonly clause: string;
}

export interface PlanFlow {
  readonly from: string;
  readonly to: string;
  readonly carries: readonly string[];
  /** Facts in the law data's schema, without the date: the node adds `on`. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly clause: string;
}

export type FieldType = 'reference' | 'text' | 'date' | 'whole-number' | 'code' | 'yes-no';
export type FieldUse = 'reference' | 'matching' | 'rule' | 'exclusion' | 'household' | 'preference';

/** A column of an extract, as the agreement names it. */
export interface PlanField {
  readonly name: string;
  readonly type: FieldType;
  /** For `code`: the values allowed. */
  readonly values?: readonly string[];
  /** A row without a value here is rejected. */
  readonly required: boolean;
  readonly uses: readonly FieldUse[];
  /** The model's field that this one feeds, where it is used for matching. */
  readonly matchesAs?: string;
  readonly source: 'own' | 'hmrc' | 'wra' | 'rs';
  readonly category: string;
  readonly clause: string;
}

/** What one party does to its own extract before anything leaves it. */
export interface PrepareStep {
  readonly step: 'prepare';
  readonly input: string;
  readonly party: string;
  readonly side: 'people' | 'customers';
  readonly fields: readonly PlanField[];
  readonly minimumRows: number;
  readonly maximumRows: number;
  readonly maximumAgeDays: number;
  /** Rejected rows over this many per thousand refuse the file. */
  readonly maximumRejectedPerThousand: number;
  /** Rows for which a rule holds are dropped before anything leaves. Field names in it are this input's, without prefix. */
  readonly exclusions: readonly { readonly reason: string; readonly when: Rule; readonly clause: string }[];
  /** Rules worked out here, so that the fields under them stay here. Each becomes a yes-no column of the package. */
  readonly facts: readonly { readonly name: string; readonly rule: Rule; readonly clause: string }[];
  /**
   * The columns of the sealed package, in order: `reference`; one column for each field of the model that this input
   * feeds, cleaned (`match_<field>`); `household`, `preference` where used; one for each fact (`fact_1` …, true or false).
   */
  readonly sealed: readonly SealedColumn[];
  readonly clause: string;
}

export interface SealedColumn {
  readonly name: string;
  readonly holds: 'reference' | 'matching' | 'household' | 'preference' | 'fact';
  readonly from: string;
}

/** Links one people input with one customers input. */
export interface LinkStep {
  readonly step: 'link';
  readonly people: string;
  readonly customers: string;
  readonly model: LinkageModel;
  readonly modelDigest: Digest;
  /** Match weight (base 2), decimal string: at or above it a link counts. */
  readonly threshold: string;
  /** Where the agreement names a review output: pairs from this weight up to the threshold, and ties, go there. */
  readonly reviewFrom?: string;
  readonly maximumPairs: number;
  readonly clause: string;
}

/** `flag`: each reference that a recipient supplied gets a yes or no for each flag, and nothing else. */
export interface FlagStep {
  readonly step: 'flag';
  readonly operator: string;
  readonly flags: readonly {
    readonly name: string;
    readonly meaning: string;
    /** Over facts only: `input.fact_1` names, joined by all, any, not and count. */
    readonly rule: Rule;
    readonly clause: string;
  }[];
  /** One help per household: of the references that reach one household, the first in this order is flagged. */
  readonly oneHelpPerHousehold?: {
    readonly order: readonly ('preference' | 'weight')[];
    readonly clause: string;
  };
  readonly clause: string;
}

export type OutputKind = 'flags' | 'results' | 'review' | 'counts';

export interface OutputStep {
  readonly step: 'output';
  readonly name: string;
  readonly kind: OutputKind;
  readonly to: string;
  /** The input whose references it answers; absent for counts. */
  readonly input?: string;
  readonly columns: readonly { readonly name: string; readonly holds: string }[];
  readonly maximumRows: number;
  /** For `results`: the two letters, as templates without any fact about a person. */
  readonly letters?: { readonly matched: string; readonly unmatched: string };
  readonly clause: string;
}

export interface ReturnStep {
  readonly step: 'return';
  readonly from: string;
  readonly to: string;
  readonly input: string;
  readonly codes: readonly { readonly code: string; readonly meaning: string }[];
  readonly dueDays: number;
  readonly clause: string;
}

export type Artefact =
  | 'input-package'
  | 'intake-key'
  | 'output-package'
  | 'opened-output'
  | 'result-file'
  | 'review-packet'
  | 'answer-file'
  | 'return-file';

export interface DisposalStep {
  readonly step: 'dispose';
  readonly artefact: Artefact;
  /** Who holds it and must destroy it: a party's id. */
  readonly holder: string;
  readonly clockStarts: 'run-finished' | 'output-opened' | 'return-received' | 'agreement-ends';
  /** ISO 8601 length. */
  readonly keepFor: string;
  readonly method: 'crypto-erase' | 'clear' | 'purge' | 'destroy';
  readonly certificateWithinDays: number;
  readonly clause: string;
}

/** What a signing post signs: the digests of everything that was read, signed and will run. */
export interface SigningStatement {
  readonly format: 'stile-signing-statement/1';
  readonly agreement: Digest;
  readonly runPlan: Digest;
  readonly english: Digest;
  readonly lawData: Digest;
  readonly series: string;
  readonly version: number;
}
