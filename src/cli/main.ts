import { Command, CommanderError } from 'commander';
import { problem, StileError } from '#kernel';
import manifest from '../../package.json' with { type: 'json' };
import { addAgreementCommands } from './agreement-commands.ts';
import { addAssessCommand } from './assess-command.ts';
import { addCareCommands } from './care-commands.ts';
import { addCiteCommand } from './cite-command.ts';
import { addDataCommands } from './data-commands.ts';
import { addLawCommand } from './law-command.ts';
import { addNodeCommands } from './node-commands.ts';
import { systemTerminal, type Terminal, tellError } from './output.ts';
import { addSignCommands } from './sign-commands.ts';
import { addVerifyCommands } from './verify-commands.ts';

/** A command whose room is loaded only when it is called, so that help is quick. */
export interface LateCommand {
  /** The first words that call it, such as `generate`, or `node serve`. */
  readonly words: readonly string[];
  readonly description: string;
  readonly load: () => Promise<(program: Command, terminal: Terminal) => void>;
}

const lateCommands: readonly LateCommand[] = [
  {
    words: ['generate'],
    description: 'make up extracts for a fuel-poverty share, with the truth beside them',
    load: async () => (await import('./generate-command.ts')).addGenerateCommand,
  },
  {
    words: ['link'],
    description: 'find the records that are of one person, in one file or between two',
    load: async () => (await import('./link-command.ts')).addLinkCommand,
  },
  {
    words: ['node', 'serve'],
    description: 'show agreements, runs and the log as pages on this computer',
    load: async () => (await import('./serve-command.ts')).addServeCommand,
  },
];

/** The same on every terminal, and in the generated reference. */
const HELP_WIDTH = 80;

/**
 * Runs the command line and gives the exit code: 0 done, 2 usage, 3 refused by the agreement or the law, 4 bad input,
 * 5 verification failed, 1 a fault of ours. With no words at all it prints the help. `extra` are commands of the rooms above this one.
 */
export async function main(
  argv: readonly string[],
  extra: readonly LateCommand[] = [],
  terminal: Terminal = systemTerminal(),
): Promise<number> {
  let exit = 0;
  const program = new Command('stile')
    .description(
      'Share data between public bodies lawfully, for one agreed purpose at a time, and show what was done.',
    )
    .version(manifest.version)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      // Commander writes the help of “stile node” alone here; errors are told below, in our own words.
      writeErr: (text) => terminal.out(text.trimEnd()),
      outputError: () => {},
      getOutHelpWidth: () => HELP_WIDTH,
      getErrHelpWidth: () => HELP_WIDTH,
    });
  try {
    addAgreementCommands(program, terminal);
    addNodeCommands(program, terminal);
    addDataCommands(program, terminal);
    addCareCommands(program, terminal);
    addSignCommands(program, terminal);
    addVerifyCommands(program, terminal, (code) => {
      exit = code;
    });
    addAssessCommand(program, terminal, (code) => {
      exit = code;
    });
    addCiteCommand(program, terminal, (code) => {
      exit = code;
    });
    addLawCommand(program, terminal);
    for (const command of [...lateCommands, ...extra]) await addLate(program, command, argv, terminal);
    overrideExits(program);
    await program.parseAsync([...argv], { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0 || error.code === 'commander.help') return 0;
      const reason = sentence(error.message.replace(/^error: /, ''));
      return tellError(terminal, new StileError(problem('CLI_USAGE', { reason })), argv.includes('--json'));
    }
    return tellError(terminal, error, argv.includes('--json'));
  }
}

const sentence = (text: string): string => {
  const [line = ''] = text.trim().split('\n');
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}${/[.?]$/.test(line) ? '' : '.'}`;
};

/** Loads a command when it is called; otherwise only names it in the help. */
async function addLate(
  program: Command,
  { words, description, load }: LateCommand,
  argv: readonly string[],
  terminal: Terminal,
): Promise<void> {
  const called = words.every((word, i) => argv[i] === word) || (argv[0] === 'help' && argv[1] === words[0]);
  if (called) {
    (await load())(program, terminal);
    return;
  }
  const parent = words
    .slice(0, -1)
    .reduce((command, word) => command.commands.find((one) => one.name() === word) ?? command, program);
  parent.command(words.at(-1) ?? '').description(description);
}

function overrideExits(command: Command): void {
  for (const sub of command.commands) {
    sub.exitOverride().copyInheritedSettings(command);
    overrideExits(sub);
  }
}
