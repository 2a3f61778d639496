"""The empty page of each section, rendered by MkDocs with Material.

The only file that imports MkDocs.  Both halves of the product splice their content
into these shells, so a page costs a string replacement and never a theme run.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from build_scripts.catalogue.model import SiteConfig
from build_scripts.languages import editions, traditional, translated
from build_scripts.languages.speech import in_force, speaking
from build_scripts.languages.tongues import (
    HANS,
    HANT,
    html_tag,
    placed,
)
from build_scripts.pages.compiled import Compiled
from build_scripts.pages.shell_words import ShellWords, all_words
from build_scripts.pages.theme_files import (
    MKDOCS_TEMPLATES,
    ThemeFiles,
    read_theme_files,
    theme_versions,
)
from build_scripts.shared.frozen import Frozen

SCHEMA_VERSION = "1.0"
ROOT = editions.ROOT
SECTIONS = (
    "home",
    "services",
    "life-events",
    "stations",
    "areas",
    "articles",
    "disputes",
    "booking",
    "about",
    "search",
    "desk",
)
PUBLIC_SECTIONS = SECTIONS[:-1]
"""Those that readers see; the desk speaks zh-Hans only."""
TITLE = "<!-- doorstep:title -->"
HEAD = "<!-- doorstep:head -->"
CONTENT = "<!-- doorstep:content -->"
TABS = "<!-- doorstep:tabs -->"
LANGUAGES = "<!-- doorstep:languages -->"
"""Only in the shells of a site with several languages."""

# Three folders deep, so that MkDocs writes every link with this very prefix.
_FOLDER = "a/b/c"
_PREFIX = "../../.."
_INLINE = {
    "script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL),
    "style": re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL),
}


class ShellBroken(RuntimeError):
    """The theme did not yield the empty page the contract promises."""


class Shells(Frozen, kw_only=True):
    """The empty pages by section, the theme's files, and what the CSP must allow.

    Those of other languages than zh-Hans are named 'zh-Hant/home'.
    """

    pages: Mapping[str, str]
    languages: tuple[str, ...] = (HANS,)
    files: ThemeFiles
    script_hashes: tuple[str, ...]
    style_hashes: tuple[str, ...]

    def describe(self) -> str:
        """shell.json: what the forms need to know besides the shells themselves."""
        facts = {
            "schema_version": SCHEMA_VERSION,
            "sections": list(SECTIONS),
            "languages": list(self.languages),
            "csp": {
                "script": list(self.script_hashes),
                "style": list(self.style_hashes),
            },
        }
        return json.dumps(facts, indent=1, sort_keys=True) + "\n"


def are_kept(config: SiteConfig, cache: Path) -> bool:
    """Whether `load_shells` would find them in the cache."""
    return _kept_in(cache, all_words(config), read_theme_files()).exists()


def load_shells(config: SiteConfig, cache: Path) -> Shells:
    """The shells of this configuration, from the cache when nothing changed."""
    files = read_theme_files()
    words = all_words(config)
    kept = _kept_in(cache, words, files)
    pages = _read_kept(kept)
    if pages is None:
        pages = _render(words, files)
        _keep(kept, pages)
    return Shells(
        pages=pages,
        languages=config.languages,
        files=files,
        script_hashes=_hashes("script", pages),
        style_hashes=_hashes("style", pages),
    )


def _kept_in(cache: Path, words: tuple[ShellWords, ...], files: ThemeFiles) -> Path:
    return cache / f"shell-{_key(words, files)}.json"


def _key(words: tuple[ShellWords, ...], files: ThemeFiles) -> str:
    digest = hashlib.sha256(theme_versions().encode())
    digest.update(msgspec.json.encode(words, enc_hook=str))
    digest.update(json.dumps(files.addresses(), sort_keys=True).encode())
    for template in sorted(MKDOCS_TEMPLATES.rglob("*")):
        if template.is_file():
            digest.update(template.read_bytes())
    digest.update(Path(__file__).read_bytes())
    for module in (traditional, translated):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:24]


def _read_kept(path: Path) -> dict[str, str] | None:
    """The kept shells; None when there are none or they are damaged."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        pages: dict[str, str] = kept["pages"]
        if kept["digest"] == _digest(pages):
            return pages
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None


def _keep(path: Path, pages: Mapping[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"digest": _digest(pages), "pages": dict(pages)})
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(text, "utf-8")
    fresh.replace(path)


def _digest(pages: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(dict(pages), sort_keys=True).encode()).hexdigest()


def _render(words: tuple[ShellWords, ...], files: ThemeFiles) -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="doorstep-shell-") as folder:
        room = Path(folder)
        texts = _run_mkdocs(_write_source(room, words, files))
    pages = {name: _check(name, _tokens(text)) for name, text in texts.items()}
    for name, page in list(pages.items()):
        with speaking(name.rpartition("/")[0] or HANS):
            pages[name] = page if in_force() == HANS else translated.shown_html(page)
    if HANT in words[0].languages:
        for section in PUBLIC_SECTIONS:
            pages[f"{HANT}/{section}"] = in_traditional(pages[section])
    return pages


def in_traditional(page: str) -> str:
    """A zh-Hans shell in zh-Hant."""
    return traditional.traditional_html(page).replace(html_tag(HANS), html_tag(HANT), 1)


def _write_source(
    room: Path, words: tuple[ShellWords, ...], files: ThemeFiles
) -> dict[str, Any]:
    """Write an empty page a section and language; the settings of MkDocs for them."""
    docs = room / "docs" / _FOLDER
    docs.mkdir(parents=True)
    for said in words:
        sections = SECTIONS if said.language == HANS else PUBLIC_SECTIONS
        for section in sections:
            head = f"section: {section}\nlanguage: {said.language}"
            file = docs / f"{said.language}.{section}.md"
            file.write_text(f"---\n{head}\n---\n", "utf-8")
    shells = {
        said.language: msgspec.to_builtins(said, enc_hook=str) | files.addresses()
        for said in words
    }
    return {
        "site_name": "doorstep",
        "docs_dir": str(room / "docs"),
        "site_dir": str(room / "site"),
        "use_directory_urls": False,
        "plugins": [],
        "theme": {
            "name": "material",
            "language": "zh",
            "font": False,
            "custom_dir": str(MKDOCS_TEMPLATES),
        },
        "extra": {"shells": shells},
    }


def _run_mkdocs(settings: Mapping[str, Any]) -> dict[str, str]:
    """The page of each section as Material renders it.

    A whole build would besides look at thousands of icons and copy scripts that we
    do not publish: it takes three times as long for the same pages.
    """
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from mkdocs.commands.build import get_context  # noqa: PLC0415 - slow to import
        from mkdocs.config import load_config  # noqa: PLC0415 - only a cold cache pays
        from mkdocs.structure.files import get_files  # noqa: PLC0415 - as above
        from mkdocs.structure.nav import get_navigation  # noqa: PLC0415 - as above

        config = load_config(io.BytesIO(), **settings)
        files = get_files(config)
        nav = get_navigation(files, config)
        environment = config.theme.get_env()
        environment.bytecode_cache = Compiled(HANS)
        template = environment.get_template("main.html")
        found = {}
        for page in nav.pages:
            page.read_source(config)
            page.render(config, files)
            language, section = Path(page.file.src_uri).stem.split(".")
            found[placed(section, language)] = template.render(
                get_context(nav, files, config, page)
            )
        return found


def _tokens(text: str) -> str:
    return text.replace(_PREFIX, ROOT)


def _check(section: str, text: str) -> str:
    markers = (TITLE, HEAD, CONTENT, *((TABS,) if section == "desk" else ()))
    for marker in markers:
        if text.count(marker) != 1:
            raise ShellBroken(f"{section}: {marker} appears {text.count(marker)} times")
    if ".." in text or re.search(r"(?:src|href)=\"(?:https?:)?//", _own_links(text)):
        raise ShellBroken(f"{section}: a link leaves the site or the token is missing")
    return text


def _own_links(text: str) -> str:
    """Without the outward links of the footer, which are asked for."""
    return re.sub(r"<a [^>]*rel=\"external[^>]*>", "", text)


def _hashes(kind: str, pages: Mapping[str, str]) -> tuple[str, ...]:
    """CSP hashes of the theme's inline scripts or styles, as the browser counts them."""
    found = {body for text in pages.values() for body in _INLINE[kind].findall(text)}
    return tuple(sorted(map(_csp_hash, found)))


def _csp_hash(body: str) -> str:
    digest = hashlib.sha256(body.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
