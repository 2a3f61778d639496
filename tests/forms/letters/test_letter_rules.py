"""Who answers a letter, how many may be open, who is told, and when words go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.catalogue import Catalogue
from forms_app.database import reading, transaction
from forms_app.letters import letters
from forms_app.letters.letters import MOST_UNSIGNED, Written
from forms_app.letters.messages import ROOM, Teller
from forms_app.letters.models import Kind
from forms_app.letters.post import due_on, keeper_of, office_of
from forms_app.notifications import queries as outbox_queries
from forms_app.refusals import TooManyUnsigned
from forms_app.seen import Seen
from forms_app.vault import Vault
from tests.forms.booking_builders import NOW
from tests.forms.letter_builders import (
    HEAD,
    JUSTICE,
    PAGE,
    POLICE,
    VILLAGE,
    Desk,
    ask,
    press,
    rows,
    send,
)


@pytest.fixture
def keys_of_forms() -> Iterator[str]:
    return (f"{n:032x}" for n in count(1))


def test_who_answers_and_until_when(catalogue: Catalogue) -> None:
    friday, new_year = date(2026, 9, 18), date(2027, 12, 30)

    assert office_of(catalogue, VILLAGE, "justice") == JUSTICE
    assert office_of(catalogue, "nowhere", "police") == ""
    assert [
        keeper_of(catalogue, page)
        for page in (PAGE, f"en/{PAGE}", f"stations/{POLICE}/x.html", "stations/x.html")
    ] == [POLICE, POLICE, POLICE, ""]
    assert keeper_of(catalogue, f"areas/{VILLAGE}.html") == "qiaodong-governance-center"
    assert keeper_of(catalogue, "services/id-card-renewal.html") == ""
    assert due_on(catalogue, friday) == date(2026, 9, 24), "the Sunday is worked"
    assert due_on(catalogue, new_year) is None


def test_a_telephone_has_only_so_many_unanswered_and_so_has_who_gives_none(
    resident: FlaskClient,
    engine: Engine,
    vault: Vault,
    keys_of_forms: Iterator[str],
) -> None:
    pages = [ask(resident, request_key=next(keys_of_forms)) for _ in range(4)]
    assert [page.status for page in pages] == [200, 200, 200, 422]

    def unsigned() -> Written:
        return Written(
            kind=Kind.WISH,
            station_id=POLICE,
            area_id=VILLAGE,
            page="",
            words="话",
            phone="",
            may_publish=False,
            due_on=None,
            request_key=next(keys_of_forms),
        )

    with transaction(engine) as session:
        for _ in range(MOST_UNSIGNED):
            letters.write(session, vault, unsigned(), most=3, now=NOW)
        with pytest.raises(TooManyUnsigned):
            letters.write(session, vault, unsigned(), most=3, now=NOW)


def test_who_left_a_telephone_is_told_that_there_is_an_answer_never_which(
    resident: FlaskClient,
    engine: Engine,
    vault: Vault,
    catalogue: Catalogue,
) -> None:
    ask(resident)
    send(resident, "mistake", request_key="b" * 32)
    for row in rows(engine):
        with transaction(engine) as session:
            seen = Seen(row.id, row.version, "李律师")
            letters.answer(session, vault, seen, "能。", now=NOW)

    row = rows(engine)[0]
    with reading(engine) as session:
        (message,) = outbox_queries.about(session, ROOM, row.reference)
        assert outbox_queries.about(session, ROOM, rows(engine)[1].reference) == []
        telling = Teller(vault, catalogue)(session, message)
    assert telling is not None
    assert telling.phone == "13800138000"
    assert "能。" not in telling.text
    assert len(telling.text) <= 70


def test_after_its_time_every_word_is_gone_and_the_published_stays(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    ask(resident, may_publish="y")
    desk = clerk(HEAD)
    press(desk, rows(engine)[0], "answer", words="能。")
    press(desk, rows(engine)[0], "publish", question="问", shown="答")
    ask(resident, request_key="b" * 32)
    early, late = (NOW + timedelta(days=n) for n in (179, 181))
    with transaction(engine) as session:
        assert letters.erase_past(session, keep_days=180, now=early) == 0
        assert letters.erase_past(session, keep_days=180, now=late) == 2

    published, lapsed = rows(engine)
    for row in (published, lapsed):
        assert not any((row.words_sealed, row.phone_sealed, row.answer_sealed))
    assert (published.shown_answer, lapsed.status) == ("答", "lapsed")
