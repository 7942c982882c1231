import { type CommandFamily, main, type Terminal } from '../cli/index.ts';

const demo: CommandFamily = {
  names: ['demo'],
  load: async () => (await import('./demo/demo-command.ts')).addDemoCommand,
};

/** The `stile` program: the data plane's commands, and the demonstration that needs all of them. Gives the exit code. */
export const start = (argv: readonly string[], terminal?: Terminal): Promise<number> =>
  main(argv, [demo], terminal);
