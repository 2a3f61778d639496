"""`doorstep erase` keeps the promises of the privacy page; `doorstep trail` checks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, func, select, text

from forms_app import cli, server, times
from forms_app.appointments.offers import find_offer
from forms_app.appointments.people import GONE, opened
from forms_app.database import connect, reading, transaction
from forms_app.disputes import drafts, recovery
from forms_app.disputes.models import IntakeDraft, Party
from forms_app.lookups import FailedLookup, record_failure
from forms_app.vault import Vault, load_vault
from tests.disputes_builders import MONDAY, PHONE, Register, the_catalogue
from tests.forms.booking_builders import (
    HALF_HOUR,
    NOW,
    SERVICE,
    STATION,
    TUESDAY_NINE,
    a_wish,
    all_rows,
    booked,
)

THREE_YEARS = timedelta(days=1096)


@pytest.fixture
def home(tmp_path: Path, published_site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with keys and tables."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DOORSTEP_SITE", str(published_site))
    run("upgrade")
    return tmp_path


@pytest.fixture
def database(home: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{home / 'instance' / 'doorstep.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def keys_of(home: Path) -> Vault:
    return load_vault(home / "instance" / "keys")


@pytest.fixture
def book_of(database: Engine, keys_of: Vault, published_site: Path) -> Register:
    return Register(database, keys_of, the_catalogue(published_site))


def run(*words: str) -> Result:
    return CliRunner().invoke(cli.commands[words[0]], words[1:])


def count(engine: Engine, table: type) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_people_go_when_their_time_is_over_and_figures_stay(
    book_of: Register,
    database: Engine,
    keys_of: Vault,
    published_site: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offer = find_offer(the_catalogue(published_site), SERVICE, STATION)
    assert offer is not None
    booked(database, keys_of, offer, a_wish(), now=NOW)
    closed = book_of.a_case("decline", "close")
    ended_but_never_filed = book_of.a_case("withdraw", request_key="e" * 32)
    running = book_of.a_case("accept", request_key="f" * 32)
    monkeypatch.setattr(times, "now", lambda: MONDAY + THREE_YEARS)

    first, again = run("erase"), run("erase")

    assert "1 个预约、2 件调解" in first.output
    assert "0 个预约、0 件调解" in again.output
    assert opened(keys_of, all_rows(database)[0]) == GONE
    with reading(database) as session:
        named = select(Party.case_id).where(Party.name_sealed.is_not(None))
        assert set(session.scalars(named)) == {running}
    assert book_of.case(closed).type_name
    assert book_of.case(ended_but_never_filed).story_sealed is None
    assert run("trail").exit_code == 0


def test_nothing_goes_before_its_time(
    book_of: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = book_of.a_case("accept", "plan", "fail")
    almost = MONDAY + THREE_YEARS - timedelta(days=2)
    monkeypatch.setattr(times, "now", lambda: almost)

    assert "0 件调解" in run("erase").output
    assert book_of.case(case).story_sealed is not None


def test_drafts_of_an_hour_and_wrong_tries_of_half_an_hour_go(
    database: Engine, keys_of: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction(database) as session:
        drafts.begin(session, keys_of, {"story": "x"}, now=NOW)
        record_failure(session, "case", b"x" * 32, counts=True, now=NOW)
    monkeypatch.setattr(times, "now", lambda: NOW + timedelta(minutes=59))
    assert "0 份没交的草稿，1 次输错" in run("erase").output

    monkeypatch.setattr(times, "now", lambda: TUESDAY_NINE)
    assert "1 份没交的草稿，0 次输错" in run("erase").output
    assert (count(database, IntakeDraft), count(database, FailedLookup)) == (0, 0)


def test_reminders_are_made_and_sent_by_two_commands(
    database: Engine,
    keys_of: Vault,
    published_site: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offer = find_offer(the_catalogue(published_site), SERVICE, STATION)
    assert offer is not None
    booked(database, keys_of, offer, a_wish(), now=NOW)
    monkeypatch.setattr(times, "now", lambda: NOW + timedelta(hours=3))
    monkeypatch.setenv("DOORSTEP_MESSAGES_FILE", "-")

    assert "1 个人要来" in run("remind").output
    first, again = run("send"), run("send")

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "13800000001 您约了11月24日周二9:00" in first.output
    assert "13800000001 提醒您：11月24日周二9:00" in first.output
    assert "发出 2 条" in first.output
    assert "发出 0 条" in again.output


def test_a_gateway_that_is_away_makes_the_timer_fail(
    database: Engine,
    keys_of: Vault,
    published_site: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offer = find_offer(the_catalogue(published_site), SERVICE, STATION)
    assert offer is not None
    for number in range(2):
        booked(database, keys_of, offer, a_wish(number), now=NOW)
    start = TUESDAY_NINE + HALF_HOUR
    booked(database, keys_of, offer, a_wish(3, starts_at=start), now=NOW)
    monkeypatch.setattr(times, "now", lambda: NOW)
    monkeypatch.setenv("DOORSTEP_MESSAGES_FILE", str(published_site))  # a folder

    result = run("send")

    assert result.exit_code == 1
    assert "没有回应" in result.output
    assert "过一会儿再发的 3 条" in result.output


def test_a_whole_trail_gives_its_last_line_to_copy(book_of: Register) -> None:
    book_of.a_case("accept")

    result = run("trail")
    head = result.output.splitlines()[0]

    assert result.exit_code == 0
    assert head.startswith("2:")
    assert run("trail", "--kept", head).exit_code == 0


def test_a_touched_trail_is_said_with_the_line(
    book_of: Register, database: Engine
) -> None:
    book_of.a_case("accept")
    head = run("trail").output.splitlines()[0]
    with database.begin() as connection:
        connection.execute(text("DROP TRIGGER case_event_keeps"))
        connection.execute(text("UPDATE case_event SET words = '' WHERE seq = 1"))

    changed = run("trail")

    assert changed.exit_code == 1
    assert "line 1 was changed" in changed.output
    with database.begin() as connection:
        connection.execute(text("DROP TRIGGER case_event_stays"))
        connection.execute(text("DELETE FROM case_event"))
    assert run("trail").exit_code == 0
    assert "cut off" in run("trail", "--kept", head).output


def test_a_head_copied_wrongly_is_asked_again(home: Path) -> None:
    assert run("trail", "--kept", "abc").exit_code == 2


@pytest.mark.parametrize("start", [server.public, server.desk])
def test_without_keys_the_server_says_one_sentence(home: Path, start: object) -> None:
    key = home / "instance" / "keys" / "digest.key"
    key.chmod(0o640)
    with pytest.raises(SystemExit, match="chmod 600"):
        start()  # type: ignore[operator]

    key.unlink()
    with pytest.raises(SystemExit, match="doorstep upgrade"):
        start()  # type: ignore[operator]


def test_keys_that_may_have_been_seen_are_renewed(
    home: Path, book_of: Register, keys_of: Vault
) -> None:
    case_id = book_of.a_case()
    assert run("keys", "renew", "session").exit_code == 0
    said = run("keys", "renew", "digest")

    assert "重算了 2 处" in said.output
    newer = load_vault(home / "instance" / "keys")
    assert newer.session_key != keys_of.session_key
    assert newer.old_digest_keys == (keys_of.digest_key,)
    with reading(book_of.engine) as session:
        found = recovery.by_phone(session, newer, PHONE, None)
        assert [case.id for case in found] == [case_id]
    assert run("trail").exit_code == 0
