"""MkDocs with Material: one Markdown file a page, a tiny navigation, no search."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from build_scripts.bench.peers.handed import body_of
from build_scripts.bench.peers.install import environment, version
from build_scripts.bench.peers.rival import Rival
from build_scripts.bench.timing import Run, timed
from build_scripts.pages.context import Planned
from build_scripts.pages.shell import ROOT

NAME = "mkdocs"
PACKAGES = ("mkdocs", "mkdocs-material")
MOST_PAGES = 5000
ROUNDS = 1
"""A build takes a minute and hardly varies."""
_OWN_404 = "404.html"
"""The theme makes this page itself."""


def ready(folder: Path, peers: Path, plan: Iterable[Planned]) -> Rival:
    """Install it and write the pages; raises PeerMissing."""
    place = environment(peers, NAME, PACKAGES)
    write_site(folder, plan)
    words = (version(place, "mkdocs"), version(place, "mkdocs-material"))
    return Rival(
        name="MkDocs + Material",
        version=" + ".join(words),
        site=folder / "site",
        build=partial(build, place / "bin" / "mkdocs", folder),
        forget=partial(shutil.rmtree, folder / "site", ignore_errors=True),
        rounds=ROUNDS,
    )


def write_site(folder: Path, plan: Iterable[Planned]) -> None:
    """Write docs/ with the body of every page, and the settings."""
    for planned in plan:
        if planned.url != _OWN_404:
            page = planned.page()
            root = "/".join([".."] * page.url.count("/")) or "."
            body = body_of(page).replace(ROOT, root)
            title = json.dumps(page.context.frame.head_title, ensure_ascii=False)
            file = folder / "docs" / Path(page.url).with_suffix(".md")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"---\ntitle: {title}\n---\n\n{body}", encoding="utf-8")
    settings = {
        "site_name": "doorstep",
        "use_directory_urls": False,
        "plugins": [],
        "nav": [{"首页": "index.md"}],
        "theme": {"name": "material", "language": "zh", "font": False},
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")


def build(program: Path, folder: Path) -> Run:
    """Build the site; raises BuildFailed."""
    command = [str(program), "build", "--quiet"]
    return timed("MkDocs 生成网站", command, folder, {"NO_MKDOCS_2_WARNING": "1"})
