import { base64, type Digest, type Problem, utf8 } from '#kernel';
import type { Checkpoint, LogEntry, LogEntryKind } from '#transparency';
import type { LogEntryView, LogView } from './share-view.ts';

const WHAT: Readonly<Record<LogEntryKind, string>> = {
  'key-trusted': 'Key trusted',
  'key-rotated': 'Key replaced',
  'key-retired': 'Key retired',
  'agreement-lodged': 'Agreement lodged',
  'agreement-signed': 'Agreement signed',
  'agreement-activated': 'Agreement taken up',
  'agreement-suspended': 'Agreement suspended',
  'agreement-resumed': 'Agreement resumed',
  'agreement-ended': 'Agreement ended',
  'intake-published': 'Key for one run published',
  'package-sealed': 'Input sealed',
  'run-proposed': 'Run proposed',
  'run-approved': 'Run approved',
  'run-refused': 'Run refused',
  'run-started': 'Run started',
  'run-finished': 'Run finished',
  'run-failed': 'Run failed',
  receipt: 'Receipt',
  released: 'Output opened',
  'return-sent': 'Return sent',
  'return-received': 'Return received',
  'disposal-due': 'Disposal due',
  'disposal-certified': 'Disposal certified',
  'disposal-overdue': 'Disposal overdue',
  'register-published': 'Register published',
  'operator-changed': 'Operator changed',
};

/** Pure: one entry as a row of the page. */
export function entryView(index: number, entry: LogEntry): LogEntryView {
  const parts = [
    'series' in entry ? entry.series : undefined,
    'run' in entry ? `run ${entry.run}` : undefined,
    'organisation' in entry ? entry.organisation : undefined,
    'party' in entry ? entry.party : undefined,
    'output' in entry ? entry.output : undefined,
    'rows' in entry ? `about ${entry.rows} rows` : undefined,
    'code' in entry ? entry.code : undefined,
  ].filter((part) => part !== undefined);
  const digest = digestIn(entry);
  return {
    index,
    at: entry.at,
    what: WHAT[entry.kind],
    about: parts.join(', '),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** The digest of the thing that an entry records; of the agreement where it records nothing smaller. */
function digestIn(entry: LogEntry): Digest | undefined {
  const named = entry as Partial<
    Record<'receipt' | 'certificate' | 'package' | 'intake' | 'fingerprint' | 'agreement', Digest>
  >;
  return (
    named.receipt ??
    named.certificate ??
    named.package ??
    named.intake ??
    named.fingerprint ??
    named.agreement
  );
}

/** Pure: a log as the pages show it. `checkpoint` is absent when there is none that verifies. */
export function logView(parts: {
  readonly origin: string;
  readonly checkpoint?: Checkpoint;
  readonly entries: readonly LogEntry[];
  readonly findings: readonly Problem[];
}): LogView {
  const { origin, checkpoint, entries, findings } = parts;
  return {
    origin: checkpoint?.origin ?? origin,
    size: entries.length,
    root: checkpoint === undefined ? '' : base64(checkpoint.root),
    entries: entries.map((entry, index) => entryView(index, entry)),
    findings,
    files:
      checkpoint === undefined
        ? []
        : [
            {
              name: 'checkpoint.txt',
              what: 'the signed checkpoint, a signed note (C2SP tlog-checkpoint)',
              type: 'text/plain; charset=utf-8',
              bytes: utf8(checkpoint.note),
            },
            {
              name: 'entries.json',
              what: 'every entry',
              type: 'application/json',
              bytes: utf8(`${JSON.stringify(entries, null, 2)}\n`),
            },
          ],
  };
}
