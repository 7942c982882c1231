import type { ErrorGroup } from './define.ts';

/** Extracts, sealed packages and the process's own memory. No placeholder ever takes a value from a row. */
export const nodeDataErrors = {
  PACKAGE_EXISTS: {
    exit: 2,
    what: 'There is already a file at {path}.',
    cure: 'Choose another name, or move the file away: a package is never overwritten.',
  },
  PACKAGE_NO_SPACE: {
    exit: 4,
    what: 'The disk is full: {path} could not be written. Nothing was left behind.',
    cure: 'Free some space, or write to another disk, then run the command again.',
  },
  PACKAGE_CANNOT_WRITE: {
    exit: 4,
    what: '{path} could not be written ({reason}). Nothing was left behind.',
    cure: 'Check that the folder exists and that you may write to it.',
  },
  PACKAGE_RECIPIENT_INVALID: {
    exit: 4,
    what: '“{recipient}” is not an age public key.',
    cure: 'Use the key from the operator’s intake record; it begins with age1.',
  },
  PACKAGE_IDENTITY_INVALID: {
    exit: 4,
    what: 'The secret key for opening packages is not an age identity.',
    cure: 'Use the identity that was made for this run; it begins with AGE-SECRET-KEY-1.',
  },
  PACKAGE_UNREADABLE: {
    exit: 4,
    what: 'The package {path} could not be read ({reason}).',
    cure: 'Check the name, and that you may read the file.',
  },
  PACKAGE_TOO_LARGE: {
    exit: 5,
    what: 'The package {path} has {bytes} bytes; the most allowed is {limit}.',
    cure: 'Ask the sender whether this is the right file.',
  },
  PACKAGE_SEALED_TO_ANOTHER: {
    exit: 5,
    what: 'The package {path} is not sealed to this run’s key.',
    cure: 'Check the run number, and ask the sender to seal the package to the key in this run’s intake record.',
  },
  PACKAGE_DAMAGED: {
    exit: 5,
    what: 'The package {path} is cut short or was changed after it was sealed. Nothing in it was used.',
    cure: 'Ask the sender to send it again, and compare the digests of both files.',
  },
  PACKAGE_CONTENTS_DIFFER: {
    exit: 5,
    what: 'The package {path} does not hold what its manifest says: {reason}. Nothing in it was used.',
    cure: 'Ask the sender to prepare the package again, and report it if they did not make this one.',
  },
  PACKAGE_PART_DIFFERS: {
    exit: 5,
    what: 'In the package {path}, {part} is not the file that the sender signed for. Nothing in it was used.',
    cure: 'Ask the sender to prepare the package again, and report it if they did not make this one.',
  },
  PACKAGE_PART_UNREADABLE: {
    exit: 5,
    what: 'In the package {path}, {part} is not in the form that stile-package/1 asks for: {reason}.',
    cure: 'Ask the sender to prepare the package again with Stile.',
  },
} as const satisfies ErrorGroup;
