import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeIntake, open, prepare, run, systemServices } from '#node';
import { type FebrlRow, febrlIsHere, readFebrl } from './dataset4.ts';
import { signShare } from './signed-share.ts';

const agreement = fileURLToPath(new URL('agreement.yaml', import.meta.url));
/** A day on which the agreement allows a run. */
const RUN_AT = Date.parse('2026-11-20T09:01:00Z');

const matchedColumns = [
  'given_name',
  'surname',
  'street_number',
  'address_1',
  'suburb',
  'postcode',
  'state',
  'date_of_birth',
];

/** The rule's fact is ours: FEBRL has no benefit. */
const qualifies = ({ person }: FebrlRow): boolean => person % 3 === 0;

/** An authority's own extract, and which person of FEBRL each of its references is: that stays in this test. */
interface Side {
  readonly csv: string;
  readonly rowOf: ReadonlyMap<string, FebrlRow>;
}

/** References say nothing of the truth: they count the rows in an order that hangs together with nothing in them. */
function makeSide(
  rows: readonly FebrlRow[],
  prefix: string,
  reference: string,
  added: Readonly<Record<string, (row: FebrlRow) => string>>,
): Side {
  // 2,377 and 5,000 have no factor in common, so each row gets a number of its own.
  const references = rows.map(
    (_, i) => `${prefix}${10_000 + ((i * 2377 + prefix.charCodeAt(0)) % rows.length)}`,
  );
  const lines = rows.map((row, i) =>
    [
      references[i],
      ...matchedColumns.map((column) => row.value(column)),
      ...Object.values(added).map((of) => of(row)),
    ].join(','),
  );
  const header = [reference, ...matchedColumns, ...Object.keys(added)].join(',');
  return {
    csv: `${header}\n${lines.join('\n')}\n`,
    rowOf: new Map(rows.map((row, i) => [references[i] ?? '', row])),
  };
}

const no = (): string => 'no';

describe.skipIf(!febrlIsHere)(
  'a share over FEBRL dataset 4, by its agreement (skipped where ../shared/data/linkage/febrl is absent)',
  () => {
    let root: string;
    const at = (name: string): string => path.join(root, name);
    afterAll(() => fs.rmSync(root, { recursive: true, force: true }));
    let sides: Readonly<Record<'department' | 'supplier-1', Side>>;
    const opened = (name: string): string[][] =>
      fs
        .readFileSync(at(name), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(','));

    beforeAll(async () => {
      root = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-febrl-'));
      sides = {
        department: makeSide(readFebrl('dataset4a'), 'P', 'person_ref', {
          benefit: (row) => (qualifies(row) ? 'PC-GC' : 'CA'),
          already_helped: no,
          safety_marker: no,
        }),
        'supplier-1': makeSide(readFebrl('dataset4b'), 'C', 'customer_ref', { opted_out: no }),
      };
      const services = { ...systemServices(), clock: () => RUN_AT };
      const { bundle, as } = await signShare(root, agreement, services);
      const intake = at('intake.json');
      await as('department', (node) => makeIntake(node, { bundle, run: 1, out: intake }));
      const inputs: string[] = [];
      for (const [party, { csv }] of Object.entries(sides)) {
        const extract = at(`${party}.csv`);
        const out = at(`${party}.stile`);
        fs.writeFileSync(extract, csv);
        // The agreement takes no old extracts, and the file is as new as this test's day.
        fs.utimesSync(extract, RUN_AT / 1000, RUN_AT / 1000);
        await as(party, (node) => prepare(node, { extract, bundle, intake, input: party, out }));
        inputs.push(out);
      }
      await as('department', (node) => run(node, { bundle, run: 1, inputs, out: at('run') }));
      for (const [party, output] of [
        ['department', 'department-results'],
        ['supplier-1', 'supplier-1-flags'],
      ] as const)
        await as(party, (node) =>
          open(node, { package: at(`run/${output}.stile`), bundle, out: at(`${output}.csv`) }),
        );
    });

    it('flags the third that qualifies with precision and recall of 0.995 or better', () => {
      const flags = opened('supplier-1-flags.csv');
      const { rowOf } = sides['supplier-1'];
      const due = (reference = ''): boolean => {
        const row = rowOf.get(reference);
        return row !== undefined && qualifies(row);
      };
      const flagged = flags.filter(([, flag]) => flag === 'true');
      const right = flagged.filter(([reference]) => due(reference)).length;
      const allDue = [...rowOf.keys()].filter(due).length;
      const precision = right / flagged.length;
      const recall = right / allDue;
      console.log(
        `FEBRL dataset 4: ${flagged.length} of 5,000 customers flagged, ${allDue} due; precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`,
      );
      expect(flags.map(([reference]) => reference)).toEqual([...rowOf.keys()].sort());
      expect(allDue).toBe(1667);
      expect(precision).toBeGreaterThanOrEqual(0.995);
      expect(recall).toBeGreaterThanOrEqual(0.995);
    });

    it('tells the department whom of those who qualify it found, and nothing of the others', () => {
      const results = opened('department-results.csv');
      const { rowOf } = sides.department;
      const qualifying = [...rowOf].filter(([, row]) => qualifies(row)).map(([reference]) => reference);
      expect(results.map(([reference]) => reference)).toEqual(qualifying.sort());
      const matched = results.filter(([, result]) => result === 'matched').length;
      const flagged = opened('supplier-1-flags.csv').filter(([, flag]) => flag === 'true').length;
      expect(matched).toBe(flagged);
    });
  },
);
