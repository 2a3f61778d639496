"""Posters of alerts and articles, and what invites or tells: events and notices."""

from __future__ import annotations

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import HOTLINES_BY_NUMBER
from build_scripts.catalogue.model import Alert, Article, LegalEvent, Notice
from build_scripts.catalogue.renditions import passed_on
from build_scripts.pages.alerts import area_names
from build_scripts.pages.context import Fact, PhoneLine
from build_scripts.pages.date_words import day_with_weekday
from build_scripts.pages.events import event_when, where
from build_scripts.pages.labels import READER
from build_scripts.pages.learning_labels import ALERT_KIND, EVENT_KIND, EVENT_STATUS
from build_scripts.pages.parts import first_number, languages, name_of, phone_lines
from build_scripts.pages.placards.frame import Issue, Told
from build_scripts.shared.frozen import Frozen

_HELP = "12348"


class PosterSheet(Frozen, kw_only=True):
    points: tuple[str, ...]
    hotline: str
    hotline_name: str


class NewsSheet(Frozen, kw_only=True):
    """Of an event or a notice: a few facts, then words, then whom to call."""

    state: str
    facts: tuple[Fact, ...]
    words: str
    stops: tuple[Fact, ...]
    phones: tuple[PhoneLine, ...]


def alert_issue(catalogue: Catalogue, alert: Alert, code: str) -> Issue:
    return Issue(
        code=code,
        issuer=name_of(catalogue, alert.source.issuer),
        issued_on=alert.effective.date(),
        valid_to=alert.expires.date(),
        phone=alert.hotline,
    )


def alert_poster(catalogue: Catalogue, alert: Alert) -> Told | None:
    return _poster(catalogue, alert, f"{ALERT_KIND[alert.kind]}提醒", alert.hotline)


def article_issue(catalogue: Catalogue, article: Article, code: str) -> Issue:
    return Issue(
        code=code,
        issuer=name_of(catalogue, article.publisher),
        issued_on=article.published_on,
        valid_to=article.expires,
        phone="",
    )


def article_poster(catalogue: Catalogue, article: Article) -> Told | None:
    return _poster(catalogue, article, "学法律", _HELP)


def _poster(
    catalogue: Catalogue, record: Alert | Article, kind: str, hotline: str
) -> Told | None:
    texts = passed_on(catalogue, record)
    if not texts.headline:
        return None
    lines = catalogue.ids_by(HOTLINES_BY_NUMBER, hotline)
    shown = PosterSheet(
        points=texts.points,
        hotline=hotline,
        hotline_name=catalogue.hotlines[lines[0]].name if lines else "",
    )
    return Told(
        anchor="poster",
        kind=kind,
        headline=texts.headline,
        body="poster",
        shown=shown,
        room=100,
    )


def event_issue(catalogue: Catalogue, event: LegalEvent, code: str) -> Issue:
    return Issue(
        code=code,
        issuer=name_of(catalogue, event.organiser),
        issued_on=event.reviewed_on,
        valid_to=event.ends.date(),
        phone=first_number(event.phones),
    )


def event_sheet(catalogue: Catalogue, event: LegalEvent) -> Told:
    state = EVENT_STATUS[event.event_status]
    join = "打电话报名" if event.booking == "phone" else "不用报名，直接来"
    room = f"，坐得下 {event.capacity} 人" if event.capacity else ""
    told = (
        Fact("时间", event_when(event)),
        Fact("地点", "" if event.stops else where(catalogue, event)),
        Fact("请谁来", "、".join(READER[reader] for reader in event.audience)),
        Fact("怎么参加", f"{join}{room}，不收钱"),
        Fact("带孩子来", "监护人同意，当天陪着来" if event.guardian_needed else ""),
        Fact("要带什么", event.bring),
        Fact("讲什么话", languages(event.languages)),
        Fact("行动不便", event.accessibility),
        Fact("下雨怎么办", event.rain_plan),
    )
    shown = NewsSheet(
        state=f"{state}：{event.change_note}" if state else "",
        facts=tuple(fact for fact in told if fact.value),
        words=event.summary,
        stops=tuple(
            Fact(f"{stop.starts:%H:%M}-{stop.ends:%H:%M}", stop.place, day)
            for stop, day in zip(event.stops, _days(event), strict=True)
        ),
        phones=phone_lines(event.phones),
    )
    return _news(EVENT_KIND[event.kind], event.name, shown)


def _days(event: LegalEvent) -> tuple[str, ...]:
    """The day of each stop, where it is another than the event's first."""
    first = event.starts.date()
    days = (stop.starts.date() for stop in event.stops)
    return tuple("" if day == first else day_with_weekday(day) for day in days)


def notice_issue(catalogue: Catalogue, notice: Notice, code: str) -> Issue:
    return Issue(
        code=code,
        issuer=name_of(catalogue, notice.publisher),
        issued_on=notice.reviewed_on or notice.publish_at,
        valid_to=notice.valid_through,
        phone=first_number(notice.phones),
    )


def notice_sheet(catalogue: Catalogue, notice: Notice) -> Told:
    first, last = notice.valid_from, notice.valid_through
    days = day_with_weekday(first)
    stations = (catalogue.stations.get(key) for key in notice.stations)
    told = (
        Fact("日子", days if first == last else f"{days}到{day_with_weekday(last)}"),
        Fact("地方", area_names(catalogue, notice.areas)),
        Fact("站点", "、".join(s.name for s in stations if s is not None)),
    )
    shown = NewsSheet(
        state="",
        facts=tuple(fact for fact in told if fact.value),
        words=notice.text,
        stops=(),
        phones=phone_lines(notice.phones),
    )
    return _news("通知", notice.name, shown)


def _news(kind: str, headline: str, shown: NewsSheet) -> Told:
    return Told(
        anchor="news",
        kind=kind,
        headline=headline,
        body="news",
        shown=shown,
        room=210,
    )
