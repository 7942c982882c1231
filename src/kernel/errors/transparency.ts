import type { ErrorGroup } from './define.ts';

export const transparencyErrors = {
  TRANSPARENCY_INCLUSION_WRONG: {
    exit: 5,
    what: 'The proof does not show that the entry is in the log: {reason}.',
    cure: 'Ask the log’s owner for a new proof; if that fails too, the entry or the log was changed.',
  },
  TRANSPARENCY_CONSISTENCY_WRONG: {
    exit: 5,
    what: 'The proof does not show that the later log begins with the earlier one: {reason}.',
    cure: 'Keep both checkpoints: together they show that the log was rewritten.',
  },
  TRANSPARENCY_PROOF_RANGE: {
    exit: 2,
    what: 'A log of {size} entries has no proof for {wanted}.',
    cure: 'Ask for an entry or an earlier size that the log has reached.',
  },
  TRANSPARENCY_ENTRY_TOO_LARGE: {
    exit: 4,
    what: 'Log entry {position} of the ones offered has {bytes} bytes; a log entry holds at most {limit}.',
    cure: 'Log a digest of the document, not the document.',
  },
  TRANSPARENCY_ENTRY_INVALID: {
    exit: 4,
    what: 'The log entry is not one of the closed kinds: {reason}.',
    cure: 'Write only digests, ids, times, counts and key ids, as the reference page of log entries shows.',
  },
  TRANSPARENCY_CHECKPOINT_INVALID: {
    exit: 5,
    what: 'The checkpoint is malformed: {reason}.',
    cure: 'Fetch the checkpoint again.',
  },
  TRANSPARENCY_CHECKPOINT_MISSING: {
    exit: 5,
    what: 'The log has no checkpoint.',
    cure: 'Point to the folder that holds the file “checkpoint”; if it was there before, the log was removed.',
  },
  TRANSPARENCY_LOG_DAMAGED: {
    exit: 5,
    what: 'The log is damaged at “{path}”: {reason}.',
    cure: 'Restore the log’s files from a copy, then check the log again. Do not append to it.',
  },
  TRANSPARENCY_LOG_ROLLED_BACK: {
    exit: 5,
    what: 'The log had {remembered} entries and now has {size}.',
    cure: 'Keep the remembered checkpoint as evidence, and ask the log’s owner where the entries went.',
  },
  TRANSPARENCY_LOG_FORKED: {
    exit: 5,
    what: 'The log of {size} entries does not continue the log of {remembered} entries that was seen before.',
    cure: 'Keep both checkpoints as evidence: the log’s owner has signed two histories.',
  },
  TRANSPARENCY_PROOF_FILE_INVALID: {
    exit: 5,
    what: 'The log proof is malformed: {reason}.',
    cure: 'Ask for the .tlog-proof file again.',
  },
  TRANSPARENCY_STATEMENT_INVALID: {
    exit: 5,
    what: 'The {kind} is not valid: {reason}.',
    cure: 'Ask the party that signed it for the file again.',
  },
  TRANSPARENCY_DISPOSAL_NOT_CHECKED: {
    exit: 5,
    what: 'The disposal certificate lacks the signature of {who}, key {keyId}.',
    cure: 'Have both people sign: the one who disposed and the one who checked, each with their own key.',
  },
} as const satisfies ErrorGroup;
