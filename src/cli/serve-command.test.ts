import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { isStileError } from '#kernel';
import { systemTerminal } from './output.ts';
import { addServeCommand } from './serve-command.ts';

const codeOf = async (...given: readonly string[]): Promise<unknown> => {
  const program = new Command();
  addServeCommand(program.command('node'), systemTerminal());
  try {
    return await program.parseAsync(['node', 'serve', ...given], { from: 'user' });
  } catch (error) {
    return isStileError(error) ? error.code : error;
  }
};

describe('stile node serve', () => {
  it.each([
    [['.', '--host', '0.0.0.0'], 'WEB_HOST_NOT_LOOPBACK'],
    [['.', '--port', 'http'], 'WEB_PORT_INVALID'],
    [['.', '--port', '70000'], 'WEB_PORT_INVALID'],
    [['./no-such-folder'], 'WEB_NO_NODE_FOLDER'],
  ])('refuses %j', async (given, code) => {
    expect(await codeOf(...given)).toBe(code);
  });
});
