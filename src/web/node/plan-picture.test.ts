import { describe, expect, it } from 'vitest';
import { examplePlan } from './fixtures/example-plan.ts';
import { pictureOf } from './plan-picture.ts';

const { diagram, rows } = pictureOf(examplePlan);
const items = diagram.cards.flatMap((card) => card.items);
const linksFrom = (id: string) => diagram.links.filter(({ from }) => from === id).map(({ to }) => to);
const department = 'Department for Example Benefits';
const suppliers = ['Ashdown Energy Ltd', 'Brightwater Power plc', 'Calder Gas and Electric Ltd'];

describe('the picture of a run plan', () => {
  it('draws inputs that are alike as one', () => {
    expect(diagram.cards.filter(({ column }) => column === 0)).toHaveLength(2);
  });

  it('lets nothing cross the first fence but the sealed columns of the plan', () => {
    const made = diagram.cards.filter(({ column }) => column === 1).flatMap((card) => card.items);
    const crossing = made.filter(({ id }) => linksFrom(id).length > 0).map(({ id }) => id.split('/')[1]);
    const sealed = new Set(examplePlan.prepare.flatMap((step) => step.sealed.map(({ name }) => name)));
    expect(new Set(crossing)).toEqual(sealed);
    for (const item of made) expect(item.stops === true).toBe(linksFrom(item.id).length === 0);
  });

  it('draws each field that the plan reads, and leads it somewhere', () => {
    for (const { name } of examplePlan.prepare[0]?.fields ?? [])
      expect(linksFrom(`0/field:${name}`).length).toBeGreaterThan(0);
  });

  it('joins only things that are there', () => {
    const ids = new Set(items.map(({ id }) => id));
    expect(ids.size).toBe(items.length);
    for (const { from, to } of diagram.links) expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
  });

  it('leads a fact to the flags whose rule asks for it', () => {
    expect(linksFrom('0/fact_1')).toEqual(['flag-0']);
  });

  it('never draws a value of a rule', () => {
    const text = JSON.stringify([diagram, rows]);
    for (const value of ['"PC"', '2026-08-24', '1960-09-22']) expect(text).not.toContain(value);
  });

  it.each([
    ['case_ref', [department]],
    ['surname', [department, ...suppliers]],
    ['benefit', [department, ...suppliers]],
    ['household_ref', suppliers],
    ['protected_address', []],
  ])('says in the table whose output %s helps to make', (field, reaches) => {
    expect([...(rows.find((row) => row.field === field)?.reaches ?? [])].sort()).toEqual([...reaches].sort());
  });

  it('says which values never leave', () => {
    expect(rows.filter(({ stays }) => stays).map(({ field }) => field)).toEqual([
      'benefit',
      'award_from',
      'already_helped',
      'protected_address',
    ]);
  });
});
