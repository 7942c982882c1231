import * as z from 'zod';
import { count, date, list, name, paragraph, period, sentence } from './common.ts';

export const limits = z.strictObject({
  runs: count(1, 366),
  minimumGapDays: count(1, 366),
  /** How long a sealed package stays a permit. */
  permitHours: count(1, 8784),
});

export const artefacts = [
  'input-package',
  'intake-key',
  'output-package',
  'opened-output',
  'result-file',
  'review-packet',
  'answer-file',
  'return-file',
] as const;

export const retention = list(
  z.strictObject({
    artefact: z.enum(artefacts),
    holder: name,
    clockStarts: z.enum(['run-finished', 'output-opened', 'return-received', 'agreement-ends']),
    keepFor: period,
    method: z.enum(['crypto-erase', 'clear', 'purge', 'destroy']),
    certificateWithinDays: count(0, 90),
    reason: sentence.exactOptional(),
  }),
  300,
  1,
);

export const time = z.strictObject({
  start: date,
  firstRun: date,
  end: date.exactOptional(),
  reviewDue: date,
  evaluationDue: date,
});

export const ending = z.strictObject({
  /** Who may stop the whole share alone. Every party may stop its own part. */
  maySuspendAll: list(name, 60, 1),
  dataHeld: paragraph,
});
