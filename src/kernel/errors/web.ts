import type { ErrorGroup } from './define.ts';

export const webErrors = {
  WEB_PAGE_NOT_FOUND: {
    exit: 2,
    what: 'There is no page at this address.',
    cure: 'Check the address, or begin at the start page and follow its links.',
  },
  WEB_FILE_NOT_FOUND: {
    exit: 2,
    what: 'There is no file “{name}” here.',
    cure: 'Go back to the page and use one of the links under “Files”.',
  },
  WEB_METHOD_REFUSED: {
    exit: 2,
    what: 'These pages can only be read: {method} is not answered.',
    cure: 'Use the “stile” command to change anything.',
  },
  WEB_HOST_NAME_REFUSED: {
    exit: 2,
    what: 'The request was not addressed to this computer by a name of its own.',
    cure: 'Open the address that “stile node serve” printed.',
  },
  WEB_HOST_NOT_LOOPBACK: {
    exit: 2,
    what: 'These pages cannot be served at “{host}”: they are for this computer only.',
    cure: 'Use --host 127.0.0.1, ::1 or localhost.',
  },
  WEB_PORT_INVALID: {
    exit: 2,
    what: '“{port}” is not a port number.',
    cure: 'Give a whole number from 0 to 65535; 0 takes any free port.',
  },
  WEB_PORT_TAKEN: {
    exit: 2,
    what: 'Port {port} on {host} cannot be used: {reason}.',
    cure: 'Stop the other program, or give another number with --port.',
  },
  WEB_NO_NODE_FOLDER: {
    exit: 2,
    what: '“{folder}” is not a node’s folder, and no folder in it is.',
    cure: 'Give the folder that “stile node init” made, or the output folder of “stile demo”.',
  },
  WEB_FAULT: {
    exit: 1,
    what: 'Something went wrong in the program while it made this page.',
    cure: 'Look at the terminal where “stile node serve” runs, and report what it printed.',
  },
} as const satisfies ErrorGroup;
