"""Which languages a site can have, and what each calls itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

HANS = "zh-Hans"
HANT = "zh-Hant"


class Tongue(NamedTuple):
    """A language as its speakers know it."""

    name: str
    direction: str = "ltr"


TONGUES: Mapping[str, Tongue] = {
    HANS: Tongue("简体中文"),
    HANT: Tongue("繁體中文"),
    "en": Tongue("English"),
    "ar": Tongue("العربية", "rtl"),
}


def translated_into(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Those of a site's languages that people translate into by hand."""
    return tuple(tag for tag in languages if tag not in (HANS, HANT))


def html_tag(language: str) -> str:
    """The attributes of <html>: 'lang="ar" dir="rtl"'."""
    direction = TONGUES[language].direction
    return f'lang="{language}"' + (' dir="rtl"' if direction == "rtl" else "")


def placed(url: str, language: str) -> str:
    """'services/x.html' → 'zh-Hant/services/x.html'; zh-Hans lies at the root."""
    return url if language == HANS else f"{language}/{url}"
