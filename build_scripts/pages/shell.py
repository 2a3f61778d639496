"""The empty page of each section, rendered by MkDocs with Material.

The only file that imports MkDocs.  Both halves of the product splice their content
into these shells, so a page costs a string replacement and never a theme run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import tempfile
import warnings
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from build_scripts.catalogue.model import SiteConfig
from build_scripts.languages import editions, traditional
from build_scripts.languages.tongues import HANS, HANT, html_tag
from build_scripts.pages.theme_files import (
    MKDOCS_TEMPLATES,
    ThemeFiles,
    read_theme_files,
    theme_versions,
)

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


@dataclass(frozen=True, slots=True)
class Tab:
    """One entry of the site's navigation."""

    section: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class FooterLink:
    """A link at the foot; `out` leaves the site."""

    name: str
    href: str
    out: bool = False


@dataclass(frozen=True, slots=True)
class FooterPhone:
    number: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellWords:
    """Everything the shell's template shows, all from site_config.yml."""

    languages: tuple[str, ...]
    name: str
    tagline: str
    operator: str
    primary: str
    demo: bool
    icp: str
    site_identifier: str
    tabs: tuple[Tab, ...]
    hotlines: tuple[FooterPhone, ...]
    footer_links: tuple[FooterLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shells:
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
    return _kept_in(cache, shell_words(config), read_theme_files()).exists()


def load_shells(config: SiteConfig, cache: Path) -> Shells:
    """The shells of this configuration, from the cache when nothing changed."""
    files = read_theme_files()
    words = shell_words(config)
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


def shell_words(config: SiteConfig) -> ShellWords:
    own = (
        FooterLink("关于本站", "pages/about.html"),
        FooterLink("隐私说明", "pages/privacy.html"),
        FooterLink("无障碍声明", "pages/accessibility.html"),
        FooterLink("按拼音字母找", "search.html"),
        FooterLink("全部热线", "hotlines/index.html"),
        FooterLink("表格", "sheets/index.html"),
        FooterLink("通知", "notices/index.html"),
        FooterLink("失物招领", "lost-found/index.html"),
        FooterLink("志愿者", "volunteers/index.html"),
        FooterLink("海报真假", "v/index.html"),
        FooterLink("法律法规", "laws/index.html"),
        FooterLink("放假和调休", "calendar/index.html"),
        FooterLink("开放数据", "data/index.html"),
    )
    out = tuple(FooterLink(x.title, x.url, out=True) for x in config.footer_links)
    return ShellWords(
        languages=config.languages,
        name=config.name,
        tagline=config.tagline,
        operator=config.operator,
        primary=config.primary,
        demo=config.demo,
        icp=config.icp,
        site_identifier=config.site_identifier,
        tabs=_tabs(config.forms_path),
        hotlines=(
            FooterPhone("110", "报警"),
            FooterPhone("12345", "政务热线"),
            FooterPhone("12348", "法律援助"),
        ),
        footer_links=own + out,
    )


def _tabs(forms_path: str) -> tuple[Tab, ...]:
    return (
        Tab("home", "首页", "index.html"),
        Tab("services", "办事指南", "services/index.html"),
        Tab("life-events", "一件事", "life-events/index.html"),
        Tab("stations", "找地方", "stations/index.html"),
        Tab("areas", "我的村", "areas/index.html"),
        Tab("disputes", "有纠纷", "disputes/index.html"),
        Tab("articles", "学法律", "articles/index.html"),
        Tab("booking", "预约查询", f"{forms_path}/appointment"),
    )


def _kept_in(cache: Path, words: ShellWords, files: ThemeFiles) -> Path:
    return cache / f"shell-{_key(words, files)}.json"


def _key(words: ShellWords, files: ThemeFiles) -> str:
    digest = hashlib.sha256(theme_versions().encode())
    digest.update(json.dumps(asdict(words), sort_keys=True).encode())
    digest.update(json.dumps(files.addresses(), sort_keys=True).encode())
    for template in sorted(MKDOCS_TEMPLATES.rglob("*")):
        if template.is_file():
            digest.update(template.read_bytes())
    digest.update(Path(__file__).read_bytes())
    digest.update(Path(traditional.__file__).read_bytes())
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


def _render(words: ShellWords, files: ThemeFiles) -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="doorstep-shell-") as folder:
        room = Path(folder)
        _write_source(room, words, files)
        texts = _run_mkdocs(room / "mkdocs.yml")
    pages = {section: _check(section, _tokens(texts[section])) for section in SECTIONS}
    if HANT in words.languages:
        pages |= {f"{HANT}/{key}": in_traditional(page) for key, page in pages.items()}
    return pages


def in_traditional(page: str) -> str:
    """A zh-Hans shell in zh-Hant."""
    return traditional.traditional_html(page).replace(html_tag(HANS), html_tag(HANT), 1)


def _write_source(room: Path, words: ShellWords, files: ThemeFiles) -> None:
    docs = room / "docs" / _FOLDER
    docs.mkdir(parents=True)
    for section in SECTIONS:
        (docs / f"{section}.md").write_text(f"---\nsection: {section}\n---\n", "utf-8")
    settings = {
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
        "extra": {"shell": asdict(words) | files.addresses()},
    }
    # JSON is YAML, and nothing in it can be mistaken for a tag.
    (room / "mkdocs.yml").write_text(json.dumps(settings), "utf-8")


def _run_mkdocs(settings: Path) -> dict[str, str]:
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

        config = load_config(config_file=str(settings))
        files = get_files(config)
        nav = get_navigation(files, config)
        template = config.theme.get_env().get_template("main.html")
        found = {}
        for page in nav.pages:
            page.read_source(config)
            page.render(config, files)
            section = Path(page.file.src_uri).stem
            found[section] = template.render(get_context(nav, files, config, page))
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
