"""The small site on a memory stick: opened as files, without a server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from build_scripts.pages.shell import load_shells
from tests.record_builders import a_config
from tests.site_builders import a_catalogue, a_site


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pages are."""
    root = tmp_path_factory.mktemp("stick")
    shells = load_shells(a_config(), root / "cache")
    for url, content in a_site(a_catalogue(), shells, date(2026, 11, 20)).files.items():
        target = root / "site" / url
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return root / "site"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A browser far away, so that nothing may lean on its own time zone."""
    context = chromium.new_context(locale="zh-CN", timezone_id="Europe/Paris")
    yield context.new_page()
    context.close()
