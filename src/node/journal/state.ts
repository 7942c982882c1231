import type { Artefact } from '#agreement';
import type { Digest, Instant, PlainDate } from '#kernel';
import type { Content, Delivered, JournalEntry, NodeEvent } from './events.ts';

/** What a node knows of itself: folded from its journal and nothing else. */
export interface NodeState {
  readonly agreements: ReadonlyMap<Digest, AgreementState>;
}

export interface AgreementState {
  readonly series?: string;
  /** The signatures that this node has verified first, and when. */
  readonly adopted?: { readonly envelope: Digest; readonly at: Instant };
  readonly suspended?: { readonly post: string; readonly reason: string; readonly at: Instant };
  /** What other parties have said, by organisation: the newest statement of each. */
  readonly others: ReadonlyMap<string, OtherParty>;
  /** When the review or the evaluation was recorded as done. */
  readonly recorded: { readonly review?: Instant; readonly evaluation?: Instant };
  readonly runs: ReadonlyMap<number, RunState>;
}

/** Another party's newest statement that this node has accepted. */
export interface OtherParty {
  readonly sequence: number;
  readonly suspended?: { readonly reason: string; readonly keyIds: readonly string[]; readonly at: Instant };
}

/** The operator's side of a run. */
export type Operating = 'none' | 'intake-open' | 'started' | 'finished' | 'failed';

export interface RunState {
  readonly operating: Operating;
  readonly intake?: { readonly sealedTo: string; readonly record: Digest; readonly notAfter: Instant };
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
  readonly receipt?: Digest;
  readonly outputs: readonly Delivered[];
  /** This node's own inputs to the run, by the plan's input name. */
  readonly inputs: ReadonlyMap<string, PreparedInput>;
  readonly opened: ReadonlyMap<string, OpenedOutput>;
  readonly returned: ReadonlyMap<string, Instant>;
  readonly destroyed: ReadonlyMap<Artefact, Destroyed>;
}

export interface PreparedInput {
  readonly package: Digest;
  readonly intake: Digest;
  readonly replyTo: string;
  readonly notAfter: Instant;
  readonly at: Instant;
}

export interface OpenedOutput {
  readonly content: Content;
  readonly package: Digest;
  readonly returnTo?: string;
  readonly files: readonly string[];
  readonly at: Instant;
}

export interface Destroyed {
  readonly things: readonly Digest[];
  readonly keys: readonly string[];
  readonly deadline: PlainDate;
  readonly at: Instant;
  readonly certificate?: Digest;
}

export const emptyState: NodeState = { agreements: new Map() };

export const noAgreement: AgreementState = { others: new Map(), recorded: {}, runs: new Map() };

export const noRun: RunState = {
  operating: 'none',
  outputs: [],
  inputs: new Map(),
  opened: new Map(),
  returned: new Map(),
  destroyed: new Map(),
};

export const agreementIn = (state: NodeState, agreement: Digest): AgreementState =>
  state.agreements.get(agreement) ?? noAgreement;

export const runIn = (state: NodeState, agreement: Digest, run: number): RunState =>
  agreementIn(state, agreement).runs.get(run) ?? noRun;

const put = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> =>
  new Map(map).set(key, value);

/** The state after one more event. Pure. */
export function fold(state: NodeState, { at, event }: JournalEntry): NodeState {
  if (!('agreement' in event)) return state;
  const before = agreementIn(state, event.agreement);
  const after = 'run' in event ? foldRun(before, event, at) : foldAgreement(before, event, at);
  return { agreements: put(state.agreements, event.agreement, after) };
}

type AgreementEvent = Exclude<Extract<NodeEvent, { agreement: Digest }>, RunEvent>;
type RunEvent = Extract<NodeEvent, { run: number }>;

function foldAgreement(before: AgreementState, event: AgreementEvent, at: Instant): AgreementState {
  switch (event.kind) {
    case 'agreement-signed':
      return before;
    case 'agreement-adopted':
      return { ...before, series: event.series, adopted: { envelope: event.envelope, at } };
    case 'suspended':
      return { ...before, suspended: { post: event.post, reason: event.reason, at } };
    case 'resumed': {
      const { suspended: _, ...rest } = before;
      return rest;
    }
    case 'statement-accepted': {
      const { organisation, state, sequence, reason, keyIds } = event;
      const other = state === 'resumed' ? { sequence } : { sequence, suspended: { reason, keyIds, at } };
      return { ...before, others: put(before.others, organisation, other) };
    }
    case 'review-recorded':
      return { ...before, recorded: { ...before.recorded, [event.of]: at } };
  }
}

function foldRun(before: AgreementState, event: RunEvent, at: Instant): AgreementState {
  const run = before.runs.get(event.run) ?? noRun;
  return { ...before, runs: put(before.runs, event.run, foldOneRun(run, event, at)) };
}

function foldOneRun(run: RunState, event: RunEvent, at: Instant): RunState {
  switch (event.kind) {
    case 'intake-made': {
      const { sealedTo, record, notAfter } = event;
      return { ...run, operating: 'intake-open', intake: { sealedTo, record, notAfter } };
    }
    case 'input-prepared': {
      const { package: sealed, intake, replyTo, notAfter } = event;
      const input = { package: sealed, intake, replyTo, notAfter, at };
      return { ...run, inputs: put(run.inputs, event.input, input) };
    }
    case 'run-started':
      return { ...run, operating: 'started', startedAt: at };
    case 'run-finished':
      return { ...run, operating: 'finished', endedAt: at, receipt: event.receipt, outputs: event.outputs };
    case 'run-failed':
      return { ...run, operating: 'failed', endedAt: at, receipt: event.receipt };
    case 'run-refused':
      return run;
    case 'output-opened': {
      const { content, package: sealed, returnTo, files } = event;
      const opened = { content, package: sealed, files, at, ...(returnTo !== undefined && { returnTo }) };
      return { ...run, opened: put(run.opened, event.name, opened) };
    }
    case 'return-sealed':
      return { ...run, returned: put(run.returned, event.input, at) };
    case 'artefact-destroyed': {
      const { things, keys, deadline } = event;
      return { ...run, destroyed: put(run.destroyed, event.artefact, { things, keys, deadline, at }) };
    }
    case 'disposal-certified': {
      const destroyed = new Map(run.destroyed);
      for (const artefact of event.artefacts) {
        const entry = destroyed.get(artefact);
        if (entry !== undefined) destroyed.set(artefact, { ...entry, certificate: event.certificate });
      }
      return { ...run, destroyed };
    }
  }
}
