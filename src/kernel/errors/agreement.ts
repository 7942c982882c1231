import type { ErrorGroup } from './define.ts';

export const agreementErrors = {
  AGREEMENT_TOO_LARGE: {
    exit: 4,
    what: 'The agreement is {bytes} bytes long, more than {most}.',
    cure: 'Shorten its texts and lists. Bind long documents by their digest and link.',
  },
  AGREEMENT_YAML: {
    exit: 4,
    what: 'The YAML text is not one that Stile reads (line {line}): {reason}.',
    cure: 'Correct that line or the one before it. Stile reads plain YAML: one document, no anchors or tags, each member once.',
  },
  AGREEMENT_INVALID: {
    exit: 4,
    what: 'The agreement is not in the right form. Mistakes: {count}.',
    cure: 'Correct each place named. docs/reference/agreement.schema.json gives the form.',
  },
  AGREEMENT_MISTAKE: {
    exit: 4,
    what: '{place} {reason}.',
    cure: 'Correct this place. examples/ has agreements to compare with.',
  },
  AGREEMENT_REFUSED: {
    exit: 3,
    what: 'The agreement can’t become a run plan. Reasons: {count}.',
    cure: 'Change each clause named, then check again.',
  },

  AGREEMENT_NAME_TWICE: {
    exit: 3,
    what: 'The name “{name}” is used for two {kind}.',
    cure: 'Give each its own name.',
  },
  AGREEMENT_NAME_UNKNOWN: {
    exit: 3,
    what: 'There is no {kind} “{name}”.',
    cure: 'Name one that the agreement has, or add it.',
  },
  AGREEMENT_PARTY_WITHOUT_ROLE: {
    exit: 3,
    what: '“{party}” does what only a {role} does, and has not that role.',
    cure: 'Add the role to the party, or let another party do it.',
  },
  AGREEMENT_PARTY_WITHOUT_PART: {
    exit: 3,
    what: '“{party}” has the role {role}, and the agreement gives it nothing to do in it.',
    cure: 'Take the role away, or say what the party gives or gets.',
  },
  AGREEMENT_BODY_UNKNOWN: {
    exit: 3,
    what: 'The law data has no body “{body}”, which “{party}” is said to be.',
    cure: 'Correct the organisation or class, or leave out the organisation and keep the class.',
  },
  AGREEMENT_OPERATOR_IS_RECIPIENT: {
    exit: 3,
    what: '“{party}” would get the flags and also see everybody’s identifiers as operator.',
    cure: 'Let the discloser of the people, or its processor, be the operator.',
  },
  AGREEMENT_OPERATOR_OUTSIDE: {
    exit: 3,
    what: '“{party}” may not operate: it neither discloses the people nor is a processor under contract to a body that does.',
    cure: 'Let the discloser of the people operate, or add the processor’s contract with it.',
  },
  AGREEMENT_BASIS_MISSING: {
    exit: 3,
    what: '“{party}” has no UK GDPR lawful basis. A power is not a lawful basis.',
    cure: 'Add the party’s basis under dataProtection.lawfulBasis.',
  },
  AGREEMENT_NOTICE_MISSING: {
    exit: 3,
    what: '“{party}” gives or gets personal data and names no privacy notice.',
    cure: 'Add a link to its privacy notice under dataProtection.privacyNotices.',
  },
  AGREEMENT_SUSPENDER_MISSING: {
    exit: 3,
    what: '“{party}” is {role} and may not suspend the whole share.',
    cure: 'Add it to ending.maySuspendAll: stopping needs one.',
  },

  AGREEMENT_FIELD_UNUSED: {
    exit: 3,
    what: 'No step needs the field “{field}” of “{input}”.',
    cure: 'Leave the field out, or use it for matching, a rule or an exclusion.',
  },
  AGREEMENT_FIELD_WITHOUT_REASON: {
    exit: 3,
    what: 'The field “{field}” of “{input}” is used, and no reason is given.',
    cure: 'Say why this share can’t do without the field.',
  },
  AGREEMENT_REFERENCE_COUNT: {
    exit: 3,
    what: 'The input “{input}” has {count} fields of type reference. It needs exactly one, and it is required.',
    cure: 'Keep the party’s own reference, and mark it required.',
  },
  AGREEMENT_CODE_LIST: {
    exit: 3,
    what: 'The field “{field}” of “{input}” is of type {type}, and a list of values belongs to codes only.',
    cure: 'Give every code field its values, each once, and no other field any.',
  },
  AGREEMENT_EXCLUSION_MISSING: {
    exit: 3,
    what: 'The input “{input}” does not drop people {who} before anything leaves.',
    cure: 'Add an exclusion with the reason “{reason}”.',
  },
  AGREEMENT_ROWS: {
    exit: 3,
    what: 'The input “{input}” may have from {least} to {most} rows, and the ceiling is {ceiling}.',
    cure: 'Keep the least below the most, and the most within the ceiling of subjects.',
  },

  AGREEMENT_MODEL_FIELD_UNKNOWN: {
    exit: 3,
    what: 'The field “{field}” of “{input}” matches as “{model}”, which the linkage model does not have.',
    cure: 'Name a field of the model.',
  },
  AGREEMENT_MODEL_FIELD_TWICE: {
    exit: 3,
    what: 'Two fields of “{input}” match as “{model}”.',
    cure: 'Let one field feed it.',
  },
  AGREEMENT_MODEL_FIELD_ONE_SIDED: {
    exit: 3,
    what: 'The model compares “{model}”, and the input “{input}” does not feed it.',
    cure: 'Feed it from every input, or take it out of the model.',
  },
  AGREEMENT_THRESHOLD_BELOW_REVIEW: {
    exit: 3,
    what: 'The threshold {threshold} is below the start of review, {review}.',
    cure: 'Let review begin below the threshold.',
  },
  AGREEMENT_REVIEW_HALF: {
    exit: 3,
    what: 'Review needs three things: where it begins, who reviews and an output. Missing: {missing}.',
    cure: 'Give all three, with named reviewers, or none.',
  },

  AGREEMENT_RULE_FIELD_UNKNOWN: {
    exit: 3,
    what: 'The rule looks at “{field}”, which is not a field of the agreement’s inputs.',
    cure: 'Name a field as input.field; in an exclusion, as the field alone.',
  },
  AGREEMENT_RULE_TYPE: {
    exit: 3,
    what: 'The rule asks of “{field}” what can’t be asked of a field of type {type}: {reason}.',
    cure: 'Use a test that fits the type.',
  },
  AGREEMENT_RULE_VALUE_UNKNOWN: {
    exit: 3,
    what: 'The rule looks for a value in “{field}” that is not in its list: “{value}”.',
    cure: 'Use a value of the list, or add it to the list.',
  },
  AGREEMENT_RULE_NEVER_TRUE: {
    exit: 3,
    what: 'No row can make the rule of “{name}” true.',
    cure: 'Take out the conditions that contradict each other.',
  },
  AGREEMENT_RULE_BOTH_SIDES: {
    exit: 3,
    what: 'The rule of “{name}” needs fields of both people and customers.',
    cure: 'Write each flag’s rule over one side only.',
  },
  AGREEMENT_HOUSEHOLD: {
    exit: 3,
    what: 'One help per household can’t work with “{field}”: {reason}.',
    cure: 'Name a reference-like text field of a people input, and prefer by that input’s own fields.',
  },

  AGREEMENT_OUTPUT_SHAPE: {
    exit: 3,
    what: 'The output “{output}” does not have the shape of {kind}: it must have {expected}.',
    cure: 'Give the output exactly those fields: nothing else crosses.',
  },
  AGREEMENT_OUTPUT_UNTRACED: {
    exit: 3,
    what: 'The output “{output}” can’t be traced to the share: {reason}.',
    cure: 'Tie it to the agreement’s purpose and to an input of the party that gets it, or leave it out.',
  },
  AGREEMENT_OUTPUT_MISSING: {
    exit: 3,
    what: '“{party}” gave the input “{input}” and gets no {kind} for it.',
    cure: 'Add that output.',
  },
  AGREEMENT_LETTERS_MISSING: {
    exit: 3,
    what: 'The output “{output}” has no letters to the people.',
    cure: 'Add both letters, without any fact about a person and without braces.',
  },
  AGREEMENT_NOT_ELIGIBLE_MISSING: {
    exit: 3,
    what: 'The agreement does not say what happens to people found not eligible.',
    cure: 'Say it under purpose.notEligible. No existing help may end because of it.',
  },
  AGREEMENT_PROHIBITED_USES: {
    exit: 3,
    what: 'The list of prohibited uses leaves out: {missing}.',
    cure: 'Add every code: recipients swear off all of them.',
  },
  AGREEMENT_OPT_OUT_MISSING: {
    exit: 3,
    what: 'The agreement does not say how a person opts out.',
    cure: 'Say it under rights.optOut, for both ends, with telephone and post.',
  },

  AGREEMENT_CONDITION_MISSING: {
    exit: 3,
    what: 'The field “{field}” of “{input}” is {kind} data, and so is what comes out of it. No condition is given.',
    cure: 'Name the condition under dataProtection and the policy document, or do without the field.',
  },
  AGREEMENT_ONWARD_REFUSED: {
    exit: 3,
    what: 'Passing on to “{to}” is not allowed: {reason}',
    cure: 'Take the onward disclosure out, or bring what the law asks for.',
  },

  AGREEMENT_POWER_MISSING: {
    exit: 3,
    what: 'No power covers the flow from “{from}” to “{to}”.',
    cure: 'Name a power for this flow, or a contract that makes the operator its processor.',
  },
  AGREEMENT_POWER_UNUSED: {
    exit: 3,
    what: 'The power {power} covers no flow of this agreement.',
    cure: 'Take it out, or correct its parties.',
  },
  AGREEMENT_LAW_REFUSES: {
    exit: 3,
    what: 'The flow from “{from}” to “{to}” on {on} ({outcome}): {reasons}',
    cure: 'Change the parties, the power, the purpose or the date, or bring the fact that is missing.',
  },

  AGREEMENT_END_MISSING: {
    exit: 3,
    what: 'The agreement has no end date.',
    cure: 'Set time.end. Agree again when it comes.',
  },
  AGREEMENT_DATES_ORDER: {
    exit: 3,
    what: '{earlier} must not come after {later}.',
    cure: 'Correct the dates.',
  },
  AGREEMENT_PUBLISHED_TOO_LATE: {
    exit: 3,
    what: 'Only {days} days lie between publication and the first run. Without a reason there must be 14.',
    cure: 'Publish earlier, run later, or give transparency.shortNotice.',
  },
  AGREEMENT_PERMIT_TOO_LONG: {
    exit: 3,
    what: 'A sealed package would be a permit for {hours} hours. The most is 72.',
    cure: 'Set limits.permitHours to 72 or less.',
  },
  AGREEMENT_TOO_MANY_RUNS: {
    exit: 3,
    what: '{runs} runs with {gap} days between them do not fit into the {days} days from the first run to the end.',
    cure: 'Lower the number of runs or the gap.',
  },
  AGREEMENT_KEPT_TOO_LONG: {
    exit: 3,
    what: '“{holder}” would keep the {artefact} past the end of the agreement, and no reason is given.',
    cure: 'Keep it for less time, or say why.',
  },
  AGREEMENT_RETENTION_MISSING: {
    exit: 3,
    what: 'It is not said when “{holder}” destroys its {artefact}.',
    cure: 'Add it to retention.',
  },
  AGREEMENT_RETENTION_UNUSED: {
    exit: 3,
    what: '“{holder}” never has a {artefact} under this agreement, or has it twice in the list.',
    cure: 'Take the line out.',
  },
  AGREEMENT_CLOCK: {
    exit: 3,
    what: 'The clock of the {artefact} can’t start with “{clock}”.',
    cure: 'Use one of: {allowed}.',
  },
  AGREEMENT_RISK_WITHOUT_OWNER: {
    exit: 3,
    what: 'A risk has no owner.',
    cure: 'Name the one post that owns it.',
  },

  AGREEMENT_BUNDLE_INVALID: {
    exit: 5,
    what: 'The bundle is not in the right form: {reason}.',
    cure: 'Ask for the bundle again. Do not mend it by hand.',
  },
  AGREEMENT_DIGEST_DIFFERS: {
    exit: 5,
    what: 'The {thing} in the bundle is not the one that was signed.',
    cure: 'Ask the sender for the signed bundle. Do not run this one.',
  },
  AGREEMENT_KEY_RECORD_NOT_TRUSTED: {
    exit: 5,
    what: 'The bundle comes with a key record of {organisation} that is not one you have trusted.',
    cure: 'Ask {organisation} for its fingerprint by another way, and trust the record only if it fits.',
  },
  AGREEMENT_PLAN_FORMAT_UNKNOWN: {
    exit: 5,
    what: 'The run plan has the format “{format}”, which this version does not run.',
    cure: 'Use a version of Stile that runs it.',
  },
  AGREEMENT_COMPILES_DIFFERENTLY: {
    exit: 5,
    what: 'Compiled on this machine, the {thing} comes out different from what is offered for signing.',
    cure: 'Do not sign. Ask who made the offer, and with which version of Stile.',
  },
  AGREEMENT_STEP_NOT_ALLOWED: {
    exit: 3,
    what: 'An agreement that is {state} can’t be {command} by the {role}.',
    cure: 'See docs/reference/life-cycle.md for what can be done now, and by whom.',
  },
} as const satisfies ErrorGroup;
