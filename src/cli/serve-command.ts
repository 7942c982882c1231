import type { Command } from 'commander';
import { fail } from '#kernel';
import { systemServices } from '#node';
import { serveNode } from '#web/node';

/** Adds `stile node serve`. Throws what `serveNode` throws. */
export function addServeCommand(program: Command): void {
  const node = program.commands.find((command) => command.name() === 'node') ?? program.command('node');
  node
    .command('serve')
    .description('show agreements, runs and the log as pages on this computer, for reading and checking')
    .argument('<dir>', 'a node’s folder, or the output folder of “stile demo”')
    .option('--port <n>', 'port; 0 takes any free one', '3000')
    .option('--host <name>', 'a loopback name or address', '127.0.0.1')
    .action(async (folder: string, given: { readonly port: string; readonly host: string }) => {
      const serving = await serveNode({
        folder,
        host: given.host,
        port: /^\d{1,5}$/.test(given.port)
          ? Number(given.port)
          : fail('WEB_PORT_INVALID', { port: given.port }),
        services: systemServices(),
        onFault: (error) => console.error(error),
      });
      console.log(`Serving ${folder} at ${serving.url} (Ctrl+C stops).`);
      const stop = () => void serving.close();
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
    });
}
