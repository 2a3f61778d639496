"""From a page's context to its HTML: compiled template, spliced into the shell.

A page costs one template run and one concatenation; the shell is cut at its markers
once per section and depth.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context
from markupsafe import Markup, escape
from msgspec.structs import replace

from build_scripts.catalogue import spoken
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.watch import template_key
from build_scripts.languages.editions import ONLY_ONCE, Editions
from build_scripts.languages.speech import in_force, in_words, speaking
from build_scripts.languages.tongues import HANS, HANT, placed
from build_scripts.languages.traditional import traditional, traditional_html
from build_scripts.languages.translated import plain_words, translated_html
from build_scripts.pages import filters
from build_scripts.pages.addresses import mistake_address
from build_scripts.pages.compiled import Compiled, TemplateCompiler
from build_scripts.pages.context import MANY, Frame, Page
from build_scripts.pages.shell import CONTENT, HEAD, LANGUAGES, ROOT, TITLE, Shells
from build_scripts.program import ALL, templates_in
from build_scripts.shared.frozen import Frozen

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
_CHARSET = '<meta charset="utf-8">'
_ROOT = ROOT.encode()


def content_security_policy(shells: Shells) -> str:
    """The policy a page can carry itself; frame-ancestors needs a header."""

    def sources(hashes: tuple[str, ...]) -> str:
        return " ".join(["'self'", *(f"'{value}'" for value in hashes)])

    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {sources(shells.script_hashes)}",
            f"style-src {sources(shells.style_hashes)}",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "manifest-src 'self'",
        ]
    )


def keep_compiled(cache: Path) -> None:
    """Keep compiled templates in this folder from now on; another program's go.

    A build begins with this: templates that were changed since the last one count.
    """
    environment.cache_clear()
    folder = Compiled.folder = templates_in(cache)
    for old in cache.glob("templates-*"):
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)


def are_compiled() -> bool:
    """Whether an earlier build of this program has kept them all."""
    return Compiled.folder is not None and (Compiled.folder / ALL).exists()


def compile_all() -> None:
    """Compile every template, so that whoever needs one finds it compiled."""
    for name in environment().list_templates():
        environment().get_template(name)
    if Compiled.folder is not None:
        (Compiled.folder / ALL).touch()


def words(text: str, **values: object) -> Markup:
    """`_("满 %(n)s 天", n=30)`: words of a template, what is put in is escaped."""
    said = in_words(text, values.get("n"))
    return Markup(said) % values  # noqa: S704 - the text stands in a template


@cache
def environment(language: str = HANS) -> Environment:
    """One a language for all builds of a process; `keep_compiled` has it look again."""
    env = TemplateCompiler(
        auto_reload=False,  # else each page looks at the file of each of its templates
        bytecode_cache=Compiled(language),
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.language = language
    env.globals["_"] = words
    env.globals["MANY"] = MANY
    env.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}
    env.filters["tel"] = filters.tel
    env.filters["href"] = filters.href
    env.filters["times"] = filters.times
    env.filters["seconds"] = spoken.seconds
    return env


def fragment(catalogue: Catalogue, template: str, macro: str, *shown: object) -> Markup:
    """What a macro of a template makes of `shown`: a part that many pages share."""
    catalogue.watch.note(template_key(template))
    module = environment(in_force()).get_template(template).module
    made = getattr(module, macro)(*shown)
    return Markup(made)  # noqa: S704 - a macro's words are escaped by its template


class _Cut(Frozen):
    """A shell with the way to the root filled in, cut at its markers, as UTF-8."""

    until_title: bytes
    until_head: bytes
    until_languages: bytes
    until_content: bytes
    rest: bytes


@dataclass(slots=True)
class Renderer:
    """Renders pages of one set of shells."""

    shells: Shells
    absolute_root: str = ""
    """The path of the site on its host, '' at the top.  Only the 404 page uses it:
    the server shows that page at addresses of any depth."""
    site_name: str = ""
    editions: Editions = field(default_factory=Editions)
    cuts: dict[tuple[str, str], _Cut] = field(default_factory=dict)

    def _suffix(self, language: str) -> str:
        """What every window's title ends with."""
        name = self.editions.names.get(language, self.site_name)
        return f" - {escape(name)}" if name else ""

    def files(self, page: Page) -> Iterator[tuple[str, bytes]]:
        """Addresses and HTML of a page and of what is made from it: its zh-Hant."""
        body = self._body(page)
        yield page.place, self._page(page, body)
        made = self.editions.traditional and page.language == HANS
        if not made or page.url in ONLY_ONCE:
            return
        there = replace(page, language=HANT)
        yield there.place, self._page(there, traditional_html(body))

    def _body(self, page: Page) -> str:
        if page.language == HANS:
            return self._filled(page)
        with speaking(page.language):
            return translated_html(self._filled(page))

    def _filled(self, page: Page) -> str:
        """What `Template.render` does, without taking the globals apart every time."""
        env = environment(page.language)
        template = env.get_template(page.template)
        sees = {
            **env.globals,
            "page": page.context,
            "mistakes": mistake_address(self.editions.forms_path, page.url),
        }
        context = Context(env, sees, page.template, template.blocks)
        try:
            return "".join(template.root_render_func(context))
        except Exception:
            env.handle_exception()  # raises it again, with the template's lines

    def _page(self, page: Page, body: str) -> bytes:
        """The page in its language, given what stands between header and footer."""
        frame, root = page.context.frame, self._root(page.place)
        cut = self._cut(page.language, page.section, root)
        title = f"{escape(frame.head_title)}{self._suffix(page.language)}"
        head, switch = _head(frame, root), ""
        if page.language == HANT:
            title, head = traditional(title), traditional_html(head)
        elif page.language != HANS:
            title, head = plain_words(title), plain_words(head)
        if self.editions.several:
            head += self.editions.alternates(page.url).replace(ROOT, root)
            switch = self.editions.switch(page.url, page.language).replace(ROOT, root)
            if page.language != HANS:
                body = self.editions.led(body, page.language)
        head += self._script(frame, root)
        return b"".join(
            (
                cut.until_title,
                title.encode(),
                cut.until_head,
                head.encode(),
                cut.until_languages,
                switch.encode(),
                cut.until_content,
                root.encode().join(body.encode().split(_ROOT)),
                cut.rest,
            )
        )

    def _script(self, frame: Frame, root: str) -> str:
        if not frame.script:
            return ""
        url = self.shells.files.addresses()[frame.script]
        return f'<script src="{root}/{url}" defer></script>'

    def _root(self, url: str) -> str:
        """'..' for a page one folder deep, '.' at the top."""
        if url == "404.html":
            return self.absolute_root
        return "/".join([".."] * url.count("/")) or "."

    def _cut(self, language: str, section: str, root: str) -> _Cut:
        name = placed(section, language)
        key = (name, root)
        if key not in self.cuts:
            policy = escape(content_security_policy(self.shells))
            meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            text = self.shells.pages[name]
            if language != HANS:
                text = self.editions.led(text, language)
            text = text.replace(ROOT, root)
            text = text.replace(_CHARSET, f"{_CHARSET}\n    {meta}", 1)
            title, rest = text.split(TITLE)
            head, rest = rest.split(HEAD)
            content, rest = rest.split(CONTENT)
            languages, _, content = content.rpartition(LANGUAGES)
            parts = (title, head, languages, content, rest)
            self.cuts[key] = _Cut(*(part.encode() for part in parts))
        return self.cuts[key]


def _head(frame: Frame, root: str) -> str:
    tags = []
    if frame.description:
        tags.append(f'<meta name="description" content="{escape(frame.description)}">')
    if frame.no_index:
        tags.append('<meta name="robots" content="noindex">')
    if frame.linked_data:
        data = frame.linked_data.replace(ROOT, root)
        tags.append(f'<script type="application/ld+json">{data}</script>')
    if frame.canonical:
        tags.append(f'<link rel="canonical" href="{root}/{escape(frame.canonical)}">')
    return "".join(tags)
