import type { RunPlan } from '#agreement';
import { addDays, type Digest, isStileError, type PlainDate } from '#kernel';
import { MACHINE_POST } from '#node';
import type { KeyRecord, OpensslExport } from '#signing';
import { type DisposalCertificate, type RunReceipt, sanitisationMethods } from '#transparency';
import type { CheckView, DisposalView, FileView, RunOutcome, RunView } from './share-view.ts';
import { listed, shortened, worded } from './words.ts';

/** What a node holds of one run, read and verified by the caller. */
export interface RunParts {
  readonly run: number;
  readonly plan: RunPlan;
  /** By the journal; a receipt knows better. */
  readonly outcome: RunOutcome;
  readonly receipt?: ReceiptParts;
  readonly disposals: readonly DisposalParts[];
  readonly records: readonly KeyRecord[];
  readonly on: PlainDate;
}

export interface ReceiptParts {
  readonly receipt: RunReceipt;
  readonly envelopeBytes: Uint8Array;
  /** What verifying its signature threw, if anything. */
  readonly signature: { readonly signers: readonly string[] } | Error;
  readonly proof?: ProofParts;
  readonly openssl: OpensslExport;
}

export interface ProofParts {
  readonly origin: string;
  readonly index: number;
  readonly size: number;
  /** The text of a `.tlog-proof` file. */
  readonly text: string;
  readonly entry: Uint8Array;
  /** What verifying the proof threw, if anything. */
  readonly error?: Error;
}

/** Something to destroy: from the plan and the journal. */
export interface DisposalParts {
  readonly artefact: string;
  readonly holder: string;
  readonly method: keyof typeof sanitisationMethods;
  readonly deadline: PlainDate;
  readonly certificateWithinDays: number;
  readonly destroyedOn?: PlainDate;
  /** The verified certificate that lists it. */
  readonly certificate?: DisposalCertificate;
  readonly certified: boolean;
}

/** Pure: everything that the pages say of one run. */
export function runView(parts: RunParts): RunView {
  const { run, plan, receipt: found, records, on } = parts;
  const receipt = found?.receipt;
  return {
    run,
    outcome: receipt?.outcome ?? parts.outcome,
    ...(receipt === undefined
      ? {}
      : {
          startedAt: receipt.startedAt,
          endedAt: receipt.endedAt,
          operator: nameOfOrganisation(plan, receipt.operator),
          ...(receipt.problem === undefined ? {} : { problem: problemOf(receipt.problem) }),
        }),
    counts: receipt === undefined ? [] : countsOf(plan, receipt),
    digests: receipt === undefined ? [] : digestsOf(plan, receipt),
    checks: receipt?.checks ?? [],
    verification: found === undefined ? [] : verificationOf(plan, found),
    ...(found?.proof === undefined
      ? {}
      : { proof: { index: found.proof.index, size: found.proof.size, origin: found.proof.origin } }),
    commands: found?.openssl.commands ?? [],
    disposal: parts.disposals.map((one) => disposalOf(plan, one, records, on)),
    files: found === undefined ? [] : filesOf(found),
  };
}

const nameOfOrganisation = (plan: RunPlan, organisation: string): string =>
  plan.parties.find((party) => party.organisation === organisation)?.name ?? organisation;

const problemOf = ({ code, clause }: NonNullable<RunReceipt['problem']>) => ({
  code,
  ...(clause === undefined ? {} : { clause }),
});

const countsOf = (plan: RunPlan, { inputs, outputs }: RunReceipt): RunView['counts'] => [
  ...inputs.map(({ party, rows, package: digest }) => ({
    party: nameOfOrganisation(plan, party),
    what: 'Read',
    rows,
    digest,
  })),
  ...outputs.map(({ party, output, rows, package: digest }) => ({
    party: nameOfOrganisation(plan, party),
    what: `Released: ${output}`,
    rows,
    digest,
  })),
];

const digestsOf = (plan: RunPlan, receipt: RunReceipt): RunView['digests'] => [
  { what: 'Agreement', digest: receipt.agreement },
  { what: 'Run plan', digest: receipt.runPlan },
  { what: 'Law data', digest: receipt.lawData },
  ...receipt.subjectTrees.map(({ party, root }) => ({
    what: `Root of the rows of ${nameOfOrganisation(plan, party)}`,
    digest: root as Digest,
  })),
];

const said = (error: Error): string =>
  isStileError(error) ? `${error.message} ${error.cure} (${error.code})` : 'It could not be read.';

function verificationOf(plan: RunPlan, { receipt, signature, proof }: ReceiptParts): readonly CheckView[] {
  const same = receipt.agreement === plan.agreement.digest;
  return [
    signature instanceof Error
      ? { name: 'Signature of the receipt', ok: false, detail: said(signature) }
      : {
          name: 'Signature of the receipt',
          ok: true,
          detail: `Signed with a trusted key of ${listed(signature.signers.map((one) => nameOfOrganisation(plan, one)))}.`,
        },
    {
      name: 'Of this agreement',
      ok: same,
      detail: same
        ? 'The receipt names the digest of the agreement that is kept here.'
        : 'The receipt names another agreement.',
    },
    ...(proof === undefined
      ? [
          {
            name: 'In the log',
            ok: false,
            detail: 'No log in this folder has an entry that names this receipt.',
          },
        ]
      : [
          proof.error === undefined
            ? {
                name: 'In the log',
                ok: true,
                detail: `Entry ${proof.index}, counted from 0, of the log ${proof.origin} names this receipt; the proof was checked against a signed checkpoint over ${proof.size} entries.`,
              }
            : { name: 'In the log', ok: false, detail: said(proof.error) },
        ]),
  ];
}

function disposalOf(
  plan: RunPlan,
  {
    artefact,
    holder,
    method,
    deadline,
    certificateWithinDays,
    destroyedOn,
    certificate,
    certified,
  }: DisposalParts,
  records: readonly KeyRecord[],
  on: PlainDate,
): DisposalView {
  const late = destroyedOn === undefined ? on > deadline : on > addDays(deadline, certificateWithinDays);
  const state = certified ? 'certified' : late ? 'overdue' : destroyedOn === undefined ? 'kept' : 'destroyed';
  const who = (keyId: string): string => {
    const record = records.find((one) => one.keyId === keyId);
    const post = record?.posts.includes(MACHINE_POST)
      ? 'the node itself'
      : worded(record?.posts.join(', ') ?? 'unknown post');
    return `${post} (key ${shortened(keyId)})`;
  };
  return {
    artefact,
    holder: plan.parties.find(({ id }) => id === holder)?.name ?? holder,
    due: deadline,
    state,
    ...(destroyedOn === undefined ? {} : { method: sanitisationMethods[method], destroyedOn }),
    ...(certificate === undefined
      ? {}
      : { doneBy: who(certificate.doneBy), checkedBy: who(certificate.checkedBy) }),
  };
}

function filesOf({ envelopeBytes, proof, openssl }: ReceiptParts): readonly FileView[] {
  const binary = 'application/octet-stream';
  return [
    {
      name: 'receipt.json',
      what: 'the signed receipt, an in-toto statement in a DSSE envelope',
      type: 'application/json',
      bytes: envelopeBytes,
    },
    ...openssl.files.map(({ name, bytes }) => ({
      name,
      what: name.endsWith('.pae')
        ? 'the bytes that were signed'
        : name.endsWith('.sig')
          ? 'the signature'
          : 'the public key of the signer',
      type: name.endsWith('.pem') ? 'application/x-pem-file' : binary,
      bytes,
    })),
    ...(proof === undefined
      ? []
      : [
          {
            name: 'receipt.tlog-proof',
            what: 'the proof that the log has the entry that names this receipt',
            type: 'text/plain; charset=utf-8',
            bytes: new TextEncoder().encode(proof.text),
          },
          { name: 'log-entry.json', what: 'that entry', type: 'application/json', bytes: proof.entry },
        ]),
  ];
}
