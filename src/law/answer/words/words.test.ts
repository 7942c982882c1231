import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { energySchemes, factsSchema } from '../../facts.ts';
import { lawData } from '../../law-data.ts';
import { categoryWords, factorWords, factWords, groundWords, purposeWords, schemeWords } from './index.ts';

/** The fact schema that came with the law data, kept beside the project. */
const schemaFile = join(process.env.STILE_SHARED ?? '../shared', 'law/facts.schema.json');

interface Node {
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
}

const slugs = (node: Node | undefined): readonly string[] => node?.enum ?? node?.items?.enum ?? [];

/** Every path of the schema, an item of a list as `[0]`. */
function paths(node: Node, path = ''): readonly string[] {
  const own = path === '' ? [] : [path];
  const members = Object.entries(node.properties ?? {}).flatMap(([name, one]) =>
    paths(one, path === '' ? name : `${path}.${name}`),
  );
  const items = node.items?.properties === undefined ? [] : paths(node.items, `${path}[0]`);
  return [...own, ...members, ...items];
}

describe('words of the law data', () => {
  it('name every purpose, ground, factor and scheme', () => {
    const { powers, objectives, exceptions } = lawData;
    const named: readonly (readonly [object, readonly string[]])[] = [
      [purposeWords, [...powers, ...objectives].flatMap(({ purposes = [] }) => purposes)],
      [categoryWords, powers.flatMap(({ categories = [] }) => categories)],
      [
        groundWords,
        exceptions.flatMap(({ use, onward }) =>
          [...use.exceptions, ...onward.exceptions].map(({ ground }) => ground),
        ),
      ],
      [factorWords, objectives.flatMap(({ factors = [] }) => factors.map(({ id }) => id))],
      [
        schemeWords,
        [
          ...energySchemes,
          ...powers.flatMap(({ measures = [], schemes = [] }) =>
            [...measures, ...schemes].map(({ scheme }) => scheme),
          ),
        ],
      ],
    ];
    for (const [table, wanted] of named)
      expect(Object.keys(table)).toEqual(expect.arrayContaining([...new Set(wanted)]));
  });
});

describe.skipIf(!existsSync(schemaFile))(`words of the fact schema (${schemaFile}, if it is there)`, () => {
  const schema: Node = existsSync(schemaFile) ? JSON.parse(readFileSync(schemaFile, 'utf8')) : {};
  const { purpose, data, factors, conditions, laterUse } = schema.properties ?? {};
  it.each([
    ['purpose', purposeWords, slugs(purpose)],
    ['category', categoryWords, slugs(data?.properties?.categories)],
    ['factor', factorWords, slugs(factors?.items?.properties?.id)],
    ['ground', groundWords, slugs(laterUse?.properties?.ground)],
    ['energy scheme', schemeWords, slugs(conditions?.properties?.energy?.properties?.scheme)],
    ['water scheme', schemeWords, slugs(conditions?.properties?.water?.properties?.scheme)],
  ] as const)('every %s has words', (_name, table, wanted) => {
    expect(wanted.length).toBeGreaterThan(1);
    expect(Object.keys(table)).toEqual(expect.arrayContaining([...wanted]));
  });
});

describe('words of the facts', () => {
  it('are a noun phrase for every fact that a rule can miss, or assume', () => {
    const all = paths(z.toJSONSchema(factsSchema, { unrepresentable: 'any' }) as Node);
    expect(all).toEqual(expect.arrayContaining(['on', 'factors[0].age', 'conditions.energy.fuel']));
    for (const path of all) {
      expect(factWords(path), path).not.toBe('a further fact');
      expect(factWords(path), path).not.toMatch(/[?.]$/);
    }
  });
});
