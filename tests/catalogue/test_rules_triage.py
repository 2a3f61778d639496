"""K430–K436: triage rests on law somebody looked at, and every answer leads on."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.loader import load_catalogue
from build_scripts.catalogue.rules_triage import paths_of
from tests.catalogue_builders import FILES, edited, problems_of

ROOT = Path(__file__).parents[2]
PATH = "content/triage/disputes.yml"
KINDS = "content/dispute_types.yml"
TABLE = """\
name: 走哪条路
questions:
  - id: refuses
    ask: 对方不愿意吗？
    options:
      - {value: "yes", text: 不愿意}
      - {value: "no", text: 没说过}
rules:
  - id: refused
    when:
      - {question: refuses, answers: ["yes"]}
    way: court
    say: 一方不愿意就不能调。
    legal_basis:
      - {law: mediation-law, article: "31"}
    checked_on: 2026-11-20
  - id: rest
    way: people_mediation
    say: 先请人民调解。
    legal_basis:
      - {law: mediation-law, article: "31"}
    checked_on: 2026-11-20
"""
COURT = """\
      - kind: court
        who: 县法院
        cost: 五十元
        time: 不一定
        effect: 可以强制执行
        legal_basis:
          - {law: mediation-law, article: "31"}
"""
NEVER = """\
  - id: rest
    when: [{question: refuses, answers: ["yes"]}]
"""
DESCRIBED = {KINDS: FILES[KINDS] + COURT}


def codes(folder: Path, table: str, today: date = date(2026, 11, 22)) -> list[str]:
    found = problems_of(folder, {PATH: table, **DESCRIBED}, today)
    return [problem.code for problem in found if problem.code.startswith("K43")]


def test_a_whole_table_passes(tmp_path: Path) -> None:
    assert codes(tmp_path, TABLE) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('    legal_basis:\n      - {law: mediation-law, article: "31"}\n', "", "K430"),
        ("law: mediation-law", "law: mediation-rules", "K206"),
        ("checked_on: 2026-11-20", "checked_on: 2027-01-01", "K431"),
        ("checked_on: 2026-11-20", "checked_on: 2025-11-20", "K431"),
        ("question: refuses, ", "question: refuse, ", "K432"),
        ('answers: ["yes"]', 'answers: ["yes", "maybe"]', "K432"),
        ("id: rest", "id: refused", "K432"),
        ("  - id: rest\n", NEVER, "K433"),
        ('answers: ["yes"]', 'answers: ["yes", "no"]', "K434"),
        ("way: court", "way: labour_arbitration", "K435"),
    ],
)  # fmt: skip
def test_a_slip_in_the_table_is_found(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert old in TABLE
    broken = TABLE.replace(old, new, 1)
    found = problems_of(tmp_path, {PATH: broken, **DESCRIBED})

    assert expected in [p.code for p in found if p.severity == "error"]


def test_the_date_of_the_last_look_runs_out(tmp_path: Path) -> None:
    assert codes(tmp_path, TABLE, date(2027, 11, 19)) == []
    assert codes(tmp_path, TABLE, date(2027, 11, 20)) == ["K431", "K431"]


def test_the_county_says_how_often(tmp_path: Path) -> None:
    often = edited("site_config.yml", 'emergency: ["110"]',
                   'emergency: ["110"]\ndisputes: {source_months: 1}')  # fmt: skip
    found = problems_of(
        tmp_path, {PATH: TABLE, **DESCRIBED, **often}, date(2026, 12, 21)
    )

    assert "K431" in [problem.code for problem in found]


def test_what_is_sensitive_takes_no_requests(tmp_path: Path) -> None:
    risky = FILES[KINDS] + "    sensitive: true\n"
    found = problems_of(tmp_path, {KINDS: risky})

    assert "K436" in [problem.code for problem in found]


@pytest.fixture
def county(tmp_path: Path) -> Catalogue:
    """The county's own table and kinds of dispute, without the rest of its content."""
    for name in ("site_config.yml", KINDS, PATH):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    catalogue, problems = load_catalogue(tmp_path)
    assert catalogue is not None, problems
    return catalogue


def test_every_way_through_the_county_s_table_ends_in_a_described_way(
    county: Catalogue,
) -> None:
    catalogue = county
    table = catalogue.triage["disputes"]
    ways = {rule.id: rule.way for rule in table.rules}
    ends: dict[str, set[str]] = {}
    for kind in catalogue.dispute_types.values():
        if not kind.intake:
            continue
        described = {way.kind for way in kind.ways}
        for path in paths_of(table, kind.id):
            assert path.rule, (kind.id, path)
            assert ways[path.rule] in described, (kind.id, path)
            ends.setdefault(ways[path.rule], set()).add(path.rule)

    assert {rule for rules in ends.values() for rule in rules} == set(ways)
    assert set(ends) == {
        *("people_mediation", "police_mediation", "labour_arbitration"),
        *("land_arbitration", "administrative", "court", "legal_aid"),
    }


@pytest.mark.parametrize(
    ("answers", "way"),
    [
        ({"decided": "no", "touched": "yes", "hurt": "light", "grave": "none",
          "refuses": "no"}, "police_mediation"),
        ({"decided": "no", "touched": "yes", "hurt": "light", "grave": "some"},
         "administrative"),
        ({"decided": "no", "touched": "yes", "hurt": "light", "grave": "none",
          "refuses": "yes"}, "administrative"),
        ({"decided": "no", "touched": "no"}, "people_mediation"),
    ],
)  # fmt: skip
def test_police_mediation_keeps_its_exclusions(
    county: Catalogue, answers: dict[str, str], way: str
) -> None:
    table = county.triage["disputes"]
    (path,) = (
        p
        for p in paths_of(table, "injury-light")
        if dict(p.answers) == {"type": "injury-light", **answers}
    )

    assert next(rule.way for rule in table.rules if rule.id == path.rule) == way
