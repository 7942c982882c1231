import { DuckDBInstance } from '@duckdb/node-api';

/** How right pairs or clusters are, by pairs of records. */
export interface Accuracy {
  readonly pairs: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface Judged {
  /** Pairs of records of one person that there are to find: all, or across the files where there are two. */
  readonly trueMatches: number;
  /** Pairs with at least this match probability. */
  readonly at: Readonly<Record<string, Accuracy>>;
  /** The best of all thresholds. */
  readonly best: Accuracy & { readonly weight: number };
  /** Pairs within clusters. */
  readonly clusters: Accuracy;
}

export interface ToJudge {
  /** CSV with `unique_id, cluster`. */
  readonly truth: string;
  /** The files that were linked, for which records are in which. */
  readonly data: readonly string[];
  /** Parquet with `id_l, id_r, match_weight`. */
  readonly pairs: string;
  /** Parquet with `cluster_id, id`. */
  readonly clusters: string;
}

const probabilities = [0.9, 0.95, 0.99, 0.999];

const accuracy = (found: number, right: number, all: number): Accuracy => ({
  pairs: found,
  precision: right / found,
  recall: right / all,
  f1: (2 * right) / (found + all),
});

/** Lays a result beside the truth. Ids are unique over both files. */
export async function judge({ truth, data, pairs, clusters }: ToJudge): Promise<Judged> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const numbers = async (sql: string): Promise<number[][]> =>
    (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(Number));
  const read = (file: string): string =>
    file.endsWith('.csv') ? `read_csv('${file}', all_varchar = true)` : `'${file}'`;
  const sources = data.map((file, n) => `select unique_id::bigint as id, ${n} as source from ${read(file)}`);
  await connection.run(
    `create table person as select id, source, cluster::bigint as who
     from (${sources.join(' union all ')}) join read_csv('${truth}') on id = unique_id`,
  );
  // Pairs of a group, and of those the ones within a source that do not count where two files are linked.
  const pairsIn = (group: string, from: string): string => {
    const each = 'select sum(n::hugeint * (n - 1) / 2) from (select count(*) as n from';
    const all = `(${each} ${from} group by ${group}))`;
    return data.length === 1 ? all : `${all} - (${each} ${from} group by ${group}, source))`;
  };
  const [[trueMatches = 0] = []] = await numbers(`select ${pairsIn('who', 'person')}`);
  await connection.run(
    `create table pair as select match_weight as weight, l.who = r.who as same
     from '${pairs}' join person l on l.id = id_l::bigint join person r on r.id = id_r::bigint`,
  );
  const at: Record<string, Accuracy> = {};
  for (const p of probabilities) {
    const [[found = 0, right = 0] = []] = await numbers(
      `select count(*), count(*) filter (same) from pair where weight >= log2(${p} / (1 - ${p}))`,
    );
    at[String(p)] = accuracy(found, right, trueMatches);
  }
  const [[weight = 0, found = 0, right = 0] = []] = await numbers(
    `with steps as (
       select weight, count(*) as n, count(*) filter (same) as good from pair group by weight
     ), upTo as (
       select weight, sum(n) over down as found, sum(good) over down as rightly
       from steps window down as (order by weight desc)
     ) select weight, found, rightly from upTo order by 2 * rightly / (found + ${trueMatches}) desc limit 1`,
  );
  await connection.run(
    `create table member as select person.*, cluster_id from '${clusters}' c join person on person.id = c.id::bigint`,
  );
  const [[joined = 0, rightly = 0] = []] = await numbers(
    `select ${pairsIn('cluster_id', 'member')}, ${pairsIn('cluster_id, who', 'member')}`,
  );
  return {
    trueMatches,
    at,
    best: { weight, ...accuracy(found, right, trueMatches) },
    clusters: accuracy(joined, rightly, trueMatches),
  };
}
