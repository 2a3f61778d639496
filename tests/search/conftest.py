"""The project's own index, made once, and a search that asks it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.loader import load_catalogue
from build_scripts.catalogue.public import public_catalogue
from build_scripts.search.index import search_files
from build_scripts.search.query import Search
from tests.site_builders import ROOT, TODAY

Files = Mapping[str, bytes]


@pytest.fixture(scope="session")
def own_catalogue() -> Catalogue:
    catalogue, problems = load_catalogue(ROOT)
    assert catalogue is not None, problems
    return public_catalogue(catalogue, TODAY)


@pytest.fixture(scope="session")
def own_index(own_catalogue: Catalogue) -> Files:
    return dict(search_files(own_catalogue))


@pytest.fixture(scope="session")
def search(own_index: Files) -> Search:
    return Search(reader(own_index))


def reader(files: Files) -> Callable[[str], Any]:
    return lambda url: json.loads(files[url])
