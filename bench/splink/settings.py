"""
The models that Splink is run with, each as in Splink's own demonstrations (docs/demos of its repository, version 5),
so that nobody can say it was set up badly. A job says how its tables are read, how it is trained, and from which
threshold it predicts.
"""

from dataclasses import dataclass
from typing import Any, Callable, Optional

import splink.comparison_library as cl
from splink import ColumnExpression, SettingsCreator, block_on


@dataclass(frozen=True)
class Job:
    settings: SettingsCreator
    #: SQL over `data`, the table as it stands in the file.
    prepare: str
    #: Rules that find surely the same people, and the share of all matches that they find.
    surely: list
    recall: float
    #: Pairs drawn at random to estimate u.
    u_pairs: float
    #: Blocking rules of the training sessions.
    sessions: list
    #: Whether the sessions may leave term frequencies aside, which is quicker.
    sessions_without_tf: bool
    #: Probability from which pairs are predicted; None: every pair that is compared.
    threshold: Optional[float] = None
    #: Probability from which pairs are joined to clusters.
    cluster_at: float = 0.95


def _kept(lean: bool) -> dict[str, Any]:
    return {"retain_matching_columns": not lean, "retain_intermediate_calculation_columns": not lean}


def historical_50k(lean: bool) -> Job:
    """docs/demos/examples/duckdb/deduplicate_50k_synthetic"""
    return Job(
        prepare="select *, first_name || ' ' || surname as first_name_surname_concat from data",
        settings=SettingsCreator(
            link_type="dedupe_only",
            blocking_rules_to_generate_predictions=[
                block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
                block_on("surname", "dob"),
                block_on("first_name", "dob"),
                block_on("postcode_fake", "first_name"),
                block_on("postcode_fake", "surname"),
                block_on("dob", "birth_place"),
                block_on("substr(postcode_fake,1,3)", "dob"),
                block_on("substr(postcode_fake,1,3)", "first_name"),
                block_on("substr(postcode_fake,1,3)", "surname"),
                block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
            ],
            comparisons=[
                cl.ForenameSurnameComparison(
                    "first_name", "surname", forename_surname_concat_col_name="first_name_surname_concat"
                ),
                cl.DateOfBirthComparison("dob", input_is_string=True),
                cl.PostcodeComparison("postcode_fake"),
                cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
                cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
            ],
            **_kept(lean),
        ),
        surely=[
            block_on("first_name", "surname", "dob"),
            block_on("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"),
            block_on("dob", "postcode_fake"),
        ],
        recall=0.6,
        u_pairs=1e7,
        sessions=[block_on("first_name", "surname"), block_on("dob")],
        sessions_without_tf=True,
    )


#: Headers and values of the FEBRL files carry spaces.
_FEBRL = "select columns(*)::varchar.trim().nullif('') as '\\0' from data"


def febrl3(lean: bool) -> Job:
    """docs/demos/examples/duckdb/febrl3"""
    rules = [block_on(c) for c in ("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode")]
    return Job(
        prepare=_FEBRL,
        settings=SettingsCreator(
            unique_id_column_name="rec_id",
            link_type="dedupe_only",
            blocking_rules_to_generate_predictions=rules,
            comparisons=[
                cl.NameComparison("given_name"),
                cl.NameComparison("surname"),
                cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
                cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
                cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
                cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
            ],
            **_kept(lean),
        ),
        surely=[
            block_on("soc_sec_id"),
            block_on("given_name", "surname", "date_of_birth"),
            "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth",
        ],
        recall=0.9,
        u_pairs=1e6,
        sessions=[block_on("date_of_birth"), block_on("postcode")],
        sessions_without_tf=False,
    )


def febrl4(lean: bool) -> Job:
    """docs/demos/examples/duckdb/febrl4, the detailed model"""
    return Job(
        prepare=_FEBRL,
        settings=SettingsCreator(
            unique_id_column_name="rec_id",
            link_type="link_only",
            blocking_rules_to_generate_predictions=[
                block_on("given_name", "surname"),
                "l.given_name = r.surname and l.surname = r.given_name",
                block_on("date_of_birth"),
                block_on("soc_sec_id"),
                block_on("state", "address_1"),
                block_on("street_number", "address_1"),
                block_on("postcode"),
            ],
            comparisons=[
                cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
                cl.NameComparison("surname").configure(term_frequency_adjustments=True),
                cl.DateOfBirthComparison(
                    "date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True
                ),
                cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
                cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
                cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
            ],
            **_kept(lean),
        ),
        surely=[block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")],
        recall=0.8,
        u_pairs=1e6,
        sessions=[block_on("date_of_birth"), block_on("postcode")],
        sessions_without_tf=True,
    )


def _fake_1000(rules: list, lean: bool) -> Job:
    return Job(
        prepare="select * replace (unique_id::bigint as unique_id) from data",
        settings=SettingsCreator(
            link_type="dedupe_only",
            blocking_rules_to_generate_predictions=rules,
            comparisons=[
                cl.NameComparison("first_name"),
                cl.NameComparison("surname"),
                cl.LevenshteinAtThresholds(ColumnExpression("dob").cast_to_string(), 1),
                cl.ExactMatch("city").configure(term_frequency_adjustments=True),
                cl.EmailComparison("email"),
            ],
            **_kept(lean),
        ),
        surely=[
            block_on("first_name", "dob"),
            "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
            block_on("email"),
        ],
        recall=0.7,
        u_pairs=2e6,
        sessions=[block_on("first_name", "surname"), block_on("dob")],
        sessions_without_tf=False,
    )


def fake_1000(lean: bool) -> Job:
    """docs/demos/tutorials/04"""
    return _fake_1000([block_on("first_name", "city"), block_on("surname"), block_on("dob")], lean)


def fake_1000_wide(lean: bool) -> Job:
    """docs/demos/tutorials/04 with the wider blocking rules of tutorial 07"""
    return _fake_1000([block_on(c) for c in ("first_name", "city", "email", "dob")], lean)


def _generated(heavy: bool, link: bool, lean: bool) -> Job:
    light = [
        block_on("first_name", "dob"),
        block_on("surname", "postcode"),
        block_on("dob", "postcode"),
        block_on("email"),
    ]
    more = [block_on("first_name", "surname"), block_on("postcode")]

    def named(column: str):
        return cl.JaroWinklerAtThresholds(column, [0.92, 0.7]).configure(term_frequency_adjustments=True)

    return Job(
        prepare="select * from data",
        settings=SettingsCreator(
            link_type="link_only" if link else "dedupe_only",
            blocking_rules_to_generate_predictions=light + more if heavy else light,
            comparisons=[
                named("first_name"),
                named("surname"),
                cl.DamerauLevenshteinAtThresholds("dob", [1, 2]),
                cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
                cl.ExactMatch("city").configure(term_frequency_adjustments=True),
                cl.JaroWinklerAtThresholds("email", [0.88]),
            ],
            retain_matching_columns=False,
            retain_intermediate_calculation_columns=False,
        ),
        surely=[block_on("first_name", "surname", "dob"), block_on("email")],
        recall=0.7,
        u_pairs=1e6,
        sessions=[block_on("first_name", "dob"), block_on("surname", "postcode"), block_on("email")],
        sessions_without_tf=True,
        threshold=0.9,
        cluster_at=0.99,
    )


jobs: dict[str, Callable[[bool], Job]] = {
    "historical_50k": historical_50k,
    "febrl3": febrl3,
    "febrl4": febrl4,
    "fake_1000": fake_1000,
    "fake_1000_wide": fake_1000_wide,
    "light": lambda lean: _generated(False, False, lean),
    "heavy": lambda lean: _generated(True, False, lean),
    "light_link": lambda lean: _generated(False, True, lean),
    "heavy_link": lambda lean: _generated(True, True, lean),
}
