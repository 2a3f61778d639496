"""Guessing codes runs out of tries; honest people get theirs back."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from forms_app.database import reading, transaction
from forms_app.lookups import (
    TRIES_OVER_ALL,
    TRIES_PER_CODE,
    UNCOUNTED,
    WINDOW,
    FailedLookup,
    may_try,
    record_failure,
)

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CODE = b"c" * 32


def fail(engine: Engine, code: bytes, times: int, *, counts: bool = True) -> None:
    with transaction(engine) as session:
        for _ in range(times):
            record_failure(session, "case", code, counts=counts, now=NOW)


def may(
    engine: Engine, code: bytes, kind: str = "case", later: timedelta = timedelta()
) -> bool:
    with reading(engine) as session:
        return may_try(session, kind, code, now=NOW + later)


def test_five_wrong_tries_lock_a_code_and_no_other(engine: Engine) -> None:
    fail(engine, CODE, TRIES_PER_CODE - 1)
    assert may(engine, CODE)

    fail(engine, CODE, 1)
    assert not may(engine, CODE)
    assert may(engine, b"d" * 32)
    assert may(engine, CODE, kind="appointment")


def test_the_lock_ends_with_the_window(engine: Engine) -> None:
    fail(engine, CODE, TRIES_PER_CODE)

    assert not may(engine, CODE, later=WINDOW - timedelta(seconds=1))
    assert may(engine, CODE, later=WINDOW)


def test_guessing_over_many_codes_runs_out_too(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add_all(
            FailedLookup(kind="case", code_digest=number.to_bytes(32, "big"), at=NOW)
            for number in range(TRIES_OVER_ALL)
        )

    assert not may(engine, b"never tried".ljust(32))


def test_invented_codes_shut_the_door_for_nobody(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add_all(
            FailedLookup(kind=UNCOUNTED, code_digest=number.to_bytes(32, "big"), at=NOW)
            for number in range(TRIES_OVER_ALL)
        )
    fail(engine, CODE, TRIES_PER_CODE, counts=False)

    assert may(engine, CODE)
