import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStileError, utf8, utf8Text } from '#kernel';
import { lawData } from '#law';
import { agreementBytes, compile } from './compile.ts';
import { newAgreement } from './new-agreement.ts';
import { readAgreement } from './read-agreement.ts';
import { sampleAgreement, sampleOptions } from './sample.ts';

const yaml = newAgreement({ ...sampleOptions, suppliers: 2 });
const json = JSON.parse(utf8Text(agreementBytes(sampleAgreement())));

function thrown(text: string, format: 'json' | 'yaml') {
  try {
    readAgreement(utf8(text), format);
  } catch (error) {
    if (!isStileError(error)) throw error;
    return error;
  }
  return expect.fail('it was read');
}

/** The places of the mistakes in the sample with a change. */
const mistakes = (change: (document: typeof json) => void): readonly (string | undefined)[] => {
  const document = structuredClone(json);
  change(document);
  return thrown(JSON.stringify(document), 'json').problems.map(({ clause }) => clause);
};

describe('an agreement', () => {
  it('is the same from YAML and from JSON', () => {
    expect(readAgreement(utf8(JSON.stringify(json)), 'json')).toEqual(readAgreement(utf8(yaml), 'yaml'));
  });

  it.each<readonly [string, (document: typeof json) => void, string]>([
    [
      'a member that it does not know',
      (document) => Object.assign(document.purpose, { alsoFor: 'x' }),
      'purpose',
    ],
    ['a float', (document) => Object.assign(document.limits, { runs: 1.5 }), 'limits.runs'],
    ['a null', (document) => Object.assign(document.rights, { optOut: null }), 'rights.optOut'],
    [
      'a day that does not exist',
      (document) => Object.assign(document.time, { end: '2027-02-29' }),
      'time.end',
    ],
    [
      'text that is not NFC',
      (document) => Object.assign(document.identity, { title: 'Cafe\u0301' }),
      'identity.title',
    ],
    [
      'a line break in a text',
      (document) => Object.assign(document.identity, { title: 'a\nb' }),
      'identity.title',
    ],
    [
      'a direction override in a text',
      (document) => Object.assign(document.identity, { title: 'a\u202eb' }),
      'identity.title',
    ],
    ['an empty list of parties', (document) => Object.assign(document, { parties: [] }), 'parties'],
    [
      'a threshold that is a number',
      (document) => Object.assign(document.matching, { threshold: 10 }),
      'matching.threshold',
    ],
    [
      'a link that is not https',
      (document) => Object.assign(document.powers[0], { link: 'http://a' }),
      'powers[0].link',
    ],
    [
      'a rule of two forms',
      (document) =>
        Object.assign(document.operation.flags[0], { rule: { present: 'a.b', not: { present: 'a.b' } } }),
      'operation.flags[0].rule',
    ],
    [
      'a rule that nests too deep',
      (document) => Object.assign(document.operation.flags[0], { rule: nested(7) }),
      'operation.flags[0].rule',
    ],
    [
      'a linkage model with an expression',
      (document) => Object.assign(document.matching.model.comparisons[0], { sql: '1=1' }),
      'matching.model.comparisons[0]',
    ],
  ])('is refused with the place for %s', (_, change, place) => {
    expect(mistakes(change)).toContain(place);
  });

  it('shows all its mistakes at once', () => {
    const places = mistakes((document) => {
      document.limits.runs = 'many';
      delete document.time.start;
    });
    expect(places).toEqual(['limits.runs', 'time.start']);
  });

  it('of more than 1 MiB is not read', () => {
    expect(thrown(' '.repeat(1_048_577), 'json').code).toBe('AGREEMENT_TOO_LARGE');
  });
});

const nested = (levels: number): object => (levels === 1 ? { present: 'a.b' } : { not: nested(levels - 1) });

describe('YAML is refused for', () => {
  it.each([
    ['a member given twice', 'format: a\nformat: b\n'],
    ['an anchor', 'format: &a x\n'],
    ['an alias', 'format: &a x\ntitle: *a\n'],
    ['a merge', 'a: &a {b: c}\nd:\n  <<: *a\n'],
    ['a tag', 'format: !!str x\n'],
    ['a tag of its own', 'format: !mine x\n'],
    ['a binary tag', 'format: !!binary aGVsbG8=\n'],
    ['two documents', 'format: a\n---\nformat: b\n'],
    ['a directive', '%YAML 1.1\n---\nformat: a\n'],
    ['bad indentation', 'a:\n\tb: c\n'],
  ])('%s', (_, text) => {
    expect(thrown(text, 'yaml').code).toBe('AGREEMENT_YAML');
  });

  it('nothing when “!” stands in an ordinary text', () => {
    const text = yaml
      .replace(/title: .*/, 'title: "!Warm &c *d"  # a comment with !x, &y and *z')
      .replace(/what: Staff.*/, 'what: >-\n      !Not a tag.');
    const { identity, costs } = readAgreement(utf8(text), 'yaml');
    expect(identity.title).toBe('!Warm &c *d');
    expect(costs[0]?.what).toBe('!Not a tag.');
  });

  it('reads an unquoted date as text, and yes as text', () => {
    const { time, inputs } = readAgreement(utf8(yaml), 'yaml');
    expect(time.start).toBe('2026-11-02');
    expect(JSON.stringify(inputs[0]?.exclusions[0]?.when)).toContain('"value":"yes"');
  });
});

/** The same value with the members of every object in another order. */
const shuffled = (value: unknown, order: (a: string, b: string) => number): unknown => {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => order(a, b));
  return Object.fromEntries(entries.map(([name, inside]) => [name, shuffled(inside, order)]));
};

describe('compiling', () => {
  const expected = compile(sampleAgreement(), lawData);

  it('gives the same bytes whatever the order of members', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 8, maxLength: 8 }), (salts) => {
        const rank = (name: string) =>
          [...name].reduce((sum, letter, i) => sum ^ (letter.charCodeAt(0) * (salts[i % 8] ?? 1)), 0);
        const text = JSON.stringify(shuffled(json, (a, b) => rank(a) - rank(b)));
        const compiled = compile(readAgreement(utf8(text), 'json'), lawData);
        expect(compiled.digests).toEqual(expected.digests);
      }),
      { numRuns: 20 },
    );
  });

  it.each(['Pacific/Kiritimati', 'America/Los_Angeles'])(
    'gives the same bytes in the time zone %s',
    (zone) => {
      const before = process.env['TZ'];
      try {
        process.env['TZ'] = zone;
        expect(compile(sampleAgreement(), lawData).digests).toEqual(expected.digests);
      } finally {
        if (before === undefined) delete process.env['TZ'];
        else process.env['TZ'] = before;
      }
    },
  );
});

describe('a mistake is said in words for people who write YAML', () => {
  it.each([
    ['a missing section', (document: typeof json) => delete document.purpose, 'purpose is missing.'],
    [
      'a misspelt member',
      (document: typeof json) => {
        document.parties[0].contct = 'x';
      },
      'parties[0] has a member that agreements do not know: “contct”.',
    ],
    [
      'a number without quotes',
      (document: typeof json) => {
        document.matching.threshold = 10;
      },
      'matching.threshold must be a text, in quotes where it looks like a number.',
    ],
    [
      'a code of no list',
      (document: typeof json) => {
        document.inputs[0].side = 'folk';
      },
      'inputs[0].side must be one of: people, customers.',
    ],
  ])('%s', (_, change, message) => {
    const document = structuredClone(json);
    change(document);
    expect(thrown(JSON.stringify(document), 'json').problems[0]?.message).toBe(message);
  });

  it.each([
    ['a member twice', 'a: 1\na: 2\n', 'a member is there twice'],
    ['a tab', 'a:\n\tb: 1\n', 'it is indented with a tab; use spaces'],
  ])('%s', (_, text, reason) => {
    expect(thrown(text, 'yaml').message).toContain(reason);
  });
});
