"""
Runs Splink (5, or 4.0.16 and later) over one data set as a user would: load, train, predict, cluster. Writes the trained model
(model.json), the pairs (pairs.parquet: id_l, id_r, match_weight, match_key), the clusters (clusters.parquet), the
tables as Splink saw them (table_a.parquet, table_b.parquet), and prints one line of JSON with what it cost.

    python bench/splink/train_and_predict.py historical_50k OUT DATA.parquet [--lean] [--threads 2] [--memory 8GB]
    python bench/splink/train_and_predict.py febrl4 OUT dataset4a.csv dataset4b.csv

`cpuSeconds` and `wallSeconds` count from the start of this program, importing Splink included; `cpuWithoutImports` and
`wallWithoutImports` leave the imports out. With `--model MODEL.json` nothing is trained: that model predicts.
"""

import time

START = time.perf_counter()

import argparse
import json
import logging
import os
import resource
import sys
from pathlib import Path

import duckdb
import splink
from splink import DuckDBAPI, Linker

from settings import jobs


def cpu() -> float:
    """User and system seconds of this process with its threads, and of the processes that it started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


IMPORTED = time.perf_counter()
CPU_IMPORTED = cpu()
FIVE = not splink.__version__.startswith("4")


def main() -> None:
    args = arguments()
    logging.getLogger("splink").setLevel(logging.ERROR)
    job = jobs[args.job](args.lean)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect()
    con.execute(f"set threads = {args.threads}")
    if args.memory:
        con.execute(f"set memory_limit = '{args.memory}'")
    stages: dict[str, dict[str, float]] = {}

    def stage(name: str, work):
        wall, used = time.perf_counter(), cpu()
        result = work()
        stages[name] = {"wallSeconds": round(time.perf_counter() - wall, 3), "cpuSeconds": round(cpu() - used, 3)}
        return result

    tables = stage("load", lambda: [load(con, path, n, job.prepare) for n, path in enumerate(args.data)])
    settings = json.loads(Path(args.model).read_text()) if args.model else job.settings
    linker = stage("prepare", lambda: new_linker(con, tables, settings))
    if not args.model:
        stage("prior", lambda: linker.training.estimate_probability_two_random_records_match(job.surely, recall=job.recall))
        stage("u", lambda: linker.training.estimate_u_using_random_sampling(max_pairs=job.u_pairs, seed=1))
        for n, rule in enumerate(job.sessions):
            stage(
                f"m{n + 1}",
                lambda: linker.training.estimate_parameters_using_expectation_maximisation(
                    rule, estimate_without_term_frequencies=job.sessions_without_tf
                ),
            )
    linker.misc.save_model_to_json(str(out / "model.json"), overwrite=True)
    predicted = stage("predict", lambda: linker.inference.predict(threshold_match_probability=job.threshold))
    clusters = stage(
        "cluster",
        lambda: linker.clustering.cluster_pairwise_predictions_at_threshold(
            predicted, threshold_match_probability=job.cluster_at
        ),
    )
    done = {
        "wallSeconds": round(time.perf_counter() - START, 3),
        "wallWithoutImports": round(time.perf_counter() - IMPORTED, 3),
        "cpuSeconds": round(cpu(), 3),
        "cpuWithoutImports": round(cpu() - CPU_IMPORTED, 3),
    }
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    pairs = write(con, out, linker, predicted, clusters)
    for table in tables:
        con.execute(f"copy {table} to '{out / table}.parquet'")
    print(
        json.dumps(
            {
                "job": args.job,
                "splink": splink.__version__,
                "duckdb": duckdb.__version__,
                "threads": args.threads,
                "rows": con.execute(" union all ".join(f"select count(*) from {t}" for t in tables)).fetchall(),
                "pairs": pairs,
                **done,
                "peakMebibytes": round(peak),
                "stages": stages,
            }
        )
    )


def load(con: duckdb.DuckDBPyConnection, path: str, n: int, prepare: str) -> str:
    """A table of the file, every column of a CSV file as text; gives its name."""
    name = f"table_{'ab'[n]}"
    if path.endswith(".parquet"):
        read = f"read_parquet('{path}')"
    else:
        read = f"read_csv('{path}', all_varchar = true, header = true, normalize_names = false)"
    columns = con.execute(f"describe select * from {read}").fetchall()
    trimmed = ", ".join(f'"{c[0]}" as "{c[0].strip()}"' for c in columns)
    con.execute(f"create table {name} as with data as (select {trimmed} from {read}) {prepare}")
    return name


def new_linker(con: duckdb.DuckDBPyConnection, tables: list[str], settings) -> Linker:
    api = DuckDBAPI(connection=con)
    if not FIVE:
        return Linker(tables, settings, api)
    return Linker([api.register(t, dataset_display_name=t) for t in tables], settings)


def write(con: duckdb.DuckDBPyConnection, out: Path, linker: Linker, predicted, clusters) -> int:
    """Writes pairs and clusters; gives the number of pairs."""
    unique_id = json.loads((out / "model.json").read_text())["unique_id_column_name"]
    con.execute(
        f"""copy (select "{unique_id}_l" as id_l, "{unique_id}_r" as id_r, match_weight, match_key::int as match_key
        from {predicted.physical_name}) to '{out / "pairs.parquet"}'"""
    )
    columns = {c[0] for c in con.execute(f"describe {clusters.physical_name}").fetchall()}
    source = "source_dataset, " if "source_dataset" in columns else ""
    con.execute(
        f"""copy (select cluster_id, {source}"{unique_id}" as id from {clusters.physical_name})
        to '{out / "clusters.parquet"}'"""
    )
    return con.execute(f"select count(*) from {predicted.physical_name}").fetchone()[0]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("job", choices=sorted(jobs))
    parser.add_argument("out")
    parser.add_argument("data", nargs="+")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", default="")
    parser.add_argument("--model", default="")
    parser.add_argument("--lean", action="store_true", help="keep ids and weights only")
    return parser.parse_args()


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    sys.exit(main())
