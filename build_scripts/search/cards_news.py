"""What the records of the day look like as results: alerts, events, notices, finds.

Each function gives the line under the name and the other parts of the card (cards.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Alert, LegalEvent, LostFound, Phone
from build_scripts.pages.alerts import area_names
from build_scripts.pages.date_words import day_of_year
from build_scripts.pages.events import event_lines
from build_scripts.pages.parts import phone_lines, public_phones

More = tuple[str, dict[str, Any]]


def phones(numbers: Iterable[Phone]) -> list[list[str]]:
    """Telephones as cards show them."""
    return [[line.what, line.number] for line in phone_lines(numbers)]


def _alert(_catalogue: Catalogue, alert: Alert) -> More:
    what_to_do = "；".join(words.rstrip("。") for words in alert.do)
    return alert.looks_like, {
        "f": [["怎么办", what_to_do]],
        "p": [["拨打", alert.hotline]],
    }


def _event(catalogue: Catalogue, event: LegalEvent) -> More:
    (line,) = event_lines(catalogue, (event.id,))
    note = f"{line.when}，{line.where}"
    return f"{line.state}：{note}" if line.state else note, {
        "f": [["时间", line.when], ["地点", line.where]],
        "p": phones(event.phones),
    }


def _lost_found(catalogue: Catalogue, item: LostFound) -> More:
    said = "捡到" if item.kind == "found" else "丢失"
    place = area_names(catalogue, (item.area,))
    station = catalogue.stations.get(item.station)
    where = f"，到{station.name}问" if station else ""
    return f"{day_of_year(item.when)}{said}，{place}{where}。", {
        "p": phones(public_phones(station)) if station else [],
    }


MORE_NEWS: Mapping[str, Callable[[Catalogue, Any], More]] = {
    "alerts": _alert,
    "events": _event,
    "notices": lambda _, notice: (notice.text, {"p": phones(notice.phones)}),
    "quizzes": lambda _, quiz: (quiz.intro, {}),
    "volunteers": lambda _, group: (group.summary, {"p": phones(group.phones)}),
    "lost_found": _lost_found,
    "terms": lambda _, term: (term.plain, {}),
    "forms": lambda _, form: (form.what, {}),
}
