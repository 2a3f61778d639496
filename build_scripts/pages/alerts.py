"""安全提醒: what to beware of now, one page each, and a poster for the notice board."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import Ids
from build_scripts.catalogue.model import Alert
from build_scripts.catalogue.public import published
from build_scripts.catalogue.related_learning import current_alerts
from build_scripts.catalogue.renditions import PassedOn
from build_scripts.languages.speech import Later, _
from build_scripts.pages.addresses import address
from build_scripts.pages.context import Frame, LawCard, Link, PhoneLine
from build_scripts.pages.date_words import moment
from build_scripts.pages.learning_labels import (
    ALERT_KIND,
    LOOKS_LIKE,
    SEVERITY,
    SEVERITY_TONE,
)
from build_scripts.pages.navigation import SECTION_HOME, record_frame, section_frame
from build_scripts.pages.parts import law_cards, name_of
from build_scripts.pages.passing_on import printed_at, texts_of
from build_scripts.pages.render import fragment
from build_scripts.shared.frozen import Frozen

ALERTS_HOME = Link(Later("安全提醒"), "alerts/index.html")


class AlertLine(Frozen, kw_only=True):
    """An alert as one entry of a list; the browser hides it after `until`."""

    name: str
    url: str
    kind: str
    severity: str
    tone: str
    areas: str
    until: str
    """The instant with its offset, for the browser."""
    until_words: str


class AlertIndex(Frozen, kw_only=True):
    frame: Frame
    lead: str
    alerts: tuple[AlertLine, ...]


class AlertPage(Frozen, kw_only=True):
    frame: Frame
    line: AlertLine
    since: str
    looks_like_title: str
    looks_like: str
    do: tuple[str, ...]
    dont: tuple[str, ...]
    hotlines: tuple[PhoneLine, ...]
    laws: tuple[LawCard, ...]
    articles: tuple[Link, ...]
    quiz: Link | None
    texts: PassedOn
    print_url: str
    """Where its poster is; '' without one."""
    source: str
    source_url: str
    issuer: str


def alert_index(catalogue: Catalogue) -> AlertIndex:
    lead = _("最近要当心的事。到期的会自己消失，看到的都还管用。")
    return AlertIndex(
        frame=section_frame(_("安全提醒"), lead, SECTION_HOME["articles"]),
        lead=lead,
        alerts=alert_lines(catalogue, catalogue.once(current_alerts)),
    )


def home_alerts(catalogue: Catalogue) -> tuple[AlertLine, ...]:
    """Those for the first page; the others are one step away."""
    return alert_lines(catalogue, catalogue.once(current_alerts)[:3])


def alert_part(catalogue: Catalogue, ids: Ids) -> Markup:
    """The list of these alerts, the same for many villages; for `catalogue.once`."""
    lines = alert_lines(catalogue, ids)
    return (
        fragment(catalogue, "_learning.html", "alert_list", lines) if ids else Markup()
    )


def alert_lines(catalogue: Catalogue, ids: Iterable[str]) -> tuple[AlertLine, ...]:
    return tuple(_line(catalogue, catalogue.alerts[key]) for key in ids)


def _line(catalogue: Catalogue, alert: Alert) -> AlertLine:
    return AlertLine(
        name=alert.name,
        url=address(alert),
        kind=ALERT_KIND[alert.kind],
        severity=SEVERITY[alert.severity],
        tone=SEVERITY_TONE[alert.severity],
        areas=area_names(catalogue, alert.areas),
        until=alert.expires.isoformat(),
        until_words=moment(alert.expires),
    )


def area_names(catalogue: Catalogue, keys: Iterable[str]) -> str:
    """'桥东镇、云屿乡'; naming none means the whole county."""
    wanted = tuple(keys) or (catalogue.config.county,)
    known = (catalogue.areas.get(key) for key in wanted)
    return "、".join(area.name for area in known if area is not None)


def alert_page(catalogue: Catalogue, alert: Alert) -> AlertPage:
    quiz = catalogue.quizzes.get(alert.quiz)
    texts = texts_of(catalogue, alert)
    return AlertPage(
        frame=record_frame(
            catalogue,
            alert,
            alert.looks_like,
            SECTION_HOME["articles"],
            ALERTS_HOME,
        ),
        line=_line(catalogue, alert),
        since=moment(alert.effective),
        looks_like_title=LOOKS_LIKE.get(alert.kind, "是什么事"),
        looks_like=alert.looks_like,
        do=alert.do,
        dont=alert.dont,
        hotlines=_hotlines(catalogue, alert),
        laws=law_cards(catalogue, alert.legal_basis),
        articles=tuple(
            Link(a.name, address(a), a.summary)
            for key in alert.articles
            if (a := catalogue.articles.get(key)) is not None
        ),
        quiz=Link(quiz.name, address(quiz), quiz.intro) if quiz else None,
        texts=texts,
        print_url=printed_at(catalogue, "alert", alert.id) if texts.headline else "",
        source=alert.source.title,
        source_url=alert.source.url,
        issuer=name_of(catalogue, alert.source.issuer),
    )


def _hotlines(catalogue: Catalogue, alert: Alert) -> tuple[PhoneLine, ...]:
    """The alert's own number; whoever is in danger or has lost money calls 110."""
    numbers = dict.fromkeys((alert.hotline, "110"))
    return tuple(
        PhoneLine(line.number, line.name, line.what_for, line.urgent)
        for number in numbers
        for line in published(catalogue.hotlines)
        if line.number == number
    )
