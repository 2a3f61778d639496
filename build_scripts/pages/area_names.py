"""Every village and township by its letter, under old names and hamlets' names too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.pages.addresses import area_address
from build_scripts.pages.context import Frame, Group, Link
from build_scripts.pages.letters import by_letter
from build_scripts.pages.navigation import SECTION_HOME, section_frame
from build_scripts.pages.parts import area_link

AREA_NAMES = "help/villages.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaNames:
    frame: Frame
    lead: str
    letters: tuple[Group, ...]


def area_names(catalogue: Catalogue) -> AreaNames:
    lead = "按村名、社区名的拼音找。老名字、小地名、小区名也能找到现在归哪里管。"
    return AreaNames(
        frame=section_frame("按拼音找村", lead, SECTION_HOME["areas"]),
        lead=lead,
        letters=by_letter(_names(catalogue)),
    )


def _names(catalogue: Catalogue) -> Iterator[Link]:
    for key in catalogue.areas:
        if key != catalogue.config.county:
            yield from catalogue.once(names_of, key)


def names_of(catalogue: Catalogue, key: str) -> tuple[Link, ...]:
    """All names of an area, each with what tells it apart; for `catalogue.once`."""
    area = catalogue.areas[key]
    url = area_address(key, catalogue.config)
    inside = area.parent in catalogue.areas and area.parent != catalogue.config.county
    above = catalogue.once(area_link, area.parent).name if inside else ""
    now = f"现在归{above}{area.name}"
    others = dict.fromkeys((*area.aliases, *area.formerly))
    others.pop(area.name, None)
    return (Link(area.name, url, above), *(Link(o, url, now) for o in others))
