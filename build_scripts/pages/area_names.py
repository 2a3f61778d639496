"""Every village and township by its letter, under old names and hamlets' names too.

A large county has a page for each letter: one of all names would weigh a megabyte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.pages.addresses import area_address
from build_scripts.pages.context import Frame, Group, Link
from build_scripts.pages.letters import ANCHORS, by_letter
from build_scripts.pages.navigation import SECTION_HOME, section_frame
from build_scripts.pages.parts import area_link
from build_scripts.shared.frozen import Frozen

AREA_NAMES = "help/villages.html"
MANY_AREAS = 300
"""More than that do not stand on one page."""
_LEAD = "按村名、社区名的拼音找。老名字、小地名、小区名也能找到现在归哪里管。"


class AreaNames(Frozen, kw_only=True):
    frame: Frame
    lead: str
    doors: tuple[Link, ...]
    """The pages of the letters, of a large county."""
    letters: tuple[Group, ...]


def area_names(catalogue: Catalogue) -> AreaNames:
    """All names, or the way to each letter's."""
    groups = catalogue.once(names_by_letter)
    large = _is_large(catalogue)
    return AreaNames(
        frame=section_frame("按拼音找村", _LEAD, SECTION_HOME["areas"]),
        lead=_LEAD,
        doors=_doors(groups) if large else (),
        letters=() if large else groups,
    )


def letter_pages(catalogue: Catalogue) -> Iterator[tuple[str, Callable[[], AreaNames]]]:
    """Address and page of every letter of a large county; also of those without a name."""
    if _is_large(catalogue):
        for anchor in ANCHORS:
            yield _letter_address(anchor), partial(letter_page, catalogue, anchor)


def letter_page(catalogue: Catalogue, anchor: str) -> AreaNames:
    groups = catalogue.once(names_by_letter)
    found = next((group for group in groups if group.anchor == anchor), None)
    title = f"按拼音找村：{found.name}" if found else "按拼音找村"
    all_names = Link("按拼音找村", AREA_NAMES)
    return AreaNames(
        frame=section_frame(title, _LEAD, SECTION_HOME["areas"], all_names),
        lead=_LEAD,
        doors=_doors(groups),
        letters=(found,) if found else (),
    )


def names_by_letter(catalogue: Catalogue) -> tuple[Group, ...]:
    """All names under their letters; for `catalogue.once`."""
    return by_letter(_names(catalogue))


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


def _is_large(catalogue: Catalogue) -> bool:
    return len(catalogue.areas) > MANY_AREAS


def _doors(groups: tuple[Group, ...]) -> tuple[Link, ...]:
    return tuple(Link(g.name, _letter_address(g.anchor)) for g in groups)


def _letter_address(anchor: str) -> str:
    return f"help/villages/{anchor.removeprefix('az-').lower()}.html"
