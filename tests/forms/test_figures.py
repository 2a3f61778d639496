"""The public's figures: right, and never so small that somebody could be told."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from forms_app.disputes.after import gate, rating
from forms_app.disputes.published import figures
from forms_app.disputes.published.figures import COUNTS, EVERYWHERE, FEWEST, Row
from tests.disputes_builders import JUSTICE, MONDAY, POLICE, Register

NEXT_MONTH = (MONDAY + timedelta(days=30)).date()


def a_row(station: str, *counts: int) -> Row:
    received, settled, overrides = counts
    return Row(
        station=station,
        received=received,
        settled=settled,
        median_days=3,
        content=90,
        overrides=overrides,
    )


def test_a_small_register_counted_by_hand(register: Register) -> None:
    for n in range(4):
        case_id = register.a_case("accept", "plan")
        register.do(case_id, "agree", MONDAY + timedelta(days=n))
        register.work(case_id, lambda w, c: rating.rate(w, c, "good"))
    declined = register.a_case("decline")
    register.work(declined, lambda w, c: rating.rate(w, c, "bad"))
    register.work(
        declined, lambda w, c: gate.close(w, c, reason="找不到人", override=True)
    )
    register.a_case(dispute_type="injury-light")
    register.a_case(now=MONDAY - timedelta(days=400))

    with Session(register.engine) as session:
        total, justice, police = figures.measured(session, NEXT_MONTH)

    assert (total.station, total.received, total.settled) == (EVERYWHERE, 6, 4)
    assert (justice.station, justice.received, justice.overrides) == (JUSTICE, 5, 1)
    assert (justice.median_days, justice.content) == (1, 80)
    assert (police.station, police.received, police.content) == (POLICE, 1, None)


def test_what_is_under_five_is_not_published() -> None:
    total, one, two, three = figures.published(
        [
            a_row("all", 60, 40, 9),
            a_row("a", 30, 20, 5),
            a_row("b", 26, 16, 4),
            a_row("c", 4, 4, 0),
        ]
    )

    assert (total.received, total.overrides) == (60, 9)
    assert three.received is three.settled is three.content is three.median_days is None
    assert two.overrides is three.overrides is None
    assert one.settled == 20


def test_the_one_hidden_number_is_not_left_to_arithmetic() -> None:
    rows = figures.published(
        [
            a_row("all", 64, 40, 0),
            a_row("a", 30, 20, 0),
            a_row("b", 30, 18, 0),
            a_row("c", 4, 2, 0),
        ]
    )

    hidden = [row.station for row in rows if row.received is None]
    assert len(hidden) == 2


def test_nearly_all_settled_does_not_tell_of_the_rest() -> None:
    rows = figures.published([a_row("all", 50, 20, 0), a_row("a", 50, 47, 0)])

    assert rows[1].settled is None
    assert figures.published([a_row("all", 50, 50, 0), a_row("a", 50, 50, 0)])[
        1
    ].settled


@pytest.mark.parametrize("seed", range(40))
def test_nothing_small_can_be_worked_out(seed: int) -> None:
    chance = random.Random(seed)
    stations = [
        a_row(
            f"s{n}",
            received := chance.choice([0, 1, 3, 5, 6, 9, 30]),
            chance.randrange(received + 1),
            chance.randrange(received + 1),
        )
        for n in range(chance.randrange(1, 8))
    ]
    sums = [sum(getattr(r, name) for r in stations) for name in COUNTS]
    total, *rows = figures.published([a_row("all", *sums), *stations])

    for name in COUNTS:
        shown = [getattr(r, name) for r in rows if getattr(r, name) is not None]
        assert all(count >= FEWEST for count in shown)
        whole = getattr(total, name)
        hidden = len(rows) - len(shown)
        if whole is not None and hidden and shown:
            assert hidden > 1
            assert whole - sum(shown) >= FEWEST


def test_the_file_names_what_is_published_and_nothing_else(register: Register) -> None:
    rows = [a_row("all", 60, 40, 9), replace(a_row(JUSTICE, 60, 40, 9), settled=None)]

    said = figures.written(rows, register.catalogue, NEXT_MONTH)

    assert said.startswith("# ")
    assert f'id: "{JUSTICE}", name: "桥东司法所"' in said
    assert said.count("settled") == 1
    assert "None" not in said
