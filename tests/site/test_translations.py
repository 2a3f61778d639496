"""Pages in languages people translate into: nothing of ours is left in Chinese, and
what the editors have not translated is shown as what it is."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from msgspec.structs import replace

from build_scripts.catalogue.catalogue import RECORD_TABLES, Catalogue
from build_scripts.catalogue.in_language import in_language
from build_scripts.catalogue.model import Limit, Text, TranslatedBody
from build_scripts.catalogue.model.common import Translation
from build_scripts.catalogue.translations import body_mark
from build_scripts.catalogue.walk import text_fields
from build_scripts.languages.speech import Words, _, speaking, words_of
from build_scripts.languages.translated import shown_html
from build_scripts.pages.articles import article_page
from build_scripts.pages.date_words import day_with_weekday, limit, money
from build_scripts.pages.editions import TEMPLATES
from build_scripts.pages.hours_words import hours_sentence
from build_scripts.pages.shell import load_shells
from build_scripts.shared.frozen import Frozen
from build_scripts.shared.opening_hours import WORKWEEK, Hours, Interval, WeekRule
from tests.record_builders import a_config, a_service, an_article
from tests.site import untranslated
from tests.site_builders import GUIDE, BuiltSite, a_catalogue, a_site

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
HANZI = re.compile("[\u3400-\u9fff]")
MODULES = sorted(untranslated.PAGES.glob("*.py"))


def in_english(value: Any) -> Any:
    """A record whose every text has an English one."""
    if isinstance(value, Text):
        return Text.with_translations(value, {"en": f"Words{len(value)}"})
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(in_english(item) for item in value)
    if isinstance(value, Frozen):
        told = {n: in_english(getattr(value, n)) for n in text_fields(type(value))}
        return replace(value, **told)
    return value


def all_in_english() -> Catalogue:
    chinese = a_catalogue(config=a_config(languages=LANGUAGES))
    tables = {
        name: {key: in_english(r) for key, r in getattr(chinese, name).items()}
        for name in RECORD_TABLES
    }
    return replace(chinese, config=in_english(chinese.config), **tables)


@pytest.fixture(scope="module")
def english(shell_cache: Path) -> BuiltSite:
    """The sample with an English word for every text."""
    catalogue = all_in_english()
    return a_site(catalogue, load_shells(catalogue.config, shell_cache))


@pytest.fixture(scope="module")
def partly(shell_cache: Path) -> BuiltSite:
    """The sample in which one service has an English name and an old summary."""
    service = a_service(
        name=Text.with_translations("居民身份证换领", {"en": "ID card renewal"}),
        summary=Text.with_translations("到期换新。", {"en": "Renew it."}),
        translations=(
            Translation(lang="en", status="human", done_on=date(2026, 1, 1), of="0"),
        ),
    )
    config = a_config(languages=LANGUAGES)
    catalogue = a_catalogue(config=config, services={service.id: service})
    return a_site(catalogue, load_shells(config, shell_cache))


SHARED = ("_service_parts.html", "_station_parts.html", "_area_parts.html")


@pytest.mark.parametrize("template", sorted({*TEMPLATES["en"], *SHARED}))
def test_every_word_of_a_translated_template_has_its_english(template: str) -> None:
    missing = [w for w in untranslated.of_template(template) if w not in words_of("en")]
    assert missing == []


def test_every_word_of_the_shell_has_its_english() -> None:
    assert [w for w in untranslated.of_shell() if w not in words_of("en")] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_every_marked_word_of_a_page_module_has_its_english(module: Path) -> None:
    marked = set(untranslated.of_module(module.read_text("utf-8")))
    tables = vars(import_module(f"build_scripts.pages.{module.stem}")).values()
    marked |= {w for t in tables if isinstance(t, Words) for w in dict.values(t)}
    assert sorted(marked - set(words_of("en")) - {""}) == []


def test_no_translation_holds_what_would_be_markup() -> None:
    for language in ("en", "ar"):
        for said in words_of(language).values():
            assert not set('<>&"').intersection("".join(said)), said


def test_no_translation_forgets_what_is_put_in() -> None:
    put_in = re.compile(r"%\((\w+)\)s|\{\w+\}")
    dates = {"%(year)s年%(month)s月%(day)s日", "%(month)s月%(day)s日"}
    for language in ("en", "ar"):
        for chinese, said in words_of(language).items():
            if chinese not in dates:
                for words in said:
                    assert set(put_in.findall(words)) <= set(put_in.findall(chinese))
                assert set(put_in.findall(said[1])) == set(put_in.findall(chinese))


def test_an_english_page_says_nothing_of_its_own_in_chinese(english: BuiltSite) -> None:
    pages = [place for place in english.pages if place.startswith("en/")]
    assert len(pages) > 15
    for place in pages:
        page = BeautifulSoup(english.files[place], "html.parser")
        for other in page.find_all(lang=True):
            if other.name != "html":
                other.decompose()
        said = [page.get_text(" ")]
        for tag in page.find_all(True):
            said += [str(value) for value in tag.attrs.values()]
        left = HANZI.findall(" ".join(said))
        assert not left, (place, "".join(left))


def test_what_is_not_translated_is_chinese_and_says_so(partly: BuiltSite) -> None:
    page = partly.pages[f"en/{GUIDE}"]
    left = page.find("span", class_="ds-zh")
    assert left is not None
    assert left["lang"] == "zh-Hans"
    notices = [n.get_text() for n in page.find_all(role="note")]
    assert sum("only available in Chinese" in words for words in notices) == 1
    assert all("12345" in words for words in notices)


def test_an_old_translation_says_so(partly: BuiltSite) -> None:
    page = partly.pages[f"en/{GUIDE}"]
    lead = page.find(class_="ds-lead")
    assert lead is not None
    old = lead.find(class_="ds-old")
    assert old is not None
    assert old.get_text() == "Renew it."
    assert "may be older than the Chinese text" in page.get_text()


def test_a_translated_page_keeps_no_mark_of_ours(partly: BuiltSite) -> None:
    for place, text in partly.files.items():
        if place.startswith("en/"):
            assert not re.search("[\ue000-\ue003]", text.decode()), place


def test_lists_name_only_what_can_be_read(partly: BuiltSite) -> None:
    page = partly.pages["en/services/index.html"]
    article = page.find("article")
    assert article is not None
    assert "ID card renewal" in article.get_text()
    assert "en/laws/id-card-law.html" not in partly.files
    stations = partly.pages["en/stations/index.html"].find("article")
    assert stations is not None
    assert "桥东" not in stations.get_text()


def test_a_link_to_a_page_without_translation_says_where_it_leads(
    partly: BuiltSite,
) -> None:
    page = partly.pages[f"en/{GUIDE}"]
    link = page.find("a", href="../../stations/qiaodong-police-station.html")
    assert link is not None
    assert link["hreflang"] == "zh-Hans"


def test_dates_times_and_money_in_english() -> None:
    week = Hours(regular=(WeekRule(days=WORKWEEK, open=(Interval(510, 720),)),))
    with speaking("en"):
        assert day_with_weekday(date(2026, 12, 3)) == "Thursday 3 December"
        assert money(Decimal("7.50")) == "7.5 yuan"
        assert limit(Limit(n=1, unit="workday")) == "within 1 working day"
        assert limit(Limit(n=20, unit="workday")) == "within 20 working days"
        assert hours_sentence(week) == "Mon to Fri 08:30-12:00"
    assert _("首页") == "首页"


@pytest.mark.parametrize(("of", "old"), [(body_mark("挂断。"), False), ("0", True)])
def test_a_translated_body_is_told_and_says_when_its_chinese_is_newer(
    of: str, old: bool
) -> None:
    told = TranslatedBody(lang="en", of=of, text="Hang **up**.")
    article = an_article(
        name=Text.with_translations("电话", {"en": "A call"}),
        body="挂断。",
        bodies=(told,),
    )
    plain = a_catalogue(config=a_config(languages=LANGUAGES))
    catalogue = replace(plain, articles={article.id: article})
    with speaking("en"):
        spoken = in_language(catalogue, "en")
        page = article_page(spoken, spoken.articles[article.id], date(2026, 11, 22))
        html = shown_html(str(page.body))

    assert "Hang <strong>up</strong>." in html
    assert ("ds-old" in html) is old
    chinese = article_page(catalogue, article, date(2026, 11, 22)).body
    assert "挂断" in chinese
