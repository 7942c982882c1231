/**
 * Whether a probability means what it says, where people share homes: models trained without labels on the people of
 * `stile generate linkage`, and what comes out beside the truth, which only scores.
 *
 * Usage: node --import tsx bench/calibration.ts [--records 50000] [--seeds bench,other] [--models light,heavy,person] [--two]
 */
import { parseArgs } from 'node:util';
import { personModel } from '#linkage';
import { generatedSet, linkageAccuracy } from '../test/support/linkage-accuracy.ts';
import { benchModel } from './link-models.ts';

const { values: given } = parseArgs({
  options: {
    records: { type: 'string', default: '50000' },
    seeds: { type: 'string', default: 'bench,other' },
    models: { type: 'string', default: 'light,person' },
    two: { type: 'boolean', default: false },
  },
});
const results = [];
for (const seed of given.seeds.split(','))
  for (const records of given.records.split(',').map(Number)) {
    const set = generatedSet(seed, records, given.two);
    for (const model of given.models.split(',')) {
      const spec =
        model === 'person' ? personModel(set.table) : { model: benchModel(model as 'light' | 'heavy') };
      results.push({ seed, records, two: given.two, model, ...linkageAccuracy(set, spec) });
    }
  }
const four = (value: number): string => value.toFixed(4);
console.table(
  results.map(
    ({
      seed,
      records,
      model,
      pairs,
      atHalf,
      atNine,
      bestEdge,
      calibrationError,
      logLoss,
      clusters,
      groups,
    }) => ({
      seed,
      records,
      model,
      pairs,
      'P at .5': four(atHalf.precision),
      'R at .5': four(atHalf.recall),
      'P at .9': four(atNine.precision),
      'R at .9': four(atNine.recall),
      'best F1': four(bestEdge.f1),
      'clusters F1': four(clusters.f1),
      'calibration error': four(calibrationError),
      'log loss': four(logLoss),
      dependent: groups.map((names) => names.join(' + ')).join('; '),
    }),
  ),
);
console.log(JSON.stringify(results));
