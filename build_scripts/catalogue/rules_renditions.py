"""K372–K373, K375–K376: what is passed on fits its channel and can be said aloud."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from build_scripts.catalogue import spoken
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.findings import problem_at
from build_scripts.catalogue.model import Alert, Poster
from build_scripts.catalogue.renditions import (
    BROADCAST_SECONDS,
    POSTER_HEADLINE,
    POSTER_POINT,
    POSTER_POINTS,
    SMS,
    WECHAT,
    News,
    fits_the_loudspeaker,
    passed_on,
)
from build_scripts.catalogue.windows import window_of
from build_scripts.problems import Problem

_TABLES = ("alerts", "events", "notices", "articles")


def messages_fit_their_channel(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K372: a text message is longer than 70 characters, one for a group than 300, or
    the loudspeaker's text takes less than 60 or more than 90 seconds.

    短信连签名、标点不超过 70 个字，微信群里的不超过 300 个字；大喇叭的稿子念 60 到 90 秒，
    也就是 240 到 360 个字。
    """
    first, last = (seconds * spoken.SPOKEN_A_SECOND for seconds in BROADCAST_SECONDS)
    for record in _news(catalogue):
        given = record.renditions
        if given is None:
            continue
        for field, name, most in (("sms", "短信", SMS), ("wechat", "微信的话", WECHAT)):
            told = len(getattr(given, field))
            if told > most:
                words = f"{name}有 {told} 个字"
                yield _at(
                    record, "K372", f"renditions/{field}", words, f"请缩到 {most} 个"
                )
        if given.broadcast and not fits_the_loudspeaker(given.broadcast):
            told = spoken.length(given.broadcast)
            yield _at(
                record,
                "K372",
                "renditions/broadcast",
                f"大喇叭的稿子要念 {told // spoken.SPOKEN_A_SECOND} 秒（{told} 个字）",
                f"请写到 {first} 至 {last} 个字，念 60 到 90 秒",
            )


def posters_can_be_read_from_afar(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K373: the words of a poster are too many or too long.

    海报的大字不超过 14 个字，要点最多三条，每条不超过 18 个字。
    """
    for record in _news(catalogue):
        if record.renditions is None or record.renditions.poster is None:
            continue
        for place, words in _too_much_on(record.renditions.poster):
            pointer = f"renditions/poster/{place}"
            yield _at(record, "K373", pointer, words, "请写短一点")


def news_can_be_passed_on(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K375: a text for another channel is missing, and the record does not yield one
    (warning).

    短信、大喇叭、海报的稿子没有写，照内容也写不成：太长或者太短。请在 renditions 里
    自己写一条。活动、通知、文章写了 renditions 才检查。
    """
    for record in _news(catalogue):
        over = window_of(record)[1] < today
        if over or record.status != "published" or not _is_to_be_passed_on(record):
            continue
        texts = passed_on(catalogue, record)
        missing = [
            f"renditions.{field}（{name}）"
            for field, name, there in (
                ("sms", "短信", texts.sms),
                ("wechat", "微信", texts.wechat),
                ("broadcast", "大喇叭", texts.broadcast),
                ("poster", "海报", texts.headline or not _has_a_poster(record)),
            )
            if not there
        ]
        if missing:
            yield _at(
                record,
                "K375",
                "renditions" if record.renditions else "",
                f"照内容写不成：{'、'.join(missing)}",
                "请在 renditions 里自己写",
                severity="warning",
            )


def numbers_can_be_said_aloud(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K376: a telephone number stands in figures in the loudspeaker's text (warning).

    大喇叭的稿子里，电话号码写成九六幺幺零这样，念的人才不会念成“九万六千”。
    """
    for record in _news(catalogue):
        words = record.renditions.broadcast if record.renditions else ""
        for number in spoken.telephones_in(words):
            yield _at(
                record,
                "K376",
                "renditions/broadcast",
                f"稿子里的 {number} 不好念",
                f"请写成 {spoken.telephone(number)}",
                severity="warning",
            )


RULES = (
    messages_fit_their_channel,
    posters_can_be_read_from_afar,
    news_can_be_passed_on,
    numbers_can_be_said_aloud,
)

_IN_ENGLISH = {
    "K372": "the text does not fit its channel",
    "K373": "the poster has too many words",
    "K375": "a text to pass on is missing and cannot be made from the record",
    "K376": "a telephone number in figures cannot be read out",
}
_at = partial(problem_at, _IN_ENGLISH)


def _news(catalogue: Catalogue) -> Iterator[News]:
    for table in _TABLES:
        yield from getattr(catalogue, table).values()


def _has_a_poster(record: News) -> bool:
    """Events and notices hang as they are; an article only when its author says so."""
    return isinstance(record, Alert)


def _is_to_be_passed_on(record: News) -> bool:
    return record.renditions is not None or isinstance(record, Alert)


def _too_much_on(poster: Poster) -> Iterator[tuple[str, str]]:
    if len(poster.headline) > POSTER_HEADLINE:
        yield "headline", f"海报的大字有 {len(poster.headline)} 个"
    if len(poster.points) > POSTER_POINTS:
        yield "points", f"海报的要点有 {len(poster.points)} 条"
    for index, point in enumerate(poster.points):
        if len(point) > POSTER_POINT:
            yield f"points/{index}", f"这条要点有 {len(point)} 个字"
