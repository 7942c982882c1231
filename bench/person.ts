/**
 * How right the person model is, with no configuration and without labels, on sets where it is known who is who; beside
 * what Splink 5 reaches there with the models of its own demonstrations and tutorial. The truth only scores.
 *
 * Usage: npx tsx bench/person.ts [name of a set ...]   Data: ../shared/data/linkage, or STILE_SHARED.
 */
import { isHere, knownSets, personAccuracy } from '../test/support/person-accuracy.ts';

/** Splink 5.0.0 with its own published models, run on the same files: best F1 of pairs; best of its connected components. */
const splink: Readonly<Record<string, { edge: number; clusters: number | null; pairs: number | null }>> = {
  historical_50k: { edge: 0.766, clusters: 0.828, pairs: 450_741 },
  fake_1000: { edge: 0.855, clusters: 0.917, pairs: 20_413 },
  febrl3: { edge: 0.996, clusters: 0.998, pairs: null },
  febrl4: { edge: 0.999, clusters: null, pairs: null },
};

const wanted = process.argv.slice(2);
const results = [];
for (const set of knownSets) {
  if (wanted.length > 0 && !wanted.includes(set.name)) continue;
  if (!isHere(set)) {
    console.error(`${set.name}: not here`);
    continue;
  }
  const { person, ...figures } = await personAccuracy(set);
  for (const sentence of person.sentences) console.error(sentence);
  results.push({ ...figures, splink: splink[set.name] });
}
const three = (value: number): string => value.toFixed(4);
console.table(
  results.map((one) => ({
    set: one.set,
    rules: one.rules,
    pairs: one.pairs,
    'blocking recall': three(one.blockingRecall),
    'best pair F1': three(one.bestEdge.f1),
    '(Splink)': one.splink?.edge,
    'cluster F1': three(one.clusters.f1),
    '(Splink) ': one.splink?.clusters,
    'B-cubed': three(one.clusters.bCubed),
    'P at .5': three(one.atHalf.precision),
    'P at .9': three(one.atNine.precision),
    seconds: (one.seconds.choose + one.seconds.rest).toFixed(1),
  })),
);
console.log(JSON.stringify(results));
