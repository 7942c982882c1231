import { existsSync, readFileSync } from 'node:fs';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, it } from 'vitest';
import { explain, report } from '#link-job';
import { encodedTable, type ReportFacts } from '#linkage';
import { stylesWith } from '#web/kit';
import type { About } from './about.ts';
import { exampleAbout, exampleModel, exampleReport, exampleTable } from './fixtures/example-report.ts';
import { reportCharts, reportHtml, reportPage, waterfallChart, waterfallHtml } from './index.ts';

const styles = stylesWith((file) => readFileSync(file, 'utf8'));
const html = (facts: ReportFacts, about: About = exampleAbout): string => reportHtml(facts, about, styles);

let plain: ReportFacts;
let known: ReportFacts;
let two: ReportFacts;
beforeAll(async () => {
  plain = await exampleReport({ records: 400 });
  known = await exampleReport({ records: 400, truth: true });
  two = await exampleReport({ records: 400, two: true, keep: true });
});
const each = () => [plain, known, two];

/** Reads XML; throws when it is not well formed. Gives ids and the names of elements. */
function parsed(svg: string) {
  const seen = { ids: [] as string[], elements: [] as string[] };
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    seen.elements.push(name);
    if (attributes['id'] !== undefined) seen.ids.push(attributes['id']);
  });
  parser.write(svg).close();
  return seen;
}

describe('the charts of a report', () => {
  it('are well-formed pictures with a name, a description and ids of their own', () => {
    for (const facts of each()) {
      const charts = reportCharts(facts);
      expect(charts.length).toBeGreaterThanOrEqual(15);
      const ids = charts.flatMap(({ svg }) => {
        const { ids: own, elements } = parsed(svg);
        expect(elements.slice(0, 3)).toEqual(['svg', 'title', 'desc']);
        expect(svg).toContain('role="img"');
        return own;
      });
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('have numbers for places, and nothing that runs or is fetched', () => {
    for (const { svg } of each().flatMap(reportCharts)) {
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/http|url\(|<script|style=|href/);
    }
  });

  it('each say how to be read, and have a table with a row for what is drawn', () => {
    for (const facts of each()) {
      const { blocks } = reportPage(facts, exampleAbout);
      const pictures = blocks.flatMap((block, b) => (block.kind === 'picture' ? [b] : []));
      expect(pictures.length).toBe(reportCharts(facts).length);
      for (const b of pictures) {
        const [how, table] = [blocks[b + 1], blocks[b + 2]];
        expect(JSON.stringify(how)).toContain('How to read this chart.');
        expect(table?.kind === 'table' && table.rows.length).toBeGreaterThan(0);
        if (table?.kind === 'table')
          for (const row of table.rows) expect(row.length).toBe(table.columns.length);
      }
    }
  });

  it('are each explained in the documentation, with a picture', () => {
    const docs = new URL('../../../docs/explanation/reading-linkage-charts.md', import.meta.url);
    const pictures = [...readFileSync(docs, 'utf8').matchAll(/\]\((\.\.\/pictures\/[^)]+)\)/g)].map(
      ([, to]) => to ?? '',
    );
    for (const to of pictures) expect(existsSync(new URL(to, docs)), to).toBe(true);
    const kinds = (ids: readonly string[]) =>
      new Set(ids.map((id) => id.replace(/-(usual|above|below|sex|\d).*$/, '')));
    const drawn = pictures.map((to) => to.replace(/^.*\/|\.svg$/g, ''));
    expect(kinds(drawn)).toEqual(kinds(reportCharts(known).map(({ id }) => id)));
  });

  it('show the shares by the truth where it is known, and else say that it is what the model believes', () => {
    expect(html(known)).toContain('Matches by the truth');
    expect(html(plain)).not.toContain('by the truth');
    expect(html(plain)).toContain('This is what the model believes');
  });

  it('draw the steps of a pair up to its weight', () => {
    const { table } = exampleTable(60);
    const ids = {
      type: 'text' as const,
      split: 0,
      parts: [encodedTable({ id: exampleTable(60).ids }).columns[0]?.dictionary as never],
    };
    const [a = '', b = ''] = exampleTable(60).ids;
    const pair = explain(exampleModel, { table, ids, files: [] }, a, b);
    const { figures, svg } = waterfallChart(pair);
    const steps = figures.rows.map(([, counts = '']) => Number(counts.replace('−', '-')));
    expect(steps.reduce((sum, one) => sum + one, 0)).toBeCloseTo(pair.weight, 1);
    expect(figures.rows).toHaveLength(1 + exampleModel.comparisons.length);
    expect(parsed(svg).elements).toContain('rect');
    expect(waterfallHtml(pair, '0.1.0', styles)).toContain('Figures: how one pair gets its weight');
  });
});

describe('the file', () => {
  it('loads nothing, runs nothing, and forbids both', () => {
    for (const facts of each()) {
      const page = html(facts);
      expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
      expect(page).not.toMatch(/<script|<link|<img|<iframe|url\(|@import|@font-face|\son\w+=/);
      // Links lead to parts of the page alone.
      for (const [, href] of page.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^#/);
    }
  });

  it('has one id for one thing, and leads only to ids that are there', () => {
    const page = html(known);
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
  });

  it('says what the guidance asks for, and leaves open what only others can say', () => {
    const page = html(plain);
    for (const item of ['Processing before linkage', 'Characteristics of linked and unlinked records'])
      expect(page).toContain(item);
    expect(page.match(/to be added by those who supplied the data/g)).toHaveLength(2);
  });

  it('is there for records of which nothing can be compared', async () => {
    const nothing = Array<string>(3).fill('');
    const { facts } = await report(
      exampleModel,
      {
        table: encodedTable({
          first_name: nothing,
          surname: nothing,
          dob: nothing,
          postcode: nothing,
          address: nothing,
        }),
      },
      { threads: 1, memory: 2 ** 26, figures: 'keep' },
    );
    expect(html(facts)).toContain('No pair was compared.');
    for (const { svg } of reportCharts(facts)) expect(svg).not.toMatch(/NaN|Infinity/);
  });
});

describe('no value of a record is in the file', () => {
  const marked = (column: string, cell: string): string =>
    cell === '' || column === 'sex' || column === 'dob' || column === 'phone'
      ? cell
      : `${cell} qzcanary${column.replace('_', '')}`;
  const tally = (page: string): string[] => [...new Set(page.match(/qzcanary\w*|[\w.]+@[\w.]+/gi) ?? [])];

  it.each([
    ['without groups', []],
    ['with groups', ['sex', 'ward']],
  ])('%s', async (_, groups) => {
    const { table, truth, ids } = exampleTable(300, false, marked);
    const wards = ids.map((__, row) =>
      row < 4 ? 'qzcanaryrareward' : row < 24 ? 'qzcanarysmallest' : row % 2 ? 'Upper' : '<b>Lower',
    );
    const withWard = { ...table, columns: [...table.columns, ...encodedTable({ ward: wards }).columns] };
    const { facts } = await report(
      exampleModel,
      { table: withWard },
      { threads: 1, memory: 2 ** 26, random: 5_000, truth, groups },
    );
    expect(facts.expected.linked).toBeGreaterThan(10);
    const page = html(facts);
    expect(tally(page)).toEqual([]);
    // Nor a date of birth or a telephone number, which are not marked.
    const dates = new Set(
      table.columns
        .filter(({ name }) => name === 'dob' || name === 'phone')
        .flatMap(({ dictionary: { bytes, starts, count } }) =>
          Array.from({ length: count - 1 }, (_, c) =>
            new TextDecoder().decode(bytes.subarray(starts[c + 1], starts[c + 2])),
          ),
        ),
    );
    for (const value of dates) expect(page).not.toContain(value);
    expect(page.includes('Upper')).toBe(groups.length > 0);
    expect(page).not.toContain('<b>Lower');
    expect(page.includes('&lt;b&gt;Lower')).toBe(groups.length > 0);
    expect(page.includes('2 smaller groups together')).toBe(groups.length > 0);
  });

  it('shows ids of records only where they are asked for', () => {
    const idOf = (row: number): string => `qzid${row}`;
    expect(html(plain)).not.toContain('qzid');
    expect(html(plain)).toContain('Records are numbered, so that the report names nobody');
    const shown = html(plain, { ...exampleAbout, idOf });
    expect(shown).toContain('qzid');
    expect(shown).toContain('keep this report as you keep the records');
  });
});
