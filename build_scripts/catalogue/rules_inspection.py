"""K313, K396–K399, K447, K452: what inspectors of guides look for beside the elements themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import EVERY, TERMS
from build_scripts.catalogue.model import LifeEvent, Record, Service
from build_scripts.problems import Problem

LONG_OVERDUE = timedelta(days=180)
A_YEAR = timedelta(days=365)
_ONLINE = ("online", "app", "miniprogram")
_VISITS_OF = {3: 1, 4: 0}
"""Depth Ⅰ–Ⅳ of the inspection form → how often one may have to come."""


def guides_stand_under_topics_for_their_readers(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K396: a guide's readers are none of those its topic is for (warning).

    事项的服务对象和主题对不上。主题给谁看，写在 site_config.yml 的 topics 里。
    """
    readers = {topic.id: set(topic.audience) for topic in catalogue.config.topics}
    for service in catalogue.services.values():
        wanted = readers.get(service.topic)
        if wanted and wanted.isdisjoint(service.audience):
            yield Problem(
                service.path,
                code="K396",
                pointer="topic",
                zh=f"服务对象和主题“{service.topic}”对不上",
                en="the topic is for other readers than the guide",
                hint_zh="请换一个主题，或者改 audience",
                severity="warning",
            )


def permits_answer_a_question(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K397: a licence has no question with its answer (warning).

    行政许可至少写一个常见问题。
    """
    for service in catalogue.services.values():
        if service.kind == "licence" and not service.faq:
            yield Problem(
                service.path,
                code="K397",
                pointer="kind",
                zh="行政许可没有写常见问题",
                en="a licence should answer at least one question",
                hint_zh="请写 faq，窗口上最常被问的那一句就行",
                severity="warning",
            )


def online_depth_is_kept(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K313: what is promised of doing it online does not fit the visits or the channels.

    写了网上办理深度，就要有网上的办法；3 最多跑一次，4 全程网上办、不用跑。
    """
    for service in catalogue.services.values():
        depth = int(service.online_depth or 0)
        if not depth:
            continue
        most = _VISITS_OF.get(depth)
        remote = any(channel.type in _ONLINE for channel in service.channels)
        if remote and (most is None or service.visits <= most):
            continue
        yield Problem(
            service.path,
            code="K313",
            pointer="online_depth",
            zh=f"网上办理深度写了 {depth}，和办理方式、跑几次对不上",
            en="the online depth does not fit the channels or the visits",
            hint_zh="请核对 channels 里的网上办法和 visits，或者把深度改低",
        )


def stations_are_not_left_alone(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K398: nobody has checked a station's hours and telephones for half a year beyond
    the agreed day, or nobody ever said when.

    站点的开门时间和电话，没有写核对的日子，或者过了核对期限半年还没有核对，不能发布。
    """
    for station in catalogue.stations.values():
        if station.status == "published" and _left_alone(station, today):
            yield Problem(
                station.path,
                code="K398",
                pointer=_review_field(station),
                zh="开门时间和电话太久没有核对，或者没写核对的日子",
                en="hours and telephones have not been checked for too long",
                hint_zh="请打电话核对，再改 reviewed_on 和 review_by",
            )


def new_texts_are_taken_up(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K399: a law's new text is in force, but the entry still says 现行有效 (warning).

    这部法律的新文本已经施行，请核对条文，改 effective_on，删掉 changes_on。
    """
    for law in catalogue.laws.values():
        changed = law.changes_on is not None and law.changes_on <= today
        if changed and law.law_status == "effective":
            yield Problem(
                law.path,
                code="K399",
                pointer="changes_on",
                zh="新文本已经施行了",
                en="the new text is in force",
                hint_zh="请核对条文；没核对完先写 law_status: amended",
                severity="warning",
            )


def results_can_be_recognised(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K447: nobody says what the result of a service looks like (warning).

    办完得到的东西，写一句它是什么样（outputs 里的 sample），好让人核对拿对了没有。
    """
    for service in catalogue.services.values():
        for index, output in enumerate(service.outputs):
            if not output.sample:
                yield Problem(
                    service.path,
                    code="K447",
                    pointer=f"outputs/{index}",
                    zh=f"“{output.name}”没有写是什么样",
                    en="nobody says what the result looks like",
                    hint_zh="请写 sample，例如“一张卡，正面有照片”",
                    severity="warning",
                )


def people_s_words_are_not_the_law_s(
    catalogue: Catalogue, today: date
) -> Iterator[Problem]:
    """K452: a word of the law stands where people's own words should (warning).

    “群众怎么说”里用了法律词。这个词在 content/terms.yml 里有大白话，请换成群众的说法。
    """
    records: Iterator[Service | LifeEvent] = chain(
        catalogue.services.values(), catalogue.life_events.values()
    )
    for record in records:
        for pointer, words in _people_s_words(record):
            for term in catalogue.once(words_of_the_law):
                if term in words:
                    yield Problem(
                        record.path,
                        code="K452",
                        pointer=pointer,
                        zh=f"“{term}”是法律上的词，群众不这么说",
                        en=f"'{term}' is a word of the law",
                        hint_zh="请换成大白话，例如 content/terms.yml 里的 people_say",
                        severity="warning",
                    )


def words_of_the_law(catalogue: Catalogue) -> tuple[str, ...]:
    """The words of the law that people call otherwise; for `catalogue.once`."""
    terms = (catalogue.terms[key] for key in catalogue.ids_by(TERMS, EVERY))
    return tuple(term.name for term in terms if term.people_say)


RULES = (
    results_can_be_recognised,
    people_s_words_are_not_the_law_s,
    guides_stand_under_topics_for_their_readers,
    online_depth_is_kept,
    permits_answer_a_question,
    stations_are_not_left_alone,
    new_texts_are_taken_up,
)


def _people_s_words(record: Service | LifeEvent) -> Iterator[tuple[str, str]]:
    if isinstance(record, LifeEvent):
        yield "trigger", record.trigger
        return
    for index, problem in enumerate(record.problems):
        yield f"problems/{index}", problem


def _left_alone(record: Record, today: date) -> bool:
    if record.review_by is not None:
        return record.review_by + LONG_OVERDUE < today
    return record.reviewed_on is None or record.reviewed_on + A_YEAR < today


def _review_field(record: Record) -> str:
    if record.review_by:
        return "review_by"
    return "reviewed_on" if record.reviewed_on else ""
