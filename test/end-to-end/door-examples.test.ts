import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../src/link-job/testing/files.ts';
import { threeFacts } from '../../src/link-job/testing/people.ts';

/* The examples in the doc comments of `stile/link-job` and `stile/linkage`: each runs as a program of its own would, and prints what it says. */

const root = resolve(import.meta.dirname, '../..');
const folder = temporaryFolder();
afterAll(folder.end);
const { exports: doors } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  exports: Record<string, string>;
};

interface Example {
  readonly name: string;
  readonly code: string;
  readonly prints: readonly string[];
}

function examplesIn(room: string): Example[] {
  const files = readdirSync(join(root, room), { recursive: true }).map(String);
  return files
    .filter((file) => /(?<!\.test)\.ts$/.test(file))
    .sort()
    .flatMap((file) => {
      const source = readFileSync(join(root, room, file), 'utf8');
      const found = source.matchAll(
        / \* @example\n([\s\S]*?) \*\/\n(?:export )?(?:async )?(?:function\*?|const) (\w+)/g,
      );
      return [...found].map(([, comment = '', name = '']) => {
        const code = comment.replace(/^ \* ?/gm, '');
        return {
          name: `${room}/${file} ${name}`,
          code,
          prints: [...code.matchAll(/\/\/ prints: (.*)$/gm)].map(([, line = '']) => line),
        };
      });
    });
}

/** What a package that depends on Stile would import, from where it is here. */
const here = (code: string): string =>
  code.replace(/from 'stile\/([a-z-]+)'/g, (_, door: string) => {
    const file = doors[`./${door}`];
    if (file === undefined) throw new Error(`stile/${door} is no door`);
    return `from '${pathToFileURL(join(root, file)).href}'`;
  });

const surnames = ['Bell', 'Gray', 'Ashworth', 'Hughes', 'Ashworth', 'Price', 'Bell', 'Gray'];
const towns = ['York', 'Hull', 'Leeds', 'Hull', 'Leeds', 'Cardiff', 'York', 'Oxford'];
const born = ['1950', '1931', '1944', '1931', '1944', '1977', '1951', '1988'];

describe('each example of a doc comment', () => {
  // The one of `match` writes what others read, so it is first.
  const isMatch = ({ name }: Example): number => (name.endsWith(' match') ? 0 : 1);
  const examples = [...examplesIn('src/link-job'), ...examplesIn('src/linkage')].sort(
    (a, b) => isMatch(a) - isMatch(b),
  );
  it('is there for the functions that jobs are made of', () => {
    expect(examples.map(({ name }) => name.split(' ')[1]).sort()).toEqual(
      [
        ...['addRecords', 'carryClusters', 'clustersAt', 'countBlocking', 'match', 'matchInSteps'],
        ...['openSpine', 'openSpine', 'readTables'],
      ].sort(),
    );
    for (const { prints, name } of examples) expect(prints, name).not.toEqual([]);
  });

  it('prints what it says', () => {
    const rows = surnames.map((surname, row) => [row + 1, surname, towns[row], born[row]].join(','));
    writeFileSync(folder.at('people.csv'), `id,surname,town,born\n${rows.join('\n')}\n`);
    writeFileSync(
      folder.at('new.csv'),
      'id,surname,town,born\n21,Price,Cardiff,1977\n22,Underwood,Dover,1960\n',
    );
    const model = { ...threeFacts(), priorMatchProbability: '0.2' };
    writeFileSync(folder.at('trained.json'), JSON.stringify(model));
    mkdirSync(folder.at('examples'));
    examples.forEach(({ code }, e) => {
      writeFileSync(folder.at(`examples/${e}.mts`), here(code));
    });
    const all = examples.map((_, e) => `console.log('example ${e}'); await import('./examples/${e}.mts');`);
    writeFileSync(folder.at('all.mts'), all.join('\n'));
    const tsx = import.meta.resolve('tsx');
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, 'all.mts'], {
      cwd: folder.at('.'),
      encoding: 'utf8',
    });
    const expected = examples.flatMap(({ prints }, e) => [`example ${e}`, ...prints]);
    expect([stdout.trimEnd().split('\n'), stderr]).toEqual([expected, '']);
  });
});
