import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isStileError, utf8 } from '#kernel';
import { lawData } from '#law';
import { compile } from './compile.ts';
import {
  type Actor,
  type Command,
  lifeCyclePage,
  nextState,
  type State,
  states,
  transitions,
} from './life-cycle.ts';
import { newAgreement } from './new-agreement.ts';
import { readAgreement } from './read-agreement.ts';
import { sampleAgreement, sampleOptions } from './sample.ts';
import { agreementJsonSchema } from './schema.ts';

/* Frozen pages: `npx vitest run src/agreement -u` writes them again after a change that is meant. */
const docs = '../../docs/reference';

describe('the life cycle', () => {
  it('is in the reference as it is in the code', async () => {
    await expect(lifeCyclePage()).toMatchFileSnapshot(`${docs}/life-cycle.md`);
  });

  it.each<readonly [State, Command, Actor, State]>([
    ['draft', 'assess', 'author', 'assessed'],
    ['in-review', 'sign', 'every-signatory', 'agreed'],
    ['active', 'suspend', 'discloser', 'suspended'],
    ['active', 'suspend', 'regulator', 'suspended'],
    ['suspended', 'resume', 'every-signatory', 'active'],
    ['ended', 'close', 'disposal-checker', 'closed'],
  ])('%s: %s by the %s leads to %s', (from, command, by, to) => {
    expect(nextState(from, command, by)).toBe(to);
  });

  it.each<readonly [State, Command, Actor]>([
    ['suspended', 'resume', 'discloser'],
    ['suspended', 'resume', 'operator'],
    ['draft', 'publish', 'register-editor'],
    ['published', 'sign', 'every-signatory'],
    ['ended', 'resume', 'every-signatory'],
    ['closed', 'amend', 'every-signatory'],
  ])('%s: %s by the %s is refused', (from, command, by) => {
    try {
      nextState(from, command, by);
      expect.fail('it was allowed');
    } catch (error) {
      expect(isStileError(error, 'AGREEMENT_STEP_NOT_ALLOWED')).toBe(true);
    }
  });

  it('is asymmetric: from every state that can run, one party can stop it', () => {
    for (const state of ['agreed', 'published', 'active'] as const)
      expect(nextState(state, 'suspend', 'discloser')).toBe('suspended');
    const starts = transitions.filter(({ to }) => ['agreed', 'published', 'active'].includes(to));
    expect(starts.flatMap(({ by }) => by)).not.toContain('discloser');
    for (const { by, from } of starts)
      if (from === 'suspended' || from === 'in-review') expect(by).toEqual(['every-signatory']);
  });

  it('has one way at most for a state, a command and an actor, and reaches every state', () => {
    const keys = transitions.flatMap(({ from, command, by }) => by.map((one) => `${from} ${command} ${one}`));
    expect(new Set(keys).size).toBe(keys.length);
    const reached = new Set(['draft', ...transitions.map(({ to }) => to)]);
    expect([...reached].sort()).toEqual([...states].sort());
  });
});

describe('the JSON Schema of an agreement', () => {
  const schema = agreementJsonSchema();

  it('is in the reference as it is in the code', async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(`${docs}/agreement.schema.json`);
  });

  it('closes every object', () => {
    const open: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const node = value as Record<string, unknown>;
      if (node['type'] === 'object' && node['additionalProperties'] !== false) open.push(path);
      for (const [name, inside] of Object.entries(node)) visit(inside, `${path}/${name}`);
    };
    visit(schema, '');
    expect(open).toEqual([]);
  });

  it('knows every member that the sample has', () => {
    const properties = schema['properties'] as Record<string, unknown>;
    expect(Object.keys(properties).sort()).toEqual(Object.keys(sampleAgreement()).sort());
  });
});

describe('an example', () => {
  const example = newAgreement({ ...sampleOptions, suppliers: 3 });

  it('is what `stile agreement new` writes', async () => {
    await expect(example).toMatchFileSnapshot('../../examples/fuel-poverty.yaml');
  });

  const folder = join(import.meta.dirname, '../../examples');
  it.each(readdirSync(folder))('%s compiles', (file) => {
    const agreement = readAgreement(new Uint8Array(readFileSync(join(folder, file))), 'yaml');
    expect(compile(agreement, lawData).plan.agreement.title).toBe(agreement.identity.title);
  });

  it.each([1, 3, 20])('compiles for %i suppliers', (suppliers) => {
    const agreement = readAgreement(utf8(newAgreement({ ...sampleOptions, suppliers })), 'yaml');
    expect(compile(agreement, lawData).plan.link).toHaveLength(suppliers);
  });
});
