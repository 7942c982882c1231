import type { Command } from 'commander';
import { fail } from '#kernel';
import { type Terminal, tellError } from './output.ts';

/** Adds `stile node serve`, which ends when it is told to stop. Throws what `serveNode` throws. */
export function addServeCommand(node: Command, terminal: Terminal): void {
  node
    .command('serve')
    .description('show agreements, runs and the log as pages on this computer, for reading and checking')
    .argument('<dir>', 'a node’s folder, or the output folder of “stile demo”')
    .option('--port <n>', 'port; 0 takes any free one', '3000')
    .option('--host <name>', 'a loopback name or address', '127.0.0.1')
    .action(async (folder: string, { host, port }: { readonly host: string; readonly port: string }) => {
      const { systemServices } = await import('#node');
      const { serveNode } = await import('#web/node');
      const serving = await serveNode({
        folder,
        host,
        port: /^\d{1,5}$/.test(port) ? Number(port) : fail('WEB_PORT_INVALID', { port }),
        services: systemServices(),
        onFault: (error) => tellError(terminal, error, false),
      });
      terminal.out(`Serving ${folder} at ${serving.url} (Ctrl+C stops).`);
      await stopAsked();
      await serving.close();
    });
}

const stopAsked = (): Promise<unknown> =>
  new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
