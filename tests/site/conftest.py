"""The sample site and the project's own site, each built once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from build_scripts.artefacts.pictures import published_picture
from build_scripts.catalogue.loader import load_catalogue
from build_scripts.catalogue.model.site import Language
from build_scripts.catalogue.public import public_catalogue
from build_scripts.pages.pictures import picture_address
from build_scripts.pages.shell import Shells, load_shells
from tests.record_builders import a_config
from tests.site_builders import ROOT, TODAY, BuiltSite, a_catalogue, a_site

Build = Callable[..., BuiltSite]


@pytest.fixture(scope="session")
def shell_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shells")


@pytest.fixture(scope="session")
def shells(shell_cache: Path) -> Shells:
    return load_shells(a_config(), shell_cache)


@pytest.fixture(scope="session")
def sample_site(shells: Shells) -> BuiltSite:
    return a_site(a_catalogue(), shells)


@pytest.fixture(scope="session")
def own_site(shell_cache: Path) -> BuiltSite:
    """Our own site in Chinese; in all its languages it is five times as much to read."""
    return built(shell_cache, ("zh-Hans",))


@pytest.fixture(scope="session")
def own_world(shell_cache: Path) -> BuiltSite:
    """Our own site in every language."""
    return built(shell_cache, ())


def built(cache: Path, languages: tuple[Language, ...]) -> BuiltSite:
    catalogue, problems = load_catalogue(ROOT)
    assert catalogue is not None, problems
    given = languages or catalogue.config.languages
    config = replace(catalogue.config, languages=given)
    public = public_catalogue(replace(catalogue, config=config), TODAY)
    site = a_site(public, load_shells(config, cache))
    pictures = {
        picture_address(picture): published_picture(ROOT, picture)
        for picture in public.pictures.values()
    }
    return BuiltSite({**site.files, **pictures})


@pytest.fixture(
    params=["sample_site", pytest.param("own_site", marks=pytest.mark.slow)]
)
def site(request: pytest.FixtureRequest) -> BuiltSite:
    built: BuiltSite = request.getfixturevalue(request.param)
    return built


@pytest.fixture
def build(shells: Shells) -> Build:
    def site_of(today: date = date(2026, 11, 20), **changes: object) -> BuiltSite:
        return a_site(a_catalogue(**changes), shells, today)

    return site_of
