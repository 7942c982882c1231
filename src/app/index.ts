import { type LateCommand, main, type Terminal } from '../cli/index.ts';

const demo: LateCommand = {
  words: ['demo'],
  description: 'a whole share between made-up organisations, from drafting to disposal, then as pages',
  load: async () => (await import('./demo/demo-command.ts')).addDemoCommand,
};

/** The `stile` program: the data plane's commands, and the demonstration that needs all of them. Gives the exit code. */
export const start = (argv: readonly string[], terminal?: Terminal): Promise<number> =>
  main(argv, [demo], terminal);
