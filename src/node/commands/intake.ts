import { requireLawfulFlows } from '#agreement';
import { addHours, type Digest, fail, type Instant } from '#kernel';
import { adopt, today } from '../agreements.ts';
import { keepSecret } from '../identities.ts';
import { type IntakeRecord, intakeDigest, signIntake } from '../intake.ts';
import { agreementIn, runIn } from '../journal/state.ts';
import { refusal } from '../journal/transitions.ts';
import { findKey, MACHINE_POST } from '../keyring.ts';
import { type Node, writeDocument } from '../node.ts';
import { newAgeIdentity } from '../packages/age.ts';
import { checkOperator, checkReplyKeys, partyOf, whyNotRun } from '../permit.ts';
import { refuseFor } from '../refuse.ts';
import { nowOf } from '../services.ts';

export interface IntakeOptions {
  readonly bundle: string;
  readonly run: number;
  /** Where the signed intake record goes: the other parties need it. */
  readonly out: string;
}

/**
 * Makes the operator's key for one run, to which every input is sealed, and publishes its public half in a signed
 * record. It is destroyed at the end of the run, whatever comes of it.
 * Throws (exit 3) `NODE_NOT_THE_OPERATOR`, `NODE_INTAKE_EXISTS`, `NODE_RUN_NUMBER_SPENT` and what `whyNotRun` gives.
 */
export async function makeIntake(
  node: Node,
  { bundle, run, out }: IntakeOptions,
): Promise<{ record: IntakeRecord; digest: Digest; notAfter: Instant }> {
  const verified = adopt(node, bundle);
  const { plan, digests } = verified;
  const { agreement, runPlan } = digests;
  const party = partyOf(plan, node.config.organisation);
  checkOperator(plan, party);
  checkReplyKeys(plan);
  const state = node.state();
  const code = refusal('intake', agreementIn(state, agreement), runIn(state, agreement, run));
  if (code !== undefined) fail(code, {});
  const on = today(node);
  refuseFor(whyNotRun({ plan, agreement, run, party: party.id, on, state }));
  requireLawfulFlows(plan, verified.lawData, on);
  const keys = await newAgeIdentity();
  keepSecret(node, { agreement, run, kind: 'intake' }, keys.identity);
  keepSecret(node, { agreement, run, kind: 'operator' }, (await newAgeIdentity()).identity);
  const madeAt = nowOf(node.services);
  const record: IntakeRecord = {
    format: 'stile-intake/1',
    agreement,
    runPlan,
    run,
    operator: node.config.organisation,
    sealedTo: keys.recipient,
    madeAt,
    notAfter: addHours(madeAt, plan.limits.permitHours),
  };
  const digest = intakeDigest(record);
  const { sealedTo, notAfter } = record;
  node.commit({ kind: 'intake-made', agreement, run, sealedTo, record: digest, notAfter });
  writeDocument(node.services, out, signIntake(record, findKey(node, MACHINE_POST).key));
  return { record, digest, notAfter };
}
