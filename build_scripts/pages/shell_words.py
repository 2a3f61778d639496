"""What stands around every page: the name, the tabs, the foot, in each language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from build_scripts.catalogue.in_language import settings_in
from build_scripts.catalogue.model import SiteConfig
from build_scripts.languages.speech import _, in_force, speaking
from build_scripts.languages.tongues import html_tag, translated_into
from build_scripts.pages.theme_files import MKDOCS_TEMPLATES
from build_scripts.shared.frozen import Frozen


class Tab(Frozen):
    """One entry of the site's navigation."""

    section: str
    name: str
    href: str


class FooterLink(Frozen):
    """A link at the foot; `out` leaves the site."""

    name: str
    href: str
    out: bool = False


class FooterPhone(Frozen):
    number: str
    what: str


class ShellWords(Frozen, kw_only=True):
    """Everything the shell's template shows, all from site_config.yml."""

    languages: tuple[str, ...]
    language: str
    html: str
    """The attributes of <html>."""
    say: Mapping[str, str]
    """The template's own words, where they are not said as they stand there."""
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


def all_words(config: SiteConfig) -> tuple[ShellWords, ...]:
    """The words of the shells in zh-Hans and every language people translate into."""
    found = [shell_words(config)]
    for language in translated_into(config.languages):
        with speaking(language):
            found.append(shell_words(settings_in(config, language)))
    return tuple(found)


def shell_words(config: SiteConfig) -> ShellWords:
    """In the language in force, which is also that of the settings."""
    own = (
        FooterLink(_("关于本站"), "pages/about.html"),
        FooterLink(_("隐私说明"), "pages/privacy.html"),
        FooterLink(_("无障碍声明"), "pages/accessibility.html"),
        FooterLink(_("按拼音字母找"), "search.html"),
        FooterLink(_("全部热线"), "hotlines/index.html"),
        FooterLink(_("外国人在本县"), "foreigners/index.html"),
        FooterLink(_("有话直说"), f"{config.forms_path}/letter/wish"),
        FooterLink(_("问法律问题"), f"{config.forms_path}/letter/question"),
        FooterLink(_("查答复"), f"{config.forms_path}/letter"),
        FooterLink(_("表格"), "sheets/index.html"),
        FooterLink(_("通知"), "notices/index.html"),
        FooterLink(_("失物招领"), "lost-found/index.html"),
        FooterLink(_("志愿者"), "volunteers/index.html"),
        FooterLink(_("海报真假"), "v/index.html"),
        FooterLink(_("法律法规"), "laws/index.html"),
        FooterLink(_("放假和调休"), "calendar/index.html"),
        FooterLink(_("开放数据"), "data/index.html"),
    )
    out = tuple(FooterLink(x.title, x.url, out=True) for x in config.footer_links)
    return ShellWords(
        languages=config.languages,
        language=in_force(),
        html=html_tag(in_force()),
        say={words: said for words in _own_words() if (said := _(words)) != words},
        name=config.name,
        tagline=config.tagline,
        operator=config.operator,
        primary=config.primary,
        demo=config.demo,
        icp=config.icp,
        site_identifier=config.site_identifier,
        tabs=_tabs(config.forms_path),
        hotlines=(
            FooterPhone("110", _("报警")),
            FooterPhone("12345", _("政务热线")),
            FooterPhone("12348", _("法律援助")),
        ),
        footer_links=own + out,
    )


def _tabs(forms_path: str) -> tuple[Tab, ...]:
    return (
        Tab("home", _("首页"), "index.html"),
        Tab("services", _("办事指南"), "services/index.html"),
        Tab("life-events", _("一件事"), "life-events/index.html"),
        Tab("stations", _("找地方"), "stations/index.html"),
        Tab("areas", _("我的村"), "areas/index.html"),
        Tab("disputes", _("有纠纷"), "disputes/index.html"),
        Tab("articles", _("学法律"), "articles/index.html"),
        Tab("booking", _("预约查询"), f"{forms_path}/appointment"),
    )


def _own_words() -> list[str]:
    """The words that stand in the template itself."""
    template = (MKDOCS_TEMPLATES / "main.html").read_text("utf-8")
    return re.findall(r'_\("([^"]*)"\)', template)
