"""Everything wrong with the environment is said at once."""

from pathlib import Path

import pytest

from forms_app.settings import Settings, SettingsError

ROOT = Path("/srv/doorstep")


def test_without_any_variable_it_is_sqlite_in_the_instance_folder() -> None:
    settings = Settings.from_environment({}, ROOT)

    assert settings.database_url == f"sqlite:///{ROOT}/instance/doorstep.db"
    assert settings.site == ROOT / "site"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_postgresql_address_gets_our_driver(scheme: str) -> None:
    settings = Settings.from_environment(
        {"DATABASE_URL": f"{scheme}://db/portal"}, ROOT
    )

    assert settings.database_url == "postgresql+psycopg://db/portal"


def test_everything_wrong_is_said_at_once() -> None:
    wrong = {
        "DATABASE_URL": "mysql://db",
        "DOORSTEP_HTTPS": "yes",
        "DOORSTEP_PROXIES": "7",
    }
    with pytest.raises(SettingsError) as found:
        Settings.from_environment(wrong, ROOT)

    assert len(found.value.sentences) == 3
