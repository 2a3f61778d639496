"""K384–K387: events have a time, a place and, when changed, a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.findings import problem_at
from build_scripts.problems import Problem


def events_end_after_they_begin(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K384: an event or a stop of the van ends before it begins.

    结束要在开始以后；宣传车每一站也一样，而且要在整趟的时间里。
    """
    for event in catalogue.events.values():
        if event.ends <= event.starts:
            yield _at(event, "K384", "ends", "结束时间不比开始时间晚", "请改 ends")
        for index, stop in enumerate(event.stops):
            if not event.starts <= stop.starts < stop.ends <= event.ends:
                words = f"“{stop.place}”这一站的时间不对"
                yield _at(
                    event, "K384", f"stops/{index}", words, "要在 starts 和 ends 之间"
                )


def events_have_a_place(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K385: nobody knows where the event is, or a van has no stops.

    写 station（站点）或者 place（地方），只写一样；宣传车写 stops。
    """
    for event in catalogue.events.values():
        given = [bool(event.station), bool(event.place), bool(event.stops)]
        if sum(given) != 1 or bool(event.stops) != (event.kind == "mobile_van"):
            words = "在哪里办没有写清楚"
            hint = "写 station 或 place 中的一样；宣传车写 stops"
            yield _at(event, "K385", "kind", words, hint)


def changes_are_told(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K386: a changed event does not say why, or calendars would not notice.

    改期、改地点、取消都要写 change_note，sequence 至少是 1；
    按原计划的，这几样都不写。
    """
    for event in catalogue.events.values():
        changed = event.event_status != "scheduled"
        if changed and (not event.change_note or event.sequence == 0):
            words = "改动没有写原因，或者 sequence 还是 0"
            hint = "请写 change_note，sequence 加一"
            yield _at(event, "K386", "event_status", words, hint)
        elif not changed and event.previous_start:
            words = "改过时间，状态还是照常"
            yield _at(
                event, "K386", "previous_start", words, "请把 event_status 改成 moved"
            )


def children_come_with_consent(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K387: a junior police school without the consent of guardians.

    少年警校有不满十四周岁的孩子，要监护人同意（个人信息保护法第31条）。
    """
    for event in catalogue.events.values():
        if event.kind == "junior_police" and not event.guardian_needed:
            words = "少年警校没有写要监护人同意"
            yield _at(event, "K387", "kind", words, "请加 guardian_needed: true")


RULES = (
    events_end_after_they_begin,
    events_have_a_place,
    changes_are_told,
    children_come_with_consent,
)

_IN_ENGLISH = {
    "K384": "it ends before it begins",
    "K385": "give a station, a place or the stops of a van, and only one of them",
    "K386": "a change needs change_note and a higher sequence",
    "K387": "a junior police school needs guardian_needed",
}
_at = partial(problem_at, _IN_ENGLISH)
