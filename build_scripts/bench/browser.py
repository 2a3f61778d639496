"""A real browser to measure with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
GET_A_BROWSER = (
    "要用真的浏览器量，可是这台电脑上没有 Playwright 或者 Chromium。"
    "请运行 make setup，再运行 sh deploy/setup.sh browser。"
)


class CannotMeasure(RuntimeError):
    """One sentence why not."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium for the length of the block; CannotMeasure where there is none."""
    try:
        from playwright.sync_api import (  # noqa: PLC0415 - a development dependency
            sync_playwright,
        )
    except ImportError as missing:
        raise CannotMeasure(GET_A_BROWSER) from missing
    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, BROWSERS)), None)
        path = found or playwright.chromium.executable_path
        if not Path(path).exists():
            raise CannotMeasure(GET_A_BROWSER)
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()
