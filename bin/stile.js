#!/usr/bin/env node
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../src/cli/main.ts');

process.exitCode = await main(process.argv.slice(2), [
  {
    words: ['demo'],
    description: 'a whole share between made-up authorities, from drafting to disposal',
    load: async () => (await import('../src/app/demo-command.ts')).addDemoCommand,
  },
]);
