"""Every sheet that hangs now, with what tells whether a printed one is still right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import QUIZZES_BY_BOARD
from build_scripts.catalogue.public import published
from build_scripts.catalogue.related import home_of
from build_scripts.catalogue.targets import target_of
from build_scripts.pages.addresses import area_address
from build_scripts.pages.areas import area_page
from build_scripts.pages.parts import name_of
from build_scripts.pages.placards.codes import (
    code_address,
    code_of,
    fingerprint,
)
from build_scripts.pages.placards.frame import Told
from build_scripts.pages.placards.of_badges import ANCHOR as BADGES
from build_scripts.pages.placards.of_boards import board_sheet
from build_scripts.pages.placards.verify import all_targets, placards_of
from build_scripts.shared.frozen import Frozen


class Sheet(Frozen, kw_only=True):
    """One sheet of paper."""

    key: str
    """'station/qiaodong-police-station#door': stays the same for ever."""
    kind: str
    name: str
    place: str
    """The township it hangs in, for whoever goes round with the ladder."""
    url: str
    check: str
    valid_to: date | None


def every_sheet(catalogue: Catalogue, today: date) -> Iterator[Sheet]:
    """Of the catalogue without drafts: villages first, then records, then boards."""
    yield from _villages(catalogue, today)
    for target in all_targets(catalogue):
        record = target_of(catalogue, target)
        code = code_of(catalogue, target)
        hung = placards_of(catalogue, target, code, today)
        if hung is None or record.status != "published":
            continue
        place, last = _place(catalogue, target, record), hung[0].valid_to
        for told in hung[1]:
            if told.anchor == BADGES:  # worn, not hung: printed when somebody asks
                continue
            yield _sheet(f"{target}#{told.anchor}", told, (place, code, last))
    for code, quizzes in catalogue.all_ids_by(QUIZZES_BY_BOARD).items():
        quiz = catalogue.quizzes[quizzes[0]]
        if quiz.status == "published":
            told = board_sheet(catalogue, quiz, code)
            place = name_of(catalogue, quiz.station)
            yield _sheet(f"board/{code}", told, (place, code, quiz.review_by))


def _villages(catalogue: Catalogue, today: date) -> Iterator[Sheet]:
    for area in published(catalogue.areas):
        page = area_page(catalogue, area, today)
        if page.foot is not None:
            yield Sheet(
                key=f"area/{area.id}",
                kind="村里的一张纸",
                name=area.name,
                place=name_of(catalogue, area.parent),
                url=area_address(area.id, catalogue.config),
                check=page.foot.check,
                valid_to=area.review_by,
            )


def _sheet(key: str, told: Told, hangs: tuple[str, str, date | None]) -> Sheet:
    place, code, last = hangs
    return Sheet(
        key=key,
        kind=told.kind,
        name=told.headline,
        place=place,
        url=f"{code_address(code)}#{told.anchor}",
        check=fingerprint(told.kind, told.headline, told.shown),
        valid_to=last,
    )


def _place(catalogue: Catalogue, target: str, record: Any) -> str:
    if target.startswith("station/"):
        return name_of(catalogue, home_of(catalogue, record.id))
    areas = getattr(record, "areas", ()) or (catalogue.config.county,)
    return name_of(catalogue, areas[0])
