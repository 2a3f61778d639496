"""The step that makes the trail's hash anew: the same lines, one whole chain again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from forms_app.database import connect, transaction
from forms_app.disputes import queries, trail
from forms_app.migrate import upgrade
from forms_app.vault import Vault
from tests.disputes_builders import Register, the_catalogue
from tests.forms.test_migrations import walk

BEFORE = "0021"


@pytest.fixture
def migrated(bare_database: Callable[[], str]) -> Iterator[Engine]:
    engine = connect(bare_database())
    upgrade(engine)
    yield engine
    engine.dispose()


def test_lines_written_before_are_one_chain_afterwards(
    migrated: Engine, vault: Vault, published_site: Path
) -> None:
    register = Register(migrated, vault, the_catalogue(published_site))
    register.a_case("accept", "plan", "hold")
    register.a_case("decline")
    new = chain(register)

    walk(migrated, lambda script, revision: script._downgrade_revs(BEFORE, revision))
    old = chain(register)
    assert [words for _, words in old] == [words for _, words in new]
    assert {digest for digest, _ in old}.isdisjoint(digest for digest, _ in new)

    upgrade(migrated)
    assert chain(register) == new
    with Session(migrated) as session:
        assert trail.verify_chain(session, vault) == []
    with pytest.raises(DatabaseError), transaction(migrated) as session:
        session.execute(text("UPDATE case_event SET words = 'x' WHERE seq = 1"))


def chain(register: Register) -> list[tuple[str, str]]:
    with Session(register.engine) as session:
        return [(line.hash, line.words) for line in queries.whole_trail(session)]
