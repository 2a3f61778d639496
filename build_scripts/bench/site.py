"""What a visit costs the visitor: bytes and requests, as a real browser counts them.

The pages are the heaviest of their kind, so every figure is an upper bound.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from build_scripts.begin import build_site
from build_scripts.bench.browser import CannotMeasure, chromium
from build_scripts.bench.site_server import LEVEL, serving
from build_scripts.shared.frozen import Frozen
from build_scripts.shared.machine import describe

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

NOTE = f"""\
Bytes on the wire as the browser counts them: gzip {LEVEL}, headers included. Each page is the
heaviest of its kind; the first is opened with an empty cache, the others with what it left there."""
NAMED = 20
FIRST_VISIT_BYTES = 100_000
LATER_PAGE_BYTES = 12_000
FOR_MACHINES = (
    *("404.html", "catalogue.", "robots.txt", "sitemap.xml"),
    *("hours.json", "places.json", "shell/", "search/", "data/", "v/"),
    *("zh-Hant/v/", "en/v/", "ar/v/"),
)
"""Read by name: by servers, robots, the forms and scripts, or from a printed code."""
LINK = re.compile(r"""\b(?:href|src|action|data-[a-z-]+)=["']([^"'<>\[{]{1,300})["']""")
"""Also what scripts are told in `data-`, but for tables and records."""
CSS_LINK = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


@dataclass(slots=True)
class Visit:
    """One page opened: what came over the wire for it."""

    name: str
    page: str
    goal: int
    bytes: int = 0
    requests: int = 0
    foreign: list[str] = field(default_factory=list)


class SiteMeasure(Frozen):
    """What was found on one site."""

    visits: tuple[Visit, ...]
    unused: tuple[str, ...]
    """Files to which no page leads."""
    files: int
    browser: str

    @property
    def foreign(self) -> list[str]:
        return [url for visit in self.visits for url in visit.foreign]


@contextmanager
def site_of(root: Path, site: Path | None, today: date) -> Iterator[Path]:
    """The site that was named, or the project's, built for the length of the block."""
    if site:
        yield site
        return
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        built = Path(folder) / "site"
        if not build_site(root, built, today).published:
            raise CannotMeasure("内容有错，请先运行 doorstep check。")
        yield built


def command_line(root: Path, site: Path | None) -> str:
    """The command that measures this again, without folders of this machine."""
    option = f" --site {site.name}" if site else f" --root {root.name}"
    return "doorstep bench site" + (option if site or root.name else "")


def measure_site(site: Path) -> SiteMeasure:
    """Visit the site with an empty cache, then go on; CannotMeasure without a browser."""
    visits = _plan(site)
    with serving(site) as address, chromium() as browser:
        context = browser.new_context(viewport={"width": 360, "height": 740})
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        heard = _Ears(session, address)
        for visit in visits:
            heard.visit = visit
            page.goto(address + visit.page, wait_until="networkidle")
        version = browser.version
    files = {path.relative_to(site).as_posix() for path in _files(site)}
    unused = sorted(files - reachable(site) - set(_for_machines(files)))
    return SiteMeasure(visits, tuple(unused), len(files), f"Chromium {version}")


def _plan(site: Path) -> tuple[Visit, ...]:
    guides = _heaviest(site, "services/*.html", but={"services/index.html"})
    stations = _heaviest(site, "stations/*.html", but={"stations/index.html"})
    if len(guides) < 2 or not stations:
        raise CannotMeasure(f"{site} 里没有两份以上的指南和一个站点，量不出来。")
    later = {
        "a second guide": guides[1],
        "a station page": stations[0],
        "the home page": "index.html",
    }
    for at_station in _heaviest(site, "stations/*/*.html", but=())[:1]:
        later["a guide at one station"] = at_station
    seen = {guides[0], "404.html", *later.values()}
    for other in _heaviest(site, "**/*.html", but=seen)[:1]:
        later["the heaviest page of all others"] = other
    return (
        Visit("first visit to a guide", guides[0], FIRST_VISIT_BYTES),
        *(Visit(name, page, LATER_PAGE_BYTES) for name, page in later.items()),
    )


def _heaviest(site: Path, pattern: str, but: Collection[str]) -> list[str]:
    """The pages of a pattern, the largest first."""
    found = sorted((-path.stat().st_size, path) for path in site.glob(pattern))
    names = [path.relative_to(site).as_posix() for _, path in found]
    return [name for name in names if name not in but]


class _Ears:
    """Counts what the browser fetches, into the visit that is going on."""

    def __init__(self, session: CDPSession, own: str) -> None:
        self.visit = Visit("", "", 0)
        self._own = urlsplit(own).netloc
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)

    def _asked(self, event: dict[str, Any]) -> None:
        address = urlsplit(event["request"]["url"])
        if address.scheme in ("http", "https") and address.netloc != self._own:
            self.visit.foreign.append(event["request"]["url"])

    def _came(self, event: dict[str, Any]) -> None:
        """What a browser has kept comes with no bytes at all."""
        if event["encodedDataLength"] > 0:
            self.visit.bytes += int(event["encodedDataLength"])
            self.visit.requests += 1


def reachable(site: Path) -> set[str]:
    """Every file to which a way of links leads from the home page."""
    found, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = waiting.pop()
        for url in _links(site / page):
            target = _target(page, url)
            if target not in found and (site / target).is_file():
                found.add(target)
                waiting.append(target)
    return found


def _links(file: Path) -> Iterable[str]:
    """What a page or a style sheet names; other files name nothing."""
    pattern = {".html": LINK, ".css": CSS_LINK}.get(file.suffix)
    if pattern is None or not file.is_file():
        return ()
    return pattern.findall(file.read_text("utf-8"))


def _target(page: str, url: str) -> str:
    """'stations/a.html', '../index.html#b' → 'index.html'"""
    path = unquote(urlsplit(url.replace("&amp;", "&")).path)
    return normpath(PurePosixPath(page).parent / path) if path else page


def _files(site: Path) -> Iterator[Path]:
    return (path for path in site.rglob("*") if path.is_file())


def _for_machines(files: Iterable[str]) -> Iterator[str]:
    return (name for name in files if name.startswith(FOR_MACHINES))


def section(measure: SiteMeasure, again: str, day: date) -> str:
    """The part of BENCHMARKS.md that belongs to this command."""
    head = f"## `{again}`\n\n{day.isoformat()}. {describe()}, {measure.browser}."
    return f"{head}\n\n{NOTE}\n\n{table(measure)}\n"


def table(measure: SiteMeasure) -> str:
    """The measurements against their goals, in Markdown."""
    lines = ["| | bytes | requests | goal | |", "| --- | --: | --: | --: | --- |"]
    lines += [
        f"| {visit.name} (`{visit.page}`) | {visit.bytes:,} | {visit.requests} "
        f"| ≤ {visit.goal:,} bytes | {_verdict(visit.bytes <= visit.goal)} |"
        for visit in measure.visits
    ]
    lines += [
        f"| {name} | | {len(found)} | 0 | {_verdict(not found)} |"
        for name, found in (
            ("requests to other hosts", measure.foreign),
            (f"files no page leads to, of {measure.files:,}", measure.unused),
        )
    ]
    named = [f"- {name}" for name in (*measure.foreign, *measure.unused)[:NAMED]]
    return "\n".join([*lines, *(["", *named] if named else [])])


def _verdict(reached: bool) -> str:
    return "pass" if reached else "short"
