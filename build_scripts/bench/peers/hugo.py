"""Hugo: our records as YAML in data/, a content adapter that adds pages, Go layouts.

The layouts make pages of the records as a good Hugo site does: what many pages share
is a cached partial.  This was measured to be its fastest way.  Every build goes into
an empty folder or over its own output, with its own cache folder.
"""

from __future__ import annotations

import json
import re
import shutil
from functools import partial
from importlib.resources import files
from pathlib import Path

from build_scripts.bench.basis import Record
from build_scripts.bench.peers.handed import SITE, Finished, Handed
from build_scripts.bench.peers.install import environment, version
from build_scripts.bench.peers.rival import Rival
from build_scripts.bench.peers.shells import Cut, read_shells
from build_scripts.bench.timing import Run, timed
from build_scripts.bench.yaml_text import yaml_text

NAME = "hugo"
KINDS_OFF = ("home", "section", "taxonomy", "term", "rss", "404")
LAYOUTS = files("build_scripts.bench.peers").joinpath("layouts")
PARTIALS = ("parts", "stations", "services", "areas", "news")
"""Files of partials that all layouts share."""
_CONTROL = re.compile(
    r"\s*(\{\{-? *(range|if|else|end|with|define|\$|/\*)[^}]*\}\}\s*)+"
)
_HEAD = (
    '{{ with .Params.description }}<meta name="description" content="{{ . }}">{{ end }}'
)


def ready(folder: Path, peers: Path, handed: Handed, ours: Path, rounds: int) -> Rival:
    """Install it and write the pages; `ours` is our built site.  Raises PeerMissing."""
    place = environment(peers, NAME, (NAME,))
    program = next(place.rglob("hugo/binaries/hugo*"), place / "bin" / NAME)
    write_site(folder, handed, ours)
    return Rival(
        name="Hugo",
        version=version(place, NAME),
        site=folder / "public",
        build=partial(build, program, folder),
        forget=partial(forget, folder),
        rounds=rounds,
    )


def write_site(folder: Path, handed: Handed, ours: Path) -> None:
    """Write a Hugo site for the same pages; `ours` is our built site."""
    shells = read_shells(ours, SITE)
    _write(folder / "hugo.json", json.dumps(_settings()))
    _write(folder / "content" / "_content.gotmpl", _layout_text("pages.gotmpl"))
    _write_records(folder, handed)
    for kind, section in handed.sections.items():
        if (LAYOUTS / f"{kind}.html").is_file():
            _write_layout(folder, kind, shells[section], handed.site_name, kind)
    for part in PARTIALS:
        text = _trimmed(_layout_text(f"{part}.html"))
        _write(folder / "layouts" / "_partials" / f"{part}.html", text)
    for section in {page.section for page in handed.finished}:
        shell = shells[section]
        _write_layout(folder, f"in-{section}", shell, handed.site_name, "finished")
    shutil.copytree(ours / "assets", folder / "static" / "assets")


def _write_records(folder: Path, handed: Handed) -> None:
    for table, records in handed.data.items():
        for key, record in records.items():
            _write(folder / "data" / table / f"{key}.yaml", yaml_text(record))
    for key, body in handed.articles.items():
        head = _front(handed.data["articles"][key])
        text = f"---\n{yaml_text(head)}---\n\n{body}"
        _write(folder / "content" / "articles" / f"{key}.md", text)
    for number, page in enumerate(handed.finished):
        _write(folder / "content" / "finished" / f"{number}.html", _finished(page))


def build(hugo: Path, folder: Path) -> Run:
    """Build the site into public/; raises BuildFailed."""
    command = [str(hugo), "build", "--cacheDir", str(folder / "cache")]
    return timed("Hugo 生成网站", command, folder)


def forget(folder: Path) -> None:
    """The next build is cold."""
    for name in ("public", "cache", "resources"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _settings() -> Record:
    return {
        "baseURL": f"https://example.org{SITE}/",
        "uglyURLs": True,
        "disableKinds": list(KINDS_OFF),
        "disableHugoGeneratorInject": True,
        "security": {"allowContent": [".*"]},
    }


def _write_layout(folder: Path, kind: str, shell: Cut, name: str, body: str) -> None:
    own = _trimmed(_layout_text(f"{body}.html"))
    page = shell.around(f"{{{{ .Title }}}} - {name}", _HEAD, own)
    _write(folder / "layouts" / kind / "page.html", page)


def _layout_text(name: str) -> str:
    return LAYOUTS.joinpath(name).read_text(encoding="utf-8")


def _trimmed(text: str) -> str:
    """Without the lines and the indents that print nothing, as our templates are."""
    lines = (line.strip() for line in text.splitlines())
    return "".join(line if _CONTROL.fullmatch(line) else f"{line}\n" for line in lines)


def _front(article: Record) -> Record:
    params = {"description": article["summary"], "key": article["id"]}
    return {"title": article["name"], "type": "article", "params": params}


def _finished(page: Finished) -> str:
    head: Record = {
        "title": page.title,
        "type": f"in-{page.section}",
        "url": f"/{page.url}",
        "params": {"description": page.description},
    }
    return f"---\n{yaml_text(head)}---\n{page.body}"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
