"""Which pages a tour of the whole product has to see, found out rather than listed.

Of the site: the longest page of every template, and the longest in every other
language, so that a new kind of page is seen without anybody thinking of it.  Of the
forms and the desk: whatever links lead to, one page for each form of address.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Page

from build_scripts.catalogue.loader import load_catalogue
from build_scripts.catalogue.public import public_catalogue
from build_scripts.languages.tongues import HANS
from build_scripts.pages.editions import SitePlan
from tests.browser.contrast import hard_to_read
from tests.browser.visits import Visitor

ROOT = Path(__file__).resolve().parents[2]
SENSITIVE = ("/disputes/family-violence.html", "/services/protection-order.html")
FORMS_DOORS = (
    "/forms/book/id-card-renewal",
    "/forms/appointment",
    "/forms/dispute/start?type=neighbour",
    "/forms/dispute/progress",
    "/forms/dispute/support",
)
WIDTHS = (360, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_VARYING = re.compile(r"[0-9a-f]{8,}|\d+|[a-z]+(?:-[a-z]+)+")
_LEAVES = re.compile(r"sign-?out|logout|\.(?:csv|ics|json|pdf|docx|xlsx|txt)$|/export")
MOST_PAGES = 40


@cache
def page_of_each_template(site: Path) -> dict[str, str]:
    """Template, or other language → address of its longest page in a built site."""
    catalogue, problems = load_catalogue(ROOT)
    assert catalogue is not None, problems
    made_on = date.fromisoformat(json.loads((site / "hours.json").read_text())["from"])
    found: dict[str, list[str]] = defaultdict(list)
    plan = SitePlan(public_catalogue(catalogue, made_on), made_on)
    for planned in plan.values():
        native = planned.language == HANS
        found[planned.template if native else planned.language].append(planned.place)

    def size(url: str) -> int:
        return (site / url).stat().st_size

    return {t: f"/{max(urls, key=size)}" for t, urls in found.items()}


def reached_from(page: Page, base: str, doors: tuple[str, ...]) -> Iterator[str]:
    """Every kind of address that links lead to from these doors, each loaded once."""
    waiting, seen = list(doors), {_kind(door) for door in doors}
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        answer = page.goto(base + path)
        html = answer is not None and "html" in answer.headers.get("content-type", "")
        if not html:
            continue
        yield path
        for link in page.locator("a[href]").evaluate_all("all => all.map(a => a.href)"):
            parts = urlsplit(str(link))
            there = parts.path + (f"?{parts.query}" if parts.query else "")
            if not link.startswith(base) or _LEAVES.search(parts.path):
                continue
            if "/forms/" not in there and "/forms/" in doors[0]:
                continue
            if _kind(there) not in seen:
                seen.add(_kind(there))
                waiting.append(there)


def _kind(path: str) -> str:
    """An address without what varies from record to record."""
    return _VARYING.sub("*", path.partition("?")[0])


def violations(page: Page, where: str) -> list[str]:
    """What axe finds on the page as it is now, but for contrast, as sentences."""
    words = json.dumps(
        {
            "rules": {"color-contrast": {"enabled": False}},
            # Asked for violations alone, axe stops at the first proof that all is well.
            "resultTypes": ["violations"],
        }
    )
    found: list[dict[str, Any]] = page.evaluate(
        f"axe.run(document, {words}).then(found => found.violations)"
    )
    return [
        f"{where}: {rule['id']} {node['target']} {node['html'][:120]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]


def violations_everywhere(visitor: Visitor, where: str, judged: set[str]) -> list[str]:
    """On a phone and on a screen; too wide a page is one more complaint."""
    found = []
    for width in WIDTHS:
        visitor.page.set_viewport_size({"width": width, "height": 800})
        visitor.look()
        found += violations(visitor.page, f"{where} ({width})")
        found += hard_to_read_in_both_schemes(visitor, f"{where} ({width})", judged)
    return found


def hard_to_read_in_both_schemes(
    visitor: Visitor, where: str, judged: set[str]
) -> list[str]:
    """By day and by night: nothing but colours depends on it."""
    found = []
    for scheme in SCHEMES:
        visitor.page.emulate_media(color_scheme=scheme)
        pale = hard_to_read(visitor.page, judged)
        found += [f"{where}, {scheme}: {one}" for one in pale]
    return found
