"""The schema: drafted from the models, run in one piece, equal to the models."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect

from forms_app import migrate
from forms_app.database import Base, connect


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A migrations folder of our own, without any step."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        shutil.copy(migrate.FOLDER / name, folder / name)
    monkeypatch.setattr(migrate, "FOLDER", folder)
    return folder


@pytest.fixture
def bare(bare_database: Callable[[], str]) -> Iterator[Engine]:
    engine = connect(bare_database())
    yield engine
    engine.dispose()


def test_a_drafted_step_builds_just_what_the_models_say(
    steps: Path, bare: Engine
) -> None:
    assert migrate.models_equal_migrations(bare) != []
    migrate.draft_step(bare, "0001", "first tables")
    assert [path.name for path in (steps / "versions").glob("*.py")] == [
        "0001_first_tables.py"
    ]

    migrate.upgrade(bare)

    assert migrate.models_equal_migrations(bare) == []
    assert migrate.current(bare) == migrate.newest() == "0001"
    assert set(Base.metadata.tables) <= set(inspect(bare).get_table_names())


def test_a_step_that_fails_leaves_nothing_half_done(steps: Path, bare: Engine) -> None:
    migrate.draft_step(bare, "0001", "first tables")
    (step,) = (steps / "versions").glob("*.py")
    step.write_text(
        step.read_text().replace(
            "def downgrade", "    raise RuntimeError('power cut')\n\n\ndef downgrade"
        )
    )

    with pytest.raises(RuntimeError, match="power cut"):
        migrate.upgrade(bare)

    assert migrate.current(bare) is None
    assert set(inspect(bare).get_table_names()) <= {"alembic_version"}
