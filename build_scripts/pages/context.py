"""The parts that pages of every kind show, as frozen values.

A page's context holds everything its template sees, so the bytes of a page depend on
nothing else than context, template and shell.  Addresses are relative to the root of
the site; the templates put the way to the root in front.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from markupsafe import Markup

from build_scripts.languages.tongues import HANS, placed
from build_scripts.shared.frozen import Frozen

MANY = 40
"""More stations than that are told by name and telephone only."""


class Link(Frozen):
    """A name and an address; `note` is a line of explanation."""

    name: str
    url: str
    note: str = ""


class Frame(Frozen, kw_only=True):
    """What surrounds every page's own content."""

    title: str
    """The h1 and, unless `head_title` says otherwise, the title of the window."""
    head_title: str
    description: str = ""
    crumbs: tuple[Link, ...] = ()
    checked: str = ""
    """'本页由 县公安局 核对于 2026年11月1日', or '' when nobody has."""
    notice: str = ""
    """Why the record is suspended or withdrawn, for a box at the top."""
    quick_exit: str = ""
    """Address of a neutral page for the leave-quickly button; '' without one."""
    no_index: bool = False
    canonical: str = ""
    """Where the same is told for good, when this is not the place."""
    linked_data: str = ""
    """JSON-LD that is safe inside a script element; '' for none."""
    script: str = ""
    """A script only such pages load, by its name in ThemeFiles; '' for none."""


class PhoneLine(Frozen):
    """A number to tap."""

    number: str
    what: str
    note: str = ""
    urgent: bool = False


class Fact(Frozen):
    """One cell of the verdict strip, or one row of a table of facts."""

    name: str
    value: str
    note: str = ""
    anchor: str = ""
    """Where on the page more is said; such a cell takes the whole width."""


class LawCard(Frozen):
    """One article on which something rests, in plain words."""

    law: str
    article: str
    gist: str
    url: str
    state: str
    in_force: bool


class StationLine(Frozen):
    """A station as one entry of a list."""

    name: str
    url: str
    kind: str
    address: str
    landmark: str
    hours: str
    phones: tuple[PhoneLine, ...]
    state: str = ""
    """'暂停开放' and the like; '' when it is open as usual."""
    counter: str = ""
    promised: str = ""
    note: str = ""
    booking_url: str = ""
    offering_url: str = ""
    """The page of the service in question at this station."""
    opening: Markup = Markup()
    """The days to come as a page's script looks them up; '' where there are none."""
    named: Markup = Markup()
    """Its name with the way to its page …"""
    reached: Markup = Markup()
    """… and its telephones, hours and address, finished: lists of places show both."""


class PostLine(Frozen):
    """A public contact by role."""

    role: str
    name: str
    agency: str
    phones: tuple[PhoneLine, ...]
    languages: str
    note: str


class Group(Frozen):
    """A heading with links under it; `anchor` is its id on the page."""

    anchor: str
    name: str
    links: tuple[Link, ...]


class StationGroup(Frozen):
    anchor: str
    name: str
    stations: tuple[StationLine, ...]

    @property
    def size(self) -> int:
        return len(self.stations)


class Listing(Frozen, kw_only=True):
    """A page that is a list of links under headings."""

    frame: Frame
    lead: str
    groups: tuple[Group, ...]
    empty: str
    """What is said when there is nothing to list yet."""


class Prose(Frozen, kw_only=True):
    """A page of the site's own: text from Markdown."""

    frame: Frame
    summary: str
    body: Markup


class Context(Protocol):
    """What a template sees: whatever it needs, and always a frame."""

    @property
    def frame(self) -> Frame: ...


class Planned(NamedTuple):
    """A page to be made: where it goes, in which shell, and how to get its context."""

    url: str
    """Where it stands among the pages of its language."""
    section: str
    template: str
    make: Callable[[], Context]
    language: str = HANS

    @property
    def place(self) -> str:
        """Its address in the site, which is also its name as work to be done."""
        return placed(self.url, self.language)

    def page(self) -> Page:
        looks = (self.url, self.section, self.template)
        return Page(*looks, self.make(), self.language)


class Page(Frozen):
    """One page of the site: where it goes, in which shell, and what it shows."""

    url: str
    section: str
    template: str
    context: Context
    language: str = HANS

    @property
    def place(self) -> str:
        return placed(self.url, self.language)
