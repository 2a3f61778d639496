"""The whole build, told once: check, plan, render, write, swap."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from build_scripts.artefacts.catalogue_json import catalogue_json
from build_scripts.artefacts.sitemap import robots, sitemap
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.check import check_catalogue
from build_scripts.catalogue.public import public_catalogue
from build_scripts.output import SiteWriter
from build_scripts.pages.context import Page
from build_scripts.pages.plan import plan_pages
from build_scripts.pages.render import Renderer, content_security_policy
from build_scripts.pages.shell import Shells, load_shells
from build_scripts.problems import Problem
from build_scripts.search.index import search_files

CACHE = ".cache"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did; `published` is False when errors stopped it."""

    problems: tuple[Problem, ...]
    published: bool
    pages: int = 0
    written: int = 0
    unchanged: int = 0


def build_site(root: Path, out: Path, today: date) -> BuildReport:
    """Build the project at `root` into `out`; the old site stays when it fails.

    Errors in the content are returned; anything else that goes wrong is raised.
    """
    catalogue, problems = check_catalogue(root, today)
    if catalogue is None:
        return BuildReport(problems=tuple(problems), published=False)
    public = public_catalogue(catalogue)
    shells = load_shells(public.config, root / CACHE)
    pages = plan_pages(public, today)
    writer = SiteWriter(out)
    try:
        for url, content in site_files(public, shells, pages):
            writer.write(url, content)
        writer.publish()
    except BaseException:
        writer.abandon()
        raise
    return BuildReport(
        problems=tuple(problems),
        published=True,
        pages=len(pages),
        written=writer.written,
        unchanged=writer.unchanged,
    )


def site_files(
    catalogue: Catalogue, shells: Shells, pages: list[Page]
) -> Iterator[tuple[str, bytes]]:
    """Every file of the site: its address and its bytes."""
    config = catalogue.config
    renderer = Renderer(shells, _path_of(config.site_url), config.name)
    for page in pages:
        yield page.url, renderer.render(page).encode()
    for asset in shells.files.all():
        yield asset.url, asset.content
    for section, text in shells.pages.items():
        yield f"shell/{section}.html", text.encode()
    yield "shell/shell.json", shells.describe().encode()
    yield "shell/headers.json", _headers(shells)
    yield "catalogue.json", catalogue_json(catalogue).encode()
    yield from search_files(catalogue)
    listed = [page.url for page in pages if _may_be_found(page)]
    yield "sitemap.xml", sitemap(listed, config.site_url).encode()
    yield "robots.txt", robots(config.site_url, config.forms_path).encode()


def _headers(shells: Shells) -> bytes:
    """The headers a web server should send with the static site."""
    policy = f"{content_security_policy(shells)}; frame-ancestors 'none'"
    headers = {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return (json.dumps(headers, indent=1, sort_keys=True) + "\n").encode()


def _may_be_found(page: Page) -> bool:
    return page.url != "404.html" and not page.context.frame.no_index


def _path_of(site_url: str) -> str:
    """'https://example.gov.cn/jmk/' → '/jmk'; '' (the top) when it is unknown."""
    return urlsplit(site_url).path.rstrip("/")
