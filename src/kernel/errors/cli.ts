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
} as const satisfies ErrorGroup;
