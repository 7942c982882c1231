import { start } from '../src/app/index.ts';

/** The help of a command, as the program itself prints it. */
async function helpOf(words: readonly string[]): Promise<string> {
  const lines: string[] = [];
  const keep = (text: string): void => void lines.push(text);
  await start([...words, '--help'], { out: keep, err: keep, interactive: false, ownProcess: false });
  return lines.join('\n').trimEnd();
}

const subcommandsIn = (help: string): string[] => {
  const [, after = ''] = help.split(/^Commands:$/m);
  const [list = ''] = after.split('\n\n');
  return [...list.matchAll(/^ {2}([a-z-]+)/gm)]
    .map(([, name]) => name ?? '')
    .filter((name) => name !== 'help');
};

async function sectionsOf(words: readonly string[]): Promise<string[]> {
  const help = await helpOf(words);
  const below: string[] = [];
  for (const name of subcommandsIn(help)) below.push(...(await sectionsOf([...words, name])));
  return [`## stile ${words.join(' ')}`.trimEnd(), '', '```text', help, '```', '', ...below];
}

/** Every command with its help, in the program's own order. */
export async function commandReference(): Promise<string> {
  return ['# Commands', '', ...(await sectionsOf([]))].join('\n');
}
