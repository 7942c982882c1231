import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { isStileError } from '#kernel';
import { addServeCommand } from './serve-command.ts';

const codeOf = async (...given: readonly string[]): Promise<unknown> => {
  const program = new Command();
  addServeCommand(program);
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

  it('goes under a “node” command that is there already', () => {
    const program = new Command();
    const node = program.command('node');
    addServeCommand(program);
    expect(node.commands.map((command) => command.name())).toEqual(['serve']);
  });
});
