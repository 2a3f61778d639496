"""学法律: the hub by subject and reader, and the article."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from markupsafe import Markup
from msgspec.structs import replace

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Article
from build_scripts.catalogue.public import can_be_booked, published
from build_scripts.catalogue.renditions import PassedOn
from build_scripts.catalogue.translations import body_mark
from build_scripts.languages.speech import Later, _
from build_scripts.languages.tongues import HANS
from build_scripts.languages.translated import in_chinese, perhaps_old
from build_scripts.pages.addresses import address, booking_address, letter_address
from build_scripts.pages.context import (
    Fact,
    Frame,
    Group,
    LawCard,
    Link,
    PhoneLine,
    StationLine,
)
from build_scripts.pages.date_words import day
from build_scripts.pages.labels import ARTICLE_FORMAT, READER
from build_scripts.pages.markdown import to_html
from build_scripts.pages.navigation import SECTION_HOME, record_frame, section_frame
from build_scripts.pages.parts import law_cards, name_of, quizzes_about, undated_line
from build_scripts.pages.passing_on import printed_at, texts_of
from build_scripts.pages.pictures import ShownPicture, shown_image, shown_picture
from build_scripts.pages.words import terms_in
from build_scripts.shared.frozen import Frozen

_DOORS = (
    Link(Later("安全提醒"), "alerts/index.html", Later("最近的骗术和要当心的事")),
    Link(
        Later("普法活动"),
        "events/index.html",
        Later("讲座、宣传车、夜校，什么时候在哪里"),
    ),
    Link(Later("答题"), "quizzes/index.html", Later("做几道题，答错了告诉您为什么")),
    Link(Later("法律词语"), "terms/index.html", Later("看不懂的词，换成平常的话")),
)
_HELP = ("110", "96110", "12348", "12345")


class ArticleIndex(Frozen, kw_only=True):
    frame: Frame
    lead: str
    doors: tuple[Link, ...]
    newest: tuple[Link, ...]
    lawyers: tuple[Link, ...]
    """律师释法: questions people asked, and what a lawyer answered."""
    by_topic: tuple[Group, ...]
    by_reader: tuple[Group, ...]


class ArticlePage(Frozen, kw_only=True):
    frame: Frame
    summary: str
    takeaways: tuple[str, ...]
    body: Markup
    image: ShownPicture | None
    answers: tuple[Fact, ...]
    """Question and answer."""
    answered_by: str
    ask_at: StationLine | None
    """Where the lawyer who answered can be asked."""
    format: str
    readers: str
    topics: str
    areas: tuple[Link, ...]
    laws: tuple[LawCard, ...]
    services: tuple[Link, ...]
    related: tuple[Link, ...]
    terms: tuple[Link, ...]
    quizzes: tuple[Link, ...]
    help: tuple[PhoneLine, ...]
    question_url: str
    publisher: str
    author: str
    published_on: str
    valid_to: str
    expired: bool
    case_anonymised: bool
    texts: PassedOn
    print_url: str
    """Where its poster is; '' without one."""


def article_index(catalogue: Catalogue, today: date) -> ArticleIndex:
    valid = [a for a in published(catalogue.articles) if a.expires >= today]
    valid.sort(key=lambda article: (article.published_on, article.id), reverse=True)
    lead = _("用身边的事讲法律：怎么防骗、怎么讨薪、邻居闹矛盾怎么办。")
    return ArticleIndex(
        frame=section_frame(_("学法律"), lead),
        lead=lead,
        doors=_DOORS,
        newest=_links(valid[:5]),
        lawyers=_links(a for a in valid if a.format == "lawyer"),
        by_topic=tuple(
            Group(topic.id, topic.name, links)
            for topic in catalogue.config.topics
            if (links := _links(a for a in valid if topic.id in a.topics))
        ),
        by_reader=tuple(
            Group(f"for-{reader}", name, links)
            for reader, name in READER.said()
            if reader != "everyone"
            and (links := _links(a for a in valid if reader in a.audience))
        ),
    )


def article_page(catalogue: Catalogue, article: Article, today: date) -> ArticlePage:
    names = {topic.id: topic.name for topic in catalogue.config.topics}
    poster = article.renditions is not None and article.renditions.poster is not None
    return ArticlePage(
        frame=record_frame(
            catalogue, article, article.summary, SECTION_HOME["articles"]
        ),
        summary=article.summary,
        takeaways=article.takeaways,
        body=_body(catalogue, article),
        image=shown_image(catalogue, article.image),
        answers=tuple(Fact(each.question, each.answer) for each in article.answers),
        answered_by=article.answered_by,
        ask_at=_ask_at(catalogue, article),
        format=ARTICLE_FORMAT[article.format],
        readers="、".join(READER[r] for r in article.audience),
        topics="、".join(names[t] for t in article.topics if t in names),
        areas=tuple(
            Link(area.name, address(area, catalogue.config))
            for key in article.areas
            if (area := catalogue.areas.get(key)) is not None
        ),
        laws=law_cards(catalogue, article.legal_basis),
        services=tuple(
            Link(s.name, address(s), s.summary)
            for key in article.services
            if (s := catalogue.services.get(key)) is not None
        ),
        related=_links(
            catalogue.articles[key]
            for key in article.related
            if key in catalogue.articles
        ),
        terms=terms_in(catalogue, article.body),
        quizzes=quizzes_about(catalogue, article.id),
        help=_help(catalogue),
        question_url=letter_address(catalogue.config, "question"),
        publisher=name_of(catalogue, article.publisher),
        author=article.author,
        published_on=day(article.published_on),
        valid_to=day(article.expires),
        expired=article.expires < today,
        case_anonymised=article.case_anonymised,
        texts=texts_of(catalogue, article),
        print_url=printed_at(catalogue, "article", article.id) if poster else "",
    )


def _body(catalogue: Catalogue, article: Article) -> Markup:
    """In the language of the page, as it is told in it; else in Chinese."""
    show = partial(shown_picture, catalogue)
    told = next((b for b in article.bodies if b.lang == catalogue.language), None)
    if catalogue.language == HANS:
        return to_html(article.body, show)
    if told is None:
        return in_chinese(to_html(article.body, show))
    html = to_html(told.text, show)
    return html if told.of == body_mark(article.body) else perhaps_old(html)


def _ask_at(catalogue: Catalogue, article: Article) -> StationLine | None:
    """The station, with the first of the article's services that can be booked there."""
    station = catalogue.stations.get(article.station)
    if station is None:
        return None
    line = undated_line(catalogue, station.id)
    for key in article.services:
        service = catalogue.services.get(key)
        if service is not None and can_be_booked(station, service):
            url = booking_address(catalogue.config, key, station.id)
            return replace(line, booking_url=url)
    return line


def _links(articles: Iterable[Article]) -> tuple[Link, ...]:
    return tuple(Link(a.name, address(a), a.summary) for a in articles)


def _help(catalogue: Catalogue) -> tuple[PhoneLine, ...]:
    known = {line.number: line for line in published(catalogue.hotlines)}
    return tuple(
        PhoneLine(n, known[n].name, "", known[n].urgent) for n in _HELP if n in known
    )
