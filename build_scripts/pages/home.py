"""The first page: what happened to you, and where to go."""

from __future__ import annotations

from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.public import published
from build_scripts.catalogue.related_learning import events_for, notices_for
from build_scripts.catalogue.targets import target_of
from build_scripts.languages.speech import _
from build_scripts.pages.addresses import address
from build_scripts.pages.alerts import AlertLine, home_alerts
from build_scripts.pages.community import NoticeLine, notice_lines
from build_scripts.pages.context import Frame, Link, PhoneLine
from build_scripts.pages.events import EventLine, event_lines
from build_scripts.pages.parts import phone_lines
from build_scripts.shared.frozen import Frozen

_FIRST = ("110", "96110", "12348", "12345")


class HomePage(Frozen, kw_only=True):
    frame: Frame
    name: str
    tagline: str
    emergency: tuple[PhoneLine, ...]
    alerts: tuple[AlertLine, ...]
    notices: tuple[NoticeLine, ...]
    problems: tuple[Link, ...]
    tiles: tuple[Link, ...]
    life_events: tuple[Link, ...]
    events: tuple[EventLine, ...]
    newest: tuple[Link, ...]
    hotlines: tuple[PhoneLine, ...]
    office: tuple[PhoneLine, ...]


def home_page(catalogue: Catalogue, today: date) -> HomePage:
    config = catalogue.config
    return HomePage(
        frame=Frame(
            title=config.name,
            head_title=_("办事、求助、学法"),
            description=config.tagline,
        ),
        name=config.name,
        tagline=config.tagline,
        emergency=_numbers(catalogue, _FIRST),
        alerts=home_alerts(catalogue),
        notices=notice_lines(catalogue, notices_for(catalogue)[:3]),
        problems=_problems(catalogue),
        tiles=_tiles(catalogue),
        life_events=tuple(
            Link(e.name, address(e), e.trigger)
            for e in published(catalogue.life_events)
        ),
        events=event_lines(catalogue, events_for(catalogue, today)[:3]),
        newest=_newest(catalogue, today),
        hotlines=_others(catalogue),
        office=phone_lines(config.phones),
    )


def _tiles(catalogue: Catalogue) -> tuple[Link, ...]:
    """The doors; those who read another language see first what is there for them."""
    forms_path = catalogue.config.forms_path
    foreign = (
        Link(_("外国人在本县"), "foreigners/index.html", _("登记、办证，谁会说外语")),
    )
    return (
        *(foreign if catalogue.original else ()),
        Link(_("办证件、办手续"), "services/index.html", _("带什么、去哪里、多久好")),
        Link(_("找派出所、司法所"), "stations/index.html", _("地址、电话、几点开门")),
        Link(_("有纠纷"), "disputes/index.html", _("先看有哪几条路，调解不收费")),
        Link(_("学法律"), "articles/index.html", _("防骗、讨薪、邻里家事")),
        Link(_("预约查询"), f"{forms_path}/appointment", _("查预约、改时间、取消")),
        Link(_("我的村"), "areas/index.html", _("本村的民警、调解员、网格员")),
    )


def _numbers(catalogue: Catalogue, numbers: tuple[str, ...]) -> tuple[PhoneLine, ...]:
    known = {line.number: line for line in published(catalogue.hotlines)}
    return tuple(
        PhoneLine(n, known[n].name, known[n].what_for, known[n].urgent)
        for n in numbers
        if n in known
    )


def _others(catalogue: Catalogue) -> tuple[PhoneLine, ...]:
    return tuple(
        PhoneLine(h.number, h.name, "", h.urgent)
        for h in sorted(published(catalogue.hotlines), key=lambda h: not h.urgent)
        if h.number not in _FIRST
    )


def _problems(catalogue: Catalogue) -> tuple[Link, ...]:
    """What people say, each with the page that helps; none when it is not public."""
    links = []
    for problem in catalogue.config.problems:
        url = catalogue.once(target_address, problem.target)
        if url:
            links.append(Link(problem.text, url))
    return tuple(links)


def target_address(catalogue: Catalogue, target: str) -> str:
    """'service/id-card-renewal' → its page; '' where there is none in this language.

    For `catalogue.once`.
    """
    record = target_of(catalogue.source, target)
    if record is None:
        return ""
    spoken = not catalogue.original or catalogue.language in record.name.translations
    return address(record) if spoken else ""


def _newest(catalogue: Catalogue, today: date) -> tuple[Link, ...]:
    articles = sorted(
        (a for a in published(catalogue.articles) if a.expires >= today),
        key=lambda article: (article.published_on, article.id),
        reverse=True,
    )
    return tuple(Link(a.name, address(a), a.summary) for a in articles[:3])
