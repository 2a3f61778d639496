"""K440, K441, K453: a translation says when it was made, and of which words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.translations import (
    body_mark,
    languages_of,
    mark_of,
    state_of,
)
from build_scripts.catalogue.walk import pointer_to
from build_scripts.problems import Problem


def translations_follow_the_chinese(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K440: the Chinese has changed since it was translated (warning).

    中文改过了，译文还是从前的。请核对译文，再把 translations 里这种语言的 of 和 done_on 改成新的。
    """
    for record in catalogue.records():
        for index, told in enumerate(record.translations):
            if (
                told.lang in languages_of(record)
                and state_of(record, told.lang) == "stale"
            ):
                yield Problem(
                    record.path,
                    code="K440",
                    pointer=pointer_to(record, f"translations/{index}/of"),
                    zh=f"译文（{told.lang}）可能过时：译好以后中文改过",
                    en=f"the translation ({told.lang}) is older than the Chinese",
                    hint_zh=f"核对译文以后，把 of 改成 {mark_of(record, told.lang)}",
                    severity="warning",
                )


def translations_are_marked(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K441: nobody said who made a translation, and of which words (warning).

    有译文就要在 translations 里写一条：哪种语言、谁译的、哪天、译的是哪一版中文（of）。
    """
    for record in catalogue.records():
        told = [mark.lang for mark in record.translations]
        for language in languages_of(record):
            if language not in told:
                words = (
                    f"{{lang: {language}, status: human, done_on: {today},"
                    f' of: "{mark_of(record, language)}"}}'
                )
                yield Problem(
                    record.path,
                    code="K441",
                    pointer=pointer_to(record),
                    zh=f"译文（{language}）没有写是谁译的、哪天译的",
                    en=f"the translation ({language}) has no mark",
                    hint_zh=f"请加 translations: [{words}]",
                    severity="warning",
                )


def bodies_follow_the_chinese(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K453: the Chinese body has changed since it was translated (warning).

    中文正文改过了，译文还是从前的；或者头一回写，还没写是哪一版。请核对，再改 bodies 里的 of。
    """
    for article in catalogue.articles.values():
        mark = body_mark(article.body) if article.bodies else ""
        for index, told in enumerate(article.bodies):
            if told.of != mark:
                yield Problem(
                    article.path,
                    code="K453",
                    pointer=pointer_to(article, f"bodies/{index}/of"),
                    zh=f"正文的译文（{told.lang}）可能过时：译好以后中文改过",
                    en=f"the translated body ({told.lang}) is older than the Chinese",
                    hint_zh=f"核对译文以后，把 of 改成 {mark}",
                    severity="warning",
                )


RULES = (
    translations_follow_the_chinese,
    translations_are_marked,
    bodies_follow_the_chinese,
)
