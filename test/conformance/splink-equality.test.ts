import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trainModel } from '../../src/link-job/index.ts';
import { type EncodedTable, encodedTable } from '../../src/linkage/encoded.ts';
import { fieldsOf } from '../../src/linkage/fields.ts';
import type { LinkageModel } from '../../src/linkage/model.ts';
import { compileModel } from '../../src/linkage/scan/compile-model.ts';
import { openKernel } from '../../src/linkage/scan/kernel.ts';
import { exportSplinkSettings } from '../../src/linkage/splink/export-model.ts';
import { importSplinkModel } from '../../src/linkage/splink/import-model.ts';
import { weigherOf } from '../../src/linkage/weigher.ts';
import { runSplink, type SplinkRun, splinkAbsent, type TableRead } from '../support/splink.ts';

/* Splink trains and predicts; its trained model, read into ours, must give the same pairs with the same weights. */

const shared = process.env['STILE_SHARED'] ?? resolve(import.meta.dirname, '../../../shared');
const data = resolve(shared, 'data/linkage');
const absent = splinkAbsent || !existsSync(data);
const why = splinkAbsent
  ? 'STILE_SPLINK_PYTHON names no Python with Splink: see bench/splink/README.md'
  : 'the linkage data are not here: ../shared/data/linkage, or set STILE_SHARED';

function oneTable(tables: readonly TableRead[]): EncodedTable {
  const [first] = tables as [TableRead];
  const names = Object.keys(first.cells);
  const cells = names.map((name) => [name, tables.flatMap((table) => table.cells[name] ?? [])]);
  return encodedTable(Object.fromEntries(cells), tables.length === 1 ? 0 : first.ids.length);
}

/** Our pairs by left, then right row, as numbers that sort: left * rows + right. */
function ourPairs(model: LinkageModel, tables: readonly TableRead[]): Map<number, number> {
  const self = tables.length === 1;
  const rows = tables[0]?.ids.length as number;
  const fields = fieldsOf(model, oneTable(tables));
  const kernel = openKernel(compileModel(model, fields, self), 1 << 30);
  const found = kernel.scan();
  const weigher = weigherOf(model, fields, kernel, self);
  const last = tables.at(-1)?.ids.length as number;
  const pairs = new Map<number, number>();
  for (const { left, right, weight, count } of weigher.weighed(found))
    for (let p = 0; p < count; p++)
      pairs.set((left[p] as number) * last + (right[p] as number) - (self ? 0 : rows), weight[p] as number);
  return pairs;
}

function expectEqual(ours: ReadonlyMap<number, number>, { pairs, tables }: SplinkRun): void {
  const rows = tables.at(-1)?.ids.length as number;
  let missing = 0;
  let furthest = 0;
  for (let p = 0; p < pairs.weight.length; p++) {
    const weight = ours.get((pairs.left[p] as number) * rows + (pairs.right[p] as number));
    if (weight === undefined) missing++;
    else furthest = Math.max(furthest, Math.abs(weight - (pairs.weight[p] as number)));
  }
  if (process.env['STILE_SPLINK_FIGURES'])
    console.log(`${pairs.weight.length} pairs, ${missing} missing, ${ours.size} ours, furthest ${furthest}`);
  expect({ pairs: ours.size, missing }).toEqual({ pairs: pairs.weight.length, missing: 0 });
  expect(furthest).toBeLessThan(1e-9);
}

/** Records of fake_1000's form whose names and places are full of letters beyond ASCII, and near each other. */
function foreignNames(): string {
  const letters = ['a', 'e', 'é', 'è', 'ë', 'ø', 'ñ', 'ł', 'z', 'Ž', 'ŵ', '李', '明', '𝔸', "'", 'ё'];
  let state = 7;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const word = (most: number): string =>
    Array.from({ length: 1 + draw(most) }, () => letters[draw(letters.length)]).join('');
  const pool = Array.from({ length: 60 }, () => word(7));
  const some = (): string => (draw(8) === 0 ? '' : (pool[draw(pool.length)] as string));
  const rows = Array.from({ length: 600 }, (_, id) => {
    const dob = draw(9) === 0 ? '' : `19${10 + draw(5)}-0${1 + draw(9)}-${10 + draw(19)}`;
    return [id, some(), some(), dob, some(), `${some()}@${some()}`, id].join(',');
  });
  return ['unique_id,first_name,surname,dob,city,email,cluster', ...rows].join('\n');
}

describe.skipIf(absent)(
  absent ? `Splink's own trained model (skipped: ${why})` : "Splink's own trained model",
  () => {
    const folder = { path: '' };
    beforeAll(async () => {
      folder.path = await mkdtemp(join(tmpdir(), 'stile-equality-'));
      await writeFile(join(folder.path, 'foreign.csv'), foreignNames());
    });
    afterAll(() => rm(folder.path, { recursive: true }));

    it.each([
      ['historical_50k', ['splink_historical_50k/historical_figures_with_errors_50k.parquet']],
      ['febrl3', ['febrl/dataset3.csv']],
      ['febrl4', ['febrl/dataset4a.csv', 'febrl/dataset4b.csv']],
      ['fake_1000', ['splink_fake_1000/fake_1000.csv']],
      ['fake_1000_wide', ['splink_fake_1000/fake_1000.csv']],
      ['fake_1000_wide', ['foreign.csv']],
    ])('%s %s: the same pairs and weights, here and in Splink with what we export', async (job, files) => {
      const paths = files.map((file) => resolve(file === 'foreign.csv' ? folder.path : data, file));
      const splink = await runSplink(job, paths);
      const { model } = importSplinkModel(splink.model);
      const ours = ourPairs(model, splink.tables);
      expectEqual(ours, splink);

      expectEqual(ours, await runSplink(job, paths, await exportFor(model, splink)));
    });

    it.each([
      ['fake_1000_wide', ['splink_fake_1000/fake_1000.csv']],
      ['febrl4', ['febrl/dataset4a.csv', 'febrl/dataset4b.csv']],
    ])(
      '%s: a model that we have trained gives in Splink the pairs and weights that it gives here',
      async (job, files) => {
        const paths = files.map((file) => resolve(data, file));
        const splink = await runSplink(job, paths);
        const { model: untrained } = importSplinkModel(splink.model);
        const { model } = await trainModel(
          untrained,
          { table: oneTable(splink.tables) },
          // Splink has no tables of dependent comparisons.
          { threads: 1, memory: 1 << 30, merge: { within: [] } },
        );
        expect(model.comparisons).not.toEqual(untrained.comparisons);
        expectEqual(
          ourPairs(model, splink.tables),
          await runSplink(job, paths, await exportFor(model, splink)),
        );
      },
    );

    async function exportFor(model: LinkageModel, splink: SplinkRun): Promise<string> {
      const { settings, notTranslated } = exportSplinkSettings(model, {
        linkType: splink.tables.length === 1 ? 'dedupe_only' : 'link_only',
        uniqueIdColumn: (splink.model as { unique_id_column_name: string }).unique_id_column_name,
      });
      expect(notTranslated).toEqual([]);
      const exported = join(folder.path, 'exported.json');
      await writeFile(exported, JSON.stringify(settings));
      return exported;
    }
  },
);
