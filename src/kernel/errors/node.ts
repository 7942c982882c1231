import type { ErrorGroup } from './define.ts';

export const nodeErrors = {
  NODE_NOT_FOUND: {
    exit: 2,
    what: 'There is no node in {folder}.',
    cure: 'Give the node’s folder, or make one with “stile node init”.',
  },
  NODE_CONFIG_INVALID: {
    exit: 4,
    what: 'The configuration of the node in {folder} is not valid: {reason}.',
    cure: 'Give an organisation id of lower-case letters, digits, dots and hyphens, and a name.',
  },
  NODE_FOLDER_NOT_EMPTY: {
    exit: 2,
    what: 'The folder {folder} is not empty.',
    cure: 'Give a new folder for the node.',
  },
  NODE_BUSY: {
    exit: 2,
    what: 'Another command (process {pid}) is using this node.',
    cure: 'Wait until it has ended.',
  },
  NODE_LOCK_LOST: {
    exit: 1,
    what: 'Another process has taken this node’s lock. Nothing more was written.',
    cure: 'Run the command again when no other command uses the node.',
  },
  NODE_JOURNAL_DAMAGED: {
    exit: 5,
    what: 'Line {line} of the node’s journal is damaged: {reason}.',
    cure: 'Put the journal back from a backup. Going on would lose what was committed after it.',
  },
  NODE_FAULT: {
    exit: 1,
    what: 'Stile has failed in a way that was not foreseen.',
    cure: 'Report it with the version of Stile, and without any data.',
  },
  NODE_FILE_MISSING: {
    exit: 2,
    what: 'There is no file {file}.',
    cure: 'Check the path.',
  },
  NODE_FILE_UNREADABLE: {
    exit: 2,
    what: 'The file {file} can’t be read: {reason}.',
    cure: 'Check that it is a file and that you may read it.',
  },
  NODE_FILE_NOT_JSON: {
    exit: 4,
    what: 'The file {file} is not one that Stile wrote: {reason}',
    cure: 'Ask for the file again.',
  },
  NODE_OUT_EXISTS: {
    exit: 2,
    what: '{out} is already there.',
    cure: 'Give a new name. Stile replaces no file.',
  },
  NODE_OUT_FOLDER_MISSING: {
    exit: 2,
    what: 'There is no folder {folder}.',
    cure: 'Make the folder first.',
  },
  NODE_OUT_NOT_EMPTY: {
    exit: 2,
    what: 'The folder {folder} is not empty.',
    cure: 'Give a new folder for the outputs of this run.',
  },
  NODE_OUT_WANTED: {
    exit: 2,
    what: 'This package holds {kind}, and there is no place given for its rows.',
    cure: 'Add --out with the name of a new file.',
  },
  NODE_POST_INVALID: {
    exit: 2,
    what: '“{post}” can’t be the post of a person.',
    cure: 'Use lower-case letters, digits, dots and hyphens. The post “node” is the machine’s own.',
  },
  NODE_KEY_MISSING: {
    exit: 2,
    what: 'This node has no key for the post “{post}”.',
    cure: 'Make one with “stile key new”, or name another post.',
  },
  NODE_KEY_AMBIGUOUS: {
    exit: 2,
    what: 'Several people hold the post “{post}” here: {keys}.',
    cure: 'Add --key with the first digits of one of these key ids.',
  },
  NODE_TRUST_INVALID: {
    exit: 4,
    what: 'The trust file {file} is not valid: {reason}.',
    cure: 'Put it back from a backup, or trust the key records again.',
  },
  NODE_FINGERPRINT_WANTED: {
    exit: 2,
    what: 'The key record of {organisation} can only be trusted by its fingerprint.',
    cure: 'Ask {organisation} for it by telephone or on paper, and add --fingerprint.',
  },
  NODE_KEY_NOT_TRUSTED: {
    exit: 2,
    what: 'This node does not trust just one key whose id begins with “{key}”.',
    cure: 'Give at least the first 8 digits of its key id, as “stile node trust” printed them.',
  },
  NODE_ENVELOPE_OF_ANOTHER: {
    exit: 5,
    what: 'The signatures in {file} are over another agreement, run plan, English text or law data.',
    cure: 'Ask for the signatures over this agreement, made with this version of Stile.',
  },
  NODE_NOT_A_PARTY: {
    exit: 3,
    what: '“{organisation}” is not a party to this agreement.',
    cure: 'Give the bundle of an agreement to which this node’s organisation is a party.',
  },
  NODE_PARTY_UNKNOWN: {
    exit: 1,
    what: 'The run plan names a party “{party}” that it does not have.',
    cure: 'Report it: a plan like this should not compile.',
  },
  NODE_NOT_THE_OPERATOR: {
    exit: 3,
    what: 'Only the operator that the agreement names, “{operator}”, can do this.',
    cure: 'Ask the operator to do it.',
  },
  NODE_RECIPIENT_AS_OPERATOR: {
    exit: 3,
    what: '“{operator}” would receive the flags and also operate the run, and so see everybody’s identifiers.',
    cure: 'Agree on another operator.',
  },
  NODE_REFUSED: {
    exit: 3,
    what: 'The agreement does not allow this now. Reasons: {count}.',
    cure: 'See each reason.',
  },
  NODE_SUSPENDED: {
    exit: 3,
    what: 'This agreement is suspended at this node.',
    cure: 'Clear up why with whoever suspended it. “stile resume” lifts it, with a second post’s key.',
  },
  NODE_SUSPENDED_BY: {
    exit: 3,
    what: '{name} ({organisation}) has suspended this agreement. Reason: {reason}.',
    cure: 'Clear up why with {organisation}. When they resume, give their signed statement to “stile node accept”.',
  },
  NODE_STATEMENT_INVALID: {
    exit: 5,
    what: 'The statement is not valid: {reason}.',
    cure: 'Ask the party that made it for it again.',
  },
  NODE_STATEMENT_OF_ANOTHER: {
    exit: 5,
    what: 'The statement is about another agreement.',
    cure: 'Give the bundle of the agreement that it is about.',
  },
  NODE_STATEMENT_OWN: {
    exit: 3,
    what: 'The statement is this node’s own organisation’s.',
    cure: 'Use “stile suspend” or “stile resume” here.',
  },
  NODE_STATEMENT_OLD: {
    exit: 3,
    what: 'The statement of {organisation} has the number {sequence}, and this node has their number {known} already.',
    cure: 'Ask {organisation} for their newest statement.',
  },
  NODE_STATEMENT_ONE_PERSON: {
    exit: 3,
    what: 'At {organisation} the person who stopped this agreement also says that it goes on.',
    cure: 'Ask {organisation} to have another post sign “stile resume”.',
  },
  NODE_ALREADY_SUSPENDED: {
    exit: 3,
    what: 'This agreement is already suspended at this node.',
    cure: 'Leave it: nothing runs.',
  },
  NODE_NOT_SUSPENDED: {
    exit: 3,
    what: 'This agreement is not suspended at this node.',
    cure: 'Go on: there is nothing to lift.',
  },
  NODE_SECOND_POST_WANTED: {
    exit: 3,
    what: 'This needs a second person, and the post “{post}” does not count as one.',
    cure: 'Name with --post the post of somebody else, who has a key here.',
  },
  NODE_REASON_NOT_A_CODE: {
    exit: 2,
    what: 'The reason is not a code.',
    cure: 'Give one word in lower-case letters, digits, dots and hyphens, such as “breach”.',
  },
  NODE_BEFORE_FIRST_RUN: {
    exit: 3,
    what: 'No run may start before {firstRun}. Today is {on}.',
    cure: 'Wait until then: the agreement has to be public first.',
  },
  NODE_AFTER_LAST_RUN: {
    exit: 3,
    what: 'No run may start after {lastRun}. Today is {on}.',
    cure: 'Agree on a new version if the share is still needed.',
  },
  NODE_OVER_RUN_BUDGET: {
    exit: 3,
    what: 'Run {run} is one too many: the agreement allows {runs}.',
    cure: 'Agree on a new version if more runs are needed.',
  },
  NODE_REVIEW_OVERDUE: {
    exit: 3,
    what: 'The review was due on {due} and is not recorded as done.',
    cure: 'Do the review, then record it with “stile node record-review”.',
  },
  NODE_EVALUATION_OVERDUE: {
    exit: 3,
    what: 'The evaluation was due on {due} and is not recorded as done.',
    cure: 'Do the evaluation, then record it with “stile node record-review”.',
  },
  NODE_GAP_NOT_KEPT: {
    exit: 3,
    what: 'The last run was on {last}; the agreement wants {gap} days between runs. Today is {on}.',
    cure: 'Wait until the days have passed.',
  },
  NODE_DISPOSAL_OVERDUE: {
    exit: 3,
    what: 'The {artefact} of run {run} was to be destroyed by {deadline}, and there is no certificate.',
    cure: 'Run “stile dispose”, then have a second person run “stile dispose --check”.',
  },
  NODE_INPUT_UNKNOWN: {
    exit: 2,
    what: 'The agreement has no input “{input}”. It has: {inputs}.',
    cure: 'Name one of these.',
  },
  NODE_INPUT_OF_ANOTHER: {
    exit: 3,
    what: 'The input “{input}” is to come from “{party}”, not from this node.',
    cure: 'Name an input of your own.',
  },
  NODE_INPUT_UNUSED: {
    exit: 1,
    what: 'No step of the run plan links the input “{input}”.',
    cure: 'Report it: a plan like this should not compile.',
  },
  NODE_INTAKE_INVALID: {
    exit: 5,
    what: 'The intake record is not valid: {reason}.',
    cure: 'Ask the operator for it again.',
  },
  NODE_INTAKE_OF_ANOTHER: {
    exit: 5,
    what: 'The intake record is for another {what}.',
    cure: 'Ask the operator for the intake of this agreement.',
  },
  NODE_INTAKE_EXPIRED: {
    exit: 3,
    what: 'The operator’s intake ended at {notAfter}.',
    cure: 'Ask the operator for a new intake, for the next run number.',
  },
  NODE_INTAKE_EXISTS: {
    exit: 3,
    what: 'There is an intake for this run already.',
    cure: 'Use it, or take the next run number.',
  },
  NODE_NO_INTAKE: {
    exit: 3,
    what: 'This node has no intake for this run.',
    cure: 'Make one with “stile node intake”, and have the inputs sealed to it.',
  },
  NODE_RUN_NUMBER_SPENT: {
    exit: 3,
    what: 'This run number is spent: the run was started before, whatever came of it.',
    cure: 'Take the next run number. What a finished run sealed is in the node’s folder “runs”.',
  },
  NODE_ALREADY_PREPARED: {
    exit: 3,
    what: 'The input “{input}” was already sealed for run {run}: {file}.',
    cure: 'Send that package, or take part in the next run.',
  },
  NODE_EXTRACT_TELLING: {
    exit: 3,
    what: 'The extract for “{input}” differs from the one of run {run} by fewer than 10 references, so the two outputs together could single people out.',
    cure: 'Wait until more has changed, or send the same references again.',
  },
  NODE_INPUTS_INCOMPLETE: {
    exit: 3,
    what: 'The run plan wants {wanted} inputs; {given} were given.',
    cure: 'Give each party’s sealed package with --input, each once.',
  },
  NODE_INPUT_MISSING: {
    exit: 3,
    what: 'The input “{input}” is not among the packages.',
    cure: 'Get the package from its party. This run number is spent.',
  },
  NODE_INPUT_TWICE: {
    exit: 3,
    what: 'The input “{input}” was given twice.',
    cure: 'Give each party’s package once. This run number is spent.',
  },
  NODE_PERMIT_OF_ANOTHER_RUN: {
    exit: 3,
    what: 'The package for “{input}” is a permit for run {run}, not for this one.',
    cure: 'Ask its sender to prepare the input for this run.',
  },
  NODE_PERMIT_OF_ANOTHER_INTAKE: {
    exit: 3,
    what: 'The package for “{input}” was made for another intake.',
    cure: 'Ask its sender to prepare the input for this run’s intake.',
  },
  NODE_PERMIT_EXPIRED: {
    exit: 3,
    what: 'The permit in the package for “{input}” ended at {notAfter}.',
    cure: 'Take the next run number, and ask every party to prepare again.',
  },
  NODE_RUN_INTERRUPTED: {
    exit: 1,
    what: 'The run was stopped before it ended. Nothing came out of it.',
    cure: 'Take the next run number.',
  },
  NODE_MANIFEST_INVALID: {
    exit: 5,
    what: 'The package’s manifest is not valid: {reason}.',
    cure: 'Ask the sender for the package again.',
  },
  NODE_MANIFEST_DIFFERS: {
    exit: 5,
    what: 'The package is not what is wanted here: its manifest names {what}.',
    cure: 'Give the right package.',
  },
  NODE_COLUMN_MISSING: {
    exit: 5,
    what: 'A table has no column “{column}”.',
    cure: 'Ask the sender for the package again.',
  },
  NODE_NO_REPLY_KEY: {
    exit: 3,
    what: 'The party “{party}” gets an output and sends no input, so there is no key to seal it to.',
    cure: 'Agree that the operator or a party with an input gets it.',
  },
  NODE_NO_KEY_FOR_PACKAGE: {
    exit: 5,
    what: '{file} is sealed to no key that this node still has.',
    cure: 'Check that it is this node’s package. A key that was destroyed can’t be brought back.',
  },
  NODE_SECRET_DESTROYED: {
    exit: 3,
    what: 'The {kind} key of run {run} is not here any more.',
    cure: 'Nothing can be done: it was destroyed as agreed.',
  },
  NODE_OUTPUT_TOO_LARGE: {
    exit: 3,
    what: 'The output “{output}” has more rows than the {maximum} that the agreement allows.',
    cure: 'Narrow the extract, or agree on a new version.',
  },
  NODE_LINK_MEMORY_FULL: {
    exit: 4,
    what: 'There is not enough memory to link “{people}” with “{customers}”. Nothing left this machine, and the run number is spent.',
    cure: 'Close other programs or use a larger machine, then start a new run with a new intake. If that is not enough, agree on fewer rows or on narrower blocking rules.',
  },
  NODE_RULE_NOT_OVER_FACTS: {
    exit: 1,
    what: 'A flag’s rule in the run plan asks for more than facts.',
    cure: 'Report it: a plan like this should not compile.',
  },
  NODE_RULE_TOO_WIDE: {
    exit: 3,
    what: 'A flag’s rule needs {facts} facts of other inputs; at most 10 can be worked out.',
    cure: 'Agree on a simpler rule.',
  },
  NODE_NO_RETURN: {
    exit: 3,
    what: 'This node has nothing to return for run {run}.',
    cure: 'Check the run number, and that the agreement has a return.',
  },
  NODE_OUTPUT_NOT_OPENED: {
    exit: 3,
    what: 'This node has not opened its output of run {run}.',
    cure: 'Open it first with “stile open”.',
  },
  NODE_ANSWERS_MISSING: {
    exit: 3,
    what: 'This node has not taken in its answer file of run {run}.',
    cure: 'Open the package whose name begins with “answers” first.',
  },
  NODE_RETURN_LATE: {
    exit: 3,
    what: 'The return was due on {due}.',
    cure: 'Ask the party that should have had it what to do.',
  },
  NODE_RETURN_NOT_FLAGGED: {
    exit: 4,
    what: 'The return has {count} references that got no yes in this run.',
    cure: 'Return only references that did.',
  },
  NODE_RETURN_SENT: {
    exit: 3,
    what: 'The return for this run was sealed before: {file}.',
    cure: 'Send that package.',
  },
  NODE_REFERENCE_NOT_IN_RUN: {
    exit: 4,
    what: 'The reference was not in what this node sealed for run {run}.',
    cure: 'Check the reference. If it is right, the person was not in this run: only your word and the counts can show that.',
  },
  NODE_NOT_DUE_YET: {
    exit: 2,
    what: '{on} is still to come.',
    cure: 'Use --list to look ahead.',
  },
  NODE_NOTHING_TO_CHECK: {
    exit: 3,
    what: 'Nothing destroyed is waiting for a second person’s check.',
    cure: 'Run “stile dispose” when something is due.',
  },
  NODE_STILL_THERE: {
    exit: 5,
    what: 'Something of the {artefact} of run {run} is still in the node.',
    cure: 'Run “stile dispose” again, then have it checked again.',
  },
  NODE_STILL_OPENS: {
    exit: 5,
    what: 'What was sealed to the destroyed key of the {artefact} of run {run} still opens with another key of this node.',
    cure: 'Find the copy of the key and destroy it, then have it checked again.',
  },
  NODE_LOG_UNSOUND: {
    exit: 5,
    what: 'The node’s log is not sound: {reason}.',
    cure: 'Keep the folder as it is and find out who changed it.',
  },
  NODE_VERIFY_UNKNOWN: {
    exit: 2,
    what: '{path} is nothing that Stile can verify.',
    cure: 'Give a bundle, receipt, certificate, proof, answer, or a node’s or run’s folder.',
  },
  NODE_VERIFY_NO_TRUST: {
    exit: 2,
    what: 'There is nothing to verify against.',
    cure: 'Add --trust with a trust file, or --fingerprint for each key record that you were given.',
  },
} as const satisfies ErrorGroup;
