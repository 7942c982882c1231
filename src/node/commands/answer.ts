import type { RunPlan } from '#agreement';
import { type Digest, dateOf, fail } from '#kernel';
import type { CodedTable } from '#linkage';
import type { SubjectProof, SubjectRecord } from '#transparency';
import { adopt, today } from '../agreements.ts';
import { secretOf, subjectSecret } from '../identities.ts';
import { runIn } from '../journal/state.ts';
import { verifyManifest } from '../manifest.ts';
import type { Node } from '../node.ts';
import { openPackage } from '../packages/open-package.ts';
import { decodeLeaves, proveReference } from '../subjects.ts';
import { trustOf } from '../trust-file.ts';
import { answersFile } from './open.ts';
import { leavesFile } from './prepare.ts';

export interface AnswerOptions {
  readonly bundle: string;
  readonly run: number;
  /** The authority's own reference of the person who asks. */
  readonly reference: string;
}

/** What the authority that knows a person tells them: for what, under which agreement, with which result, and the proof. */
export interface Answer {
  readonly format: 'stile-answer/1';
  readonly agreement: { readonly digest: Digest; readonly title: string; readonly series: string };
  readonly run: number;
  readonly input: string;
  readonly sentTo: string;
  /** `matched`, `unmatched`, `to-review`, `not-qualifying`, `flagged`, `not-flagged`; absent while no answer file is here. */
  readonly result?: string;
  readonly record: SubjectRecord;
  readonly proof: SubjectProof;
}

/**
 * Answers one person from the answer file. The proof shows that their record was in the run; that a person was in no
 * run only the authority's word and the counts can say.
 * Throws `NODE_REFERENCE_NOT_IN_RUN`, `NODE_SECRET_DESTROYED`.
 */
export async function answer(node: Node, options: AnswerOptions): Promise<Answer> {
  const { run, reference } = options;
  const { plan, digests } = adopt(node, options.bundle);
  const { agreement } = digests;
  for (const input of runIn(node.state(), agreement, run).inputs.keys()) {
    const found = proofOf(node, agreement, run, input, reference);
    if (found === undefined) continue;
    const result = await resultOf(node, { agreement, runPlan: digests.runPlan, run, input, reference });
    return {
      format: 'stile-answer/1',
      agreement: { digest: agreement, title: plan.agreement.title, series: plan.agreement.series },
      run,
      input,
      sentTo: operatorName(plan),
      ...(result !== undefined && { result }),
      ...found,
    };
  }
  return fail('NODE_REFERENCE_NOT_IN_RUN', { run });
}

const operatorName = (plan: RunPlan): string =>
  plan.parties.find(({ id }) => id === plan.operation.operator)?.name ?? plan.operation.operator;

/** The proof that a reference was among those that this node sealed for a run; `undefined` when it was not. */
export function proofOf(node: Node, agreement: Digest, run: number, input: string, reference: string) {
  const secret = subjectSecret(node, { agreement, run, input });
  const bytes = node.services.files.read(leavesFile(node, agreement, run, input));
  if (secret === undefined || bytes === undefined)
    return fail('NODE_SECRET_DESTROYED', { kind: 'answers', run });
  return proveReference({ secret, run, input }, decodeLeaves(bytes), reference);
}

interface AnswerQuestion {
  readonly agreement: Digest;
  readonly runPlan: Digest;
  readonly run: number;
  readonly input: string;
  readonly reference: string;
}

async function resultOf(node: Node, { reference, ...of }: AnswerQuestion): Promise<string | undefined> {
  const table = await openAnswers(node, of);
  const references = table?.columns['reference'];
  const row = references?.codes.indexOf(references.values.indexOf(reference)) ?? -1;
  const results = table?.columns['result'];
  return row === -1 ? undefined : results?.values[results.codes[row] ?? 0];
}

/** The answers of one input, opened in memory; `undefined` while none were received. */
export async function openAnswers(
  node: Node,
  { agreement, runPlan, run, input }: Omit<AnswerQuestion, 'reference'>,
): Promise<CodedTable | undefined> {
  const file = answersFile(node, agreement, run, input);
  if (!node.services.files.isThere(file)) return undefined;
  const { organisation } = node.config;
  // This node sealed it to itself on the day on which it opened the operator's package.
  const { at } = runIn(node.state(), agreement, run).opened.get(`answers-${input}`) ?? {};
  const { table } = await openPackage({
    path: file,
    identity: secretOf(node, { agreement, run, kind: 'answers', input }),
    verifyManifest: (envelope) =>
      verifyManifest(envelope, trustOf(node), at === undefined ? today(node) : dateOf(at), {
        agreement,
        runPlan,
        recipient: organisation,
        kinds: ['answers'],
      }).manifest,
  });
  return table;
}
