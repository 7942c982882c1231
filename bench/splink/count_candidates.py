"""
How many pairs the blocking rules of a job give, each pair once, by Splink's own count (5 and later). Prints one line of JSON.

    python bench/splink/count_candidates.py light DATA.parquet
"""

import json
import sys

import duckdb
from splink import DuckDBAPI
from splink.blocking_analysis import count_comparisons_from_blocking_rules

from settings import jobs
from train_and_predict import load


def main() -> None:
    job = jobs[sys.argv[1]](True)
    con = duckdb.connect()
    con.execute("set threads = 2")
    api = DuckDBAPI(connection=con)
    names = [load(con, path, n, job.prepare) for n, path in enumerate(sys.argv[2:])]
    tables = [api.register(name, dataset_display_name=name) for name in names]
    settings = job.settings.get_settings("duckdb")
    counted = count_comparisons_from_blocking_rules(
        tables if len(tables) > 1 else tables[0],
        blocking_rules=[rule.blocking_rule_sql for rule in settings._blocking_rules_to_generate_predictions],
        link_type=settings._link_type,
        record_sample_proportion=1.0,
    )
    byRule = [dict(one) for one in counted]
    print(json.dumps({"byRule": byRule}, default=str))


if __name__ == "__main__":
    main()
