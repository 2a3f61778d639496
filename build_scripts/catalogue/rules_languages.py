"""K449: the languages of the site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.folder import CONFIG
from build_scripts.problems import Problem


def chinese_comes_first(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K449: zh-Hans is not the first language, or a language is named twice.

    site_config.yml 的 languages 第一个一定是 zh-Hans，每种语言只写一次。
    """
    given = catalogue.config.languages
    if given[:1] != ("zh-Hans",) or len(set(given)) < len(given):
        yield Problem(
            CONFIG,
            code="K449",
            zh="languages 的第一个要是 zh-Hans，每种只写一次",
            en="languages must begin with zh-Hans and name each language once",
            hint_zh="例如 languages: [zh-Hans, zh-Hant, en]",
            hint_en="for example languages: [zh-Hans, zh-Hant, en]",
            pointer="languages",
        )


RULES = (chinese_comes_first,)
