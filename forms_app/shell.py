"""The site's own empty pages, in which the forms write: both halves look alike.

`site/shell/<section>.html` comes from the build.  Links in it start with @@ROOT@@; the
marks where a page's title, head and content go stand in comments.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

ROOT_TOKEN = "@@ROOT@@"  # noqa: S105 - a mark in a page, not a secret
MARKS = ("title", "head", "content")
HANS, DESK = "zh-Hans", "desk"


class ShellMissing(Exception):
    """The site has not been built, or by another version."""


@dataclass(frozen=True, slots=True)
class Shell:
    """One section's page, cut at its marks: parts[0] title parts[1] head …"""

    parts: tuple[str, ...]

    def part(self, number: int, root: str) -> Markup:
        """A piece of the page with its links made relative to `root` ('../..')."""
        return Markup(self.parts[number].replace(ROOT_TOKEN, root))  # noqa: S704 - ours


@dataclass(frozen=True, slots=True)
class Policy:
    """Hashes of the theme's inline scripts and styles, for the CSP header."""

    script: tuple[str, ...] = ()
    style: tuple[str, ...] = ()

    def header(self) -> str:
        """The Content-Security-Policy of every page of both apps (CSP level 3)."""
        script = " ".join(("'self'", *(f"'{digest}'" for digest in self.script)))
        style = " ".join(("'self'", *(f"'{digest}'" for digest in self.style)))
        return (
            f"default-src 'none'; script-src {script}; style-src {style}; "
            "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
            "manifest-src 'self'"
        )


@dataclass(frozen=True, slots=True)
class Shells:
    """All of them, as they were published together."""

    sections: Mapping[str, Shell]
    policy: Policy
    languages: tuple[str, ...]
    """Those of the site in which there are shells, zh-Hans first."""

    def section(self, name: str) -> Shell:
        try:
            return self.sections[name]
        except KeyError as missing:
            raise ShellMissing(f"the built site has no shell for {name}") from missing


class PublishedShells:
    """The shells of the published site; read again when one of them was written anew.

    shell.json alone is no sign: it may stay as it was although a section has changed.
    """

    def __init__(self, site: Path) -> None:
        self._folder = site / "shell"
        self._signs = (self._folder, self._folder / "shell.json")
        self._stamp: list[tuple[int, int]] | None = None
        self._shells: Shells | None = None

    def current(self) -> Shells:
        """The newest that can be read; ShellMissing when there never were any."""
        try:
            looks = [sign.stat() for sign in self._signs]
            stamp = [(stat.st_ino, stat.st_mtime_ns) for stat in looks]
            if self._shells is None or stamp != self._stamp:
                self._shells, self._stamp = _read(self._folder), stamp
        except (OSError, ValueError, KeyError, TypeError) as problem:
            if self._shells is None:
                raise ShellMissing("no shell: run `doorstep build` first") from problem
        return self._shells


def _read(folder: Path) -> Shells:
    about = json.loads((folder / "shell.json").read_text(encoding="utf-8"))
    names = list(about["sections"])
    others = [x for x in about.get("languages", ()) if (folder / x).is_dir()]
    names += [f"{x}/{name}" for x in others for name in names if name != DESK]
    shells = {
        name: _cut((folder / f"{name}.html").read_text(encoding="utf-8"))
        for name in names
    }
    csp = about["csp"]
    policy = Policy(tuple(csp["script"]), tuple(csp["style"]))
    spoken = (HANS, *(x for x in about.get("languages", ()) if x in others))
    return Shells(shells, policy, spoken)


def _cut(page: str) -> Shell:
    marks: tuple[str, ...] = MARKS
    if "<!-- doorstep:tabs -->" in page:
        marks = ("title", "head", "tabs", "content")
    parts = []
    for mark in marks:
        before, found, page = page.partition(f"<!-- doorstep:{mark} -->")
        if not found:
            raise ValueError(f"the shell has no mark {mark}")
        parts.append(before)
    return Shell((*parts, page))
