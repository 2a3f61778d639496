"""The trail only grows, and whoever meddles with it is found out."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from forms_app.database import transaction
from forms_app.disputes import trail
from forms_app.disputes.models import CaseEvent
from forms_app.disputes.trail import Head, Line
from tests.disputes_builders import Register, a_work

TRIGGERS = ("case_event_keeps", "case_event_stays")


def without_guards(engine: Engine, *statements: str) -> None:
    """Pass the triggers as an intruder would, and change the table by hand."""
    with transaction(engine) as session:
        if engine.dialect.name == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            for name in TRIGGERS:
                session.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            session.execute(text(statement))


def problems(register: Register, kept: Head | None = None) -> list[str]:
    with Session(register.engine) as session:
        return trail.verify_chain(session, register.vault, kept)


@pytest.fixture
def three_lines(register: Register) -> Register:
    register.a_case("accept", "plan")
    return register


def test_an_untouched_trail_has_no_flaw(three_lines: Register) -> None:
    assert problems(three_lines) == []


def test_the_chain_runs_over_all_cases(register: Register) -> None:
    register.a_case("accept")
    register.a_case("decline")

    with Session(register.engine) as session:
        assert trail.head(session).seq == 4
    assert problems(register) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE case_event SET words = 'x' WHERE seq = 2",
        "UPDATE case_event SET note_sealed = NULL, by_name = 'x' WHERE seq = 2",
        "UPDATE case_event SET note_sealed = hash WHERE seq = 2",
        "DELETE FROM case_event WHERE seq = 3",
        "DELETE FROM case_event",
    ],
)
def test_the_database_refuses_to_change_or_drop_a_line(
    three_lines: Register, statement: str
) -> None:
    with (
        pytest.raises(DatabaseError, match=r"append-only|bytea"),
        transaction(three_lines.engine) as session,
    ):
        session.execute(text(statement))
    assert problems(three_lines) == []


def test_a_note_may_be_erased_and_the_chain_stays_whole(register: Register) -> None:
    register.a_case("decline")
    with transaction(register.engine) as session:
        session.execute(text("UPDATE case_event SET note_sealed = NULL"))

    assert problems(register) == []
    with Session(register.engine) as session:
        last = session.get_one(CaseEvent, 2)
        assert trail.note_of(register.vault, last) == ""
        assert last.note_digest


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("words", "'没有这回事'"),
        ("kind", "'declined'"),
        ("by_name", "'别人'"),
        ("by_id", "99"),
        ("station", "'elsewhere'"),
        ("at", "'2026-03-15 02:00:00'"),
        ("case_id", "2"),
        ("note_digest", "'00'"),
        ("note_for", "'nobody'"),
    ],
)
def test_a_changed_line_is_found(
    three_lines: Register, column: str, value: str
) -> None:
    three_lines.a_case()
    without_guards(
        three_lines.engine, f"UPDATE case_event SET {column} = {value} WHERE seq = 2"
    )

    assert "line 2 was changed" in problems(three_lines)


def test_a_hidden_line_is_found(three_lines: Register) -> None:
    without_guards(
        three_lines.engine, "UPDATE case_event SET shown = NOT shown WHERE seq = 2"
    )

    assert problems(three_lines) == ["line 2 was changed"]


def test_a_missing_line_is_found(three_lines: Register) -> None:
    without_guards(three_lines.engine, "DELETE FROM case_event WHERE seq = 2")

    assert problems(three_lines) == ["lines 2 to 2 are missing"]


def test_lines_put_in_another_order_are_found(three_lines: Register) -> None:
    without_guards(
        three_lines.engine,
        "UPDATE case_event SET seq = 99 WHERE seq = 2",
        "UPDATE case_event SET seq = 2 WHERE seq = 3",
        "UPDATE case_event SET seq = 3 WHERE seq = 99",
    )

    assert "line 2 does not follow the line before it" in problems(three_lines)


def test_a_line_forged_with_its_own_hash_breaks_the_next(three_lines: Register) -> None:
    with Session(three_lines.engine) as session:
        forged = session.get_one(CaseEvent, 2)
        forged.words = "没有这回事"
        new_hash = trail.line_hash(forged)
    without_guards(
        three_lines.engine,
        f"UPDATE case_event SET words = '没有这回事', hash = '{new_hash}' WHERE seq = 2",
    )

    assert problems(three_lines) == ["line 3 does not follow the line before it"]


def test_a_cut_off_end_is_found_by_whoever_kept_the_last_hash(
    three_lines: Register,
) -> None:
    with Session(three_lines.engine) as session:
        kept = trail.head(session)
    without_guards(three_lines.engine, "DELETE FROM case_event WHERE seq = 3")

    assert problems(three_lines) == []
    assert problems(three_lines, kept) == ["lines 3 to 3 were cut off"]


def test_a_rewritten_trail_is_found_by_whoever_kept_a_hash(
    three_lines: Register,
) -> None:
    assert problems(three_lines, Head(2, "f" * 64)) == [
        "line 2 is not the one that was written down"
    ]


def test_a_note_moved_to_another_line_is_found(register: Register) -> None:
    register.a_case("decline")
    register.a_case("decline")
    without_guards(
        register.engine,
        "UPDATE case_event SET note_sealed ="
        " (SELECT note_sealed FROM case_event WHERE seq = 2) WHERE seq = 4",
    )

    assert problems(register) == ["the note of line 4 was changed"]


def test_the_trail_cannot_fork(three_lines: Register) -> None:
    with Session(three_lines.engine) as session:
        second = session.get_one(CaseEvent, 2)
        values = {c.name: getattr(second, c.name) for c in CaseEvent.__table__.columns}
    fork = CaseEvent(**{**values, "seq": 4, "hash": "e" * 64})

    with (
        pytest.raises(DatabaseError),
        transaction(three_lines.engine) as session,
    ):
        session.add(fork)


def test_eight_writers_at_once_leave_one_whole_chain(register: Register) -> None:
    case_id = register.a_case()

    def write(number: int) -> None:
        for turn in range(3):
            with transaction(register.engine) as session:
                work = a_work(session, register.vault, register.catalogue)
                trail.append(work, case_id, Line("note", f"{number}-{turn}"))

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(write, range(8)))

    assert problems(register) == []
    with Session(register.engine) as session:
        assert trail.head(session).seq == 25
