import { Command, CommanderError } from 'commander';
import { problem, StileError } from '#kernel';
import manifest from '../../package.json' with { type: 'json' };
import { systemTerminal, type Terminal, tellError } from './output.ts';

type AddCommands = (program: Command, terminal: Terminal, setExit: (code: number) => void) => void;

/** Commands that belong together, and what loads them: only the family that is called is loaded, so that each starts quickly. */
export interface CommandFamily {
  /** The first words that call it. */
  readonly names: readonly string[];
  readonly load: () => Promise<AddCommands>;
}

/** In the order of the help. */
export const families: readonly CommandFamily[] = [
  { names: ['agreement'], load: async () => (await import('./agreement-commands.ts')).addAgreementCommands },
  { names: ['node', 'key'], load: async () => (await import('./node-commands.ts')).addNodeCommands },
  {
    names: ['prepare', 'run', 'open', 'return'],
    load: async () => (await import('./data-commands.ts')).addDataCommands,
  },
  {
    names: ['suspend', 'resume', 'dispose', 'answer'],
    load: async () => (await import('./care-commands.ts')).addCareCommands,
  },
  { names: ['sign', 'bundle'], load: async () => (await import('./sign-commands.ts')).addSignCommands },
  { names: ['verify'], load: async () => (await import('./verify-commands.ts')).addVerifyCommands },
  { names: ['assess'], load: async () => (await import('./assess-command.ts')).addAssessCommand },
  { names: ['cite'], load: async () => (await import('./cite-command.ts')).addCiteCommand },
  { names: ['law'], load: async () => (await import('./law-command.ts')).addLawCommand },
  { names: ['generate'], load: async () => (await import('./generate-command.ts')).addGenerateCommand },
  { names: ['link'], load: async () => (await import('./link-command.ts')).addLinkCommand },
];

/** The same on every terminal, and in the generated reference. */
const HELP_WIDTH = 80;

/**
 * Runs the command line and gives the exit code: 0 done, 2 usage, 3 refused by the agreement or the law, 4 bad input,
 * 5 verification failed, 1 a fault of ours. With no words at all it prints the help. `above` are families of the rooms above this one.
 */
export async function main(
  argv: readonly string[],
  above: readonly CommandFamily[] = [],
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
    const setExit = (code: number): void => {
      exit = code;
    };
    for (const { load } of called(argv, [...families, ...above])) (await load())(program, terminal, setExit);
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

/** The family whose command is called; for the help, and where no command has the name, all of them. */
function called([first, second]: readonly string[], all: readonly CommandFamily[]): readonly CommandFamily[] {
  if (first === '--version' || first === '-V') return [];
  const name = first === 'help' ? second : first;
  const found = all.filter(({ names }) => name !== undefined && names.includes(name));
  return found.length > 0 ? found : all;
}

function overrideExits(command: Command): void {
  for (const sub of command.commands) {
    sub.exitOverride().copyInheritedSettings(command);
    overrideExits(sub);
  }
}
