"""The files a page loads: Material's stylesheet, ours, the scripts, the icon.

Each is published under a name that carries the hash of its bytes, so that browsers may
keep it for ever and a changed file is fetched at once.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from build_scripts.program import LIBRARIES
from build_scripts.shared.frozen import Frozen

THEME = Path(__file__).resolve().parents[1] / "theme"
MKDOCS_TEMPLATES = THEME / "mkdocs"
_SOURCE_MAP = re.compile(rb"\s*/\*# sourceMappingURL=.*?\*/\s*")
_COMMENT = re.compile(rb"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(rb"\n\s+")
_LINE_COMMENT = re.compile(rb"(?:^|(?<=[;{},)])) *//.*$", re.MULTILINE)
_JOINED = re.compile(rb"(?<=[{(\[,;])\n")
_OPERATOR = re.compile(rb" ([+<>=!*&|?:/^~%]+) ")


class ThemeMissing(RuntimeError):
    """Material's files are not where its package says they are."""


class Asset(Frozen):
    """A published file: its address in the site and its bytes."""

    url: str
    content: bytes


class ThemeFiles(Frozen, kw_only=True):
    """Everything a page refers to."""

    theme_css: Asset
    css: Asset
    early_js: Asset
    js: Asset
    quiz_js: Asset
    near_js: Asset
    search_js: Asset
    """Only on the page of the search."""
    icon: Asset

    def all(self) -> tuple[Asset, ...]:
        return (
            self.theme_css,
            self.css,
            self.early_js,
            self.js,
            self.quiz_js,
            self.near_js,
            self.search_js,
            self.icon,
        )

    def addresses(self) -> dict[str, str]:
        """Name in the shell's template → address in the site."""
        return {
            "theme_css": self.theme_css.url,
            "css": self.css.url,
            "early_js": self.early_js.url,
            "js": self.js.url,
            "quiz_js": self.quiz_js.url,
            "near_js": self.near_js.url,
            "search_js": self.search_js.url,
            "icon": self.icon.url,
        }


def read_theme_files() -> ThemeFiles:
    """The theme's files as they are now; ThemeMissing when Material has none."""
    ours = b"\n".join(p.read_bytes() for p in sorted((THEME / "css").glob("*.css")))
    return ThemeFiles(
        theme_css=_asset("material", "css", _material_stylesheet()),
        css=_asset("portal", "css", _squeeze(ours)),
        early_js=_asset("early", "js", (THEME / "js" / "early.js").read_bytes()),
        js=_asset(
            "portal", "js", _without_comments(_joined("portal", "hours", "read"))
        ),
        quiz_js=_asset("quiz", "js", (THEME / "js" / "quiz.js").read_bytes()),
        near_js=_asset("near", "js", _without_comments(_joined("near"))),
        search_js=search_script(),
        icon=_asset("icon", "svg", (THEME / "icon.svg").read_bytes()),
    )


@cache
def search_script() -> Asset:
    """The script of search.html, squeezed."""
    source = (THEME / "js" / "search.js").read_bytes()
    return _asset("search", "js", _squeezed_script(source))


def _joined(*names: str) -> bytes:
    """Several scripts as the one file every page loads."""
    return b"\n".join((THEME / "js" / f"{name}.js").read_bytes() for name in names)


def theme_versions() -> str:
    """What the shell was rendered with; a new version means a new shell."""
    names = ("mkdocs-", "mkdocs_material-")
    installed = (path.name for path in LIBRARIES.glob("mkdocs*.dist-info"))
    return " ".join(sorted(name for name in installed if name.startswith(names)))


def _material_stylesheet() -> bytes:
    spec = find_spec("material")
    if spec is None or spec.origin is None:
        raise ThemeMissing("mkdocs-material is not installed")
    folder = Path(spec.origin).parent / "templates" / "assets" / "stylesheets"
    found = sorted(folder.glob("main.*.min.css"))
    if not found:
        raise ThemeMissing(f"no main stylesheet in {folder}")
    return _SOURCE_MAP.sub(b"", found[0].read_bytes())


def _squeeze(css: bytes) -> bytes:
    """Without comments and indentation; readers of the source have the source."""
    return _INDENT.sub(b"\n", _COMMENT.sub(b"", css)).strip() + b"\n"


def _without_comments(js: bytes) -> bytes:
    return _INDENT.sub(b"\n", _LINE_COMMENT.sub(b"", js)).strip() + b"\n"


def _squeezed_script(js: bytes) -> bytes:
    """Without comments, indentation, and the spaces around operators.

    Its strings hold none of these: the words it says stand in the page.
    """
    lines = _without_comments(js)
    return _OPERATOR.sub(rb"\1", _JOINED.sub(b"", lines))


def _asset(stem: str, suffix: str, content: bytes) -> Asset:
    digest = hashlib.sha256(content).hexdigest()[:10]
    return Asset(f"assets/doorstep/{stem}.{digest}.{suffix}", content)
