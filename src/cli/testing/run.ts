import { main } from '../main.ts';

/** What a command said and its exit code. */
export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the commands that begin with a word, and keeps what they say. */
export const runner =
  (word: string) =>
  async (...argv: readonly string[]): Promise<Ran> => {
    const said = { out: [] as string[], err: [] as string[] };
    const exit = await main([word, ...argv], [], {
      out: (text) => said.out.push(text),
      err: (text) => said.err.push(text),
      interactive: false,
      ownProcess: false,
    });
    return { exit, out: said.out.join('\n'), err: said.err.join('\n') };
  };
