"""The forms' commands: keys and tables, accounts from the command line, samples."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from forms_app import cli, demo, migrate, server
from forms_app.access import Grant, Role
from forms_app.database import connect, reading
from forms_app.staff import queries
from tests import forms_builders

STATION = "station:qiaodong-police-station"


@pytest.fixture
def home(tmp_path: Path, published_site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation's folder before its first run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DOORSTEP_SITE", str(published_site))
    return tmp_path


@pytest.fixture
def database(home: Path) -> Iterator[Engine]:
    run("upgrade")
    engine = connect(f"sqlite:///{home / 'instance' / 'doorstep.db'}")
    yield engine
    engine.dispose()


def run(*words: str) -> Result:
    return CliRunner().invoke(cli.commands[words[0]], words[1:])


def add(name: str = "li.na", scope: str = STATION) -> Result:
    return run(
        "staff", "add", name, "--role=counter", "--display=李娜", "--scope", scope
    )


def test_the_first_upgrade_makes_keys_and_tables_that_only_the_owner_reads(
    home: Path,
) -> None:
    first, again = run("upgrade"), run("upgrade")

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "新的密钥" in first.output
    assert "新的密钥" not in again.output
    for path, mode in (
        ("instance", 0o700),
        ("instance/keys", 0o700),
        ("instance/keys/field-1.key", 0o600),
    ):
        assert stat.S_IMODE((home / path).stat().st_mode) == mode


def test_the_real_steps_equal_the_models(database: Engine) -> None:
    assert migrate.models_equal_migrations(database) == []


def test_an_account_is_made_with_a_password_shown_once(database: Engine) -> None:
    result = add()
    shown = re.search(r"一次性密码 (\S+)", result.output)
    assert shown is not None

    with reading(database) as session:
        member = queries.member_named(session, "li.na")
        assert member is not None
        assert member.as_actor().grants == {Grant(Role.COUNTER, STATION)}
        assert member.must_change
        assert member.verify_and_update_password(shown[1])
    assert "li.na" in run("staff", "list").output


@pytest.mark.parametrize("scope", ["station:nowhere", "agency:nobody", "qiaodong"])
def test_a_place_that_is_not_in_the_catalogue_is_refused(
    database: Engine, scope: str
) -> None:
    assert add(scope=scope).exit_code == 2


def test_a_taken_name_is_said_plainly(database: Engine) -> None:
    add()

    assert "已经有人用了" in add().output


def test_without_tables_a_command_says_what_to_run(home: Path) -> None:
    (home / "instance").mkdir()

    assert "doorstep upgrade" in run("staff", "list").output


def test_the_samples_are_five_colleagues_with_one_new_password(
    database: Engine,
) -> None:
    first, again = run("demo"), run("demo")

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.output != again.output
    with reading(database) as session:
        people = {member.username: member for member in queries.members(session)}
    assert set(people) == {colleague.username for colleague in demo.COLLEAGUES}
    password = again.output.splitlines()[0].split()[-1]
    assert people["zhou"].verify_and_update_password(password)
    assert {grant.role for grant in people["zhou"].grants} == {"head"}


def test_a_real_site_gets_no_samples(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = forms_builders.a_catalogue()["site"] | {"demo": False}
    real = forms_builders.a_published_site(tmp_path / "real", site=site)
    monkeypatch.setenv("DOORSTEP_SITE", str(real))

    assert run("demo").exit_code == 1
    with reading(database) as session:
        assert queries.members(session) == []


def test_the_server_starts_both_apps_from_the_environment(database: Engine) -> None:
    assert server.public().test_client().get("/nowhere").status_code == 404
    assert server.desk().test_client().get("/sign-in").status_code == 200


def test_wrong_settings_are_all_said(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTEP_HTTPS", "maybe")
    monkeypatch.setenv("DATABASE_URL", "mysql://x")

    output = run("upgrade").output

    assert "DOORSTEP_HTTPS" in output
    assert "DATABASE_URL" in output
