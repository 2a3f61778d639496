"""The rush benchmark counts rightly; how fast anything is, no test asks."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, text

from build_scripts.cli import main
from build_scripts.shared.benchmarks_file import put_section
from forms_app.appointments.booking import Wish, take_seat
from forms_app.appointments.people import Person
from forms_app.bench import ground as grounds
from forms_app.bench import raw
from forms_app.bench.command import command_line
from forms_app.bench.ground import HOT_STARTS, SEATS, STATIONS, Ground
from forms_app.bench.guests import Outcome, forms_for
from forms_app.bench.report import lines_of, section
from forms_app.bench.rush import Figures, Phase, Round, _unanswered
from forms_app.database import transaction
from tests import forms_builders
from tests.forms.booking_builders import NOW

A_PHASE = Phase(rate=1000.0, p50=5.0, p99=50.0)
FIGURES = Figures(
    engine="sqlite",
    past=0,
    rounds=(
        Round(A_PHASE, Phase(500.0, 9.0, 150.0), Phase(800.0, 7.0, 90.0)),
        # The machine was slow: what counts is within a round.
        Round(Phase(400.0, 9.0, 50.0), Phase(300.0, 9.0, 150.0), A_PHASE),
        Round(A_PHASE, Phase(700.0, 9.0, 150.0), Phase(100.0, 7.0, 90.0)),
    ),
    raw=2000.0,
    hot_booked=80,
    hot_seats=80,
    oversold=0,
    acknowledged=100,
    lost=0,
    unanswered=0,
    blows=2,
    slot_page=12.0,
    plain_page=10.0,
)


@pytest.fixture
def ground(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> Ground:
    """On the database of this run, whose tables are there already."""
    site = forms_builders.a_published_site(tmp_path / "built")
    monkeypatch.setattr("forms_app.migrate.upgrade", lambda _engine: None)
    return grounds.prepare(tmp_path / "rush", database_url, site / "shell", NOW)


def give(ground: Ground, number: int) -> None:
    with transaction(ground.engine) as session:
        station, start = ground.hot()[0]
        wish = Wish(start, Person(f"客{number}", f"139{number:08d}"), f"{number:032x}")
        take_seat(session, ground.vault, ground.offers[station], wish, now=NOW)


def test_there_are_few_hot_times_and_more_cold_ones_than_guests(ground: Ground) -> None:
    assert len(ground.hot()) == HOT_STARTS
    assert len(ground.cold()) * SEATS > 30_000
    assert {station for station, _ in ground.cold()} == set(STATIONS)
    assert not set(ground.hot()) & set(ground.cold())


def test_what_is_oversold_is_counted(ground: Ground, engine: Engine) -> None:
    for number in range(SEATS):
        give(ground, number)
    assert (grounds.booked(ground), grounds.oversold(ground)) == (SEATS, 0)

    with engine.begin() as connection:
        columns = "reference, station_id, service_id, service_name, schedule_id, starts_at, minutes, status, kind, name_sealed, phone_sealed, whom_sealed, phone_digest, sequence, version, created_at, changed_at, changed_by"
        changed = columns.replace("reference", "'ZZZZZZZZ'", 1)
        connection.execute(
            text(
                f"INSERT INTO appointment ({columns}, request_key, seat) "
                f"SELECT {changed}, 'z', 99 FROM appointment WHERE seat = 1"
            )
        )
    assert grounds.oversold(ground) == 1


def test_the_past_is_over_and_takes_no_seat(ground: Ground, engine: Engine) -> None:
    grounds.fill_the_past(ground, 500)

    with engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT count(*), max(starts_at) FROM appointment WHERE status = 'fulfilled'"
            )
        ).one()
    assert found[0] == 500
    assert str(found[1])[:10] <= f"{NOW - timedelta(days=1):%Y-%m-%d}"
    assert (grounds.booked(ground), grounds.oversold(ground)) == (0, 0)


def test_the_raw_engine_does_the_very_same_work(ground: Ground) -> None:
    assert raw.rate(ground, 8) > 0

    assert grounds.booked(ground) == 8
    assert grounds.oversold(ground) == 0


def test_nobody_comes_twice_and_times_are_ordered() -> None:
    forms = forms_for([("a", "x"), ("b", "y")], 50, first=7)
    outcome = Outcome(seconds=2.0, times=[0.001 * n for n in range(100, 0, -1)])

    assert (
        len({form.phone for form in forms}) == len({form.key for form in forms}) == 50
    )
    assert outcome.rate == 50.0
    assert (round(outcome.at(0.5)), round(outcome.at(0.99)), round(outcome.at(1))) == (
        51,
        100,
        100,
    )


def test_who_got_neither_a_seat_nor_a_refusal_is_counted() -> None:
    assert _unanswered(Counter({303: 80, 409: 1919, 503: 1, 0: 2})) == 3


def test_the_printout_holds_each_figure_against_its_goal() -> None:
    full = tuple(
        replace(one, cold=replace(one.cold, rate=one.cold.rate * 0.8))
        for one in FIGURES.rounds
    )
    slower = replace(FIGURES, past=1_000_000, rounds=full, lost=1, unanswered=2)

    printed = "\n".join(lines_of([FIGURES, slower]))

    assert "| SQLite: bookings, cold times | 500 | 9.0 | 150.0 | 70% | 25% |" in printed
    assert "| SQLite: bookings at least 45% of the null rate | 70% | pass |" in printed
    assert "nothing acknowledged is lost | 1 | short |" in printed
    assert "or told that it is gone | 0 were not | pass |" in printed
    assert "or told that it is gone | 2 were not | short |" in printed
    assert "past bookings: at most 10% slower than with none | 20% | short |" in printed
    assert "80 bookings for 80 hot seats; 0 oversold" in printed


def test_the_printout_is_a_section_that_says_how_to_measure_again() -> None:
    asked = {"requests": 500, "browsers": 50, "processes": 2, "repeat": 3}
    command = command_line(("sqlite",), 1_000_000, asked)

    text = section(command, NOW.date(), "2 cores", [FIGURES])

    assert command == (
        "doorstep bench rush --engine sqlite --requests 500 --past 1000000"
    )
    assert put_section("", text).count(f"\n## `{command}`\n\n2026-11-23. 2 cores.") == 1


def test_the_raw_engine_is_measured_after_a_rush_too(ground: Ground) -> None:
    station, start = ground.cold()[0]
    with transaction(ground.engine) as session:
        for number in range(SEATS):
            wish = Wish(
                start, Person(f"先{number}", f"137{number:08d}"), f"{number:032x}"
            )
            take_seat(session, ground.vault, ground.offers[station], wish, now=NOW)

    assert raw.rate(ground, 2) > 0


def test_the_command_is_there_and_says_what_it_misses(tmp_path: Path) -> None:
    shown = CliRunner().invoke(main, ["bench", "--help"])
    refused = CliRunner().invoke(main, ["bench", "rush", "--site", str(tmp_path)])

    assert "rush" in shown.output
    assert "请先运行 doorstep build" in refused.output
    assert refused.exit_code == 1
