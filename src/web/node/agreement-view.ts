import type { Agreement, Bundle, RunPlan, VerifiedAgreement } from '#agreement';
import {
  canonicalise,
  type Digest,
  daysBetween,
  digestOf,
  type Instant,
  isStileError,
  type JsonValue,
  type PlainDate,
  utf8,
} from '#kernel';
import { MACHINE_POST } from '#node';
import { findTrusted, type KeyRecord, type Signer, type Trust } from '#signing';
import { englishSections } from './english-sections.ts';
import { pictureOf } from './plan-picture.ts';
import type {
  AgreementState,
  AgreementView,
  CheckView,
  DueView,
  FileView,
  RunView,
  SignatureView,
} from './share-view.ts';
import { listed, worded } from './words.ts';

/** What a node holds of one agreement, read and verified by the caller. */
export interface AgreementParts {
  readonly bundle: Bundle;
  readonly bundleBytes: Uint8Array;
  /** The agreement's digest, under which the node keeps it. */
  readonly digest: Digest;
  /** What verification gave: the agreement, or the error that it threw. */
  readonly verified: VerifiedAgreement | Error;
  /** Trusted keys in force that signed. */
  readonly signers: readonly Signer[];
  readonly trust: Trust;
  /** The records that came with the bundle, for naming keys that this node does not trust. */
  readonly offered: readonly KeyRecord[];
  readonly suspended?: { readonly at: Instant; readonly post: string; readonly reason: string };
  readonly reviewed: boolean;
  readonly evaluated: boolean;
  readonly on: PlainDate;
  readonly runs: readonly RunView[];
}

/** Pure: everything that the pages say of one agreement. */
export function agreementView(parts: AgreementParts): AgreementView {
  const { bundle, digest, on, runs, suspended } = parts;
  const { agreement, runPlan: plan } = bundle;
  const { purpose, subjects, time, rights } = agreement;
  return {
    id: `${plan.agreement.series}-v${plan.agreement.version}`,
    title: plan.agreement.title,
    summary: agreement.identity.summary,
    series: plan.agreement.series,
    version: plan.agreement.version,
    digests: [
      { what: 'Agreement', digest },
      { what: 'Run plan', digest: digestOf(canonicalise(plan as unknown as JsonValue)) },
      { what: 'Plain English', digest: digestOf(utf8(bundle.english)) },
      { what: 'Law data', digest: plan.lawData.digest },
    ],
    state: stateOf(plan, on, suspended !== undefined),
    ...(suspended === undefined
      ? {}
      : {
          suspended: {
            ...suspended,
            post: suspended.post === MACHINE_POST ? 'The node itself' : worded(suspended.post),
          },
        }),
    verification: [verificationOf(parts.verified)],
    parties: agreement.parties.map(({ name, organisation, roles, contact }) => ({
      name,
      organisation,
      roles,
      contact,
    })),
    powers: powersOf(bundle),
    help: purpose.intervention,
    cohort: subjects.cohort,
    narrowing: subjects.narrowing,
    ...(purpose.notEligible === undefined ? {} : { notEligible: purpose.notEligible }),
    prohibitedUses: purpose.prohibitedUses.map((use) => use.replaceAll('-', ' ')),
    firstSight: firstSight(plan),
    dates: [
      { what: 'Agreement begins', on: time.start },
      { what: 'First run', on: plan.limits.firstRun },
      { what: 'Review due', on: plan.limits.reviewDue },
      { what: 'Evaluation due', on: plan.limits.evaluationDue },
      { what: 'Agreement ends', on: plan.limits.lastRun },
    ].sort((a, b) => daysBetween(b.on, a.on)),
    ends: plan.limits.lastRun,
    mayStop: agreement.ending.maySuspendAll.map((party) => nameOf(plan, party)),
    signatures: signaturesOf(parts),
    due: dueOf(parts),
    rights: [
      { what: 'Ask', how: rights.contact },
      { what: 'Complain', how: rights.complaints.contact },
      { what: 'Object', how: rights.objection },
      { what: 'Challenge a decision', how: rights.challenge.how },
      { what: 'Correct a mistake', how: rights.correction },
      ...(rights.optOut === undefined ? [] : [{ what: 'Opt out', how: rights.optOut }]),
    ],
    picture: pictureOf(plan),
    english: englishSections(bundle.english),
    runs,
    files: filesOf(parts),
  };
}

const nameOf = (plan: RunPlan, party: string): string =>
  plan.parties.find(({ id }) => id === party)?.name ?? party;

/** Pure: where an agreement stands on a day. A suspension outlasts nothing but the end. */
export function stateOf({ limits }: RunPlan, on: PlainDate, suspended: boolean): AgreementState {
  if (on > limits.lastRun) return 'ended';
  if (suspended) return 'suspended';
  return on < limits.firstRun ? 'upcoming' : 'active';
}

function verificationOf(verified: VerifiedAgreement | Error): CheckView {
  const name = 'Signatures and documents';
  if (!(verified instanceof Error))
    return {
      name,
      ok: true,
      detail: `Every post that must sign has signed this agreement, plan, English text and law data with a key that this node trusts (${verified.signers.length} keys).`,
    };
  const detail = isStileError(verified)
    ? `${verified.message} ${verified.cure} (${verified.code})`
    : 'The documents could not be read.';
  return { name, ok: false, detail };
}

function powersOf({ agreement, runPlan, lawData }: Bundle): AgreementView['powers'] {
  return agreement.powers.map(({ power, from, to, link, asOf }) => {
    const law = lawData.powers.find(({ id }) => id === power);
    return {
      power: law === undefined ? power : `${law.citation}: ${law.title}`,
      from: listed(from.map((party) => nameOf(runPlan, party))),
      to: listed(to.map((party) => nameOf(runPlan, party))),
      link,
      asOf,
    };
  });
}

/** Who sees identifiers of whom: from the plan, which is all that can happen, and not from what anybody wrote. */
export function firstSight(plan: RunPlan): readonly string[] {
  const { operator } = plan.operation;
  const operatorName = nameOf(plan, operator);
  const others = plan.prepare.filter(({ party }) => party !== operator);
  const groups = new Map<string, string[]>();
  for (const { party, side, sealed } of others) {
    const fields = sealed
      .filter(({ holds }) => holds === 'matching' || holds === 'reference')
      .map(({ from }) => from);
    const key = JSON.stringify([side, fields]);
    groups.set(key, [...(groups.get(key) ?? []), nameOf(plan, party)]);
  }
  const seen = [...groups].map(([key, names]) => {
    const [side, fields] = JSON.parse(key) as [string, string[]];
    return `${operatorName} will receive, sealed, ${listed(fields)} of the ${side} in the extract of ${listed([...new Set(names)])}. It is used in memory, only to find the same person.`;
  });
  const review = plan.outputs.filter(({ kind }) => kind === 'review');
  const flags = [
    ...new Set(plan.outputs.filter(({ kind }) => kind === 'flags').map(({ to }) => nameOf(plan, to))),
  ];
  return [
    ...seen,
    ...review.map(
      ({ to }) => `Named reviewers at ${nameOf(plan, to)} will see the identifiers of doubtful pairs.`,
    ),
    ...(flags.length === 0
      ? []
      : [
          `${listed(flags)} will see only their own references, each with a yes or a no, and no identifier of anyone else’s.`,
        ]),
  ];
}

function signaturesOf({ bundle, signers, trust, offered }: AgreementParts): readonly SignatureView[] {
  const present = new Set(bundle.envelope.signatures.map(({ keyid }) => keyid));
  return bundle.runPlan.parties.flatMap(({ organisation, name, signatories }) =>
    signatories.flatMap(({ post, count }) => {
      const holds = (one: { readonly organisation: string; readonly posts: readonly string[] }) =>
        one.organisation === organisation && one.posts.includes(post);
      const verified = signers.filter(holds).map(({ keyId }): SignatureView => {
        const fingerprint = findTrusted(trust, keyId)?.fingerprint;
        return {
          organisation: name,
          post,
          keyId,
          state: 'verified',
          ...(fingerprint === undefined ? {} : { fingerprint }),
        };
      });
      const untrusted = offered
        .filter((record) => holds(record) && present.has(record.keyId))
        .filter(({ keyId }) => verified.every((one) => one.keyId !== keyId))
        .map(({ keyId }): SignatureView => ({ organisation: name, post, keyId, state: 'untrusted' }));
      const found = [...verified, ...untrusted];
      const missing = Math.max(0, count - found.length);
      return [
        ...found,
        ...Array.from(
          { length: missing },
          (): SignatureView => ({ organisation: name, post, state: 'missing' }),
        ),
      ];
    }),
  );
}

function dueOf({ bundle, reviewed, evaluated, on, runs }: AgreementParts): readonly DueView[] {
  const { limits } = bundle.runPlan;
  const disposals = runs.flatMap(({ run, disposal }) =>
    disposal
      .filter(({ state }) => state !== 'certified')
      .map(({ artefact, due, state }) => ({
        what: `${state === 'destroyed' ? 'Check the disposal of' : 'Destroy'}: ${worded(artefact).toLowerCase()}`,
        by: due,
        overdue: state === 'overdue',
        run,
      })),
  );
  return [
    ...disposals,
    ...(reviewed
      ? []
      : [{ what: 'Review the agreement', by: limits.reviewDue, overdue: on > limits.reviewDue }]),
    ...(evaluated
      ? []
      : [{ what: 'Evaluate the share', by: limits.evaluationDue, overdue: on > limits.evaluationDue }]),
  ];
}

const pretty = (document: unknown): Uint8Array => utf8(`${JSON.stringify(document, null, 2)}\n`);

function filesOf({ bundle, bundleBytes }: AgreementParts): readonly FileView[] {
  const json = 'application/json';
  const signed = (document: Agreement | RunPlan) => canonicalise(document as unknown as JsonValue);
  return [
    {
      name: 'bundle.json',
      what: 'agreement, plan, English text, law data, signatures and key records in one file, for “stile verify”',
      type: json,
      bytes: bundleBytes,
    },
    {
      name: 'agreement.json',
      what: 'the agreement, byte for byte as it was signed',
      type: json,
      bytes: signed(bundle.agreement),
    },
    {
      name: 'plan.json',
      what: 'the run plan, byte for byte as it was signed',
      type: json,
      bytes: signed(bundle.runPlan),
    },
    {
      name: 'plan.txt',
      what: 'the plan in plain English',
      type: 'text/plain; charset=utf-8',
      bytes: utf8(bundle.english),
    },
    {
      name: 'signatures.json',
      what: 'the signing statement with its signatures',
      type: json,
      bytes: pretty(bundle.envelope),
    },
  ];
}
