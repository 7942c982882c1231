import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkStep, Rule, RunPlan } from '#agreement';
import { type CodedTable, codedColumn, defaultPersonModel, type Links } from '#linkage';
import { csvOf } from '../csv.ts';
import { applyFlag, type Linker } from './flag.ts';
import { answersTable, outputTable } from './flag-outputs.ts';

/* Small tables and a table of links stand for real ones here: what linking itself does is that room's to test. */

interface PersonRow {
  readonly reference: string;
  readonly household?: string;
  readonly preferred?: boolean;
  readonly facts: readonly boolean[];
}

interface CustomerRow {
  readonly reference: string;
  readonly facts?: readonly boolean[];
  /** For each people input: whom it matches and how well; a review where `doubtful`. */
  readonly link?: { readonly to: string; readonly weight: number; readonly doubtful?: boolean };
}

const factColumns = (rows: readonly { readonly facts?: readonly boolean[] }[]) =>
  Object.fromEntries(
    (rows.find(({ facts }) => facts !== undefined)?.facts ?? []).map((_, i) => [
      `fact_${i + 1}`,
      codedColumn(rows.map(({ facts }) => String(facts?.[i] === true))),
    ]),
  );

const peopleTable = (rows: readonly PersonRow[]): CodedTable => ({
  rows: rows.length,
  columns: {
    reference: codedColumn(rows.map(({ reference }) => reference)),
    household: codedColumn(rows.map(({ household }) => household)),
    preference: codedColumn(rows.map(({ preferred }) => String(preferred === true))),
    ...factColumns(rows),
  },
});

const customersTable = (rows: readonly CustomerRow[]): CodedTable => ({
  rows: rows.length,
  columns: { reference: codedColumn(rows.map(({ reference }) => reference)), ...factColumns(rows) },
});

const fact = (field: string): Rule => ({ compare: { field, is: 'equals', value: 'true' } });

const clause = 'x';
const linkStep = (customers: string): LinkStep => ({
  step: 'link',
  people: 'people',
  customers,
  model: defaultPersonModel,
  modelDigest: `sha256:${'0'.repeat(64)}`,
  threshold: '10',
  maximumPairs: 1000,
  clause,
});

type Plan = Parameters<typeof applyFlag>[0] & Pick<RunPlan, 'operation'>;

const planOf = (rule: Rule, household = true, review = false): Plan => {
  const step = (input: string, side: 'people' | 'customers') =>
    ({ input, side }) as RunPlan['prepare'][number];
  const output = (name: string, kind: 'flags' | 'results' | 'review', input?: string) => ({
    step: 'output' as const,
    name,
    kind,
    to: 'x',
    ...(input !== undefined && { input }),
    columns: [{ name: 'reference', holds: 'reference' }],
    maximumRows: 1_000_000,
    clause,
  });
  return {
    link: [linkStep('a'), linkStep('b')],
    prepare: [step('people', 'people'), step('a', 'customers'), step('b', 'customers')],
    operation: {
      step: 'flag',
      operator: 'o',
      flags: [{ name: 'yes', meaning: 'm', rule, clause }],
      ...(household && { oneHelpPerHousehold: { order: ['preference', 'weight'] as const, clause } }),
      clause,
    },
    outputs: [
      output('a-flags', 'flags', 'a'),
      output('b-flags', 'flags', 'b'),
      output('results', 'results', 'people'),
      ...(review ? [output('review', 'review')] : []),
    ],
  };
};

interface World {
  readonly people: readonly PersonRow[];
  readonly a: readonly CustomerRow[];
  readonly b: readonly CustomerRow[];
}

/** Links as the rows themselves say; `step.customers` says which rows. */
const linkerOf =
  (world: World, reviewed: boolean): Linker =>
  ({ customers }) => {
    const rows = customers === 'a' ? world.a : world.b;
    const place = (reference: string): number => world.people.findIndex((one) => one.reference === reference);
    const state = (link: CustomerRow['link']) =>
      link === undefined ? 'none' : link.doubtful === true ? 'review' : 'match';
    const links: Links = {
      leftRows: world.people.length,
      rightRows: rows.length,
      leftOf: Int32Array.from(rows, ({ link }) => (link === undefined ? -1 : place(link.to))),
      weightOf: Float64Array.from(rows, ({ link }) => link?.weight ?? Number.NEGATIVE_INFINITY),
      rightState: (row) => state(rows[row]?.link),
      leftState: (row) => state(rows.find(({ link }) => link?.to === world.people[row]?.reference)?.link),
      matches: 0,
      reviews: 0,
      expectedWrong: 0,
    };
    const doubtful = rows.flatMap(({ link }, customer) =>
      link?.doubtful === true ? [{ person: place(link.to), customer, weight: link.weight }] : [],
    );
    return { links, doubtful: reviewed ? doubtful : [] };
  };

const textOf = ({ table, columnNames }: { table: CodedTable; columnNames: readonly string[] }): string =>
  Buffer.from(csvOf(table, columnNames)).toString();

const outputsOf = (plan: Plan, world: World): Readonly<Record<string, string>> => {
  const tables = new Map([
    ['people', peopleTable(world.people)],
    ['a', customersTable(world.a)],
    ['b', customersTable(world.b)],
  ]);
  const outcome = applyFlag(
    plan,
    tables,
    linkerOf(
      world,
      plan.outputs.some(({ kind }) => kind === 'review'),
    ),
  );
  return {
    ...Object.fromEntries(plan.outputs.map((step) => [step.name, textOf(outputTable(plan, step, outcome))])),
    'answers-a': textOf(answersTable('a', outcome)),
  };
};

const lines = (text: string | undefined): string[] => (text ?? '').trim().split('\n').slice(1);

describe('flag', () => {
  const plan = planOf(fact('people.fact_1'));

  it('is true only for a confident match whose facts hold, and has one row for each reference, sorted', () => {
    const outputs = outputsOf(plan, {
      people: [
        { reference: 'P1', facts: [true] },
        { reference: 'P2', facts: [false] },
        { reference: 'P3', facts: [true] },
      ],
      a: [
        { reference: 'z', link: { to: 'P1', weight: 20 } },
        { reference: 'y', link: { to: 'P2', weight: 20 } },
        { reference: 'x', link: { to: 'P3', weight: 20, doubtful: true } },
        { reference: 'w' },
      ],
      b: [],
    });
    expect(lines(outputs['a-flags'])).toEqual(['w,false', 'x,false', 'y,false', 'z,true']);
    expect(lines(outputs['results'])).toEqual(['P1,matched', 'P3,unmatched']);
  });

  it('a doubtful link of a qualifying person is “to-review” only where the plan has a review output', () => {
    const world: World = {
      people: [{ reference: 'P1', facts: [true] }],
      a: [{ reference: 'x', link: { to: 'P1', weight: 12, doubtful: true } }],
      b: [],
    };
    expect(lines(outputsOf(plan, world)['results'])).toEqual(['P1,unmatched']);
    expect(lines(outputsOf(planOf(fact('people.fact_1'), true, true), world)['results'])).toEqual([
      'P1,to-review',
    ]);
  });

  it.each([
    ['the preferred person’s', [true, false], [20, 30], ['a1,true', 'b1,false']],
    [
      'the better match, where nobody or everybody is preferred',
      [false, false],
      [20, 30],
      ['a1,false', 'b1,true'],
    ],
    ['the lower reference, where all else is equal', [true, true], [30, 30], ['a1,true', 'b1,false']],
  ])('one help for each household, over all recipients: it goes to %s', (_, preferred, weights, expected) => {
    const outputs = outputsOf(plan, {
      people: preferred.map((is, i) => ({
        reference: `P${i}`,
        household: 'H',
        preferred: is,
        facts: [true],
      })),
      a: [{ reference: 'a1', link: { to: 'P0', weight: weights[0] ?? 0 } }],
      b: [{ reference: 'b1', link: { to: 'P1', weight: weights[1] ?? 0 } }],
    });
    expect([...lines(outputs['a-flags']), ...lines(outputs['b-flags'])]).toEqual(expected);
    expect(lines(outputs['results'])).toEqual(['P0,matched', 'P1,matched']);
  });

  it('without that rule each reference stands alone', () => {
    const outputs = outputsOf(planOf(fact('people.fact_1'), false), {
      people: ['P0', 'P1'].map((reference) => ({ reference, household: 'H', facts: [true] })),
      a: [{ reference: 'a1', link: { to: 'P0', weight: 20 } }],
      b: [{ reference: 'b1', link: { to: 'P1', weight: 20 } }],
    });
    expect([...lines(outputs['a-flags']), ...lines(outputs['b-flags'])]).toEqual(['a1,true', 'b1,true']);
  });

  it('a partner whose household was helped through the claimant is matched, not told to ring', () => {
    const outputs = outputsOf(plan, {
      people: ['P0', 'P1'].map((reference) => ({ reference, household: 'H', facts: [true] })),
      a: [{ reference: 'a1', link: { to: 'P0', weight: 20 } }],
      b: [],
    });
    expect(lines(outputs['results'])).toEqual(['P0,matched', 'P1,matched']);
  });

  it('a rule over both sides needs both: a customer’s own fact can stop it', () => {
    const outputs = outputsOf(planOf({ all: [fact('people.fact_1'), fact('a.fact_1')] }), {
      people: ['P0', 'P1'].map((reference) => ({ reference, facts: [true] })),
      a: [
        { reference: 'a0', facts: [true], link: { to: 'P0', weight: 20 } },
        { reference: 'a1', facts: [false], link: { to: 'P1', weight: 20 } },
      ],
      b: [],
    });
    expect(lines(outputs['a-flags'])).toEqual(['a0,true', 'a1,false']);
    expect(lines(outputs['results'])).toEqual(['P0,matched', 'P1,unmatched']);
  });

  it('the recipient’s answer file says no more than its flags', () => {
    const outputs = outputsOf(plan, {
      people: [
        { reference: 'P1', facts: [true] },
        { reference: 'P2', facts: [false] },
      ],
      a: [
        { reference: 'x', link: { to: 'P1', weight: 20 } },
        { reference: 'y', link: { to: 'P2', weight: 20 } },
        { reference: 'z' },
      ],
      b: [],
    });
    expect(lines(outputs['answers-a'])).toEqual(['x,flagged', 'y,not-flagged', 'z,not-flagged']);
  });
});

describe('what crosses depends on nothing that was not agreed', () => {
  const world = fc
    .record({
      people: fc.uniqueArray(
        fc.record({
          reference: fc.string({ minLength: 1, maxLength: 6 }).map((text) => `P${text}`),
          household: fc.constantFrom('H1', 'H2', 'H3', 'H4'),
          preferred: fc.boolean(),
          facts: fc.tuple(fc.boolean()),
        }),
        { maxLength: 12, selector: ({ reference }) => reference },
      ),
      customers: fc.uniqueArray(
        fc.record({
          reference: fc.string({ minLength: 1, maxLength: 6 }),
          to: fc.option(fc.nat(11), { nil: undefined }),
          weight: fc.integer({ min: 10, max: 14 }),
          doubtful: fc.boolean(),
          side: fc.constantFrom('a', 'b'),
        }),
        { maxLength: 12, selector: ({ reference }) => reference },
      ),
    })
    .map(({ people, customers }): World => {
      const taken = { a: new Set<string>(), b: new Set<string>() };
      const rowsOf = (side: 'a' | 'b'): CustomerRow[] =>
        customers
          .filter((one) => one.side === side)
          .map(({ reference, to, weight, doubtful }) => {
            const person = to === undefined ? undefined : people[to];
            // One to one, as linking gives.
            if (person === undefined || taken[side].has(person.reference)) return { reference };
            taken[side].add(person.reference);
            return { reference, link: { to: person.reference, weight, doubtful } };
          });
      return { people, a: rowsOf('a'), b: rowsOf('b') };
    });
  const plan = planOf(fact('people.fact_1'));
  const shuffled = <T>(rows: readonly T[], seed: number): T[] =>
    [...rows].sort((a, b) => hash(JSON.stringify(a) + seed) - hash(JSON.stringify(b) + seed));
  const hash = (text: string): number => {
    let h = 7;
    for (const char of text) h = (h * 31 + char.charCodeAt(0)) | 0;
    return h;
  };

  it('the order of rows changes no byte of any output', () => {
    void fc.assert(
      fc.property(world, fc.nat(), (before, seed) => {
        const after = {
          people: shuffled(before.people, seed),
          a: shuffled(before.a, seed + 1),
          b: shuffled(before.b, seed + 2),
        };
        expect(outputsOf(plan, after)).toEqual(outputsOf(plan, before));
      }),
    );
  });

  it('not found, doubtful and not qualifying are the same bytes to every recipient', () => {
    void fc.assert(
      fc.property(world, (before) => {
        const qualifies = (reference: string): boolean =>
          before.people.some((person) => person.reference === reference && person.facts[0] === true);
        const unlinked = (rows: readonly CustomerRow[]): CustomerRow[] =>
          rows.map(({ reference, link }) =>
            link !== undefined && link.doubtful !== true && qualifies(link.to)
              ? { reference, link }
              : { reference },
          );
        const after = { people: before.people, a: unlinked(before.a), b: unlinked(before.b) };
        const [was, is] = [outputsOf(plan, before), outputsOf(plan, after)];
        for (const name of ['a-flags', 'b-flags', 'answers-a']) expect(is[name]).toBe(was[name]);
      }),
    );
  });

  it('people who do not qualify, people unmatched, and everything about them, change no recipient’s byte', () => {
    void fc.assert(
      fc.property(world, fc.array(fc.string({ maxLength: 5 }), { maxLength: 5 }), (before, extra) => {
        const matched = new Set([...before.a, ...before.b].map(({ link }) => link?.to));
        const kept = before.people
          .filter((person) => person.facts[0] === true || matched.has(person.reference))
          .map((person) =>
            person.facts[0] === true ? person : { ...person, household: 'other', preferred: true },
          );
        const others = [...new Set(extra)].map((text) => ({
          reference: `Q${text}`,
          household: 'H1',
          facts: [false],
        }));
        const after = { ...before, people: [...others, ...kept] };
        const [was, is] = [outputsOf(plan, before), outputsOf(plan, after)];
        for (const name of ['a-flags', 'b-flags', 'answers-a']) expect(is[name]).toBe(was[name]);
      }),
    );
  });

  it('another recipient’s rows change none of mine, except that one household is helped once', () => {
    const alone = planOf(fact('people.fact_1'), false);
    void fc.assert(
      fc.property(world, (before) => {
        const after = { ...before, b: [] };
        expect(outputsOf(alone, after)['a-flags']).toBe(outputsOf(alone, before)['a-flags']);
      }),
    );
  });
});
