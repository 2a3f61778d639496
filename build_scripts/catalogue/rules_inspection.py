"""K396–K399: what inspectors of guides look for beside the elements themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Record
from build_scripts.problems import Problem

LONG_OVERDUE = timedelta(days=180)
A_YEAR = timedelta(days=365)


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


def stations_are_not_left_alone(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K398: nobody has checked a station's hours and telephones for half a year beyond
    the agreed day.

    站点的开门时间和电话，过了核对期限半年还没有核对，不能再发布。
    """
    for station in catalogue.stations.values():
        if station.status == "published" and _left_alone(station, today):
            yield Problem(
                station.path,
                code="K398",
                pointer="review_by" if station.review_by else "reviewed_on",
                zh="开门时间和电话太久没有核对",
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


RULES = (
    guides_stand_under_topics_for_their_readers,
    permits_answer_a_question,
    stations_are_not_left_alone,
    new_texts_are_taken_up,
)


def _left_alone(record: Record, today: date) -> bool:
    if record.review_by is not None:
        return record.review_by + LONG_OVERDUE < today
    return record.reviewed_on is not None and record.reviewed_on + A_YEAR < today
