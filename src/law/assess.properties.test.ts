import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, parseDate } from '#kernel';
import { assess } from './assess.ts';
import { type Assessment, permissiveness } from './assessment.ts';
import { type Facts, territories } from './facts.ts';
import { lawData, type Paragraph, parseLawData } from './law-data.ts';
import { resolveCitation } from './provisions.ts';
import { anyFacts, factsGiven, nearGateway } from './testing/any-facts.ts';
import { type Changes, examples, having } from './testing/examples.ts';
import growth from './testing/objective-2027.json' with { type: 'json' };

const answer = (facts: Facts): Assessment => assess(facts, lawData);
const tier = (facts: Facts): number => permissiveness[answer(facts).outcome];

/** Poses the question: the power, the objective, and which bodies act in which capacity. */
const poses = /^(power|objective|(from|to)\.(organisation|class|capacity|of))$/;

describe('permissiveness', () => {
  it('a fact taken away never makes an answer more permissive, unless the answer says that it took it so', () => {
    let permissive = 0;
    let runs = 0;
    fc.assert(
      fc.property(nearGateway, (facts) => {
        const asked = answer(facts);
        const before = permissiveness[asked.outcome];
        runs += 1;
        if (before > 0) permissive += 1;
        /* Where no power is named, another may still allow the share by which the notice could have been met. */
        if (asked.outcome === 'offence' && facts.power === undefined) return;
        for (const [path] of factsGiven(facts)) {
          if (
            poses.test(path) ||
            (facts.laterUse && factsGiven(facts.laterUse).length === 1 && path.startsWith('laterUse'))
          )
            continue;
          const after = answer(having(facts, { [path]: undefined }));
          if (permissiveness[after.outcome] > before && !after.assumed.includes(path))
            expect.fail(`without ${path}: ${after.outcome}, ${after.citations.join(', ')}`);
        }
      }),
      { numRuns: 300 },
    );
    /* Or the property would hold of questions whose answer is no, whatever is taken away. */
    expect(permissive / runs).toBeGreaterThan(0.25);
  });
});

describe('random facts that the schema allows', () => {
  it('never throw, and never get an answer without a citation or a sentence', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { citations, text, outcome, missing } = answer(facts);
        expect(citations).not.toEqual([]);
        expect(text.length).toBeGreaterThan(0);
        if (outcome === 'unknown') expect(missing).not.toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('before its day', () => {
  it.each(lawData.powers.map(({ id, inForce }) => ({ id, inForce })))(
    '$id is no gateway in any territory',
    ({ id, inForce }) => {
      const example: Facts = examples[id as keyof typeof examples];
      for (const territory of territories) {
        const begins = inForce
          .filter((one) => one.territories.includes(territory))
          .map(({ from }) => from)
          .sort()[0];
        const last = begins === undefined ? parseDate('2030-01-01') : addDays(begins, -1);
        fc.assert(
          fc.property(nearGateway, (facts) => {
            const asked = having(
              { ...facts, ...pick(example, ['from', 'to', 'purpose']) },
              { power: id, territory, on: last, laterUse: undefined },
            );
            expect(tier(asked)).toBe(0);
          }),
          { numRuns: 5 },
        );
        expect(tier(having(example, { territory, on: last }))).toBe(0);
      }
    },
  );

  it.each(Object.entries(examples).map(([id, facts]) => ({ id, facts })))(
    'nothing of $id can be used or passed on',
    ({ id, facts }) => {
      const first =
        lawData.powers
          .find((one) => one.id === id)
          ?.inForce.map(({ from }) => from)
          .sort()[0] ?? parseDate('2030-01-01');
      const later = (kind: string, on: string) =>
        tier(
          having(facts, { on, laterUse: { kind, ground: 'data-subject-consent', toClass: 'researcher' } }),
        );
      for (const kind of ['use', 'onward']) expect(later(kind, addDays(first, -1))).toBe(0);
    },
  );
});

const pick = (facts: Facts, names: readonly (keyof Facts)[]): Facts =>
  Object.fromEntries(
    names.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])),
  ) as Facts;

/** A share under the power of each schedule in which a body of a class takes part. */
const partners: Readonly<Record<number, (side: Facts['from']) => Facts>> = {
  4: (from) => ({ ...examples['dea2017-s35'], from: from ?? {} }),
  5: (from) => ({ ...examples['dea2017-s36'], from: from ?? {} }),
  6: (from) => ({ ...examples['dea2017-s38'], from: from ?? {} }),
  7: (from) => ({ ...examples['dea2017-s48'], from: from ?? {} }),
  8: (from) => ({ ...examples['dea2017-s56'], from: from ?? {} }),
};

/** Objectives of section 35, as questions. */
const objectives = lawData.objectives.map(({ id, purposes, inForce }) => ({
  changes: { objective: id, purpose: purposes[0] } satisfies Changes,
  from: inForce.map(({ from }) => from).sort()[0] ?? '',
}));

const sideOf = (paragraph: Paragraph, on: string): Facts['from'] => {
  if (paragraph.providerEntry !== true) return { class: paragraph.class ?? '' };
  const served = lawData.paragraphs.find(
    (one) =>
      one.schedule === paragraph.schedule &&
      one.part === paragraph.part &&
      one.providerEntry !== true &&
      one.functionalLimit === undefined &&
      one.inForce.some(({ from, to }) => from <= on && (to === undefined || on <= to)),
  );
  return { class: 'private-company', capacity: 'provider-to', of: served?.class ?? '', withinService: true };
};

/** The answers in which a paragraph's body takes part, on a day, to every question of its schedule. */
function answersOf(paragraph: Paragraph, on: string, territory: string): readonly Assessment[] {
  const share = partners[paragraph.schedule]?.(sideOf(paragraph, on));
  if (share === undefined) return [];
  const asked = having(share, { on, territory, 'data.heldForListedFunction': true, ...otherSide(paragraph) });
  const questions =
    paragraph.schedule === 4 ? objectives.map(({ changes }) => having(asked, changes)) : [asked];
  return questions.map(answer);
}

/** Nobody shares with himself by these lists' own terms: the other side is HMRC, or the work department for HMRC. */
const otherSide = ({ schedule, class: one }: Paragraph): Changes => {
  if (schedule === 5) return {};
  if (schedule === 6)
    return { to: { organisation: 'dwr-cymru' }, 'conditions.water.undertakerArea': 'wales' };
  return { to: { organisation: one === 'hmrc' ? 'dwp' : 'hmrc' } };
};

const bodies = lawData.paragraphs.filter((one) => one.class !== undefined);
const periods = bodies.flatMap((paragraph) =>
  paragraph.inForce.map(({ from, to, territories: where }) => ({
    paragraph,
    name: `${paragraph.citation} (${paragraph.class}, ${where.join('')} from ${from})`,
    from,
    to,
    where,
  })),
);

/* Regulations came some months after Schedule 4. */
const reach = ({ paragraph, from, where }: (typeof periods)[number]): readonly Assessment[] =>
  answersOf(paragraph, addDays(from, paragraph.schedule === 4 ? 100 : 0), where[0] ?? 'E');

describe('every paragraph of every schedule', () => {
  it.each(periods)('$name lists its body', (period) => {
    const answers = reach(period);
    expect(answers).not.toEqual([]);
    for (const { trace } of answers)
      expect(trace).toContainEqual(expect.objectContaining({ rule: 'from-listed', met: true }));
    if (period.paragraph.schedule !== 4)
      expect(answers.map((one) => permissiveness[one.outcome])).toEqual([3]);
  });
  it.each(bodies)('$citation ($class) is what some answer rests on', (paragraph) => {
    const answers = periods.filter((one) => one.paragraph === paragraph).flatMap(reach);
    expect(answers.flatMap(({ citations }) => citations)).toContain(paragraph.citation);
  });
});

describe('days of change', () => {
  /* Where the power itself begins on that day, or another entry of the same class goes on, no difference shows. */
  const begins = periods.filter(
    ({ paragraph, from, where }) =>
      paragraph.schedule !== 4 &&
      !bodies.some(
        (one) => one !== paragraph && one.class === paragraph.class && one.schedule === paragraph.schedule,
      ) &&
      paragraph.inForce.every((one) => one.from >= from) &&
      where.length > 0,
  );
  it.each(begins)('$name: not the day before, but from that day', ({ paragraph, from, where }) => {
    const territory = where[0] ?? 'E';
    expect(
      answersOf(paragraph, addDays(from, -1), territory).map((one) => permissiveness[one.outcome]),
    ).toEqual([0]);
    expect(answersOf(paragraph, from, territory).map((one) => permissiveness[one.outcome])).toEqual([3]);
  });
  it.each(periods.filter(({ to, paragraph }) => to !== undefined && paragraph.schedule !== 4))(
    '$name: on its last day, and not the day after',
    ({ paragraph, to, where }) => {
      const territory = where[0] ?? 'E';
      const last = to ?? parseDate('2030-01-01');
      expect(answersOf(paragraph, last, territory).map((one) => permissiveness[one.outcome])).toEqual([3]);
      expect(
        answersOf(paragraph, addDays(last, 1), territory).map((one) => permissiveness[one.outcome]),
      ).toEqual([0]);
    },
  );
  it.each(
    lawData.objectives.flatMap(({ id, purposes, inForce, allocation }) =>
      inForce.map(({ from }) => ({ id, purposes, from, allocation })),
    ),
  )('objective $id: not the day before $from, but from that day', ({ id, purposes, from, allocation }) => {
    const able = lawData.paragraphs.filter(
      (one) =>
        one.schedule === 4 &&
        allocation.paragraphs.includes(one.number) &&
        one.functionalLimit === undefined &&
        one.inForce.some((each) => each.from < from && (each.to === undefined || each.to > from)),
    );
    const [first, second] = able;
    const facts = having(examples['dea2017-s35'], {
      objective: id,
      purpose: purposes[0],
      from: { class: first?.class },
      to: { class: second?.class },
    });
    expect(tier(having(facts, { on: addDays(from, -1) }))).toBe(0);
    expect(tier(having(facts, { on: from }))).toBe(3);
  });
  it.each(
    lawData.powers.flatMap(({ id, inForce }) => inForce.map((period) => ({ id, period, from: period.from }))),
  )('$id from $from: not the day before, but from that day', ({ id, period }) => {
    const [territory = 'E'] = period.territories.filter(
      (one) =>
        examples[id as keyof typeof examples].territory === one ||
        period.territories.length === 1 ||
        one === 'W',
    );
    const example: Facts = examples[id as keyof typeof examples];
    /* Bodies that take part wherever and whenever the power is in force. */
    const bodies: Changes =
      period.disclosers !== undefined
        ? { from: { class: period.disclosers[0] } }
        : id === 'dea2017-s38'
          ? { to: { class: `water-undertaker-${period.undertakers}` } }
          : id === 'dea2017-s39'
            ? { from: { class: `water-undertaker-${period.undertakers}` } }
            : id === 'dea2017-s81' && territory === 'NI'
              ? { to: { class: 'dof-ni' } }
              : id === 'dea2017-s48' || id === 'dea2017-s56'
                ? { from: { class: 'sos-home' }, to: { organisation: 'dwp' } }
                : {};
    const on = (day: string) => answer(having(example, { territory, on: day, ...bodies }));
    expect(on(addDays(period.from, -1)).outcome).toBe('no-gateway');
    const met = on(period.from).trace.find(({ rule }) => rule === 'in-force');
    expect(met?.met).toBe(true);
    if (id !== 'dea2017-s35') expect(permissiveness[on(period.from).outcome]).toBe(3);
  });
});

/** Strings of the form of a citation. */
const form =
  /(?:DEA2017|RSA1953|SRSA2007|DUAA2025|WSMA2025|DPA2018|IPA2016|SI\d{4}\/\d+|SSI\d{4}\/\d+)(?: (?:s\.|reg |Sch )[^'"`,]*)?/g;

describe('citations', () => {
  const unresolved = (citations: Iterable<string>) =>
    [...new Set(citations)].filter((one) => one !== 'CODE' && !resolveCitation(one).found);

  it('that answers give resolve', () => {
    const seen = new Set<string>();
    const collect = (facts: Facts) => {
      const { citations, trace } = answer(facts);
      for (const one of [...citations, ...trace.map(({ citation }) => citation)]) seen.add(one);
    };
    fc.assert(
      fc.property(fc.oneof(nearGateway, anyFacts), (facts) => collect(facts)),
      { numRuns: 400 },
    );
    expect(seen.size).toBeGreaterThan(100);
    expect(unresolved(seen)).toEqual([]);
  });

  it('in the source of the rules resolve', () => {
    const folder = join(import.meta.dirname, 'rules');
    const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
    const quoted = sources.flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/'([^'\n]*)'/g)].map(([, text = '']) => text),
    );
    const found = quoted.filter((text) => text.replace(form, '') === '' && text !== '');
    expect(found.length).toBeGreaterThan(80);
    expect(unresolved(found)).toEqual([]);
  });

  it('in the law data resolve', () => {
    const found: string[] = [];
    const walk = (value: unknown): void => {
      if (typeof value === 'string') {
        if (value !== '' && value.replace(form, '') === '') found.push(value);
      } else if (typeof value === 'object' && value !== null)
        for (const one of Object.values(value)) walk(one);
    };
    walk(lawData);
    expect(found.length).toBeGreaterThan(500);
    expect(unresolved(found)).toEqual([]);
  });
});

describe('a regulation is data', () => {
  const later = parseLawData({ ...lawData, objectives: [...lawData.objectives, growth] });
  const facts = having(examples['dea2017-s35'], {
    on: '2027-04-01',
    from: { organisation: 'hmrc' },
    to: { organisation: 'preston-city-council' },
    objective: undefined,
    purpose: 'small-business-grants',
    subjects: 'company',
    factors: undefined,
    conditions: { benefitsUndertaking: true, punitive: false },
  });
  const outcome = (changes: Changes) => assess(having(facts, changes), later);

  it('a new objective is a gateway from its day on', () => {
    expect(outcome({}).outcome).toBe('gateway');
    expect(outcome({}).citations).toEqual(
      expect.arrayContaining(['SI2027/9999 reg 3', 'SI2027/9999 reg 4', 'DEA2017 Sch 4 para 12']),
    );
    expect(outcome({ on: '2027-03-31' }).outcome).toBe('no-gateway');
    expect(assess(facts, lawData).outcome).toBe('no-gateway');
  });
  it('for the bodies that it names only', () => {
    expect(outcome({ to: { organisation: 'camden' } })).toMatchObject({ outcome: 'no-gateway' });
    expect(outcome({ to: { organisation: 'camden' } }).citations).toContain('DEA2017 Sch 4 para 13');
    const firm = {
      class: 'private-company',
      capacity: 'provider-to',
      of: 'preston-city-council',
      withinService: true,
    };
    expect(outcome({ to: firm })).toMatchObject({ outcome: 'gateway' });
    expect(outcome({ to: firm }).citations).toContain('SI2027/9999 reg 4(2)');
  });
  it('for the benefit of businesses, where it says so', () => {
    expect(outcome({ 'conditions.benefitsUndertaking': false }).outcome).toBe('no-gateway');
    expect(outcome({ 'conditions.benefitsUndertaking': undefined })).toMatchObject({
      outcome: 'unknown',
      missing: ['conditions.benefitsUndertaking'],
    });
  });
  it('in the territories to which it extends', () => {
    const elsewhere = outcome({ territory: 'NI' });
    expect(elsewhere.outcome).toBe('no-gateway');
    expect(elsewhere.citations).toContain('SI2027/9999 reg 1(3)');
  });
});
