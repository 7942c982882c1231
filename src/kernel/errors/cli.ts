import type { ErrorGroup } from './define.ts';

export const cliErrors = {
  CLI_USAGE: {
    exit: 2,
    what: '{reason}',
    cure: 'See “stile help” and “stile help COMMAND”.',
  },
  CLI_NOT_CONFIRMED: {
    exit: 2,
    what: 'Nothing was signed: the answer was not “yes”.',
    cure: 'Read the text above, then answer yes, or add --yes.',
  },
  CLI_NUMBER_INVALID: {
    exit: 2,
    what: 'The value of {option} is not a whole number of 1 or more.',
    cure: 'Give a whole number, for example 1.',
  },
  CLI_DIGESTS_INVALID: {
    exit: 4,
    what: 'The file {file} does not hold the four digests of a compiled agreement.',
    cure: 'Give a JSON file with agreement, runPlan, english and lawData.',
  },
  CLI_NOT_A_TEXT: {
    exit: 4,
    what: '{file} is not text in UTF-8 and not a Word file (.docx).',
    cure: 'Save it as text, Markdown or .docx. From a PDF or an old .doc file, save a copy in one of these forms.',
  },
  CLI_TEXT_TOO_LARGE: {
    exit: 4,
    what: '{file} is more than is checked at once: {limit} MB, or 100,000 citations.',
    cure: 'Split the document, and check the pieces.',
  },
  CLI_WORD_BROKEN: {
    exit: 4,
    what: '{file} can’t be read as a Word file: {reason}.',
    cure: 'Open it in Word or LibreOffice, and save it again as .docx without a password.',
  },
  CLI_WORD_TOO_LARGE: {
    exit: 4,
    what: 'The text parts of {file} take more than {limit} MB unpacked.',
    cure: 'Check that it is the right file, or split the document and check the pieces.',
  },
  CLI_OUT_ENDING: {
    exit: 2,
    what: 'The name {file} does not end in {endings}.',
    cure: 'Choose a name that does, so that a program knows what to open it with.',
  },
  CLI_LAW_UNKNOWN: {
    exit: 2,
    what: 'The law data know no {kind} “{name}”, or not on the day asked about.',
    cure: 'Try {nearest}.',
  },
  CLI_NO_QUESTIONS: {
    exit: 2,
    what: 'Questions can be asked on a terminal alone, and this is none.',
    cure: 'Give the facts with --facts FILE, or run it on a terminal.',
  },
  CLI_CASE_INVALID: {
    exit: 4,
    what: 'This is not a case: {reason}.',
    cure: 'Write id, facts and expected (outcome, citations) on one line of JSON.',
  },
} as const satisfies ErrorGroup;
