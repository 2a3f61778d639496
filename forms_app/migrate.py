"""The database's schema, brought to the newest step; Alembic without an ini file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from forms_app import lookups
from forms_app.appointments import models as appointment_models
from forms_app.appointments import participant_models, wait_models
from forms_app.database import Base
from forms_app.disputes import models as dispute_models
from forms_app.disputes.after import models as after_models
from forms_app.disputes.evidence import models as evidence_models
from forms_app.disputes.meeting import models as meeting_models
from forms_app.disputes.papers import models as paper_models
from forms_app.disputes.readings import models as reading_models
from forms_app.disputes.spot import models as spot_models
from forms_app.home_visits import models as home_models
from forms_app.letters import models as letter_models
from forms_app.notifications import models as notification_models
from forms_app.staff import models as staff_models

FOLDER = Path(__file__).parent / "migrations"
TABLES_OF = (
    lookups,
    appointment_models,
    participant_models,
    wait_models,
    dispute_models,
    after_models,
    evidence_models,
    meeting_models,
    paper_models,
    reading_models,
    spot_models,
    home_models,
    letter_models,
    notification_models,
    staff_models,
)
"""Imported so that Base knows every table."""


class LooseEnds(Exception):
    """A step would have torn rows from what they belong to."""


def upgrade(engine: Engine) -> None:
    """Run every step that is missing, all in one transaction or none."""
    with (
        engine.connect().execution_options(doorstep_writes=True) as connection,
        _tables_may_be_copied(connection),
        connection.begin(),
    ):
        command.upgrade(_config(connection), "head")
        _refuse_loose_ends(connection)


@contextmanager
def _tables_may_be_copied(connection: Connection) -> Iterator[None]:
    """SQLite changes a column by a copy of its table; rows that lead to the old one stay.

    As its manual says (Making Other Kinds Of Table Schema Changes): the rule for foreign
    keys is put aside before the transaction, and what it asks is asked at the end.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _refuse_loose_ends(connection: Connection) -> None:
    """LooseEnds, and nothing was changed, when a row leads to one that is not there."""
    if connection.dialect.name == "sqlite":
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if loose:
            raise LooseEnds(f"{len(loose)} rows lead nowhere, first of {loose[0][0]}")


def current(engine: Engine) -> str | None:
    """The step this database is at; None before the first."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The step this version of the program needs."""
    return ScriptDirectory(str(FOLDER)).get_current_head()


def models_equal_migrations(engine: Engine) -> list[str]:
    """What the models say and the database does not, or the reverse; [] when equal."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [
            str(difference) for difference in compare_metadata(context, Base.metadata)
        ]


def draft_step(engine: Engine, number: str, meaning: str) -> None:
    """Write the next step's file from the models, for a person to read and mend."""
    with engine.connect() as connection:
        command.revision(
            _config(connection), message=meaning, rev_id=number, autogenerate=True
        )


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
