"""我该找谁: a tree of questions that opens without a script, danger first.

Its leaves are the dispute types and the services; nobody keeps a second list.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import EVERY, PUBLISHED_SERVICES
from build_scripts.catalogue.public import published
from build_scripts.pages.addresses import address, dispute_address
from build_scripts.pages.context import Frame, Link, PhoneLine
from build_scripts.pages.navigation import section_frame
from build_scripts.pages.verdict import where_to
from build_scripts.shared.frozen import Frozen

WHOM = "help/index.html"
_CALLS = ("96110", "12348", "12345", "12389")


class Quarrel(Frozen):
    """A leaf: a kind of dispute, who is asked first, and what that costs."""

    name: str
    url: str
    examples: str
    who: str
    cost: str
    start_url: str
    """Where one asks for mediation; '' where that is not the way."""


class Errand(Frozen):
    """A leaf: a service in people's own words, and where one goes."""

    topic: str
    name: str
    url: str
    where: str


class Branch(Frozen):
    """A topic with its services."""

    name: str
    errands: tuple[Errand, ...]


class Whom(Frozen, kw_only=True):
    frame: Frame
    lead: str
    emergency: tuple[str, ...]
    unsafe: tuple[Link, ...]
    """Pages for who is not safe at home."""
    quarrels: tuple[Quarrel, ...]
    branches: tuple[Branch, ...]
    calls: dict[str, PhoneLine]
    """The hotlines the questions end at, by number."""


def whom_page(catalogue: Catalogue) -> Whom:
    lead = "照着问题往下点，到底该找谁、打什么电话、要不要钱，一步一步告诉您。"
    kinds = list(published(catalogue.dispute_types))
    lines = {line.number: line for line in published(catalogue.hotlines)}
    return Whom(
        frame=section_frame("我该找谁", lead),
        lead=lead,
        emergency=catalogue.config.emergency,
        unsafe=tuple(Link(k.name, address(k)) for k in kinds if k.sensitive),
        quarrels=tuple(
            Quarrel(
                kind.name,
                address(kind),
                "；".join(kind.examples[:2]),
                kind.ways[0].who if kind.ways else "",
                kind.ways[0].cost if kind.ways else "",
                dispute_address(catalogue.config, kind.id) if kind.intake else "",
            )
            for kind in kinds
            if not kind.sensitive
        ),
        branches=tuple(_branches(catalogue)),
        calls={
            n: PhoneLine(n, lines[n].name, lines[n].what_for)
            for n in _CALLS
            if n in lines
        },
    )


def _branches(catalogue: Catalogue) -> Iterator[Branch]:
    services = catalogue.ids_by(PUBLISHED_SERVICES, EVERY)
    errands = [catalogue.once(errand, key) for key in services]
    for topic in catalogue.config.topics:
        found = tuple(e for e in errands if e.topic == topic.id)
        if found:
            yield Branch(topic.name, found)


def errand(catalogue: Catalogue, key: str) -> Errand:
    """A service as a leaf; for `catalogue.once`."""
    service = catalogue.services[key]
    where = catalogue.once(where_to, key).value
    return Errand(service.topic, service.plain_name, address(service), where)
